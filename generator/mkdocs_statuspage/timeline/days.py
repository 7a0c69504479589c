"""Days of a component: the worst that each saw, how long it was down, and by which incidents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from zoneinfo import ZoneInfo

from mkdocs_statuspage.model.config import Component
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.timeline.course import Spell


@dataclass(frozen=True, slots=True)
class Calendar:
    """What turns spells into days."""

    now: datetime
    """Nothing later counts."""
    zone: ZoneInfo
    """The site's; its days are counted."""
    weights: Mapping[ComponentStatus, float]
    """How much of a minute in each status is downtime."""

    def last_days(self, count: int) -> tuple[date, ...]:
        """Return the last `count` days up to today, oldest first."""
        today = self.now.astimezone(self.zone).date()
        return tuple(today - timedelta(days=back) for back in range(count - 1, -1, -1))

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """Return a day's first instant and the next's; 23 or 25 hours apart when clocks change."""
        return midnight(day, self.zone), midnight(day + timedelta(days=1), self.zone)


@lru_cache(maxsize=8192)
def midnight(day: date, zone: tzinfo) -> datetime:
    """Return the first instant of a day, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day of a component, in the site's zone."""

    day: date
    status: ComponentStatus | None
    """The worst that the day saw; None where nothing is known of it."""
    downtime: timedelta
    """Weighted by the policy: an hour of partial outage is a part of an hour."""
    observed: timedelta
    """How much of the day has passed; nothing where it is not known how the component was."""
    incidents: tuple[str, ...]
    """The ids of the incidents that touched it."""


def days_of(
    component: Component, spells: Iterable[Spell], days: Sequence[date], calendar: Calendar
) -> tuple[Day, ...]:
    """Return the days of one component.

    Args:
        component: for when it began and ended to exist.
        spells: its own, of all incidents, in any order.
        days: consecutive days of the calendar's zone.
        calendar: which days, up to when, and how much each status weighs.
    """
    found = uncalm_days(component, spells, days, calendar)
    return tuple(found.get(day) or _day(day, (), (), calendar) for day in days)


def uncalm_days(
    component: Component, spells: Iterable[Spell], days: Sequence[date], calendar: Calendar
) -> Mapping[date, Day]:
    """Return the days of one component on which it may not have been well throughout, or of which nothing is known: most are neither."""
    if not days:
        return {}
    start, end = calendar.bounds(days[0])[0], calendar.bounds(days[-1])[1]
    until = min(end, calendar.now)
    touching = [s for s in spells if _touches(s, start, until) or s.start == until == calendar.now]
    told = _by_day(touching, days, calendar)
    settled = _by_day(worst_of(touching, calendar.now), days, calendar)
    is_partly = component.since or component.retired_on or component.no_record
    unknown = {day for day in days if not is_known(component, day)} if is_partly else ()
    return {
        day: _day_of(component, day, told.get(day, ()), settled.get(day, ()), calendar)
        for day in {*told, *settled, *unknown}
    }


def _by_day(
    spells: Iterable[Spell], days: Sequence[date], calendar: Calendar
) -> Mapping[date, Sequence[Spell]]:
    """Return the spells that may touch each day: those of the days beside it too, as clocks may change at midnight.

    So a day looks at its own spells, and not at those of years.
    """
    found: dict[date, list[Spell]] = {}
    for spell in spells:
        begun, ended = (
            at.astimezone(calendar.zone).date() for at in (spell.start, spell.end or calendar.now)
        )
        first, last = max((begun - days[0]).days - 1, 0), (ended - days[0]).days + 2
        for day in days[first : max(last, 0)]:
            found.setdefault(day, []).append(spell)
    return found


def _day_of(
    component: Component,
    day: date,
    spells: Iterable[Spell],
    settled: Iterable[Spell],
    calendar: Calendar,
) -> Day:
    if not _exists(component, day):
        return _gap(day)
    found = _day(day, spells, settled, calendar)
    return found if is_known(component, day) else _without_record(found)


def is_known(component: Component, day: date) -> bool:
    """Tell whether it is known how a component was on a day on which nothing was said of it."""
    return _exists(component, day) and not any(
        gap.from_ <= day and (gap.until is None or day <= gap.until) for gap in component.no_record
    )


def _exists(component: Component, day: date) -> bool:
    return not (
        (component.since and day < component.since)
        or (component.retired_on and day > component.retired_on)
    )


def _gap(day: date) -> Day:
    return Day(day, None, timedelta(), timedelta(), ())


def _without_record(day: Day) -> Day:
    """Return a day of which only the trouble is known that was told: it counts for no share."""
    status = day.status if day.incidents else None
    return replace(day, status=status, downtime=timedelta(), observed=timedelta())


_NOTHING = timedelta()


def _day(day: date, spells: Iterable[Spell], settled: Iterable[Spell], calendar: Calendar) -> Day:
    start, end = calendar.bounds(day)
    end = max(start, min(end, calendar.now))
    if not spells:  # as on most days
        return Day(day, ComponentStatus.OPERATIONAL, _NOTHING, end - start, ())
    status, downtime = ComponentStatus.OPERATIONAL, timedelta()
    for spell in settled:
        if _touches(spell, start, end):
            length = min(spell.end or end, end) - max(spell.start, start)
            downtime += length * calendar.weights.get(spell.status, 0)
            status = max(status, spell.status, key=lambda s: s.rank)
    touched = incidents_on(spells, start, end)
    begun = [s for s in spells if s.end is None and s.start == end == calendar.now]
    for spell in begun:  # said this moment: it has no length yet, and holds
        status = max(status, spell.status, key=lambda s: s.rank)
    touched = tuple(dict.fromkeys((*touched, *(spell.incident for spell in begun))))
    return Day(day, status, downtime, end - start, touched)


def worst_of(spells: Iterable[Spell], now: datetime) -> tuple[Spell, ...]:
    """Return the spells of one component without overlap: where several hold, the worst alone."""
    ahead = sorted(spells, key=lambda s: (s.start, s.incident), reverse=True)
    edges = sorted({s.start for s in ahead} | {s.end or now for s in ahead})
    holding: list[tuple[int, int, Spell]] = []
    settled: list[Spell] = []
    for start, end in pairwise(edges):
        while ahead and ahead[-1].start <= start:
            heappush(holding, (-ahead[-1].status.rank, -len(ahead), ahead.pop()))
        while holding and (holding[0][2].end or now) <= start:
            heappop(holding)
        if holding:
            settled.append(holding[0][2]._replace(start=start, end=end))
    return tuple(settled)


def incidents_on(spells: Iterable[Spell], start: datetime, end: datetime) -> tuple[str, ...]:
    """Return the ids of the incidents that touched a stretch of time, in the order they began."""
    touching = sorted((s.start, s.incident) for s in spells if _touches(s, start, end))
    return tuple(dict.fromkeys(incident for _, incident in touching))


def _touches(spell: Spell, start: datetime, end: datetime) -> bool:
    return spell.start < end and (spell.end is None or spell.end > start)


def uptime(days: Iterable[Day]) -> float | None:
    """Return the share of the observed time that was not downtime; None when nothing was observed."""
    observed = downtime = timedelta()
    for day in days:
        observed += day.observed
        downtime += day.downtime
    return 1 - downtime / observed if observed else None
