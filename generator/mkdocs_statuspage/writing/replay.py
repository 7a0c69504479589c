"""Putting one file's change on the remote by replay: made anew on whatever stands there now.

Two clones that append to one file conflict every time they are merged. So nothing is merged: the change
is made on the newest remote version, outside the work tree and the user's index, and pushed on condition
that nobody was quicker. Else it is made again. What the change is, is for the caller to say.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from secrets import SystemRandom, token_hex
from tempfile import TemporaryDirectory

from mkdocs_statuspage.writing.catch_up import Edit, WorkFile, catch_up
from mkdocs_statuspage.writing.git import NETWORK_SECONDS, Git, GitEnd
from mkdocs_statuspage.writing.locks import locked
from mkdocs_statuspage.writing.refusals import CannotWrite

_PATIENCE = 120.0
"""Seconds for which a push is tried again; fifty simultaneous clones need less on two cores."""
_LONGEST_PAUSE = 2.0
_ORDINARY_FILE = "100644"
_LOST_RACES = (
    "stale info",
    "fetch first",
    "non-fast-forward",
    "cannot lock ref",
    "failed to update ref",
    "incorrect old value",
    "reference already exists",
)
_NO_IDENTITY = {
    "GIT_AUTHOR_NAME": "statuspage",
    "GIT_AUTHOR_EMAIL": "statuspage@localhost",
    "GIT_COMMITTER_NAME": "statuspage",
    "GIT_COMMITTER_EMAIL": "statuspage@localhost",
}


class Outcome(Enum):
    """What became of a replay."""

    PUSHED = "it is on the remote"
    ALREADY = "it was on the remote already"
    NO_REPOSITORY = "this is no git repository"
    NO_REMOTE = "the repository has no remote"
    NO_BRANCH = "there is no branch to push to"
    OFFLINE = "the remote could not be reached"
    REJECTED = "the remote does not take it"
    BUSY = "others kept being quicker"


@dataclass(frozen=True, slots=True)
class Replay:
    """How a replay ended."""

    outcome: Outcome
    said: str = ""
    """What git said, for the user; without passwords."""
    target: str = ""
    """Remote and branch, as in `origin/main`."""
    commit: str | None = None
    """The commit on the remote that holds the change."""
    text: str | None = None
    """The file's text that the remote holds now; None when it has not got the change."""
    caught_up: bool = False
    """Whether the work tree and its branch now stand at that commit."""

    @property
    def is_published(self) -> bool:
        """Whether the remote has the change."""
        return self.outcome in (Outcome.PUSHED, Outcome.ALREADY)


@dataclass(frozen=True, slots=True)
class _Target:
    """The file in its repository, and the remote branch it goes to."""

    git: Git
    path: Path
    name: str
    """The file's path in the repository, with slashes."""
    remote: str
    branch: str

    @property
    def ref(self) -> str:
        return f"refs/heads/{self.branch}"

    def ended(self, outcome: Outcome, said: str = "", commit: str | None = None) -> Replay:
        return Replay(outcome, said, f"{self.remote}/{self.branch}", commit)


def replay(
    path: Path, edit: Edit, *, subject: str, lock_dir: Path, patience: float = _PATIENCE
) -> Replay:
    """Make a change on the newest remote version of a file and push it, or say why not.

    `edit` may be called several times and must find its own work done: a push whose answer was lost is
    tried again. The work tree follows when it holds nothing but this change; else it stays untouched.
    """
    target = _target(path)
    if isinstance(target, Replay):
        return target
    # Fifty processes in one clone would only trip over each other's ref locks.
    with locked(target.git.folder / "replay", lock_dir):
        ended = _push_until(target, edit, subject, time.monotonic() + patience)
        if ended.commit is None:
            return ended
        place = WorkFile(target.git, path, target.name, lock_dir)
        caught_up = catch_up(place, ended.commit, edit)
    return replace(ended, caught_up=caught_up)


def _target(path: Path) -> _Target | Replay:
    here = Git(path.parent)
    top = here.run("rev-parse", "--show-toplevel")
    if top.code:
        return Replay(Outcome.NO_REPOSITORY, top.said)
    branch = here.ask("symbolic-ref", "--quiet", "--short", "HEAD")
    if branch is None:
        return Replay(Outcome.NO_BRANCH, "no branch is checked out")
    remote = here.ask("config", f"branch.{branch}.remote") or _only_remote(here)
    if remote is None:
        return Replay(Outcome.NO_REMOTE)
    merge = here.ask("config", f"branch.{branch}.merge") or branch
    name = (here.ask("rev-parse", "--show-prefix") or "") + path.name
    git = Git(Path(top.text)).without_questions()
    return _Target(git, path, name, remote, merge.removeprefix("refs/heads/"))


