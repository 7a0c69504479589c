"""Months and years are those of their days, one by one, though only days on which something was wrong are looked at."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_statuspage.model.config import Component, NoRecord
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.timeline.course import Spell
from mkdocs_statuspage.timeline.days import Calendar, Day, days_of, is_known, uptime
from mkdocs_statuspage.timeline.month_uptime import month_uptimes, months_between
from mkdocs_statuspage.timeline.year_days import year_days

A_DAY = timedelta(days=1)
BEGIN = datetime(2025, 11, 20, tzinfo=UTC)
MOMENTS = st.integers(0, 24 * 160).map(lambda hours: BEGIN + timedelta(hours=hours))
DAYS = MOMENTS.map(datetime.date)
WEIGHTS = {ComponentStatus.PARTIAL_OUTAGE: 0.3, ComponentStatus.MAJOR_OUTAGE: 1.0}
STATUSES = st.sampled_from([*WEIGHTS, ComponentStatus.DEGRADED_PERFORMANCE])
COMPONENTS = st.builds(
    lambda since, retired, gap: Component(
        name="Mail",
        since=since,
        retired_on=retired,
        no_record=(NoRecord.model_validate({"from": min(gap), "until": max(gap)}),) if gap else (),
    ),
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | st.tuples(DAYS, DAYS),
)
SPELLS = st.lists(
    st.builds(
        lambda status, start, hours, name: Spell(
            "mail", status, start, start + timedelta(hours=hours) if hours else None, name
        ),
        STATUSES,
        MOMENTS,
        st.none() | st.integers(1, 90),
        st.sampled_from("abc"),
    ),
    max_size=5,
)
CALENDARS = st.builds(
    lambda now, zone: Calendar(now + timedelta(minutes=7), ZoneInfo(zone), WEIGHTS),
    MOMENTS,
    st.sampled_from(["UTC", "Europe/Lisbon", "Pacific/Auckland"]),
)


def between(first: date, end: date) -> list[date]:
    """Give each day from one to before another."""
    return [first + n * A_DAY for n in range((end - first).days)]


@given(COMPONENTS, SPELLS, CALENDARS, DAYS)
def test_a_month_is_the_sum_of_its_days(
    component: Component, spells: Sequence[Spell], calendar: Calendar, first: date
) -> None:
    spells = [one for one in spells if one.start <= calendar.now]
    today = calendar.last_days(1)[0]
    months = months_between(min(first, today), today)
    for found in month_uptimes(component, spells, months, first, calendar):
        following = (found.month + 31 * A_DAY).replace(day=1)
        listed = between(max(found.month, first), min(following, today))
        days = days_of(component, spells, listed, calendar)
        assert all(bool(day.observed) == is_known(component, day.day) for day in days)
        assert found.share == uptime(days)
        assert found.downtime == sum((day.downtime for day in days), timedelta())
        assert found.days == sum(bool(day.observed) for day in days)
        assert found.is_over == (following <= today)


@given(st.lists(st.tuples(COMPONENTS, SPELLS), max_size=3), CALENDARS, DAYS)
def test_a_year_is_the_worst_of_its_days(
    parts: Sequence[tuple[Component, Sequence[Spell]]], calendar: Calendar, first: date
) -> None:
    components = {str(n): part for n, (part, _) in enumerate(parts)}
    spells = {
        str(n): [one for one in held if one.start <= calendar.now]
        for n, (_, held) in enumerate(parts)
    }
    for year in (2025, 2026):
        found = year_days(year, components, spells, first, calendar)
        days = [one.day for one in found]
        by_part = [days_of(part, spells[id_], days, calendar) for id_, part in components.items()]
        for number, one in enumerate(found):
            assert (one.status, one.incidents) == together(
                [part[number] for part in by_part], is_told=one.day >= first
            )


def together(parts: Sequence[Day], *, is_told: bool) -> tuple[object, tuple[str, ...]]:
    """Give the worst that any component saw on a day, and by which incidents."""
    known = [part.status for part in parts if part.status and (is_told or part.incidents)]
    incidents = tuple(dict.fromkeys(id_ for part in parts for id_ in part.incidents))
    return max(known, key=lambda status: status.rank, default=None), incidents
