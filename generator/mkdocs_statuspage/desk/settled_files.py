"""Which incident files need not be read to know what is open and what is owed: all that they tell of is over and done.

A long history is nearly all settled, and a responder should not wait while it is read again. What is known of it is kept in
`.statuspage/settled.json`: a stamp of each file, as git keeps one. A file whose stamp differs is read, and so is every file
after another version of the package or another `statuspage.yml`. No page, feed or check is made of this.
"""

import hashlib
import json
import os
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from enum import IntEnum
from pathlib import Path

from mkdocs_statuspage import __version__
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.reading.file_list import CONFIG_NAME, Listing, survey
from mkdocs_statuspage.reading.folder import Reading
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.clocks import Clock
from mkdocs_statuspage.timeline.course import course_by
from mkdocs_statuspage.timeline.facts import facts_of
from mkdocs_statuspage.writing.locks import make_shared_folder

FEWEST = 100
"""Settled files not yet known from which on they are noted down: fewer are read as quickly."""
RECENT_NS = 2_000_000_000
"""Nanoseconds after a change of a file in which another one might leave the same stamp."""
Stamp = list[int]
"""Size, times of change and number, as the disk has them."""
Note = list[int]
"""What is left, and the stamp."""


class Left(IntEnum):
    """What is left to do about an incident that is over, now or at any later time."""

    NOTHING = 0
    OWED = 1
    """Something may be owed, or a component is not well since."""


def read_unsettled(workspace: Workspace, least: Left) -> Reading:
    """Read the files in which more may be left than this, and those that are wrong; note for the next time what is over.

    Where nothing is known of any of them, it is the whole folder, checked between files too.
    """
    noted = _noted(workspace)  # by now the folder has followed
    listing = survey(workspace.incidents_dir)
    stamps = _stamps(listing, workspace)
    known = {name: note for name, note in noted.items() if stamps.get(name) == note[1:]}
    passed = {name for name, note in known.items() if note[0] <= least}
    name = _names(workspace)
    rest = replace(listing, files=[path for path in listing.files if name(path) not in passed])
    reading = workspace.read_without(rest) if passed else workspace.reading
    over = {
        incident.path: [Left.OWED, *stamps[incident.path]]
        for incident in reading.incidents
        if incident.path in stamps and incident.path not in known and _is_over(incident, workspace)
    }
    if len(over) >= FEWEST:
        _note(workspace, {**known, **over})
    return reading


def note_settled(workspace: Workspace, site: Site, owed: Iterable[Clock]) -> None:
    """Note for the next time of which incidents of a site nothing is left to do, given all that is owed."""
    owing = {clock.incident for clock in owed}
    done = {
        course.incident.path
        for course in site.told
        if course.incident.id not in owing and not course.components_now()
    }
    known = _noted(workspace)
    newly = [name for name, note in known.items() if name in done and note[0] != Left.NOTHING]
    if len(newly) >= FEWEST:
        _note(workspace, {**known, **{name: [Left.NOTHING, *known[name][1:]] for name in newly}})


def _is_over(incident: Incident, workspace: Workspace) -> bool:
    """Tell whether an incident is over, and nothing that it tells of lies ahead."""
    course = course_by(incident, workspace.now, workspace.config)
    if course is None or course.is_open or course.is_upcoming:
        return False
    return facts_of(incident, workspace.now, workspace.config.zone) == incident


def _noted(workspace: Workspace) -> Mapping[str, Note]:
    """Return what was noted; nothing where that is damaged, or where anything else changed since."""
    try:
        noted = json.loads(_path(workspace).read_text(encoding="utf-8"))
        is_for_now = datetime.fromisoformat(noted["at"]) <= workspace.now
        return noted["files"] if is_for_now and noted["for"] == _surroundings(workspace) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _note(workspace: Workspace, files: Mapping[str, Note]) -> None:
    path = _path(workspace)
    noted = {
        "for": _surroundings(workspace),
        "at": format_instant(workspace.now),
        "files": files,
    }
    with suppress(OSError):  # it is only quicker with it
        make_shared_folder(path.parent)
        half = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        half.write_text(json.dumps(noted), encoding="utf-8")
        half.replace(path)


def _path(workspace: Workspace) -> Path:
    return workspace.state_dir / "settled.json"


def _surroundings(workspace: Workspace) -> str:
    """Return what else decides whether a file is settled: this package, and how the site is set up."""
    config = (workspace.incidents_dir / CONFIG_NAME).read_bytes()
    return hashlib.sha256(b"\0".join([__version__.encode(), config])).hexdigest()


def _names(workspace: Workspace) -> Callable[[Path], str]:
    """Return what names a file relative to the folder; as text, since there are many."""
    behind = len(str(workspace.incidents_dir)) + 1
    return lambda path: str(path)[behind:].replace(os.sep, "/")


def _stamps(listing: Listing, workspace: Workspace) -> Mapping[str, Stamp]:
    """Stamp the folder's files; not one that changed just now, and may again without another stamp, nor one that is read from the remote."""
    latest, name = time.time_ns() - RECENT_NS, _names(workspace)
    newer = workspace.newest.texts
    return {
        name(path): [of.st_size, of.st_mtime_ns, of.st_ctime_ns, of.st_ino]
        for path in listing.files
        if max((of := os.lstat(path)).st_mtime_ns, of.st_ctime_ns) < latest
        and not (newer and path in newer)
    }
