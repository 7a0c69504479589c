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
from mkdocs_statuspage.model.statuses import Kind, UpdateStatus
from mkdocs_statuspage.model.updates import Update
from mkdocs_statuspage.outputs.feeds.item_text import (
    announcement_html,
    digest_html,
    kept_html,
    report_html,
    update_html,
)
from mkdocs_statuspage.outputs.view.looks import UPDATE_LOOKS
from mkdocs_statuspage.outputs.view.plain_text import allowed, one_line
from mkdocs_statuspage.outputs.view.prose import plain, render, shortened
from mkdocs_statuspage.outputs.view.rows import is_reported, tags
from mkdocs_statuspage.outputs.view.standpoint import BEGINNING, Standpoint, incident_url
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
    """Return the items of a feed, newest first; what is open is never cut.

    Items of one moment stay in the order in which they were given, the last of them first.
    """
    ordered = sorted(items, key=lambda item: item.published_at)[::-1]
    return tuple(item for n, item in enumerate(ordered) if n < AT_LEAST or item.is_open)


def items_of(course: Course, here: Standpoint) -> tuple[Item, ...]:
    """Return everything to be told of one incident, oldest first: updates, report, kept promises."""
    return (
        *_updates(course, here),
        *_first_report(course, here),
        *reports([course], here, digest_html),
        *_kept(course, here),
    )


def _updates(course: Course, here: Standpoint) -> Iterator[Item]:
    if not course.incident.updates:
        yield _announcement(course, here)
    concerned = tags(course.incident, here.site)
    for update in course.incident.updates:
        yield Item(
            key=f"{course.incident.feed_id}:update:{quote(allowed(update.id), safe='')}",
            incident=course.incident.id,
            title=f"[{_state(update, here)}] {one_line(course.incident.title)}",
            page=f"{incident_url(course.incident)}#{quote(allowed(update.id), safe='')}",
            published_at=update.at,
            changed_at=update.changed_at,
            write=partial(update_html, course, update, here),
            tags=concerned,
            is_open=course.is_open or course.is_upcoming,
        )


def _announcement(course: Course, here: Standpoint) -> Item:
    """Return the one item of an incident that has no updates: planned work, mostly.

    Readers keep the newest date and wait for later ones, so it never has that of a window to come;
    where nobody says when the work was announced, it has the oldest.
    """
    at = course.first_said_at or BEGINNING
    is_planned = course.incident.kind is Kind.MAINTENANCE
    look = UPDATE_LOOKS[UpdateStatus.SCHEDULED if is_planned else course.status]
    return Item(
        key=f"{course.incident.feed_id}:announced",
        incident=course.incident.id,
        title=f"[{here.words(look.feed_word)}] {one_line(course.incident.title)}",
        page=incident_url(course.incident),
        published_at=at,
        changed_at=at,
        write=partial(announcement_html, course, here),
        tags=tags(course.incident, here.site),
        is_open=course.is_open or course.is_upcoming,
    )


def _first_report(course: Course, here: Standpoint) -> Iterator[Item]:
    """Yield the first version of a report, which a grave incident's readers get within days."""
    at = course.incident.report.preliminary_at
    if at is not None and at <= here.site.now:
        yield Item(
            key=f"{course.incident.feed_id}:first-report",
            incident=course.incident.id,
            title=f"[{here.words('First report')}] {one_line(course.incident.title)}",
            page=incident_url(course.incident),
            published_at=at,
            changed_at=at,
            write=partial(digest_html, course, here),
            tags=tags(course.incident, here.site),
        )


def reports(
    courses: Iterable[Course],
    here: Standpoint,
    write: Callable[[Course, Standpoint], str] = report_html,
) -> Iterator[Item]:
    """Yield the published reports among some incidents, each as an item."""
    for course in courses:
        report = course.incident.report
        if report.published_at is not None and is_reported(course, here.site):
            corrected = (correction.at for correction in course.incident.corrections)
            yield Item(
                key=f"{course.incident.feed_id}:report",
                incident=course.incident.id,
                title=f"[{here.words('Report')}] {one_line(course.incident.title)}",
                page=incident_url(course.incident),
                published_at=report.published_at,
                changed_at=max([report.published_at, *corrected]),
                write=partial(write, course, here),
                tags=tags(course.incident, here.site),
            )


def _kept(course: Course, here: Standpoint) -> Iterator[Item]:
    """Yield the kept promises of a published report: the silent customers learn of it here too."""
    incident, published = course.incident, course.incident.report.published_at
    if published is None or not is_reported(course, here.site):
        return
    for promise in sorted((*incident.preventions, *incident.make_goods), key=_kept_on):
        if state_of(promise, here.site.now, here.zone).is_kept:
            at = max(_morning_of(_kept_on(promise), here), published)
            yield Item(
                key=f"{incident.feed_id}:kept:{promise.id}",
                incident=incident.id,
                title=f"[{_kept_state(promise, here)}] {_words_of(promise)}",
                page=incident_url(course.incident),
                published_at=at,
                changed_at=at,
                write=partial(kept_html, course, promise, here),
                tags=tags(course.incident, here.site),
            )


def _kept_on(promise: Promise) -> date:
    return promise.kept_on or date.max


def _kept_state(promise: Promise, here: Standpoint) -> str:
    late = state_of(promise, here.site.now, here.zone) is PromiseState.KEPT_LATE
    return here.words("Promise kept late") if late else here.words("Promise kept")


def _words_of(promise: Promise) -> str:
    return shortened(plain(render(allowed(promise.promise))), TITLE_LENGTH)


def _morning_of(day: date, here: Standpoint) -> datetime:
    return datetime.combine(day, time.min, here.zone).astimezone(UTC)


def _state(update: Update, here: Standpoint) -> str:
    if update.retracted is not None:
        return here.words("Retracted")
    return (
        here.words(UPDATE_LOOKS[update.status].feed_word) if update.status else here.words("Update")
    )
