"""`/history.rss` and `/history.atom`: one entry per incident, in the shape of Statuspage's own.

Programs that followed a Statuspage read the state from the text (`<strong>Resolved</strong> - …`), so
its English words and its way of writing times are kept here, whatever the site's language.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from mkdocs_statuspage.model.scalars import Text
from mkdocs_statuspage.model.update import Update
from mkdocs_statuspage.outputs.feeds.feed_list import Feed, urn
from mkdocs_statuspage.outputs.feeds.items import Item, newest
from mkdocs_statuspage.outputs.view.looks import UPDATE_LOOKS
from mkdocs_statuspage.outputs.view.plain_text import one_line
from mkdocs_statuspage.outputs.view.rows import is_reported, tags
from mkdocs_statuspage.outputs.view.standpoint import BEGINNING, Standpoint, incident_url
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def history(site: Site) -> Feed:
    """Give the feed of whole incidents."""
    here, name = Standpoint.of(site), one_line(site.config.organisation.name)
    return Feed(
        id=urn(site, "history"),
        path="history",
        title=f"{name} Status - Incident History",
        description="Statuspage",
        page="history/",
        items=newest(_entry(course, here) for course in site.told[::-1]),
    )


def _entry(course: Course, here: Standpoint) -> Item:
    incident, first = course.incident, course.first_said_at or BEGINNING
    report = incident.report.published_at if is_reported(course, here.site) else None
    changes = [*(update.changed_at for update in incident.updates), *([report] if report else [])]
    return Item(
        key=incident.feed_id,
        incident=incident.id,
        title=one_line(incident.title),
        page=incident_url(course.incident),
        published_at=first,
        changed_at=max(changes, default=first),
        write=partial(history_html, course, here),
        tags=tags(incident, here.site),
        is_open=course.is_open or course.is_upcoming,
    )


def history_html(course: Course, here: Standpoint) -> str:
    """Give all that was said of an incident, newest first."""
    incident = course.incident
    said = [_said(update, course, here) for update in incident.updates[::-1]]
    return "".join([*_planned(course), *_postmortem(course, here), *said])


def _said(update: Update, course: Course, here: Standpoint) -> str:
    if update.retracted is not None:
        return _paragraph(update.at, "Retracted", update.retracted.why, course, here)
    state = UPDATE_LOOKS[update.status].feed_word if update.status else "Update"
    return _paragraph(update.at, state, update.message, course, here)


def _postmortem(course: Course, here: Standpoint) -> Iterator[str]:
    at, summary = course.incident.report.published_at, course.incident.summary
    if at is not None and is_reported(course, here.site):
        yield _paragraph(at, "Postmortem", summary or course.incident.title, course, here)


def _planned(course: Course) -> Iterator[str]:
    window = course.incident.scheduled
    if window is not None:
        end = window.end
        same_day = window.start.date() == end.date()
        until = f"{end:%H:%M}" if same_day else _moment(end)
        yield (
            f"<p><strong>THIS IS A SCHEDULED EVENT {_moment(window.start)} - {until} UTC</strong></p>"
        )


def _paragraph(at: datetime, state: str, text: Text, course: Course, here: Standpoint) -> str:
    """Give one word to the public, its state and text in one paragraph where the text begins with one."""
    html = here.bare_html(text, course.incident)
    head = f"<p><small>{_moment(at)} UTC</small><br><strong>{state}</strong> - "
    return head + html.removeprefix("<p>") if html.startswith("<p>") else f"{head}</p>{html}"


def _moment(at: datetime) -> str:
    """Give a moment in UTC; the month is no locale's, so that it is the same on every machine."""
    return f"{MONTHS[at.month - 1]} {at.day}, {at:%H:%M}"
