"""Which one is meant: unique beginnings of statuses and ids, and the one incident that is open."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import ComponentStatus, Kind
from mkdocs_statuspage.reading.decode import near
from mkdocs_statuspage.timeline.course import Course, course_of


def one_of(given: str, names: Iterable[str], what: str) -> str:
    """Give the one name that begins so.

    Raises:
        CannotRun: none does, or several do.
    """
    known = list(names)
    if given in known:
        return given
    folded = given.casefold().replace("-", "_")
    found = [name for name in known if name.casefold().replace("-", "_").startswith(folded)]
    if len(found) == 1:
        return found[0]
    if found:
        raise CannotRun(f"{given!r} may be any of: {', '.join(found)}", "write a letter more")
    raise CannotRun(f"unknown {what} {given!r}", near(given, known))


def component_changes(given: Iterable[str], config: SiteConfig) -> Mapping[str, ComponentStatus]:
    """Give what `-c checkout=major` means, for each."""
    changes: dict[str, ComponentStatus] = {}
    for pair in given:
        id_, mark, status = pair.partition("=")
        if not mark:
            raise CannotRun(f"-c {pair} has no status", f"write -c {pair}=major_outage")
        component = one_of(id_, config.components, "component")
        changes[component] = ComponentStatus(one_of(status, list(ComponentStatus), "status"))
    return changes


def pick_incident(workspace: Workspace, given: str | None, now: datetime) -> tuple[Path, Incident]:
    """Give the incident that an id or its beginning names; without one, the only one that is open.

    Raises:
        CannotRun: none or several; or its file has to be mended first.
    """
    paths = incident_paths(workspace)
    if given:
        id_ = _beginning(given, paths)
        return paths[id_], read_one(workspace, paths[id_])
    found = open_incidents(workspace, now)
    if not found:
        raise CannotRun("no incident is open", "name one, or begin one: statuspage open 'TITLE' …")
    if len(found) > 1:
        listed = "\n".join(f"  {course.incident.id}  {course.incident.title}" for course in found)
        raise CannotRun(f"{len(found)} incidents are open; say which:\n{listed}")
    return paths[found[0].incident.id], found[0].incident


def incident_paths(workspace: Workspace) -> Mapping[str, Path]:
    """Give every incident file by its id, private ones too; newest id last."""
    from mkdocs_statuspage.reading.folder import INCIDENT_SUFFIXES, walk

    folders = [workspace.incidents_dir, workspace.private_dir]
    found = [p for folder in folders for p in walk(folder) if p.suffix in INCIDENT_SUFFIXES]
    return {path.stem: path for path in sorted(found, key=lambda p: p.stem)}


def _beginning(given: str, ids: Iterable[str]) -> str:
    """Give the id that begins so, or whose slug does: nobody types the date at night."""
    known = list(ids)
    stem = Path(given).stem if given.endswith((".md", ".yml", ".yaml")) else given
    slugs = [id_ for id_ in known if id_[11:].startswith(stem)]
    return slugs[0] if len(slugs) == 1 and stem not in known else one_of(stem, known, "incident")


def read_one(workspace: Workspace, path: Path) -> Incident:
    """Read the incident of a file.

    Raises:
        CannotRun: the file has to be mended first; says how.
    """
    file = workspace.read_file(path)
    if file.incident is None:
        listed = "\n".join(f"  {finding}" for finding in file.findings)
        raise CannotRun(f"{workspace.shown(path)} has to be mended first:\n{listed}")
    return file.incident


def open_incidents(workspace: Workspace, now: datetime) -> Sequence[Course]:
    """Give what is open, newest first. Files that cannot be read are passed over: `check` names them."""
    courses = [
        course_of(incident, now, workspace.config.current_ids)
        for incident in workspace.reading.incidents
        if not incident.draft
    ]
    courses.sort(key=lambda course: course.began_at, reverse=True)
    return [c for c in courses if c.is_open and c.incident.kind is not Kind.MAINTENANCE]
