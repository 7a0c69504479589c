"""What becomes of planned work that was announced: its window is moved, or it is called off."""

from datetime import datetime
from functools import partial
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import Kind


def refuse_unplanned(incident: Incident) -> None:
    """Refuse what is not planned work.

    Raises:
        CannotRun: it is an incident; says what ends one.
    """
    if incident.kind is not Kind.MAINTENANCE or incident.scheduled is None:
        raise CannotRun(
            f"{incident.id} is no planned work; what closes an incident is resolve",
            line=("resolve", incident.id, "-m", "TEXT"),
        )


def move_window(
    workspace: Workspace, path: Path, work: Incident, start: datetime, end: datetime, why: str
) -> FileChange:
    """Return planned work another window; the former one stays under `moved`, with the reason.

    Raises:
        CannotRun: it is no planned work.
    """
    refuse_unplanned(work)
    edit = partial(with_window, workspace, path, start, end, why)
    return FileChange(path, edit, f"Move {path.stem}", "Moved")


def with_window(
    workspace: Workspace, path: Path, start: datetime, end: datetime, why: str, text: str
) -> str:
    """Write another window, and the former one under `moved`."""
    from mkdocs_statuspage.writing.document import set_in

    work = parsed(workspace, path, text)
    refuse_unplanned(work)
    window = work.scheduled
    if window is None or (window.start, window.end) == (start, end):
        return text
    former = {
        "start": window.start,
        "end": window.end,
        "at": workspace.now.replace(microsecond=0),
        "why": why,
    }
    earlier = [one.model_dump(exclude_none=True) for one in window.moved]
    text = set_in(text, path.suffix, ("scheduled", "moved"), [*earlier, former])
    text = set_in(text, path.suffix, ("scheduled", "start"), start)
    return set_in(text, path.suffix, ("scheduled", "end"), end)
