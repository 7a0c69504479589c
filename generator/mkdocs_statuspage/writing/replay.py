"""Putting changes on the remote by replay: made anew on whatever stands there now.

Two clones that append to one file conflict every time they are merged. So nothing is merged: the changes
are made on the newest remote version, outside the work tree and the user's index, and pushed on condition
that nobody was quicker. Else they are made again. What a change is, is for the caller to say.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import SystemRandom
from tempfile import TemporaryDirectory

from mkdocs_statuspage.writing.catch_up import Join, TextEdit, WorkTree, catch_up, in_turn
from mkdocs_statuspage.writing.git import NETWORK_SECONDS, Git, GitEnd, nearest_folder
from mkdocs_statuspage.writing.locks import locked
from mkdocs_statuspage.writing.refusals import CannotWrite, LeftOut
from mkdocs_statuspage.writing.remote import (
    NoTarget,
    Outcome,
    Target,
    fetched,
    find_target,
    is_full,
    unreached,
)

__all__ = ["Outcome", "Replay", "Step", "replay_on_ref", "replay_steps"]

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


@dataclass(frozen=True, slots=True)
class Step:
    """One change to one file, which becomes one commit."""

    path: Path
    edit: TextEdit
    """Raises `LeftOut` when it cannot be made on what stands there, and the others can."""
    subject: str
    made_here: TextEdit | None = None
    """What made the change in this folder, where that differs."""


@dataclass(frozen=True, slots=True)
class Replay:
    """How a replay ended."""

    outcome: Outcome
    said: str = ""
    """What git said, for the user; without passwords."""
    target: str = ""
    """Remote and branch, as in `origin/main`."""
    commit: str | None = None
    """The commit on the remote that holds the changes."""
    text: str | None = None
    """The text of the last step's file that the remote holds now; None when it has not got it."""
    caught_up: bool = False
    """Whether the work tree and its branch now stand at that commit."""
    left_out: dict[int, str] = field(default_factory=dict)
    """The number of each step that could not be made, and why."""
    here: str | None = None
    """The branch that is checked out, if one is."""
    aside: str = ""
    """The branch that was pushed for a pull request, as the one itself does not take it."""

    @property
    def is_published(self) -> bool:
        """Whether the remote has the changes, but for those that were left out."""
        return self.outcome in (Outcome.PUSHED, Outcome.ALREADY)


def replay_steps(
    steps: Sequence[Step],
    *,
    lock_dir: Path,
    branch: str | None = None,
    aside: str = "",
    join: Join | None = None,
) -> Replay:
    """Make changes in order on what the remote has, and push them at once, or say why not.

    An edit may be called several times and must find its own work done: a push whose answer was lost is
    tried again. The work tree follows where nothing else in it could be lost; else it stays untouched.

    Args:
        steps: the changes.
        lock_dir: where writers wait for each other.
        branch: the branch to push to, whatever is checked out; None for the one that the site is built from.
        aside: the branch that is pushed where that one takes no push, so that a pull request can be made.
        join: what joins a file that was changed in the work tree with what the remote has; else the work tree stays.
    """
    found = find_target(nearest_folder(steps[0].path.parent), branch)
    if isinstance(found, NoTarget):
        return Replay(found.outcome, found.said)
    if not found.is_here and branch is None:
        return Replay(Outcome.ELSEWHERE, "", found.shown, here=found.here)
    # Fifty processes in one clone would only trip over each other's ref locks.
    with locked(found.git.folder / "replay", lock_dir):
        ended = _push_until(found, steps, time.monotonic() + _PATIENCE)
        ended = _push_aside(found, ended, aside)
        return _followed(found, steps, ended, WorkTree(found.git, lock_dir, *filter(None, [join])))


def replay_on_ref(target: Target, name: str, edit: TextEdit, lock_dir: Path) -> Replay:
    """Make a change to a file on a ref that no work tree follows, which begins with it where it is not there yet.

    Args:
        target: the ref; see `find_ref`.
        name: the file's path in it.
        edit: makes the file's new text; it may be called several times.
        lock_dir: where writers wait for each other.
    """
    step = Step(target.git.folder / name, edit, f"Note in {name} what was told")
    with locked(target.git.folder / target.ref, lock_dir):
        return _push_until(target, [step], time.monotonic() + _PATIENCE)


def _followed(target: Target, steps: Sequence[Step], ended: Replay, tree: WorkTree) -> Replay:
    """Bring the work tree to what was pushed, where it follows that branch."""
    if not ended.is_published:
        return replace(ended, commit=None)
    if ended.commit is None or not target.is_here:
        return ended
    made = ((target.name_of(step.path), step.made_here or step.edit) for step in steps)
    caught_up = catch_up(tree, ended.commit, in_turn(made))
    return replace(ended, caught_up=caught_up)


