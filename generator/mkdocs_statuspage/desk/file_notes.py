"""Which incident files need not be read: what the desk and other files ask of them is noted down.

A long history is nearly all settled, and a responder should not wait while it is read again. What is known of it is kept in
`.statuspage/files.json`: a stamp of each file, as git keeps one, and facts. A file whose stamp differs is read, and so is every
file after another version of the package or another `statuspage.yml`. No page, feed or figure is made of this.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from mkdocs_statuspage.desk.stamped_notes import (
    Stamp,
    has_aged,
    read_note,
    stamps_in,
    surroundings,
    write_note,
)
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.policy.classes import is_published
from mkdocs_statuspage.reading.file_list import (
    Listing,
    stem_of,
)
from mkdocs_statuspage.reading.folder import Reading
from mkdocs_statuspage.reading.noted import Noted, noted_of
from mkdocs_statuspage.timeline.clocks import Clock
from mkdocs_statuspage.timeline.course import course_of
from mkdocs_statuspage.timeline.facts import facts_of

if TYPE_CHECKING:
    from mkdocs_statuspage.site import Site

FEWEST = 100
"""Files not yet known from which on they are noted down: fewer are read as quickly."""
FEWEST_HEARD = 20
"""Files of which it was not yet known how they say sorry, from which on that is noted down."""
FILES, BUILD = "files.json", "build-ids.json"
"""What is kept in `.statuspage/`."""
Note = list[Any]
"""What is left, the stamp, and what `Noted` holds beside the path."""


class Left(IntEnum):
    """What is left to do about an incident, now or at any later time."""

    NOTHING = 0
    OWED = 1
    """It is over; something may be owed, or a component is not well since."""
    OPEN = 2
    """It goes on."""


@dataclass(frozen=True)
class FileNotes:
    """What lies in the folder of incidents, and what is known of it without reading."""

    listing: Listing
    stamps: Mapping[str, Stamp]
    known: Mapping[str, Note]
    """Of files that are as they were when they were noted down."""

    def without(self, passed: Iterable[str]) -> Mapping[str, Noted]:
        """Return what is known of files that are passed over."""
        return {name: Noted(name, *self.known[name][2:]) for name in passed}


def read_unsettled(workspace: Workspace, least: Left) -> Reading:
    """Read the files in which more may be left than this, and those that are not known or wrong; note for the next time what is not."""
    notes = _notes_of(workspace)
    passed = [name for name, note in notes.known.items() if note[0] <= least]
    if not passed:
        return _noted_down(workspace, notes, workspace.reading)[0]
    reading = workspace.read_beside(notes.listing, notes.without(passed))
    return _noted_down(workspace, notes, reading)[0]


@dataclass(frozen=True)
class AskedFiles:
    """What was read of a folder to judge the files that are asked about."""

    reading: Reading
    known: Mapping[str, Note]
    """What is noted down of its files, those that were read now included."""


def read_asked(workspace: Workspace) -> AskedFiles:
    """Read the files that are asked about, those with their names, and those that are not known or wrong."""
    notes = _notes_of(workspace)
    ids = {stem_of(name) for name in workspace.asked_among(notes.listing.names)}
    passed = [name for name in notes.known if stem_of(name) not in ids]
    reading = workspace.read_beside(notes.listing, notes.without(passed))
    return AskedFiles(*_noted_down(workspace, notes, reading))


def note_settled(workspace: Workspace, site: "Site", owed: Iterable[Clock]) -> None:
    """Note for the next time of which incidents of a site nothing is left to do, given all that is owed."""
    owing = {clock.incident for clock in owed}
    done = {
        course.incident.path
        for course in site.told
        if course.incident.id not in owing and not (course.is_open or course.components_now())
    }
    known = _noted(workspace) if len(done) >= FEWEST else {}
    newly = [name for name, note in known.items() if name in done and note[0] == Left.OWED]
    if len(newly) >= FEWEST:
        _note(workspace, {**known, **{name: [Left.NOTHING, *known[name][1:]] for name in newly}})


def note_apologies(workspace: Workspace, heard: Mapping[str, Collection[str]]) -> None:
    """Note for the next time how reports say sorry, by their paths."""
    known = workspace.asked_files.known
    newly = {
        name: [*known[name][:-1], [*said]]
        for name, said in heard.items()
        if name in known and known[name][-1] is None
    }
    if len(newly) >= FEWEST_HEARD and len(known) >= FEWEST:
        _note(workspace, {**known, **newly})


def _noted_down(
    workspace: Workspace, notes: FileNotes, reading: Reading
) -> tuple[Reading, Mapping[str, Note]]:
    """Note down the files that were read and were not known, if they are many."""
    newly = dict(_newly(workspace, notes, reading))
    known = {**notes.known, **newly}
    if len(newly) >= FEWEST:
        _note(workspace, known)
    return reading, known


def _newly(workspace: Workspace, notes: FileNotes, reading: Reading) -> Iterator[tuple[str, Note]]:
    for incident in reading.incidents:
        name = incident.path
        is_new = name in notes.stamps and name not in notes.known
        left = _left(incident, workspace) if is_new else None
        if left is not None:
            facts = noted_of(incident, is_published=is_published(incident, workspace.config))
            yield name, [left, notes.stamps[name], *facts[1:]]


def _left(incident: Incident, workspace: Workspace) -> Left | None:
    """Tell what is left to do about an incident; None where anything that it tells lies ahead."""
    if facts_of(incident, _now(workspace), workspace.config.zone) is not incident:
        return None
    course = course_of(incident, _now(workspace), workspace.config.current_ids)
    return Left.OPEN if course.is_open or course.is_upcoming else Left.OWED


def _notes_of(workspace: Workspace) -> FileNotes:
    """Look at the folder, and at what was noted of its files."""
    listing, noted = workspace.survey(), _noted(workspace)
    stamps = stamps_in(listing, workspace)
    known = {name: note for name, note in noted.items() if stamps.get(name) == note[1]}
    return FileNotes(listing, stamps, known)


def noted_of_build(workspace: Workspace, stamps: Sequence[Stamp]) -> Mapping[str, str]:
    """Return whose each document of a build with these stamps is, by its name, as far as that was noted down."""
    noted = read_note(workspace, BUILD)
    return noted["ids"] if noted.get("of") == stamps else {}


def note_build(workspace: Workspace, stamps: Sequence[Stamp], ids: Mapping[str, str]) -> None:
    """Note for the next time whose the documents of a build are, if they are many."""
    if (
        len(ids) >= FEWEST
        and all(map(has_aged, stamps))
        and noted_of_build(workspace, stamps) != ids
    ):
        write_note(workspace, BUILD, {"of": stamps, "ids": ids})


def _noted(workspace: Workspace) -> Mapping[str, Note]:
    """Return what was noted of files; nothing where anything else changed since."""
    noted = read_note(workspace, FILES)
    if noted and noted["for"] == surroundings(workspace):
        return noted["files"] if datetime.fromisoformat(noted["at"]) <= _now(workspace) else {}
    return {}


def _note(workspace: Workspace, files: Mapping[str, Note]) -> None:
    now = format_instant(_now(workspace))
    write_note(workspace, FILES, {"for": surroundings(workspace), "at": now, "files": files})


def _now(workspace: Workspace) -> datetime:
    """Return what time it is for notes; of a clock that is fixed others tell."""
    return workspace.moment or workspace.config.clock or datetime.now(UTC)
