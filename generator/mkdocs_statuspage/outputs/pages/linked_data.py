"""What pages tell machines, in the vocabulary of schema.org: nothing that does not stand on the page too."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from mkdocs_statuspage.model.config import Person
from mkdocs_statuspage.model.incident import Update
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.view.looks import update_word
from mkdocs_statuspage.outputs.view.prose import plain, whole_sentences
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, incident_url
from mkdocs_statuspage.timeline.course import Course, effective_updates

VOCABULARY = "https://schema.org"
LinkedData = Mapping[str, Any]
UPDATE_LENGTH = 200
"""How many characters of an update machines are told; the page has all."""


def web_page(title: str, description: str, url: str, here: Standpoint) -> LinkedData:
    """Return the description of an ordinary page."""
    return _without_empty(
        {
            "@context": VOCABULARY,
            "@type": "WebPage",
            "name": title,
            "description": description,
            "url": _absolute(url, here),
            "inLanguage": here.words.language,
            "publisher": _organisation(here),
        }
    )


def incident_data(
    course: Course, description: str, here: Standpoint
) -> LinkedData | tuple[LinkedData, LinkedData]:
    """Return the description of an incident's page, which becomes an article; of planned work an event beside it."""
    told = article(course, description, here)
    work = event(course, description, here)
    return (told, work) if work else told


def article(course: Course, description: str, here: Standpoint) -> LinkedData:
    """Return the description of what is said of an incident: update by update, where there are any."""
    incident = course.incident
    is_blog = incident.kind is Kind.INCIDENT and bool(effective_updates(incident))
    return _without_empty(
        {
            "@context": VOCABULARY,
            "@type": "LiveBlogPosting" if is_blog else "Article",
            "headline": incident.title,
            "description": description,
            "url": _absolute(incident_url(incident), here),
            "inLanguage": here.words.language,
            "datePublished": _instant(course.first_said_at),
            "dateModified": _instant(course.changed_at),
            "author": _author(here.site.config.person(incident.signed_by), here),
            "publisher": _organisation(here),
            **(_coverage(course, here) if is_blog else {}),
        }
    )


def _coverage(course: Course, here: Standpoint) -> LinkedData:
    """Return from when to when an incident was told of, and each word of it that stands."""
    updates = course.updates
    return {
        "coverageStartTime": _instant(updates[0].at),
        "coverageEndTime": None if course.is_open else _instant(updates[-1].at),
        "liveBlogUpdate": [_posting(update, course, here) for update in updates],
    }


def _posting(update: Update, course: Course, here: Standpoint) -> LinkedData:
    said = plain(here.bare_html(update.message, course.incident, breaks=True))
    page = _absolute(incident_url(course.incident), here)
    return _without_empty(
        {
            "@type": "BlogPosting",
            "headline": update_word(update.status, course, here.words),
            "datePublished": _instant(update.at),
            "dateModified": _instant(update.changed_at),
            "articleBody": whole_sentences(said, UPDATE_LENGTH),
            "url": f"{page}#{update.id}" if page else None,
        }
    )


def event(course: Course, description: str, here: Standpoint) -> LinkedData | None:
    """Return planned work as an event; it takes place at the page's whole address, so without one it is none."""
    incident, window = course.incident, course.incident.scheduled
    url = _absolute(incident_url(incident), here)
    if window is None or url is None or course.is_withdrawn:
        return None
    return {
        "@context": VOCABULARY,
        "@type": "Event",
        "name": incident.title,
        "description": description,
        "startDate": format_instant(window.start),
        "endDate": format_instant(window.end),
        **dict(_standing(course)),
        "eventAttendanceMode": f"{VOCABULARY}/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": url},
        "organizer": _organisation(here),
    }


def _standing(course: Course) -> Iterator[tuple[str, str]]:
    """Yield whether work takes place as it was announced, and when it was to begin before."""
    moved = course.incident.scheduled.moved if course.incident.scheduled else ()
    status = "Cancelled" if course.is_cancelled else "Rescheduled" if moved else "Scheduled"
    yield "eventStatus", f"{VOCABULARY}/Event{status}"
    if moved and not course.is_cancelled:
        yield "previousStartDate", format_instant(moved[-1].start)


def _author(person: Person | None, here: Standpoint) -> LinkedData:
    if person is None:
        return _organisation(here)
    return {"@type": "Person", "name": person.name, "jobTitle": person.role}


def _organisation(here: Standpoint) -> LinkedData:
    organisation = here.site.config.organisation
    return _without_empty(
        {"@type": "Organization", "name": organisation.name, "url": organisation.url}
    )


def _absolute(url: str, here: Standpoint) -> str | None:
    return here.site.url + url if here.site.url else None


def _instant(at: datetime | None) -> str | None:
    return format_instant(at) if at else None


def _without_empty(values: LinkedData) -> LinkedData:
    return {key: value for key, value in values.items() if value not in (None, "")}
