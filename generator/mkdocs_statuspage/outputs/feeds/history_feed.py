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
from mkdocs_statuspage.outputs.feeds.item_text import Setting, prose_html
from mkdocs_statuspage.outputs.feeds.items import Item, changed_at, names, newest
from mkdocs_statuspage.outputs.view.characters import one_line
from mkdocs_statuspage.outputs.view.feed_states import UPDATE_STATES
from mkdocs_statuspage.outputs.view.rows import is_reported
from mkdocs_statuspage.outputs.view.standpoint import incident_url
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def history(site: Site) -> Feed:
    """Give the feed of whole incidents."""
    setting, name = Setting(site), one_line(site.config.organisation.name)
    return Feed(
        id=urn(site, "history"),
        path="history",
        title=f"{name} Status - Incident History",
        description="Statuspage",
        page="history/",
        items=newest(_entry(course, setting) for course in site.courses[::-1]),
    )


def _entry(course: Course, setting: Setting) -> Item:
    incident = course.incident
    report = incident.report.published_at if is_reported(course, setting.site) else None
    changes = [*map(changed_at, incident.updates), *([report] if report else [])]
    first = min((update.at for update in incident.updates), default=course.began_at)
    return Item(
        key=incident.feed_id,
        incident=incident.id,
        title=one_line(incident.title),
        page=incident_url(course.incident),
        published_at=first,
        changed_at=max(changes, default=first),
        write=partial(history_html, course, setting),
        tags=names(course, setting),
        is_open=course.is_open or course.is_upcoming,
    )


def history_html(course: Course, setting: Setting) -> str:
    """Give all that was said of an incident, newest first."""
    incident = course.incident
    said = [_said(update, course, setting) for update in incident.updates[::-1]]
    return "".join([*_planned(course), *_postmortem(course, setting), *said])


def _said(update: Update, course: Course, setting: Setting) -> str:
    if update.retracted is not None:
        return _paragraph(update.at, "Retracted", update.retracted.why, course, setting)
    state = UPDATE_STATES[update.status] if update.status else "Update"
    return _paragraph(update.at, state, update.message, course, setting)


def _postmortem(course: Course, setting: Setting) -> Iterator[str]:
    at, summary = course.incident.report.published_at, course.incident.summary
    if at is not None and is_reported(course, setting.site):
        yield _paragraph(at, "Postmortem", summary or course.incident.title, course, setting)


def _planned(course: Course) -> Iterator[str]:
    window = course.incident.scheduled
    if window is not None:
        end = window.end
        same_day = window.start.date() == end.date()
        until = f"{end:%H:%M}" if same_day else _moment(end)
        yield (
            f"<p><strong>THIS IS A SCHEDULED EVENT {_moment(window.start)} - {until} UTC</strong></p>"
        )


def _paragraph(at: datetime, state: str, text: Text, course: Course, setting: Setting) -> str:
    """Give one word to the public, its state and text in one paragraph where the text begins with one."""
    html = prose_html(text, course.incident, setting)
    head = f"<p><small>{_moment(at)} UTC</small><br><strong>{state}</strong> - "
    return head + html.removeprefix("<p>") if html.startswith("<p>") else f"{head}</p>{html}"


def _moment(at: datetime) -> str:
    """Give a moment in UTC; the month is no locale's, so that it is the same on every machine."""
    return f"{MONTHS[at.month - 1]} {at.day}, {at:%H:%M}"
