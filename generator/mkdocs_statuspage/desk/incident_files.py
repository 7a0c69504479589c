"""The incidents' files: all of them, the private ones, the open ones; and which is meant.

That is said by an id, by a part of a name, or by being the only one that is open.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun, Unsure, invalid_file
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.language import phrase
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.policy.classes import is_let_go
from mkdocs_statuspage.reading.file_list import INCIDENT_SUFFIXES, walk
from mkdocs_statuspage.reading.nearness import closest
from mkdocs_statuspage.timeline.course import Course, course_by


def incident_paths(workspace: Workspace) -> Mapping[str, Path]:
    """Return every incident file by its id, private ones too; newest id last."""
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
    told = (incident for incident in workspace.going_on.incidents if not incident.draft)
    courses = [c for incident in told if (c := course_by(incident, now, workspace.config))]
    courses.sort(key=lambda course: course.began_at, reverse=True)
    return [c for c in courses if c.is_open and c.incident.kind is not Kind.MAINTENANCE]


def private_incidents(workspace: Workspace) -> Sequence[tuple[Path, Incident]]:
    """Return every readable incident in `private/` with its file, in the order of their paths."""
    folder = workspace.private_dir
    return [(folder / incident.path, incident) for incident in workspace.private.incidents]


def count_slips(workspace: Workspace, since: date | None) -> int:
    """Count the slips in `private/`. What concerns one person is counted nowhere, not even at the desk."""
    zone = workspace.config.zone
    return sum(
        is_let_go(incident, workspace.config)
        and (since is None or incident.begins_at.astimezone(zone).date() >= since)
        for _, incident in private_incidents(workspace)
    )


Found = tuple[Path, Incident]
WORD = re.compile(r"\w+")


class Undecided(Unsure):
    """It is not certain which incident is meant."""

    def __init__(
        self,
        message: str,
        given: str | None,
        candidates: Sequence[Incident] = (),
        **values: object,
    ) -> None:
        super().__init__(
            message,
            "",
            listed="".join(f"\n  {one.id}  {one.title}" for one in candidates),
            instead=(given, candidates[0].id) if candidates else None,
            line=() if candidates else ("status",),
            given=given,
            **values,
        )
        self.candidates = candidates
        """Those that may be meant, the likeliest or newest first."""


def pick_incident(
    workspace: Workspace, given: str | None, now: datetime, *, posts: bool = False
) -> Found:
    """Find the incident that an id or a part of its name means; without one, the only one that is open.

    Args:
        workspace: the site.
        given: an id, how it or its slug begins, or words of its title.
        now: the time; the newest one comes first.
        posts: something is to be said of it; then one that is over has to be named by its whole id.

    Raises:
        Undecided: none or several.
        CannotRun: its file is not valid.
    """
    if given:
        return _named(workspace, given, now, posts=posts)
    found = open_incidents(workspace, now)
    if not found:
        begin = ("open", "TITLE", "-c", "COMPONENT=major", "-m", "TEXT")
        raise CannotRun("no incident is open", "name one, or begin one:", line=begin)
    if len(found) > 1:
        incidents = [course.incident for course in found]
        message = phrase("{n} incidents are open; say which:")
        raise Undecided(message, None, incidents, n=len(incidents))
    path = workspace.incidents_dir / found[0].incident.path
    return path, read_one(workspace, path)


def _named(workspace: Workspace, given: str, now: datetime, *, posts: bool) -> Found:
    paths = incident_paths(workspace)
    stem = Path(given).stem if given.endswith((".md", ".yml", ".yaml")) else given
    if stem in paths:
        return paths[stem], read_one(workspace, paths[stem])
    alike = ids_like(stem, paths, lambda id_: _title(workspace, paths[id_]))
    read = {paths[id_]: workspace.read_file(paths[id_]).incident for id_ in alike}
    found = [(path, incident) for path, incident in read.items() if incident is not None]
    if alike and not found:
        read_one(workspace, paths[alike[0]])  # says what is wrong with its file
    going_on = [one for one in found if not _is_over(workspace, one[1], now)]
    if len(going_on) == 1 or (len(found) == 1 and not posts):
        return (going_on or found)[0]
    raise _undecided(workspace, given, going_on or found, paths)


def _undecided(
    workspace: Workspace, given: str, found: Sequence[Found], known: Iterable[str]
) -> Undecided:
    among = [incident for _, incident in reversed(found)]
    if len(among) == 1:
        message = phrase("{given!r} may be one that is over; give its whole id for that:")
        return Undecided(message, given, among)
    if among:
        return Undecided(phrase("{given!r} may be any of these:"), given, among)
    slugs = {id_[11:]: id_ for id_ in known} | {id_: id_ for id_ in known}
    near = closest(given, slugs)
    if near is None:
        going_on = [course.incident for course in open_incidents(workspace, workspace.now)]
        if not going_on:
            return Undecided("unknown incident {given!r}, and none is open", given)
        return Undecided(phrase("unknown incident {given!r}; open is:"), given, going_on)
    incident = read_one(workspace, incident_paths(workspace)[slugs[near]])
    message = phrase("unknown incident {given!r}; did you mean `{near}`?")
    return Undecided(message, given, [incident], near=incident.id)


def ids_like(given: str, ids: Iterable[str], title: Callable[[str], str]) -> Sequence[str]:
    """Return the ids that begin so, or else whose slugs do, or else that have these words.

    Nobody types the date at night. A word is found in the slug and in the title, by its beginning.
    """
    known, wanted = list(ids), given.casefold()
    tries = (
        lambda id_: id_.startswith(wanted),
        lambda id_: id_[11:].startswith(wanted.replace(" ", "-")),
        lambda id_: _has_words(wanted, f"{id_[11:]} {title(id_)}"),
    )
    return next((found for fits in tries if (found := [i for i in known if fits(i)])), [])


def _has_words(wanted: str, text: str) -> bool:
    words = WORD.findall(text.casefold())
    return all(any(w.startswith(one) for w in words) for one in WORD.findall(wanted) or [wanted])


def _title(workspace: Workspace, path: Path) -> str:
    incident = workspace.read_file(path).incident
    return incident.title if incident else ""


def _is_over(workspace: Workspace, incident: Incident, now: datetime) -> bool:
    course = course_by(incident, now, workspace.config)
    return course is not None and not (course.is_open or course.is_upcoming)
