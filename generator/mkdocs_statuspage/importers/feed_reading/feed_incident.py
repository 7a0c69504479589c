"""Entries about one matter, in our words: what was said when, as far as a feed tells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers.feed_reading.feed_file import FeedEntry
from mkdocs_statuspage.importers.foreign_values import clean, note_of, update_status
from mkdocs_statuspage.importers.history import ForeignIncident, ForeignUpdate
from mkdocs_statuspage.importers.typed_times import TypedTime, read_typed
from mkdocs_statuspage.model.scalars import format_instant, is_on_the_web, numbered
from mkdocs_statuspage.model.statuses import Kind, UpdateStatus

NO_TEXT = "(This entry had no text.)"
"""What stands for an empty entry: that it was published is part of the history."""
_SAID = re.compile(
    r"<p>\s*<small>(?P<when>.*?)</small>\s*<br\s*/?>\s*<strong>(?P<state>.*?)</strong>\s*[-–—]?\s*(?P<text>.*?)</p>",
    re.DOTALL | re.IGNORECASE,
)
"""An update, as Statuspage and those who follow it put it into an entry."""
_TAG = re.compile(r"<[^>]*>")
_WHEN = re.compile(r"(?P<day>[A-Za-z]+ \d+),? +(?P<clock>\d\d?:\d\d(?::\d\d)?) *(?P<zone>.*)")
_HEAD = re.compile(
    r"^\[(?P<state>[A-Za-z ]+)\]\s*|^(?P<over>Resolved|Completed):\s+", re.IGNORECASE
)
_ANYWHERE = re.compile(r"\[(?P<state>resolved|completed|monitoring|identified)\]", re.IGNORECASE)
"""A state amid a title, as AWS puts it."""
_STATED = re.compile(
    r"\A\s*<(?:b|strong)>\s*Status:\s*(?P<state>[A-Za-z ]+?)\s*</(?:b|strong)>", re.IGNORECASE
)
"""A state at the head of a text, as incident.io puts it."""
_NAMED = re.compile(
    r"<p>\s*<strong>(?P<name>[^<:]{1,40}):\s*</strong>\s*(?P<value>[^<]*)</p>", re.IGNORECASE
)
"""A fact beside the updates of an entry, as Instatus puts it."""
_PLANNED = frozenset(["scheduled", "in progress", "verifying", "completed"])


class NoFeedZone(Exception):
    """A time has no zone, and none is known."""


@dataclass(frozen=True, slots=True)
class SaidInFeed:
    """Something that was said."""

    at: datetime
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class FeedClock:
    """Makes moments of the times in a feed."""

    zone: ZoneInfo | None

    def moment(self, typed: TypedTime) -> datetime:
        """Return the moment.

        Raises:
            NoFeedZone: it has no zone, and none is known.
        """
        zone = typed.zone or self.zone
        if zone is None:
            raise NoFeedZone
        return typed.at(zone)


def read_matter(entries: Sequence[FeedEntry], clock: FeedClock) -> ForeignIncident | None:
    """Read the entries about one matter; None when none of them has a time."""
    notes: list[str] = []
    lost = [
        f"{entry.place} has no time: {entry.title[:80]!r}"
        for entry in entries
        if not entry.published
    ]
    said = [one for entry in entries if entry.published for one in _said(entry, clock, notes)]
    if not said:
        return None
    said.sort(key=lambda one: one.at)
    kind = _kind(said)
    updates = tuple(_updates(said, kind))
    last, is_over = updates[-1].at, updates[-1].status.closes
    if not is_over:
        notes.append(f"nothing says that it is over; put at {format_instant(last)}, its last word")
    return ForeignIncident(
        source_id=_id(entries[-1]),
        title=_title(entries[-1], notes),
        kind=kind,
        url=_address(entries[-1].link),
        started_at=None if kind is Kind.MAINTENANCE else updates[0].at,
        resolved_at=None if is_over else last,
        updates=updates,
        window=_window(updates, notes) if kind is Kind.MAINTENANCE else None,
        kept=_kept(entries),
        notes=tuple(notes),
        lost=tuple(lost),
    )


def _kind(said: Iterable[SaidInFeed]) -> Kind:
    states = {one.state.lower() for one in said}
    return Kind.MAINTENANCE if states & _PLANNED and states <= _PLANNED else Kind.INCIDENT


def _title(entry: FeedEntry, notes: list[str]) -> str:
    title, replaced = clean(_HEAD.sub("", entry.title) or entry.title or "Untitled")
    if replaced:
        notes.append(note_of(replaced))
    return str(title)


def _kept(entries: Iterable[FeedEntry]) -> dict[str, str]:
    """Return what entries say that has no place here, each thing once."""
    kept: dict[str, dict[str, None]] = {}
    for entry in entries:
        facts = _NAMED.findall(entry.html) if _SAID.search(entry.html) else []
        for name, value in (*entry.others, *facts):
            kept.setdefault(str(clean(name)[0]), {})[unescape(str(clean(value)[0]))] = None
    return {name: ", ".join(filter(None, values)) for name, values in kept.items() if any(values)}


def _said(entry: FeedEntry, clock: FeedClock, notes: list[str]) -> Iterable[SaidInFeed]:
    """Return what an entry tells: each update in it, or all of it as one."""
    html, replaced = clean(entry.html)
    if replaced:
        notes.append(note_of(replaced))
    published = clock.moment(entry.published or TypedTime())
    parts = list(_SAID.finditer(html))
    found = [_part(part, published, clock) for part in parts]
    rest = _NAMED.sub("", _SAID.sub("", html))
    if not parts or any(one is None for one in found) or _TAG.sub("", rest).strip():
        state = _state(entry.title, html)
        latest = clock.moment(entry.updated) if entry.updated else published
        return [SaidInFeed(latest if state else published, state, html or entry.title)]
    return [one for one in reversed(found) if one]


def _state(title: str, html: str) -> str:
    """Return the state that an entry names as a whole; empty where it names none."""
    head = _HEAD.match(title)
    if head:
        return head["state"] or head["over"]
    found = _ANYWHERE.search(title) or _STATED.match(html)
    return found["state"] if found else ""


def _part(part: re.Match[str], published: datetime, clock: FeedClock) -> SaidInFeed | None:
    when = " ".join(unescape(_TAG.sub("", part["when"])).split())
    state = unescape(_TAG.sub("", part["state"])).strip()
    typed = read_typed(when) or _in_year_of(when, published, clock)
    return SaidInFeed(clock.moment(typed), state, part["text"].strip()) if typed else None


def _in_year_of(when: str, published: datetime, clock: FeedClock) -> TypedTime | None:
    """Read a time without a year: of the year in which it is nearest to when the entry was published."""
    found = _WHEN.fullmatch(when)
    if not found:
        return None
    years = (published.year + step for step in (0, 1, -1))
    typed = [
        read_typed(f"{found['day']}, {year} {found['clock']} {found['zone']}") for year in years
    ]
    near = [one for one in typed if one]
    return min(near, key=lambda one: abs(clock.moment(one) - published), default=None)


def _updates(said: Iterable[SaidInFeed], kind: Kind) -> Iterable[ForeignUpdate]:
    taken: set[str] = set()
    status: UpdateStatus | None = None
    for one in said:
        status = update_status(one.state, kind, status)
        id_ = next(made for made in numbered([f"{one.at:%Y%m%dT%H%M%SZ}"]) if made not in taken)
        taken.add(id_)
        yield ForeignUpdate(id_, one.at, status, one.text or NO_TEXT)


def _window(updates: Sequence[ForeignUpdate], notes: list[str]) -> tuple[datetime, datetime]:
    begun = [one.at for one in updates if one.status is not UpdateStatus.SCHEDULED]
    start = begun[0] if begun else updates[-1].at
    end = max(updates[-1].at, start + timedelta(minutes=1))
    notes.append("a feed does not name its window; put from when it began to its last word")
    return start, end


def _id(entry: FeedEntry) -> str:
    return str(clean(" ".join((entry.id or entry.link or entry.title).split()))[0])


def _address(link: str) -> str | None:
    return link.partition("#")[0] if is_on_the_web(link) else None