def _only_remote(git: Git) -> str | None:
    remotes = (git.ask("remote") or "").splitlines()
    return "origin" if "origin" in remotes else remotes[0] if len(remotes) == 1 else None


def _push_until(target: _Target, edit: Edit, subject: str, deadline: float) -> Replay:
    pause = 0.05
    while True:
        ended = _push_once(target, edit, subject)
        if ended.outcome is not Outcome.BUSY or time.monotonic() > deadline:
            return ended
        time.sleep(SystemRandom().uniform(0, pause))
        pause = min(2 * pause, _LONGEST_PAUSE)


def _push_once(target: _Target, edit: Edit, subject: str) -> Replay:
    with _fetched(target) as base:
        if isinstance(base, Replay):
            return base
        old, mode = _newest(target, base)
        new = edit(old)
        if new == old:
            return replace(target.ended(Outcome.ALREADY, commit=base), text=new)
        commit = _commit(target, base, (mode, new), subject)
        lease = f"--force-with-lease={target.ref}:{base}"
        done = target.git.run(
            *("push", "--porcelain", "--no-verify", lease, target.remote),
            f"{commit}:{target.ref}",
            seconds=NETWORK_SECONDS,
        )
    ended = _pushed(target, done, commit)
    return replace(ended, text=new) if ended.is_published else ended


@contextmanager
def _fetched(target: _Target) -> Iterator[str | Replay]:
    """Give the newest commit of the remote branch, or why there is none."""
    # A ref of our own: FETCH_HEAD and the tracking branch belong to whoever else works here.
    ours = f"refs/statuspage/{token_hex(4)}"
    done = target.git.run(
        *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", target.remote),
        f"{target.ref}:{ours}",
        seconds=NETWORK_SECONDS,
    )
    try:
        base = target.git.ask("rev-parse", "--verify", "--quiet", f"{ours}^{{commit}}")
        yield base or _unfetched(target, done)
    finally:
        target.git.run("update-ref", "-d", ours)


def _unfetched(target: _Target, done: GitEnd) -> Replay:
    if "couldn't find remote ref" in done.said:
        return target.ended(Outcome.NO_BRANCH, f"{target.remote} has no branch {target.branch} yet")
    return target.ended(Outcome.OFFLINE, done.said)


def _newest(target: _Target, base: str) -> tuple[str | None, str]:
    """Give the file's text and mode in a commit."""
    entry = target.git.need("ls-tree", "-z", base, "--", target.name).out
    if not entry:
        return None, _ORDINARY_FILE
    mode, kind, blob = entry.split(b"\t")[0].decode().split()
    if kind != "blob" or mode == "120000":
        raise CannotWrite(f"{target.name}: on {target.remote} it is not an ordinary file")
    try:
        return target.git.need("cat-file", "blob", blob).out.decode(), mode
    except UnicodeDecodeError as error:
        raise CannotWrite(f"{target.name}: on {target.remote} it is not UTF-8") from error


def _commit(target: _Target, base: str, file: tuple[str, str], subject: str) -> str:
    """Commit one file's new text on top of a commit, by way of an index that is nobody else's."""
    mode, text = file
    with TemporaryDirectory(prefix="statuspage-") as folder:
        git = target.git.using(GIT_INDEX_FILE=str(Path(folder) / "index"))
        blob = git.need("hash-object", "-w", "--stdin", send=text.encode()).text
        git.need("read-tree", base)
        git.need("update-index", "--add", "--cacheinfo", f"{mode},{blob},{target.name}")
        tree = git.need("write-tree", "--missing-ok").text
    if target.git.ask("var", "GIT_COMMITTER_IDENT") is None:
        git = target.git.using(**_NO_IDENTITY)
    return git.need("commit-tree", tree, "-p", base, "-m", subject).text


def _pushed(target: _Target, done: GitEnd, commit: str) -> Replay:
    if done.code == 0:
        return target.ended(Outcome.PUSHED, commit=commit)
    refusal = next((line for line in done.text.splitlines() if line.startswith("!")), "")
    if any(race in refusal for race in _LOST_RACES):
        return target.ended(Outcome.BUSY, refusal.rpartition("\t")[2])
    if refusal:
        return target.ended(Outcome.REJECTED, done.said or refusal.rpartition("\t")[2])
    return target.ended(Outcome.OFFLINE, done.said)
