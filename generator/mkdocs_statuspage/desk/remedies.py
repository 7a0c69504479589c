"""Why a change could not be published, in one sentence each; and the lines that go on, as they are typed from where one is."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.writing.git import Git
from mkdocs_statuspage.writing.remote import NoTarget, Outcome, find_target
from mkdocs_statuspage.writing.replay import Replay

SYNC = "statuspage sync"


def reason(ended: Replay) -> str:
    """Say what was the matter."""
    remote = ended.target.partition("/")[0]
    said = ended.said.strip().splitlines()
    last = f": {said[-1]}" if said else ""
    here = f"on {ended.here}" if ended.here else "on no branch"
    sentences = {
        Outcome.NO_GIT: "git is not installed",
        Outcome.NO_REPOSITORY: "this folder is in no git repository",
        Outcome.NO_REMOTE: "the repository has no remote to push to",
        Outcome.NO_BRANCH: f"{remote} has nothing yet",
        Outcome.ELSEWHERE: f"the site is built from {ended.target}, and this folder is {here}",
        Outcome.OFFLINE: f"{remote} could not be reached{last}",
        Outcome.NOT_LET_IN: f"{remote} does not let you in{last}",
        Outcome.ASIDE: f"{ended.target} takes no push, so it is on the branch {ended.aside}",
        Outcome.REJECTED: f"{ended.target} does not take it: {' '.join(_heard(said))}",
        Outcome.BUSY: f"others kept being quicker at {ended.target}",
        Outcome.FULL: "the disk is full",
    }
    return sentences.get(ended.outcome, ended.outcome.value)


def _heard(said: list[str]) -> list[str]:
    """Return what the remote itself said, where it said anything."""
    told = [line.removeprefix("remote:").strip() for line in said if line.startswith("remote:")]
    return [line for line in told if line] or [line.strip() for line in said]


def remedy(workspace: Workspace, ended: Replay) -> str:
    """Return what to do next."""
    remote, _, branch = ended.target.partition("/")
    sync = own_line(workspace, SYNC)
    first = [words for words in _FIRST_COMMIT if not _has_commit(workspace)]
    add, push = ("remote", "add", "origin", "ADDRESS"), ("push", "-u", remote or "origin", "HEAD")
    sent = [git_line(workspace, *words) for words in (*first, push)]
    begun = [git_line(workspace, *words) for words in (*first, add, push)]
    commands = {
        Outcome.NO_GIT: f"{sync}, once git is installed",
        Outcome.NO_REPOSITORY: " && ".join([_init_line(workspace), *begun, sync]),
        Outcome.NO_REMOTE: " && ".join([*begun, sync]),
        Outcome.NO_BRANCH: " && ".join([*sent, sync]),
        Outcome.ELSEWHERE: f"{sync} --to {branch}",
        Outcome.NOT_LET_IN: f"{git_line(workspace, 'ls-remote', remote)} && {sync}",
        Outcome.ASIDE: f"{sync}, once it is merged: {ended.said or _pull_request(workspace, ended)}",
        Outcome.REJECTED: f"{sync}, once it does",
        Outcome.FULL: f"{sync}, once there is room",
    }
    return commands.get(ended.outcome, sync)


def _there(workspace: Workspace) -> tuple[str, ...]:
    """Return what says of which site a command is, where one is not in it."""
    root = workspace.root.resolve()
    return () if Path.cwd().is_relative_to(root) else ("-C", workspace.shown(root))


def own_line(workspace: Workspace, line: str) -> str:
    """Return a line that begins with our program."""
    return line.replace("statuspage", shlex.join(["statuspage", *_there(workspace)]), 1)


def git_line(workspace: Workspace, *words: str | Path) -> str:
    """Return a git command with the site's files."""
    there, root = _there(workspace), workspace.root.resolve()

    def typed(word: str | Path) -> str:
        if isinstance(word, str):
            return word
        is_below = there and word.resolve().is_relative_to(root)
        return word.resolve().relative_to(root).as_posix() if is_below else workspace.shown(word)

    return shlex.join(["git", *there, *map(typed, words)])


def publish_line(workspace: Workspace, subject: str, *paths: Path) -> str:
    """Return what publishes files without us."""
    steps: Sequence[Sequence[str | Path]] = (("add", *paths), ("commit", "-m", subject), ("push",))
    return " && ".join(git_line(workspace, *words) for words in steps)


def move_line(workspace: Workspace, path: Path) -> str:
    """Return what moves a file to where nothing is published."""
    here, there = workspace.shown(path), workspace.private_dir
    moved = shlex.join(["mv", here, workspace.shown(there / path.name)])
    return f"{shlex.join(['mkdir', '-p', workspace.shown(there)])} && {moved}"


def line_to_join(workspace: Workspace, path: Path, subject: str) -> str:
    """Return what joins a file as it was pushed, and the commits that only this folder has."""
    target = find_target(workspace.incidents_dir)
    if isinstance(target, NoTarget):
        return SYNC
    pull = ("pull", "--no-rebase", "--no-edit", target.remote, target.branch)
    is_committed = Git(path.parent).run("diff", "--quiet", "HEAD", "--", path.name).code == 0
    commit = "" if is_committed else f"{git_line(workspace, 'commit', '-m', subject, path)} && "
    return f"{commit}{git_line(workspace, *pull)}"


def _pull_request(workspace: Workspace, ended: Replay) -> str:
    words = ("--base", ended.target.partition("/")[2], "--head", ended.aside)
    there = f"cd {shlex.quote(workspace.shown(workspace.root))} && " if _there(workspace) else ""
    return f"{there}{shlex.join(['gh', 'pr', 'create', '--fill', *words])}"


def _init_line(workspace: Workspace) -> str:
    root = workspace.root.resolve()
    there = () if Path.cwd() == root else (workspace.shown(root),)
    return shlex.join(["git", "init", "-b", "main", *there])


_FIRST_COMMIT = (("add", "-A"), ("commit", "-q", "-m", "Begin the status page"))
"""What makes a commit where there is none to push."""


def _has_commit(workspace: Workspace) -> bool:
    return bool(Git(workspace.root).ask("rev-parse", "--verify", "--quiet", "HEAD"))
