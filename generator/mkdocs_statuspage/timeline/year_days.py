"""A year day by day: the worst that any component saw, and by which incidents. Of a day of which nothing is known nothing is said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mkdocs_statuspage.model.config import Component
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.timeline.course import Spell
from mkdocs_statuspage.timeline.days import Calendar, Day, uncalm_days


@dataclass(frozen=True, slots=True)
class YearDay:
    """One day of all components together."""

    day: date
    status: ComponentStatus | None
    """The worst that any of them saw; None where nothing is known of any."""
    incidents: tuple[str, ...]
    """The ids of the incidents that touched one."""


def year_days(
    year: int,
    components: Mapping[str, Component],
    spells: Mapping[str, Iterable[Spell]],
    first: date,
    calendar: Calendar,
) -> tuple[YearDay, ...]:
    """Return the days of a year up to today.

    Args:
        year: which.
        components: all, retired ones too, for what is known of them.
        spells: theirs, by component.
        first: the day on which anything was said first; of those before it only the trouble is told.
        calendar: the site's.
    """
    start, end = date(year, 1, 1), min(date(year, 12, 31), calendar.last_days(1)[0])
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    parts = [
        uncalm_days(part, tuple(spells.get(id_, ())), days, calendar)
        for id_, part in components.items()
    ]
    return tuple(_together(day, parts, is_told=day >= first) for day in days)


def _together(day: date, parts: Sequence[Mapping[date, Day]], *, is_told: bool) -> YearDay:
    found = [part[day] for part in parts if day in part]
    incidents = tuple(dict.fromkeys(id_ for one in found for id_ in one.incidents))
    known = [one.status for one in found if one.status and (is_told or one.incidents)]
    if is_told and len(found) < len(parts):  # some were well
        known.append(ComponentStatus.OPERATIONAL)
    return YearDay(day, max(known, key=lambda s: s.rank, default=None), incidents)
