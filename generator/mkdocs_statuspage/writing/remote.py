"""`Target`: where a change goes: the repository, its remote, and the branch that the site is built from."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from secrets import token_hex
from shutil import disk_usage

from mkdocs_statuspage.writing.git import NETWORK_SECONDS, Git, GitEnd

_BUILT_FROM = re.compile(r"^ +branches: *\[ *[\"']?([^\"'\],]+)", re.MULTILINE)
_NOT_LET_IN = (
    "Authentication failed",
    "could not read Username",
    "could not read Password",
    "Permission denied",
    "Host key verification failed",
    "returned error: 401",
    "returned error: 403",
    "Permission to ",
    "access denied",
)
_CANNOT_WRITE = re.compile(r"(?:couldn't|unable to|cannot) (?:write|create|update|open)")
_ROOM = 64 * 1024
"""Bytes without which git cannot work."""
_DISK_IS_FULL = ("No space left on device", "Disk quota exceeded")


class Outcome(Enum):
    """What became of a change that was to be put on the remote."""

    PUSHED = "it is on the remote"
    ALREADY = "it was on the remote already"
    NO_GIT = "git is not installed"
    NO_REPOSITORY = "this is no git repository"
    NO_REMOTE = "the repository has no remote"
    NO_BRANCH = "the remote has nothing yet"
    ELSEWHERE = "this folder is on another branch than the site is built from"
    OFFLINE = "the remote could not be reached"
    NOT_LET_IN = "the remote does not let you in"
    ASIDE = "the branch is protected"
    REJECTED = "the remote does not take it"
    BUSY = "others kept being quicker"
    FULL = "the disk is full"


@dataclass(frozen=True, slots=True)
class NoTarget:
    """Why there is nothing to push to, or no asking it."""

    outcome: Outcome
    said: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A repository, and the remote branch that its site is built from."""

    git: Git
    """Git at the top of the work tree."""
    remote: str
    branch: str
    here: str | None
    """The branch that is checked out; None when none is."""
    is_here: bool
    """Whether what is checked out follows that remote branch."""
    is_branch: bool = True
    """Whether it is a branch; else `branch` is the whole name of another ref, which may not be there yet."""

    @property
    def ref(self) -> str:
        """The branch, as the remote calls it."""
        return f"refs/heads/{self.branch}" if self.is_branch else self.branch

    @property
    def shown(self) -> str:
        """Remote and branch, as in `origin/main`."""
        return f"{self.remote}/{self.branch}"

    def name_of(self, path: Path) -> str:
        """Return a file's path in the repository, with slashes."""
        whole = path.parent.resolve() / path.name
        return whole.relative_to(self.git.folder.resolve()).as_posix()

    def known(self) -> str | None:
        """Return the newest commit of the branch that this folder knows of."""
        tracked = f"refs/remotes/{self.shown}^{{commit}}"
        return self.git.ask("rev-parse", "--verify", "--quiet", tracked)


def find_target(folder: Path, branch: str | None = None) -> Target | NoTarget:
    """Find where a folder's changes go: to `branch`, or else to the one that its site is built from.

    That is what `git config statuspage.branch` says, else the branch of the workflow, else the remote's own.
    """
    here = Git(folder)
    top = here.run("rev-parse", "--show-toplevel")
    if top.code:
        is_missing = top.code == Git.MISSING
        return NoTarget(Outcome.NO_GIT if is_missing else Outcome.NO_REPOSITORY, top.said)
    git = Git(Path(top.text))
    current = git.ask("symbolic-ref", "--quiet", "--short", "HEAD")
    followed = git.ask("config", f"branch.{current}.remote") if current else None
    remote = followed or _only_remote(git)
    if remote is None:
        return NoTarget(Outcome.NO_REMOTE)
    merged = git.ask("config", f"branch.{current}.merge") if followed else None
    upstream = (merged or current or "").removeprefix("refs/heads/")
    wanted = branch or _built_from(git, remote) or upstream or "main"
    return Target(git.without_questions(), remote, wanted, current, upstream == wanted)


def find_ref(folder: Path, ref: str) -> Target | NoTarget:
    """Find where a ref that is no branch is kept: on the remote, or in a repository that has none."""
    found = find_target(folder)
    if isinstance(found, NoTarget):
        if found.outcome is not Outcome.NO_REMOTE:
            return found
        top = Path(Git(folder).need("rev-parse", "--show-toplevel").text)
        found = Target(Git(top), ".", ref, None, is_here=False)
    return replace(found, branch=ref, is_here=False, is_branch=False)


def _only_remote(git: Git) -> str | None:
    remotes = (git.ask("remote") or "").splitlines()
    return "origin" if "origin" in remotes else remotes[0] if len(remotes) == 1 else None


def _built_from(git: Git, remote: str) -> str | None:
    """Find the branch that the site is built from; None where nothing says."""
    if said := git.ask("config", "statuspage.branch"):
        return said
    workflow = git.folder / ".github" / "workflows" / "publish.yml"
    if workflow.is_file():
        found = _BUILT_FROM.search(workflow.read_text(encoding="utf-8", errors="replace"))
        if found and "*" not in found[1]:
            return found[1].strip()
    refs = f"refs/remotes/{remote}"
    if default := git.ask("symbolic-ref", "--quiet", "--short", f"{refs}/HEAD"):
        return default.removeprefix(f"{remote}/")
    usual = git.ask(
        "for-each-ref", "--format=%(refname:lstrip=3)", f"{refs}/main", f"{refs}/master"
    )
    return usual.splitlines()[0] if usual else None


@contextmanager
def fetched(target: Target, seconds: float = NETWORK_SECONDS) -> Iterator[str | NoTarget]:
    """Yield the newest commit of the remote branch, or why there is none."""
    # A ref of our own: FETCH_HEAD and the tracking branch belong to whoever else works here.
    ours = f"refs/statuspage/{token_hex(4)}"
    done = target.git.run(
        *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", target.remote),
        f"{target.ref}:{ours}",
        seconds=seconds,
    )
    try:
        base = target.git.ask("rev-parse", "--verify", "--quiet", f"{ours}^{{commit}}")
        yield base or _unfetched(target, done)
    finally:
        target.git.run("update-ref", "-d", ours)


def _unfetched(target: Target, done: GitEnd) -> NoTarget:
    if "couldn't find remote ref" in done.said:
        return NoTarget(Outcome.NO_BRANCH, f"{target.remote} has no branch {target.branch} yet")
    if is_full(done.said, target.git):
        return NoTarget(Outcome.FULL, done.said)
    return unreached(done)


def unreached(done: GitEnd) -> NoTarget:
    """Say why a remote could not be asked, by what git says of it."""
    is_shut = any(words in done.said for words in _NOT_LET_IN)
    return NoTarget(Outcome.NOT_LET_IN if is_shut else Outcome.OFFLINE, done.said)


def is_full(said: str, git: Git) -> bool:
    """Tell whether git could not write because its disk is full, which it does not always say."""
    if any(words in said for words in _DISK_IS_FULL):
        return True
    folder = git.ask("rev-parse", "--absolute-git-dir") if _CANNOT_WRITE.search(said) else None
    return bool(folder) and disk_usage(str(folder)).free < _ROOM
