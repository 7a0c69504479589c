"""`Item`: one thing that subscribers are told, and the items that follow from an incident.

An item's key never changes: neither a new domain nor a renamed file, an edited text or another order
makes a reader's program announce it twice.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from typing import NamedTuple
from urllib.parse import quote

from mkdocs_statuspage.model.incident import EarlierWindow, Incident, Update
from mkdocs_statuspage.model.promise import Promise
from mkdocs_statuspage.model.statuses import Kind, UpdateStatus
from mkdocs_statuspage.outputs.feeds.item_text import (
    announcement_html,
    correction_html,
    digest_html,
    promise_html,
    report_html,
    update_html,
    window_html,
)
from mkdocs_statuspage.outputs.view.looks import update_word
from mkdocs_statuspage.outputs.view.plain_text import allowed, one_line, paragraphs
from mkdocs_statuspage.outputs.view.prose import plain, rooted, shortened
from mkdocs_statuspage.outputs.view.rows import is_reported, tags
from mkdocs_statuspage.outputs.view.standpoint import BEGINNING, Standpoint, incident_url
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.days import midnight
from mkdocs_statuspage.timeline.ledger import PromiseState, state_of

AT_LEAST = 50
"""How many items a feed keeps, and more while what is older is still open."""
WINDOW = "window"
"""Of what kind an item is that tells that planned work was moved."""
TITLE_LENGTH = 150
"""How many characters of a promise stand in a title."""
Writer = Callable[..., str]
"""Writes the text of an item, given its course and `here`."""


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

    @cached_property
    def _plain(self) -> dict[str, str]:
        return {}

    def html_at(self, root: str) -> str:
        """Return the whole text, its addresses on the site behind a root."""
        return allowed(rooted(self.html, root))

    def text(self, root: str) -> str:
        """Return the whole text without markup, its addresses on the site behind a root; made once for all formats."""
        if root not in self._plain:
            self._plain[root] = paragraphs(self.html_at(root))
        return self._plain[root]


class Head(NamedTuple):
    """Something to be told before it is made: of a long history only what a feed tells is."""

    incident: str
    """The id of its incident."""
    published_at: datetime
    is_open: bool
    """See `Item`."""
    make: Callable[[], Item]


def newest(heads: Iterable[Head], at_least: int = AT_LEAST) -> tuple[Head, ...]:
    """Return what a feed tells, newest first; what is open is never cut.

    Items of one moment stay in the order in which they were given, the last of them first.
    """
    ordered = sorted(heads, key=lambda head: head.published_at)[::-1]
    return tuple(head for n, head in enumerate(ordered) if n < at_least or head.is_open)


def recent(courses: Iterable[Course], here: Standpoint, at_least: int = AT_LEAST) -> list[Head]:
    """Return what there is to be told of those incidents of which any is among the newest: the others are not asked.

    Args:
        courses: the incidents of a feed; what is told keeps their order.
        here: where their texts are rendered.
        at_least: how many of the newest are wanted.
    """
    given = list(courses)
    told = {n: heads_of(c, here) for n, c in enumerate(given) if c.is_open or c.is_upcoming}
    times: list[datetime] = []  # of the newest that were found, the oldest of them first
    for bound, n in sorted(
        ((c.last_told_at or BEGINNING, n) for n, c in enumerate(given)), reverse=True
    ):
        if len(times) == at_least and bound < times[0]:
            break
        told[n] = told.get(n) or heads_of(given[n], here)
        times = sorted([*times, *(head.published_at for head in told[n])])[-at_least:]
    return [head for n in sorted(told) for head in told[n]]


def items_of(course: Course, here: Standpoint) -> tuple[Item, ...]:
    """Make everything to be told of one incident."""
    return tuple(head.make() for head in heads_of(course, here))


def heads_of(course: Course, here: Standpoint) -> tuple[Head, ...]:
    """Return everything to be told of one incident: updates, corrections, report, promises kept and moved, other windows."""
    return (
        *_updates(course, here),
        *_corrected(course, here),
        *_first_report(course, here),
        *reports([course], here, digest_html),
        *_kept(course, here),
        *_moved(course, here),
        *_other_windows(course, here),
    )


def _head(at: datetime, make: Callable[..., Item], course: Course, *of: object) -> Head:
    return Head(course.incident.id, at, is_open=False, make=partial(make, course, *of))


def _item(
    course: Course, here: Standpoint, key: str, word: str, at: datetime, write: Writer
) -> Item:
    """Return something of an incident: what it is, where it stands, when it was said, and its text."""
    incident = course.incident
    return Item(
        key=f"{incident.feed_id}:{key}",
        incident=incident.id,
        title=_title(word, one_line(incident.title), here),
        page=incident_url(incident),
        published_at=at,
        changed_at=at,
        write=partial(write, course, here=here),
        tags=tags(incident, here.site),
    )


def _title(word: str, text: str, here: Standpoint) -> str:
    return f"[{word}] {here.words.isolated(text)}"


def _updates(course: Course, here: Standpoint) -> Iterator[Head]:
    id_, is_open = course.incident.id, course.is_open or course.is_upcoming
    if not course.incident.updates:
        at = course.first_said_at or BEGINNING
        yield Head(id_, at, is_open, partial(_announcement, course, here, at))
    for update in course.incident.updates:
        yield Head(id_, update.at, is_open, partial(_update, update, course, here))


def _update(update: Update, course: Course, here: Standpoint) -> Item:
    name, is_open = quote(allowed(update.id), safe=""), course.is_open or course.is_upcoming
    write = partial(update_html, update=update)
    item = _item(course, here, f"update:{name}", _state(update, course, here), update.at, write)
    return replace(item, page=f"{item.page}#{name}", changed_at=update.changed_at, is_open=is_open)


def _announcement(course: Course, here: Standpoint, at: datetime) -> Item:
    """Return the one item of an incident that has no updates: planned work, mostly.

    Readers keep the newest date and wait for later ones, so it never has that of a window to come;
    where nobody says when the work was announced, it has the oldest.
    """
    is_planned = course.incident.kind is Kind.MAINTENANCE
    word = update_word(UpdateStatus.SCHEDULED if is_planned else course.status, course, here.words)
    item = _item(course, here, "announced", word, at, partial(announcement_html, at=at))
    return replace(item, is_open=course.is_open or course.is_upcoming)


def _corrected(course: Course, here: Standpoint) -> Iterator[Head]:
    """Yield each correction of what stood there before the report; that of a report makes its item another."""
    published = course.incident.report.published_at
    for number, correction in enumerate(course.incident.corrections, 1):
        if correction.at <= min(here.site.now, published or here.site.now):
            write = partial(correction_html, correction=correction)
            word, key = here.words("Correction"), f"correction:{number}"
            yield _head(correction.at, _item, course, here, key, word, correction.at, write)


def _first_report(course: Course, here: Standpoint) -> Iterator[Head]:
    """Yield the first version of a report, which a grave incident's readers get within days."""
    at = course.incident.report.preliminary_at
    if at is not None and at <= here.site.now:
        word = here.words("First report")
        yield _head(at, _item, course, here, "first-report", word, at, digest_html)


