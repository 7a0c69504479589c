"""Bringing a work tree forward to a pushed commit, when it holds nothing else that could be lost."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_statuspage.writing.files import change_file
from mkdocs_statuspage.writing.git import Git
from mkdocs_statuspage.writing.refusals import CannotEdit, CannotWrite

Edit = Callable[[str | None], str]
"""Makes a file's new text from its newest one, or from None where there is no such file."""


@dataclass(frozen=True, slots=True)
class WorkFile:
    """The file that was changed, in its work tree."""

    git: Git
    """Git at the top of the work tree."""
    path: Path
    name: str
    """The file's path in the repository, with slashes."""
    lock_dir: Path

    def blob(self) -> str | None:
        """Give the id that the file's text would have in the repository.

        Ids are compared, not texts: a work tree may have other line breaks than its repository.
        """
        where = self.path.parent.resolve() / self.path.name
        return self.git.ask("hash-object", f"--path={self.name}", "--", str(where))

    def blob_in(self, commit: str) -> str | None:
        """Give the file's id in a commit."""
        return self.git.ask("rev-parse", "--verify", "--quiet", f"{commit}:{self.name}")


def catch_up(file: WorkFile, commit: str, edit: Edit) -> bool:
    """Fast-forward branch, index and work tree, and tell whether that was done.

    It is not when there are commits of one's own, anything staged, a change to another file, or in the
    file itself more than the change that was pushed.
    """
    head = file.git.ask("rev-parse", "--verify", "--quiet", "HEAD")
    if head is None:
        return False
    try:
        return (
            file.git.run("merge-base", "--is-ancestor", head, commit).code == 0
            and _holds_nothing_else(file)
            and _is_ours(file, head, commit, edit)
            and _can_follow(file, head, commit)
            and _follow(file, head, commit)
        )
    except (CannotWrite, CannotEdit):
        return False


def _holds_nothing_else(file: WorkFile) -> bool:
    """Tell whether nothing is staged or under way, and no other tracked file is changed."""
    if file.git.ask("rev-parse", "--verify", "--quiet", "MERGE_HEAD"):
        return False
    done = file.git.run("status", "--porcelain=v1", "-z", "--untracked-files=no")
    return done.code == 0 and done.text.strip("\0") in ("", f" M {file.name}")


def _is_ours(file: WorkFile, head: str, commit: str, edit: Edit) -> bool:
    """Tell whether the file holds what was committed, or that with only the change made to it."""
    local, old = file.blob(), file.blob_in(head)
    if local in (old, file.blob_in(commit)):
        return local is not None
    text = file.git.need("cat-file", "blob", old).out.decode() if old else None
    return local == file.git.need("hash-object", "--stdin", send=edit(text).encode()).text


def _can_follow(file: WorkFile, head: str, commit: str) -> bool:
    """Try the whole step on a copy of the index, with the work tree only looked at."""
    index = file.git.folder / file.git.need("rev-parse", "--git-path", "index").text
    with TemporaryDirectory(prefix="statuspage-") as folder:
        copy = Path(folder) / "index"
        if index.exists():
            shutil.copyfile(index, copy)
        trial = file.git.using(GIT_INDEX_FILE=str(copy))
        _stage(trial, file.name, commit)
        return trial.run("read-tree", "-m", "-u", "--dry-run", head, commit).code == 0


def _follow(file: WorkFile, head: str, commit: str) -> bool:
    """Take the step: the file itself first, under its lock, then the index, the rest, the branch."""
    before = file.blob()
    new = file.git.need("cat-file", "--filters", f"{commit}:{file.name}").out.decode()

    def unless_changed(_: str) -> str:
        if file.blob() != before:
            raise CannotWrite(f"{file.path}: somebody else is changing it")
        return new

    change_file(file.path, unless_changed, lock_dir=file.lock_dir)
    _stage(file.git, file.name, commit)
    file.git.need("read-tree", "-m", "-u", head, commit)
    file.git.need("update-ref", "-m", "statuspage: catch up", "HEAD", commit, head)
    file.git.run("update-index", "-q", "--refresh")
    return True


def _stage(git: Git, name: str, commit: str) -> None:
    """Put the file as a commit has it into the index, where git then finds nothing to carry over."""
    mode, _, blob = git.need("ls-tree", commit, "--", name).text.split("\t")[0].split()
    git.need("update-index", "--add", "--cacheinfo", f"{mode},{blob},{name}")
