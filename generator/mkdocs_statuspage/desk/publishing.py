"""Putting a change on the remote, so that it is published without a checkout being in order."""

from collections.abc import Callable
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.writing.replay import Outcome, Replay, replay


def put_on_remote(workspace: Workspace, path: Path, edit: Callable[[str | None], str]) -> Replay:
    """Make a change on the remote's newest version of a file and push it, or say why not.

    A change that the remote's version does not allow, because the file is not there yet or is invalid
    there, is not published; it is left to the caller to save it here.
    """
    # The subject has nothing of anybody's text: a `[skip ci]` in it would stop the publishing.
    subject = f"Update {path.stem}"
    try:
        return replay(path, edit, subject=subject, lock_dir=workspace.locks_dir)
    except CannotRun as refused:
        return Replay(Outcome.REJECTED, refused.message)
