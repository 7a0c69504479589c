"""Uptime by component and month, in whole days, over the time for which the page has anything to say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from mkdocs_statuspage.model.config import Component
from mkdocs_statuspage.timeline.course import Course, Spell
from mkdocs_statuspage.timeline.days import Calendar, Day, uncalm_days

NOTHING = timedelta()
MONTHS_BACK = 12
"""How many months before this one the record tells of at most."""


@dataclass(frozen=True)
class MonthUptime:
    """How a component was in a month; without slots, since it is kept, and read from there at once."""

    month: date
    """Its first day."""
    share: float | None
    """The share of the known time in which it was up; None where nothing is known."""
    downtime: timedelta
    """Weighted by the policy."""
    days: int
    """How many whole days are known."""
    is_over: bool
    """Whether the month is."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """From when to when a page has said anything."""

    first: datetime
    last: datetime


def spoken_in(courses: Iterable[Course]) -> Spoken | None:
    """Return when the first and the last word was said; None where none was."""
    said = [update.at for course in courses for update in course.updates]
    return Spoken(min(said), max(said)) if said else None


def months_between(first: date, last: date) -> tuple[date, ...]:
    """Return the first day of each month from a day to another."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    numbers = range(first.month - 1, first.month - 1 + count)
    return tuple(date(first.year + n // 12, n % 12 + 1, 1) for n in numbers)


def month_uptimes(
    component: Component,
    spells: Iterable[Spell],
    months: Iterable[date],
    first: date,
    calendar: Calendar,
) -> Iterator[MonthUptime]:
    """Yield how a component was in each of some months, today left out: its day is not over.

    Args:
        component: for what is known of it.
        spells: its own.
        months: the first days of those asked for, which follow each other.
        first: the day on which anything was said first; of those before it nothing is told.
        calendar: the site's.
    """
    today = calendar.last_days(1)[0]
    listed = {month: _days_in(month, first, today) for month in months}
    uncalm = uncalm_days(component, spells, list(chain.from_iterable(listed.values())), calendar)
    for month, days in listed.items():
        found = [uncalm[day] for day in days if day in uncalm]
        yield _month_of(month, days, found, calendar, is_over=_following(month) <= today)


def _month_of(
    month: date, days: Sequence[date], uncalm: Sequence[Day], calendar: Calendar, *, is_over: bool
) -> MonthUptime:
    """Sum up the days of a month, of which all but some were calm."""
    length = _length(days, calendar)
    calm = length - sum((_length([one.day], calendar) for one in uncalm), NOTHING)
    observed = sum((one.observed for one in uncalm), calm)
    downtime = sum((one.downtime for one in uncalm), NOTHING)
    return MonthUptime(
        month,
        1 - downtime / observed if observed else None,
        downtime,
        len(days) - sum(not one.observed for one in uncalm),
        is_over,
    )


def _following(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _days_in(month: date, first: date, today: date) -> Sequence[date]:
    """Return the days of a month of which something can be told."""
    start, end = max(month, first), min(_following(month), today)
    return [start + timedelta(days=n) for n in range((end - start).days)]


def _length(days: Sequence[date], calendar: Calendar) -> timedelta:
    """Return how long some consecutive days are together; two in a year are not as long as the others."""
    return calendar.bounds(days[-1])[1] - calendar.bounds(days[0])[0] if days else NOTHING
