"""A report as an article: its sections with their promises, who signed it, and how long it reads."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from mkdocs_statuspage.model.incident import Incident, Section
from mkdocs_statuspage.model.promise import NothingPromised, Promise
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.outputs.view.promise_views import PromiseView, promise_view
from mkdocs_statuspage.outputs.view.prose import plain
from mkdocs_statuspage.outputs.view.rows import is_reported
from mkdocs_statuspage.outputs.view.standpoint import MomentView, PageLink, Standpoint
from mkdocs_statuspage.policy.anchors import kind_id, section_ids
from mkdocs_statuspage.reading.parts import HEADINGS
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course

WORDS_A_MINUTE = 220
"""How fast people read on a screen; the usual figure for plain prose."""
LEFTWARD = re.compile(r"[\u05d0-\u05f2\u0620-\u08c7\ufb1d-\ufdff\ufe70-\ufefc]")
"""The letters of Hebrew, Arabic and others that are written from the right."""
PROMISED = (SectionKind.PREVENTION, SectionKind.MAKE_GOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section of a report, with the promises that belong to it; or footnotes, which have no heading."""

    id: str = ""
    heading: str = ""
    direction: str = ""
    """Which way one reads it, where that is not the page's."""
    html: str = ""
    none_html: str = ""
    """Why nothing is promised."""
    promises: tuple[PromiseView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A report, read as an article."""

    sections: tuple[SectionView, ...]
    published: MomentView | None
    first_version: MomentView | None
    """When the first version came, while there is no other."""
    minutes: str
    mission: str
    earlier: PageLink | None
    later: PageLink | None


def shows_prose(course: Course, site: Site) -> bool:
    """Tell whether the body of an incident is public.

    A report is, once it is published, in full or as a first version. Imported history is shown as it
    was, and what owes no report (notices, planned work) has no other place for its words.
    """
    incident = course.incident
    first = incident.report.preliminary_at
    is_free = not incident.owes_answers
    return is_free or is_reported(course, site) or (first is not None and first <= site.now)


def article(course: Course, here: Standpoint) -> Article | None:
    """Draw the report of an incident; None while it is not public, or there is none."""
    incident = course.incident
    if not shows_prose(course, here.site):
        return None
    sections = tuple(_sections(course, here))
    if not sections:
        return None
    reported = is_reported(course, here.site)
    published = incident.report.published_at if reported else None
    first = None if published else incident.report.preliminary_at
    earlier, later = _neighbours(course, here) if reported else (None, None)
    return Article(
        sections=sections,
        published=here.dated(published) if published else None,
        first_version=here.dated(first) if first else None,
        minutes=minutes_to_read(incident, here),
        mission=(here.site.config.organisation.mission or "") if reported else "",
        earlier=earlier,
        later=later,
    )


def has_article(course: Course, here: Standpoint) -> bool:
    """Tell whether a report is public, and says anything."""
    if not shows_prose(course, here.site):
        return False
    return bool(course.incident.prose) or any(True for _ in _unwritten(course, here))


def _sections(course: Course, here: Standpoint) -> Iterator[SectionView]:
    """Draw what people wrote, and promises without words of their own; footnotes stand behind all that they are of."""
    incident = course.incident
    notes: tuple[SectionView, ...] = ()
    for section, id_ in zip(incident.prose, section_ids(incident), strict=True):
        yield from notes
        yield _written(section, id_, course, here)
        html = here.notes_html(section, incident)
        notes = (SectionView(html=html, direction=_direction(html, here)),) if html else ()
    yield from _unwritten(course, here)
    yield from notes


def _written(section: Section, id_: str, course: Course, here: Standpoint) -> SectionView:
    """Draw a section that people wrote, with the promises that belong to it."""
    is_first = section.kind and id_ == kind_id(section.kind)
    promised = section.kind if is_first else None
    html = here.section_html(section, course.incident)
    return SectionView(
        id=id_,
        heading=section.heading,
        direction=_direction(f"{escape(section.heading)} {html}", here),
        html=html,
        none_html=_none(promised, course, here),
        promises=_promises(promised, course, here),
    )


def _direction(html: str, here: Standpoint) -> str:
    """Return which way most of a text is written, where it is not the way of the page."""
    own = here.words.direction
    if own == "ltr" and not LEFTWARD.search(html):
        return ""
    letters = [*filter(str.isalpha, plain(html))]
    leftward = sum(1 for letter in letters if LEFTWARD.match(letter))
    direction = "rtl" if 2 * leftward > len(letters) else "ltr"
    return direction if letters and direction != own else ""


def _unwritten(course: Course, here: Standpoint) -> Iterator[SectionView]:
    """Draw the promises about which the report has no words of its own."""
    if not is_reported(course, here.site):
        return
    for kind in PROMISED:
        if course.incident.section(kind) is not None:
            continue
        none, promises = _none(kind, course, here), _promises(kind, course, here)
        if none or promises:
            yield SectionView(
                id=kind_id(kind),
                heading=here.words(HEADINGS[kind]),
                none_html=none,
                promises=promises,
            )


def _given(kind: SectionKind | None, incident: Incident) -> NothingPromised | Sequence[Promise]:
    if kind is SectionKind.PREVENTION:
        return incident.prevention
    return incident.make_good if kind is SectionKind.MAKE_GOOD else ()


def _none(kind: SectionKind | None, course: Course, here: Standpoint) -> str:
    given = _given(kind, course.incident)
    return here.html(given.none, course.incident) if isinstance(given, NothingPromised) else ""


def _promises(
    kind: SectionKind | None, course: Course, here: Standpoint
) -> tuple[PromiseView, ...]:
    given = _given(kind, course.incident)
    if isinstance(given, NothingPromised):
        return ()
    return tuple(promise_view(promise, course.incident, here) for promise in given)


def minutes_to_read(incident: Incident, here: Standpoint) -> str:
    """Say how long it takes to read a report."""
    words = sum(len(plain(section.read.html).split()) for section in incident.prose)
    minutes = max(1, ceil(words / WORDS_A_MINUTE))
    return here.words.count(minutes, "{n} minute to read", "{n} minutes to read")


def _neighbours(course: Course, here: Standpoint) -> tuple[PageLink | None, PageLink | None]:
    """Link the reports published before and after this one."""
    earlier, later = here.site.reports_beside(course)
    shown = later if later and is_reported(later, here.site) else None
    return (
        here.page_link(earlier.incident) if earlier else None,
        here.page_link(shown.incident) if shown else None,
    )