def reports(
    courses: Iterable[Course], here: Standpoint, write: Writer = report_html
) -> Iterator[Head]:
    """Yield the published reports among some incidents."""
    for course in courses:
        at = course.incident.report.published_at
        if at is not None and is_reported(course, here.site):
            yield _head(at, _report, course, here, at, write)


def _report(course: Course, here: Standpoint, at: datetime, write: Writer) -> Item:
    corrected = (correction.at for correction in course.incident.corrections)
    item = _item(course, here, "report", here.words("Report"), at, write)
    return replace(item, changed_at=max([at, *corrected]))


def _kept(course: Course, here: Standpoint) -> Iterator[Head]:
    """Yield the kept promises of a published report: the silent customers learn of it here too."""
    incident, published = course.incident, course.incident.report.published_at
    if published is None or not is_reported(course, here.site):
        return
    for promise in sorted((*incident.preventions, *incident.make_goods), key=_kept_on):
        if state_of(promise, here.site.now, here.zone).is_kept:
            at = max(midnight(_kept_on(promise), here.zone), published)
            word = _kept_state(promise, here)
            yield _head(at, _promise, course, here, promise, f"kept:{promise.id}", word, at)


def _moved(course: Course, here: Standpoint) -> Iterator[Head]:
    """Yield the promises of a published report that were moved, each time once."""
    incident, published = course.incident, course.incident.report.published_at
    if published is None or not is_reported(course, here.site):
        return
    word = here.words("Promise moved")
    for promise in (*incident.preventions, *incident.make_goods):
        for number, was in enumerate(promise.moved, 1):
            at, key = max(midnight(was.on, here.zone), published), f"moved:{promise.id}:{number}"
            yield _head(at, _promise, course, here, promise, key, word, at)


def _other_windows(course: Course, here: Standpoint) -> Iterator[Head]:
    """Yield each time that planned work got another window: who reckons with the former one hears of it."""
    window, is_open = course.incident.scheduled, course.is_open or course.is_upcoming
    for number, was in enumerate(window.moved if window else (), 1):
        make = partial(_other_window, number, was, course, here)
        yield Head(course.incident.id, was.at, is_open, make)


def _other_window(number: int, was: EarlierWindow, course: Course, here: Standpoint) -> Item:
    write, word = partial(window_html, was=was), here.words("New time")
    item = _item(course, here, f"{WINDOW}:{number}", word, was.at, write)
    return replace(item, is_open=course.is_open or course.is_upcoming)


def _promise(
    course: Course, here: Standpoint, promise: Promise, key: str, word: str, at: datetime
) -> Item:
    item = _item(course, here, key, word, at, partial(promise_html, promise=promise))
    return replace(item, title=f"[{word}] {_words_of(promise, course.incident, here)}")


def _kept_on(promise: Promise) -> date:
    return promise.kept_on or date.max


def _kept_state(promise: Promise, here: Standpoint) -> str:
    late = state_of(promise, here.site.now, here.zone) is PromiseState.KEPT_LATE
    return here.words("Promise kept late") if late else here.words("Promise kept")


def _words_of(promise: Promise, incident: Incident, here: Standpoint) -> str:
    return shortened(plain(here.bare_html(promise.promise, incident)), TITLE_LENGTH)


def _state(update: Update, course: Course, here: Standpoint) -> str:
    if update.retracted is not None:
        return here.words("Taken back")
    return update_word(update.status, course, here.words)
