"""The incidents' files: all of them, those that are private, and those that are open."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from mkdocs_statuspage.desk.errors import invalid_file
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.timeline.course import Course, course_by


def incident_paths(workspace: Workspace) -> Mapping[str, Path]:
    """Return every incident file by its id, private ones too; newest id last."""
    from mkdocs_statuspage.reading.folder import INCIDENT_SUFFIXES, walk

    newer = workspace.newest.texts
    folders = [workspace.incidents_dir, workspace.private_dir]
    listed = {*newer, *(path for folder in folders for path in walk(folder))}
    found = [p for p in listed if p.suffix in INCIDENT_SUFFIXES and newer.get(p, "") is not None]
    return {path.stem: path for path in sorted(found, key=lambda p: p.stem)}


def read_one(workspace: Workspace, path: Path) -> Incident:
    """Read the incident of a file.

    Raises:
        CannotRun: the file is not valid; says how to fix it.
    """
    file = workspace.read_file(path)
    if file.incident is None:
        raise invalid_file(workspace.shown(path), file.findings)
    return file.incident


def open_incidents(workspace: Workspace, now: datetime) -> Sequence[Course]:
    """Return what is open, newest first. Files that cannot be read are passed over: `check` names them."""
    told = (incident for incident in workspace.reading.incidents if not incident.draft)
    courses = [c for incident in told if (c := course_by(incident, now, workspace.config))]
    courses.sort(key=lambda course: course.began_at, reverse=True)
    return [c for c in courses if c.is_open and c.incident.kind is not Kind.MAINTENANCE]


def private_incidents(workspace: Workspace) -> Sequence[tuple[Path, Incident]]:
    """Return every readable incident in `private/` with its file, in the order of their paths."""
    folder = workspace.private_dir
    return [(folder / incident.path, incident) for incident in workspace.private.incidents]


def count_slips(workspace: Workspace, since: date | None) -> int:
    """Count the slips in `private/`. What concerns one person is counted nowhere, not even at the desk."""
    from mkdocs_statuspage.policy.classes import is_let_go

    zone = workspace.config.zone
    return sum(
        is_let_go(incident, workspace.config)
        and (since is None or incident.begins_at.astimezone(zone).date() >= since)
        for _, incident in private_incidents(workspace)
    )
