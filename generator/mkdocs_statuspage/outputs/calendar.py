"""`/calendar.ics`: planned work, and each by itself beside its page, for Google's, Apple's and Thunderbird's calendars. icalendar's room.

Nothing in it comes from the clock: an event's stamp and sequence follow from what was written, so that
a calendar takes a change for a change and nothing else for one.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from mkdocs_statuspage.model.incident import EarlierWindow, Incident
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.view.excerpt import Excerpt
from mkdocs_statuspage.outputs.view.page import Files
from mkdocs_statuspage.outputs.view.plain_text import one_line, paragraphs
from mkdocs_statuspage.outputs.view.prose import rooted
from mkdocs_statuspage.outputs.view.rows import tags
from mkdocs_statuspage.outputs.view.standpoint import (
    BEGINNING,
    EVENT,
    Standpoint,
    beside,
    incident_url,
    root_of,
)
from mkdocs_statuspage.outputs.view.update_views import withdrawal_html
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course

if TYPE_CHECKING:
    from icalendar import Calendar, Event

AT_MOST = 200
"""How many events the calendar of all holds, the latest; a subscriber fetches it every hour."""
ASK_AGAIN = timedelta(hours=1)
"""How often a calendar may ask for changes."""


def parts(site: Site) -> Iterator[tuple[str, Excerpt[str, Files]]]:
    """Yield the calendar of planned work, as what is made of that work."""
    planned = [c for c in site.courses if c.incident.kind is Kind.MAINTENANCE][:AT_MOST]
    yield EVENT, Excerpt(Standpoint.of(site), planned, EVENT, _of_all)


def _of_all(here: Standpoint, planned: Sequence[Course], path: str) -> Files:
    return {path: _written(_subscribed(here.site), planned, here)}


def paths_of_incident(course: Course, _: Site) -> Sequence[str]:
    """Return where the event of planned work stands; there is none of anything else."""
    is_planned = course.incident.kind is Kind.MAINTENANCE
    return beside(course.incident, EVENT) if is_planned else ()


def of_incident(course: Course, here: Standpoint) -> Files:
    """Return a file with one piece of planned work, to be added alone.

    It stays when the work is over or was taken back: somebody may have its address.
    """
    paths = paths_of_incident(course, here.site)
    return dict.fromkeys(paths, _written(_calendar(), [course], here)) if paths else {}


def _written(calendar: "Calendar", courses: Iterable[Course], here: Standpoint) -> bytes:
    for course in courses:
        calendar.add_component(_event(course, here))
    written: bytes = calendar.to_ical()
    return written


def _subscribed(site: Site) -> "Calendar":
    """Return a calendar to be subscribed to; one with a name would open beside people's own."""
    from icalendar import vText

    # Of these two icalendar does not know that they are texts, in which commas are escaped.
    name = vText(site.words("{name} maintenance", name=one_line(site.config.organisation.name)))
    calendar = _calendar()
    calendar["name"] = calendar["x-wr-calname"] = name
    calendar.add("x-wr-timezone", site.config.timezone)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    return calendar


def _calendar() -> "Calendar":
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//mkdocs-statuspage//maintenance//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    return calendar


def _event(course: Course, here: Standpoint) -> "Event":
    from icalendar import Event

    one = course.incident
    changed = max(_changes(course), default=BEGINNING)
    event = Event()
    event.add("uid", f"{one.feed_id}@{here.site.config.site_id}.statuspage")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", _sequence(one))
    event.add("dtstart", _start(course))
    if (end := _end(course)) > _start(course):
        event.add("dtend", end)
    event.add("summary", one_line(one.title))
    event.add("description", _description(course, here))
    event.add("url", f"{root_of(here.site)}{incident_url(course.incident)}")
    event.add("status", "CANCELLED" if course.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if concerned := tags(one, here.site):
        event.add("categories", list(concerned))
    return event


def _changes(course: Course) -> Iterator[datetime]:
    """Yield when something about it was said or changed; nothing of it lies ahead."""
    yield from (update.changed_at for update in course.incident.updates)
    yield from (earlier.at for earlier in _moved(course.incident))
    if course.first_said_at is not None:
        yield course.first_said_at


def _moved(one: Incident) -> Iterable[EarlierWindow]:
    return one.scheduled.moved if one.scheduled else ()


def _start(course: Course) -> datetime:
    window = course.incident.scheduled
    return (window.start if window else course.began_at).astimezone(UTC)


def _end(course: Course) -> datetime:
    window = course.incident.scheduled
    return (window.end if window else course.ended_at or course.began_at).astimezone(UTC)


def _sequence(one: Incident) -> int:
    """Return how often something was said or mended; it only ever grows."""
    mended = (update.amended_at is not None for update in one.updates)
    taken_back = (update.retracted is not None for update in one.updates)
    moved = (True for _ in _moved(one))
    return _count([True] * len(one.updates)) + sum(map(_count, (mended, taken_back, moved)))


def _count(marks: Iterable[bool]) -> int:
    return sum(1 for mark in marks if mark)


def _description(course: Course, here: Standpoint) -> str:
    """Return the last word about it that stands, else its summary, and where the rest stands."""
    one, root = course.incident, root_of(here.site)
    said = [update.message for update in course.updates] or [one.summary or ""]
    html = withdrawal_html(course, here) or here.bare_html(said[-1], one, breaks=True)
    text = paragraphs(rooted(html, root))
    return f"{text}\n\n{root}{incident_url(course.incident)}".strip()
