"""What is put out: each module here gives files from a `Site`, and `OUTPUTS` lists them all.

What is of one incident alone is made of a site that holds that incident, those that it names, and little else: so it
changes with them, and with nothing else.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from mkdocs_statuspage.outputs import api, badges, calendar, feeds, hosts, pages, record_json
from mkdocs_statuspage.outputs.pages import search_index
from mkdocs_statuspage.outputs.view.excerpt import Excerpt
from mkdocs_statuspage.outputs.view.page import Files, Output
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.watched_now import Validity

FilesOf = Callable[[Course, Site], Files]
Part = Excerpt[Any, Files]
"""Files that are made of some incidents together."""
FilesOfPart = Callable[[str, Part], Files]

OUTPUTS: tuple[Output, ...] = (
    pages.files,
    feeds.files,
    api.files,
    badges.files,
    hosts.files,
    record_json.files,
)
"""What is put out of the site as a whole."""
PARTS: tuple[Callable[[Site], Iterator[tuple[str, Part]]], ...] = (
    feeds.parts,
    record_json.parts,
    calendar.parts,
)
"""What is put out of some incidents together, by what it is called."""
OF_INCIDENT: tuple[Callable[[Course, Standpoint], Files], ...] = (
    pages.of_incident,
    feeds.of_incident,
    api.of_incident,
    calendar.of_incident,
)
"""What is put out of one incident."""
PATHS_OF_INCIDENT: tuple[Callable[[Course, Site], Iterable[str]], ...] = (
    feeds.paths_of_incident,
    api.paths_of_incident,
    calendar.paths_of_incident,
)
"""Where that stands, but for its page."""
UNREAD = b""
"""Stands for what is in a file of which it is only asked whether it is there."""


def all_files(site: Site) -> Files:
    """Return every file of the site, by path below its root."""
    made = files_but_search(site)
    return {**made, **dict(search_index.index(made.values(), site.words))}


def files_but_search(
    site: Site, of: FilesOf | None = None, of_part: FilesOfPart | None = None
) -> Files:
    """Return every file of the site but what search looks through, by path below its root.

    Args:
        site: what they are made of.
        of: what makes the files of one incident, for a caller who knows some of them.
        of_part: what makes files of some incidents, by what they are called.
    """
    made = {path: content for output in OUTPUTS for path, content in output(site).items()}
    for name, part in chain.from_iterable(parts(site) for parts in PARTS):
        made |= of_part(name, part) if of_part else part()
    for course in site.told:
        made |= (of or files_of)(course, site)
    return pages.dated(made, site)


def outline_of(course: Course, site: Site) -> Files:
    """Return the files of one incident without what is in them, its page with what is asked of it before it is drawn."""
    paths = (path for paths_of in PATHS_OF_INCIDENT for path in paths_of(course, site))
    return {**pages.outline(course, Standpoint.of(site)), **dict.fromkeys(paths, UNREAD)}


def files_of(course: Course, site: Site, validity: Validity | None = None) -> Files:
    """Return the files of one incident.

    Args:
        course: the incident.
        site: that it is of.
        validity: what becomes as narrow as the time in which they stay as they are; some are made only when they are asked for.
    """
    alone = site.around(course.incident)
    alone = alone.watched(validity) if validity else alone
    here = Standpoint(alone, Standpoint.of(site).links)
    known = alone.by_id[course.incident.id]
    return {p: content for output in OF_INCIDENT for p, content in output(known, here).items()}
