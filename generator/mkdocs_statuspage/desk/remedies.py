"""Why a change could not be published, in one sentence each, and the command that goes on."""

import os
import shlex
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
    """Return what to do next: a command that works from where one is."""
    remote, _, branch = ended.target.partition("/")
    begin = _first_commit(workspace)
    add = "git remote add origin ADDRESS"
    commands = {
        Outcome.NO_GIT: f"{SYNC}, once git is installed",
        Outcome.NO_REPOSITORY: f"{_there(workspace)}git init -b main && {begin}{add} && git push -u origin HEAD && {SYNC}",
        Outcome.NO_REMOTE: f"{begin}{add} && git push -u origin HEAD && {SYNC}",
        Outcome.NO_BRANCH: f"{begin}git push -u {remote} HEAD && {SYNC}",
        Outcome.ELSEWHERE: f"{SYNC} --to {branch}",
        Outcome.NOT_LET_IN: f"git ls-remote {remote} && {SYNC}",
        Outcome.ASIDE: f"{SYNC}, once it is merged: {ended.said or _pull_request(ended)}",
        Outcome.REJECTED: f"{SYNC}, once it does",
        Outcome.FULL: f"{SYNC}, once there is room",
    }
    return commands.get(ended.outcome, SYNC)


def git_line(workspace: Workspace, *words: str | Path) -> str:
    """Return a git command with the site's files, as it is typed from where one is."""
    root = workspace.root.resolve()
    is_inside = Path.cwd().is_relative_to(root)
    there = () if is_inside else ("-C", workspace.shown(root))

    def typed(word: str | Path) -> str:
        if isinstance(word, str):
            return word
        is_below = not is_inside and word.resolve().is_relative_to(root)
        return str(word.resolve().relative_to(root)) if is_below else workspace.shown(word)

    return shlex.join(["git", *there, *map(typed, words)])


def line_to_join(workspace: Workspace, path: Path, subject: str) -> str:
    """Return what joins a file as it was pushed, and the commits that only this folder has."""
    target = find_target(workspace.incidents_dir)
    if isinstance(target, NoTarget):
        return SYNC
    pull = ("pull", "--no-rebase", "--no-edit", target.remote, target.branch)
    is_committed = Git(path.parent).run("diff", "--quiet", "HEAD", "--", path.name).code == 0
    commit = "" if is_committed else f"{git_line(workspace, 'commit', '-m', subject, path)} && "
    return f"{commit}{git_line(workspace, *pull)}"


def _pull_request(ended: Replay) -> str:
    return f"gh pr create --fill --base {ended.target.partition('/')[2]} --head {ended.aside}"


def _there(workspace: Workspace) -> str:
    is_there = os.path.realpath(workspace.root) == os.path.realpath(".")
    return "" if is_there else f"cd {shlex.quote(str(workspace.root))} && "


def _first_commit(workspace: Workspace) -> str:
    """Return the command that makes a commit where there is none to push."""
    has_one = Git(workspace.root).ask("rev-parse", "--verify", "--quiet", "HEAD")
    return "" if has_one else "git add -A && git commit -q -m 'Begin the status page' && "
