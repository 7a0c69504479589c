"""`/history.rss` and `/history.atom`: one entry per incident, in the shape of Statuspage's own.

Programs that followed a Statuspage read time, state and text of each update from its one paragraph, so Statuspage's
English words, its tags and its way of writing times are kept here, whatever the site's language.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from mkdocs_statuspage.model.incident import Update
from mkdocs_statuspage.model.scalars import Text
from mkdocs_statuspage.outputs.feeds.feed_list import Feed, urn
from mkdocs_statuspage.outputs.feeds.items import Head, Item, newest
from mkdocs_statuspage.outputs.view.looks import UPDATE_LOOKS
from mkdocs_statuspage.outputs.view.plain_text import in_one_paragraph, one_line
from mkdocs_statuspage.outputs.view.rows import is_reported, tags
from mkdocs_statuspage.outputs.view.standpoint import BEGINNING, Standpoint, incident_url
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course

HISTORY = "history"
"""Its address below the root, without the ending that names the format."""
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def history(site: Site) -> Feed:
    """Return the feed of whole incidents."""
    here, name = Standpoint.of(site), one_line(site.config.organisation.name)
    return Feed(
        id=urn(site, "history"),
        path=HISTORY,
        title=f"{name} Status - Incident History",
        description="Statuspage",
        page="history/",
        heads=newest(_head(course, here) for course in site.told[::-1]),
        has_summaries=False,
    )


def _head(course: Course, here: Standpoint) -> Head:
    report = _report_at(course, here)
    said = [*(update.at for update in course.incident.updates), *report]
    at = max(said, default=course.first_said_at or BEGINNING)
    is_open = course.is_open or course.is_upcoming
    return Head(course.incident.id, at, is_open, partial(_entry, course, here, at, is_open=is_open))


def _report_at(course: Course, here: Standpoint) -> list[datetime]:
    at = course.incident.report.published_at if is_reported(course, here.site) else None
    return [at] if at else []


def _entry(course: Course, here: Standpoint, at: datetime, *, is_open: bool) -> Item:
    incident = course.incident
    changes = [*(update.changed_at for update in incident.updates), *_report_at(course, here)]
    return Item(
        key=incident.feed_id,
        incident=incident.id,
        title=one_line(incident.title),
        page=incident_url(incident),
        published_at=at,
        changed_at=max(changes, default=course.first_said_at or BEGINNING),
        write=partial(history_html, course, here),
        tags=tags(incident, here.site),
        is_open=is_open,
    )


def history_html(course: Course, here: Standpoint) -> str:
    """Return all that was said of an incident, newest first."""
    words = _words(course.incident.updates)
    said = [
        _paragraph(u.at, words[u.id], u.retracted.why if u.retracted else u.message, course, here)
        for u in course.incident.updates[::-1]
    ]
    return "".join([*_planned(course), *_postmortem(course, here), *said])


def _words(updates: Sequence[Update]) -> dict[str, str]:
    """Return where each update says that it stands; the same again is an `Update`."""
    words, before = {}, None
    for update in updates:
        is_new = update.status is not before
        if update.retracted is not None:
            words[update.id] = "Retracted"
        elif update.status is not None and is_new:
            words[update.id], before = UPDATE_LOOKS[update.status].feed_word, update.status
        else:
            words[update.id] = "Update"
    return words


def _postmortem(course: Course, here: Standpoint) -> Iterator[str]:
    at, summary = course.incident.report.published_at, course.incident.summary
    if at is not None and is_reported(course, here.site):
        yield _paragraph(at, "Postmortem", summary or course.incident.title, course, here)


def _planned(course: Course) -> Iterator[str]:
    window = course.incident.scheduled
    if window is not None:
        end = window.end
        same_day = window.start.date() == end.date()
        until = _clock(end) if same_day else _moment(end)
        planned = f"{_moment(window.start)} - {until} UTC"
        yield f"<p><strong>THIS IS A SCHEDULED EVENT {planned}</strong></p>"


def _paragraph(at: datetime, state: str, text: Text, course: Course, here: Standpoint) -> str:
    """Return one word to the public in one paragraph; its own paragraphs are lines in it."""
    said = in_one_paragraph(here.bare_html(text, course.incident, breaks=True))
    return f"<p><small>{_moment(at)} UTC</small><br><strong>{state}</strong> - {said}</p>"


def _moment(at: datetime) -> str:
    """Return a moment in UTC; the month is no locale's, so that it is the same on every machine."""
    return f"{MONTHS[at.month - 1]} <var data-var='date'>{at.day:2}</var>, {_clock(at)}"


def _clock(at: datetime) -> str:
    return f"<var data-var='time'>{at:%H:%M}</var>"
