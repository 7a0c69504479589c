"""What readers last had of a folder's files, by git alone and without a network: a commit, and what differs from it here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mkdocs_statuspage.writing.git import Git
from mkdocs_statuspage.writing.remote import NoTarget, find_target

TAG = "statuspage-published"
"""The tag that publishing leaves at what it published."""


@dataclass(frozen=True)
class PublishedFiles:
    """The files below a folder as a commit has them, where they are otherwise here or gone."""

    name: str
    """What the commit is called: the tag, or the remote's branch."""
    commit: str
    texts: Mapping[str, str] = field(default_factory=dict)
    """The text of each file that differs, by its path from the folder."""
    git: Git | None = None
    """Where the commit is."""

    @cached_property
    def names(self) -> frozenset[str]:
        """The paths of all its files."""
        return _names(self.git, self.commit) if self.git else frozenset()


def published_files(folder: Path, wanted: Callable[[str], bool]) -> Sequence[PublishedFiles]:
    """Return what readers last had: what was published last, and what the remote's branch has beyond that.

    Only files whose path from the folder is wanted are read. One that is as it was published is in neither. There is nothing where git knows of neither.
    """
    git = Git(folder)
    found: list[PublishedFiles] = []
    for name, commit in _references(git, folder):
        ids = {path: id_ for path, id_ in _differing(git, commit).items() if wanted(path)}
        if found:  # what readers have is right, whatever was pushed since
            ids = {path: id_ for path, id_ in ids.items() if path in found[0].texts}
        texts = dict(_texts(git, ids))
        found.append(PublishedFiles(name, commit, texts, git))
    return found


def commit_of(folder: Path) -> str:
    """Return the commit that has all files below a folder as they are here; empty where there is none, or no git."""
    git = Git(folder)
    other = git.run("status", "--porcelain", "--untracked-files=all", "--", ".")
    held = git.ask("ls-tree", "--name-only", "HEAD", "--", ".")
    commit = git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return commit if commit and held and not other.code and not other.out else ""


def leave_tag(folder: Path, commit: str) -> bool:
    """Leave the tag at what readers have now, and tell whether that could be done; nobody is asked to sign it."""
    return Git(folder).run("update-ref", f"refs/tags/{TAG}", commit).code == 0


def _references(git: Git, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the commits to compare with, each with its name."""
    target = find_target(folder)
    branch = None if isinstance(target, NoTarget) else target.known()
    is_current = branch is None or _is_ancestor(git, branch, "HEAD")
    known = git.ask("rev-parse", "--verify", "--quiet", f"refs/tags/{TAG}^{{commit}}")
    tag = known and _base(git, known, is_current=is_current)
    if tag:
        yield TAG, tag
    base = branch and _base(git, branch, is_current=False)
    if base and base != tag and not isinstance(target, NoTarget):
        yield target.shown, base


def _base(git: Git, commit: str, *, is_current: bool) -> str:
    """Return a commit, or what this folder has of it where it is behind it: nothing that it lacks is gone."""
    if _is_ancestor(git, commit, "HEAD"):
        return commit
    is_behind = _is_ancestor(git, "HEAD", commit)
    common = git.ask("merge-base", commit, "HEAD")
    # Part of a history, as a workflow fetches it, has nothing in common with the rest.
    return commit if common is None or (is_current and not is_behind) else common


def _is_ancestor(git: Git, commit: str, of: str) -> bool:
    return git.run("merge-base", "--is-ancestor", commit, of).code == 0


def _names(git: Git, commit: str) -> frozenset[str]:
    listed = git.run("ls-tree", "-r", "-z", "--name-only", commit, "--", ".")
    return frozenset(listed.text.split("\0"))


def _differing(git: Git, commit: str) -> dict[str, str]:
    """Return the id of each file below the folder that is otherwise here, or gone."""
    raw = ("diff", "--raw", "-z", "--no-renames", "--no-abbrev", "--relative", commit, "--", ".")
    words = git.run(*raw).text.split("\0")
    found = {}
    for what, name in zip(words[::2], words[1::2], strict=False):
        was = what.split()[2]
        if was.strip("0"):
            found[name] = was
    return found


def _texts(git: Git, ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Read files by their ids, all at once."""
    asked = "".join(f"{id_}\n" for id_ in ids.values()).encode()
    out = git.run("cat-file", "--batch", send=asked).out if ids else b""
    for (path, _), content in zip(ids.items(), _contents(out), strict=False):
        yield path, content.decode("utf-8", "replace")


def _contents(out: bytes) -> Iterable[bytes]:
    at = 0
    while at < len(out):
        end = out.index(b"\n", at)
        size = int(out[at:end].split()[-1])
        yield out[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
