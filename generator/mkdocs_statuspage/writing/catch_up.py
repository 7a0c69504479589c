"""Bringing a work tree forward to a pushed commit, when it holds nothing else that could be lost."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_statuspage.writing.errors import CannotEdit, CannotWrite
from mkdocs_statuspage.writing.files import change_file
from mkdocs_statuspage.writing.git import Git


def catch_up(
    git: Git, path: Path, commit: str, edit: Callable[[str | None], str], *, lock_dir: Path
) -> bool:
    """Fast-forward branch, index and work tree, and tell whether that was done.

    It is not when there are commits of one's own, anything staged, a change to another file, or in the
    file itself more than the change that was pushed.
    """
    head = git.ask("rev-parse", "--verify", "--quiet", "HEAD")
    name = git.ask("ls-files", "--full-name", "--cached", "--others", "--", str(path.resolve()))
    if head is None or name is None:
        return False
    if head == commit and git.ask("diff", "--name-only", "HEAD") is None:
        return True
    try:
        return (
            git.run("merge-base", "--is-ancestor", head, commit).code == 0
            and _holds_only(git, name)
            and _is_ours(git, path, name, (head, commit), edit)
            and _can_follow(git, name, head, commit)
            and _follow(git, path, name, (head, commit), lock_dir)
        )
    except (CannotWrite, CannotEdit):
        return False


def _holds_only(git: Git, name: str) -> bool:
    """Tell whether nothing is staged or under way, and no other tracked file is changed."""
    if git.ask("rev-parse", "--verify", "--quiet", "MERGE_HEAD"):
        return False
    done = git.run("status", "--porcelain=v1", "-z", "--untracked-files=no")
    changes = done.text.split("\0") if done.text else []
    return done.code == 0 and all(change in ("", f" M {name}") for change in changes)


def _is_ours(
    git: Git, path: Path, name: str, ends: tuple[str, str], edit: Callable[[str | None], str]
) -> bool:
    """Tell whether the file holds what was committed, or that with only the change made to it.

    Blobs are compared, not texts: a work tree may have other line breaks than its repository.
    """
    local = git.ask("hash-object", f"--path={name}", "--", str(path.resolve()))
    head, commit = (git.ask("rev-parse", "--verify", "--quiet", f"{end}:{name}") for end in ends)
    if local in (head, commit):
        return local is not None
    old = git.need("cat-file", "blob", head).out.decode() if head else None
    return local == git.need("hash-object", "--stdin", send=edit(old).encode()).text


def _can_follow(git: Git, name: str, head: str, commit: str) -> bool:
    """Try the whole step on a copy of the index, with the work tree only looked at."""
    index = git.need("rev-parse", "--git-path", "index").text
    with TemporaryDirectory(prefix="statuspage-") as folder:
        copy = Path(folder) / "index"
        if (git.folder / index).exists():
            shutil.copyfile(git.folder / index, copy)
        trial = git.using(GIT_INDEX_FILE=str(copy))
        _stage(trial, name, commit)
        return trial.run("read-tree", "-m", "-u", "--dry-run", head, commit).code == 0


def _follow(git: Git, path: Path, name: str, ends: tuple[str, str], lock_dir: Path) -> bool:
    """Take the step: the file itself first, under its lock, then the index, the rest, the branch."""
    head, commit = ends
    before = git.ask("hash-object", f"--path={name}", "--", str(path.resolve()))
    wanted = git.need("cat-file", "--filters", f"{commit}:{name}").out.decode()

    def unless_changed(text: str) -> str:
        if git.ask("hash-object", f"--path={name}", "--", str(path.resolve())) != before:
            raise CannotWrite(f"{path}: somebody else is changing it")
        return wanted

    change_file(path, unless_changed, lock_dir=lock_dir)
    _stage(git, name, commit)
    git.need("read-tree", "-m", "-u", head, commit)
    git.need("update-ref", "-m", "statuspage: catch up", "HEAD", commit, head)
    git.run("update-index", "-q", "--refresh")
    return True


def _stage(git: Git, name: str, commit: str) -> None:
    """Put the file's version in a commit into the index, so that its change is none to that commit."""
    mode, _, blob = git.need("ls-tree", commit, "--", name).text.split("\t")[0].split()
    git.need("update-index", "--add", "--cacheinfo", f"{mode},{blob},{name}")