def _push_until(target: Target, steps: Sequence[Step], deadline: float) -> Replay:
    pause = 0.05
    while True:
        ended = _push_once(target, steps)
        if ended.outcome is not Outcome.BUSY or time.monotonic() > deadline:
            return ended
        time.sleep(SystemRandom().uniform(0, pause))
        pause = min(2 * pause, _LONGEST_PAUSE)


def _push_once(target: Target, steps: Sequence[Step]) -> Replay:
    with fetched(target) as found:
        is_begun = target.is_branch or not _is_missing(found)
        if isinstance(found, NoTarget) and is_begun:
            return _ended(target, found.outcome, found.said)
        base = "" if isinstance(found, NoTarget) else found
        try:
            made = _make(target, base, steps)
        except CannotWrite as error:
            if not is_full(str(error), target.git):
                raise
            return _ended(target, Outcome.FULL)
        if made.commit == base:
            return made
        lease = f"--force-with-lease={target.ref}:{base}"
        done = _push(target, lease, f"{made.commit}:{target.ref}")
    return _pushed(made, done)


def _is_missing(found: str | NoTarget) -> bool:
    return isinstance(found, NoTarget) and found.outcome is Outcome.NO_BRANCH


def _make(target: Target, base: str, steps: Sequence[Step]) -> Replay:
    """Make the changes, each a commit upon the last, and return how it would end if nobody is quicker."""
    commit, text = base, None
    left_out: dict[int, str] = {}
    for number, step in enumerate(steps):
        old, mode = _newest(target, commit, target.name_of(step.path))
        try:
            text = step.edit(old)
        except LeftOut as why:
            left_out[number] = str(why)
            continue
        if text != old:
            file = (target.name_of(step.path), mode, text)
            commit = _commit(target, commit, file, step.subject)
    outcome = Outcome.ALREADY if commit == base else Outcome.PUSHED
    return replace(_ended(target, outcome), commit=commit, text=text, left_out=left_out)


def _ended(target: Target, outcome: Outcome, said: str = "") -> Replay:
    return Replay(outcome, said, target.shown, here=target.here)


def _push(target: Target, *arguments: str) -> GitEnd:
    words = ("push", "--porcelain", "--no-verify", *arguments[:-1], target.remote, arguments[-1])
    return target.git.run(*words, seconds=NETWORK_SECONDS)


def _push_aside(target: Target, refused: Replay, aside: str) -> Replay:
    """Push what a branch does not take to one of its own, from which a pull request can be made."""
    if refused.outcome is not Outcome.REJECTED or not aside:
        return refused
    done = _push(target, "--force", f"{refused.commit}:refs/heads/{aside}")
    if done.code:
        return refused
    # What a host answers to such a push is the address that begins the pull request.
    address = next((word for word in done.said.split() if word.startswith("https://")), "")
    return replace(refused, outcome=Outcome.ASIDE, aside=aside, said=address)


def _newest(target: Target, base: str, name: str) -> tuple[str | None, str]:
    """Return the file's text and mode in a commit; before the first one there is none."""
    if not base:
        return None, _ORDINARY_FILE
    entry = target.git.need("ls-tree", "-z", base, "--", name).out
    if not entry:
        return None, _ORDINARY_FILE
    mode, kind, blob = entry.split(b"\t")[0].decode().split()
    if kind != "blob" or mode == "120000":
        raise CannotWrite(f"{name}: on {target.remote} it is not an ordinary file")
    try:
        return target.git.need("cat-file", "blob", blob).out.decode(), mode
    except UnicodeDecodeError as error:
        raise CannotWrite(f"{name}: on {target.remote} it is not UTF-8") from error


def _commit(target: Target, base: str, file: tuple[str, str, str], subject: str) -> str:
    """Commit one file's new text on top of a commit, by way of an index that is nobody else's."""
    name, mode, text = file
    with TemporaryDirectory(prefix="statuspage-") as folder:
        git = target.git.using(GIT_INDEX_FILE=str(Path(folder) / "index"))
        blob = git.need("hash-object", "-w", "--stdin", send=text.encode()).text
        git.need("read-tree", base or "--empty")
        git.need("update-index", "--add", "--cacheinfo", f"{mode},{blob},{name}")
        tree = git.need("write-tree", "--missing-ok").text
    parent = ("-p", base) if base else ()
    return _identified(target.git).need("commit-tree", tree, *parent, "-m", subject).text


def _identified(git: Git) -> Git:
    return git if git.ask("var", "GIT_COMMITTER_IDENT") else git.using(**_NO_IDENTITY)


def _pushed(made: Replay, done: GitEnd) -> Replay:
    if done.code == 0:
        return made
    failed = replace(made, text=None)
    refusal = next((line for line in done.text.splitlines() if line.startswith("!")), "")
    reason = refusal.rpartition("\t")[2]
    if any(race in refusal for race in _LOST_RACES):
        return replace(failed, outcome=Outcome.BUSY, said=reason)
    if refusal:
        return replace(failed, outcome=Outcome.REJECTED, said=done.said or reason)
    unsent = unreached(done)
    return replace(failed, outcome=unsent.outcome, said=unsent.said)
