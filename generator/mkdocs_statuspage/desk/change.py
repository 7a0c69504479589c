"""A change to an incident's file, here or on the remote: carried out, and checked by reading it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident

if TYPE_CHECKING:
    from mkdocs_statuspage.writing.replay import Replay


@dataclass(frozen=True)
class Posted:
    """An update that was written, or would be."""

    path: Path
    before: str
    after: str
    incident: Incident
    """With the update in it."""
    update_id: str
    done: str = "Posted"
    """What was done, in a word."""
    replay: "Replay | None" = None
    """How putting it on the remote ended; None when that was not asked for."""

    @property
    def is_new(self) -> bool:
        """Whether anything changed; an update that was there already is not doubled."""
        return self.before != self.after


def carry_out(
    workspace: Workspace,
    path: Path,
    change: Callable[[str | None], Posted],
    *,
    dry_run: bool,
    publish: bool,
) -> Posted:
    """Make a change to a file: on the remote when that is asked for, and here when it was not or failed.

    Args:
        workspace: the site.
        path: the incident's file; it need not be there.
        change: what is made of a text, None for no file; it may be asked several times.
        dry_run: only compute it.
        publish: put it on the remote by replay.
    """
    from mkdocs_statuspage.desk.publishing import put_on_remote

    done: list[Posted] = []

    def edit(text: str | None) -> str:
        done.append(change(text))
        return done[-1].after

    if dry_run:
        edit(path.read_bytes().decode("utf-8") if path.exists() else None)
        return done[-1]
    ended = put_on_remote(workspace, path, edit) if publish else None
    if ended is None or not ended.is_published:
        _write_here(workspace, path, edit)
    return replace(done[-1], replay=ended)


def _write_here(workspace: Workspace, path: Path, edit: Callable[[str | None], str]) -> None:
    from mkdocs_statuspage.writing.files import change_file, create_file

    if path.exists():
        change_file(path, edit, lock_dir=workspace.locks_dir)
    else:
        create_file(path, edit(None), lock_dir=workspace.locks_dir)


def parsed(workspace: Workspace, path: Path, text: str) -> Incident:
    """Give the incident that a text describes.

    Raises:
        CannotRun: something is wrong with it; says what.
    """
    file = workspace.read_text(path, text)
    if file.incident is None:
        listed = "\n".join(f"  {finding}" for finding in file.findings)
        raise CannotRun(f"{workspace.shown(path)} has to be mended first:\n{listed}")
    return file.incident
