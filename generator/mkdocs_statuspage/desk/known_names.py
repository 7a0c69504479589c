"""The names of a site that a shell completes: noted down, since it asks at each press of a key and waits for the answer."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from mkdocs_statuspage.desk.stamped_notes import (
    read_note,
    stamps_in,
    sum_of,
    surroundings,
    write_note,
)
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.reading.file_list import survey

NAMES = "names.json"
"""What is noted in `.statuspage/`."""
Find = Callable[[Workspace, datetime], Iterable[str]]


def names_in_config(workspace: Workspace, what: str, find: Find, now: datetime) -> Sequence[str]:
    """Return names of one kind that stand in `statuspage.yml`."""
    return _known(workspace, (what, surroundings(workspace)), find, now)


def names_in_files(workspace: Workspace, what: str, find: Find, now: datetime) -> Sequence[str]:
    """Return names of one kind that stand in the files of incidents."""
    return _known(workspace, (what, _state_of(workspace)), find, now)


def _known(workspace: Workspace, kept: tuple[str, str], find: Find, now: datetime) -> Sequence[str]:
    """Return the names that were found before; they are found anew where what they were found in has changed, or the time has come.

    Args:
        workspace: the site.
        kept: the kind, and what tells the state in which they were found from any other; empty where that is not certain.
        find: what finds them.
        now: the time; a clock that is fixed holds in its place.
    """
    what, state = kept
    noted = read_note(workspace, NAMES)
    of, since, until, names = noted.get(what, ("", "", "", []))
    if of and of == state and datetime.fromisoformat(since) <= now < datetime.fromisoformat(until):
        return list(names)
    found = [*_found(workspace, find, now)]
    if state:
        write_note(workspace, NAMES, {**noted, what: [state, *found]})
    return [*found[2]]


def _found(workspace: Workspace, find: Find, now: datetime) -> tuple[str, str, list[str]]:
    """Return from when until when the names are these, and the names."""
    from mkdocs_statuspage.timeline.watched_now import Validity, WatchedNow

    validity = Validity()
    watched = workspace.config.clock or WatchedNow.of(now, validity)
    names = list(find(workspace.as_of(watched), watched))
    return validity.since.isoformat(), validity.until.isoformat(), names


def _state_of(workspace: Workspace) -> str:
    """Return what tells the files of a site from those of any other time; empty where one may change unseen."""
    state = [surroundings(workspace)]
    for folder in (workspace.incidents_dir, workspace.private_dir):
        listing = survey(folder)
        stamps = stamps_in(listing, workspace)
        if len(stamps) < len(listing.names):
            return ""
        state.append(repr(stamps))
    return sum_of("\0".join(state).encode("utf-8", "surrogateescape"))
