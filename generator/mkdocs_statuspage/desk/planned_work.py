"""What becomes of planned work that was announced: its window is moved, or it is called off."""

from datetime import datetime
from functools import partial
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import Kind, UpdateStatus
from mkdocs_statuspage.timeline.course import closing_run, effective_updates


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


def refuse_ended(work: Incident, next_step: str, line: tuple[str, ...]) -> None:
    """Refuse planned work of which was said that it is called off, or over.

    Raises:
        CannotRun: it was; says what there is to do instead.
    """
    if end := _end_of(work):
        how = "was called off" if end is UpdateStatus.CANCELLED else "is over"
        raise CannotRun(f"{work.id} {how}", next_step, line=line)


def _end_of(work: Incident) -> UpdateStatus | None:
    """Return how planned work ended, by what was said of it; None while it is ahead or under way."""
    said = effective_updates(work)
    if work.updates and not said:
        return UpdateStatus.CANCELLED
    closing = closing_run(said)
    if closing:
        return closing[-1].status
    return UpdateStatus.COMPLETED if work.resolved_at else None


def _refuse_moving(work: Incident) -> None:
    """Refuse to move what is called off, over, or under way."""
    components = [word for id_ in work.components for word in ("-c", id_)]
    anew = ("maintenance", work.title, "--start", "WHEN", "--end", "WHEN", *components)
    refuse_ended(work, "announce it anew:", (*anew, "-m", "TEXT"))
    if any(update.status is UpdateStatus.IN_PROGRESS for update in effective_updates(work)):
        raise CannotRun(
            f"{work.id} is under way",
            "cancel breaks it off; until when it takes is said in an update:",
            line=("update", work.id, "-m", "TEXT"),
        )


def move_window(
    workspace: Workspace, path: Path, work: Incident, start: datetime, end: datetime, why: str
) -> FileChange:
    """Return planned work another window; the former one stays under `moved`, with the reason.

    Raises:
        CannotRun: it is no planned work, or has ended or begun.
    """
    refuse_unplanned(work)
    _refuse_moving(work)
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
    _refuse_moving(work)
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
