"""`Item`: one thing that subscribers are told, and the items that follow from an incident.

An item's key never changes: neither a new domain nor a renamed file, an edited text or another order
makes a reader's program announce it twice.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property, partial
from urllib.parse import quote

from mkdocs_statuspage.model.promise import Promise
from mkdocs_statuspage.model.update import Update
from mkdocs_statuspage.outputs.feeds.item_text import (
    Setting,
    announcement_html,
    digest_html,
    kept_html,
    report_html,
    update_html,
)
from mkdocs_statuspage.outputs.view.characters import allowed, one_line
from mkdocs_statuspage.outputs.view.feed_states import UPDATE_STATES
from mkdocs_statuspage.outputs.view.prose import plain, render, shortened
from mkdocs_statuspage.outputs.view.rows import component_names, is_reported
from mkdocs_statuspage.outputs.view.standpoint import incident_url
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.ledger import PromiseState, state_of

AT_LEAST = 50
"""How many items a feed keeps, and more while what is older is still open."""
TITLE_LENGTH = 150
"""How many characters of a promise stand in a title."""


@dataclass(frozen=True)
class Item:
    """One thing that subscribers are told."""

    key: str
    """What it is, within any feed: the incident's first id, the kind, the id there; never changes."""
    incident: str
    """The id of its incident."""
    title: str
    """Its state in brackets, and what it is about; plain text."""
    page: str
    """Where it stands on the site, below the root."""
    published_at: datetime
    changed_at: datetime
    """When its text last changed."""
    write: Callable[[], str]
    """Gives its HTML; only items that are in a feed are ever written."""
    tags: tuple[str, ...] = ()
    """The names of the components that it concerns."""
    is_open: bool = False
    """Whether it belongs to something open or ahead, so that no feed may drop it."""

    @cached_property
    def html(self) -> str:
        """The whole text, with `prose.ROOT` before addresses on the site."""
        return self.write()


def newest(items: Iterable[Item]) -> tuple[Item, ...]:
    """Give the items of a feed, newest first; what is open is never cut.

    Items of one moment stay in the order in which they were given, the last of them first.
    """
    ordered = sorted(items, key=lambda item: item.published_at)[::-1]
    return tuple(item for n, item in enumerate(ordered) if n < AT_LEAST or item.is_open)


def items_of(course: Course, setting: Setting) -> tuple[Item, ...]:
    """Give everything to be told of one incident, oldest first: updates, report, kept promises."""
    return (
        *_updates(course, setting),
        *_first_report(course, setting),
        *reports([course], setting, digest_html),
        *_kept(course, setting),
    )


def _updates(course: Course, setting: Setting) -> Iterator[Item]:
    if not course.incident.updates:
        yield _announcement(course, setting)
    tags = names(course, setting)
    for update in course.incident.updates:
        yield Item(
            key=f"{course.incident.feed_id}:update:{quote(allowed(update.id), safe='')}",
            incident=course.incident.id,
            title=f"[{_state(update, course, setting)}] {one_line(course.incident.title)}",
            page=f"{incident_url(course.incident)}#{quote(allowed(update.id), safe='')}",
            published_at=update.at,
            changed_at=changed_at(update),
            write=partial(update_html, course, update, setting),
            tags=tags,
            is_open=course.is_open or course.is_upcoming,
        )


def _announcement(course: Course, setting: Setting) -> Item:
    """Give the one item of an incident that has no updates: planned work, mostly."""
    return Item(
        key=f"{course.incident.feed_id}:announced",
        incident=course.incident.id,
        title=one_line(course.incident.title),
        page=incident_url(course.incident),
        published_at=course.incident.begins_at,
        changed_at=course.incident.begins_at,
        write=partial(announcement_html, course, setting),
        tags=names(course, setting),
        is_open=course.is_open or course.is_upcoming,
    )


def _first_report(course: Course, setting: Setting) -> Iterator[Item]:
    """Give the first version of a report, which a grave incident's readers get within days."""
    at = course.incident.report.preliminary_at
    if at is not None and at <= setting.site.now:
        yield Item(
            key=f"{course.incident.feed_id}:first-report",
            incident=course.incident.id,
            title=f"[{setting.words('First report')}] {one_line(course.incident.title)}",
            page=incident_url(course.incident),
            published_at=at,
            changed_at=at,
            write=partial(digest_html, course, setting),
            tags=names(course, setting),
        )


def reports(
    courses: Iterable[Course],
    setting: Setting,
    write: Callable[[Course, Setting], str] = report_html,
) -> Iterator[Item]:
    """Give the published reports among some incidents, each as an item."""
    for course in courses:
        report = course.incident.report
        if report.published_at is not None and is_reported(course, setting.site):
            corrected = (correction.at for correction in course.incident.corrections)
            yield Item(
                key=f"{course.incident.feed_id}:report",
                incident=course.incident.id,
                title=f"[{setting.words('Report')}] {one_line(course.incident.title)}",
                page=incident_url(course.incident),
                published_at=report.published_at,
                changed_at=max([report.published_at, *corrected]),
                write=partial(write, course, setting),
                tags=names(course, setting),
            )


def _kept(course: Course, setting: Setting) -> Iterator[Item]:
    """Give the kept promises of a published report: the silent customers learn of it here too."""
    incident, published = course.incident, course.incident.report.published_at
    if published is None or not is_reported(course, setting.site):
        return
    for promise in sorted((*incident.preventions, *incident.make_goods), key=_kept_on):
        if state_of(promise, setting.site.now, setting.zone).is_kept:
            at = max(_morning_of(_kept_on(promise), setting), published)
            yield Item(
                key=f"{incident.feed_id}:kept:{promise.id}",
                incident=incident.id,
                title=f"[{_kept_state(promise, setting)}] {_words_of(promise)}",
                page=incident_url(course.incident),
                published_at=at,
                changed_at=at,
                write=partial(kept_html, course, promise, setting),
                tags=names(course, setting),
            )


def _kept_on(promise: Promise) -> date:
    return promise.kept_on or date.max


def _kept_state(promise: Promise, setting: Setting) -> str:
    late = state_of(promise, setting.site.now, setting.zone) is PromiseState.KEPT_LATE
    return setting.words("Promise kept late") if late else setting.words("Promise kept")


def _words_of(promise: Promise) -> str:
    return shortened(plain(render(allowed(promise.promise))), TITLE_LENGTH)


def _morning_of(day: date, setting: Setting) -> datetime:
    return datetime.combine(day, time.min, setting.zone).astimezone(UTC)


def _state(update: Update, course: Course, setting: Setting) -> str:
    if update.retracted is not None:
        return setting.words("Retracted")
    if course.is_cancelled and update.status and update.status.closes:
        return setting.words("Cancelled")
    return setting.words(UPDATE_STATES[update.status]) if update.status else setting.words("Update")


def changed_at(update: Update) -> datetime:
    """Give when the text of an update last changed."""
    taken_back = update.retracted.at if update.retracted else None
    return max(filter(None, (update.at, update.amended_at, taken_back)))


def names(course: Course, setting: Setting) -> tuple[str, ...]:
    """Give the names of the components that an incident concerns, each once."""
    return tuple(map(one_line, component_names(course.incident, setting.site)))
