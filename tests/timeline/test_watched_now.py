"""What was made with a watched `now` comes out the same at every moment of its validity, and nothing reads it unseen."""

import operator
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_statuspage.timeline.watched_now import TICK, Validity, WatchedDay, WatchedNow

ZONES = [
    UTC,
    timezone(timedelta(hours=-3)),
    ZoneInfo("America/Sao_Paulo"),
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("Asia/Kathmandu"),
]
MOMENTS = st.datetimes(datetime(2017, 1, 1), datetime(2019, 12, 31)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC)
)
NEAR = st.timedeltas(timedelta(days=-400), timedelta(days=400))
COMPARISONS = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]
Question = Callable[[datetime], Any]


def compared(at: datetime, shift: timedelta, zone: Any, ask: Any, *, is_left: bool) -> Question:
    def question(now: datetime) -> Any:
        seen = (now + shift).astimezone(zone)
        return ask(seen, at) if is_left else ask(at, seen)

    return question


def compared_by_day(
    at: datetime, days: timedelta, zone: Any, ask: Any, *, is_left: bool
) -> Question:
    def question(now: datetime) -> Any:
        seen, other = now.astimezone(zone).date() - days, at.astimezone(zone).date()
        return ask(seen, other) if is_left else ask(other, seen)

    return question


def of_year(now: datetime, zone: Any) -> Any:
    return now.astimezone(zone).year


def earlier_of(now: datetime, at: datetime) -> Any:
    return min(now, at) == at, max(at, now) == at


questions = st.one_of(
    st.builds(
        compared,
        MOMENTS,
        NEAR,
        st.sampled_from(ZONES),
        st.sampled_from(COMPARISONS),
        is_left=st.booleans(),
    ),
    st.builds(
        compared_by_day,
        MOMENTS,
        st.integers(-40, 40).map(lambda days: timedelta(days=days)),
        st.sampled_from(ZONES),
        st.sampled_from(COMPARISONS),
        is_left=st.booleans(),
    ),
    st.builds(lambda zone: lambda now: of_year(now, zone), st.sampled_from(ZONES)),
    st.builds(lambda at: lambda now: earlier_of(now, at), MOMENTS),
    st.builds(lambda zone: lambda now: now.astimezone(zone).date().month, st.sampled_from(ZONES)),
    st.builds(lambda at: lambda now: now - at, MOMENTS),
    st.builds(
        lambda at, zone, by: lambda now: now.astimezone(zone) + by < at,
        MOMENTS,
        st.sampled_from(ZONES),
        NEAR,
    ),
    st.just(lambda now: f"{now:%H:%M}"),
)


@given(MOMENTS, st.lists(questions, max_size=5), st.lists(NEAR, max_size=8))
def test_every_answer_is_the_same_for_as_long_as_it_is_said_to_hold(
    now: datetime, asked: list[Question], steps: list[timedelta]
) -> None:
    validity = Validity()
    answers = [question(WatchedNow.of(now, validity)) for question in asked]
    assert answers == [question(now) for question in asked]
    assert validity.holds(now)
    edges = [validity.since, validity.until - TICK]
    for at in [*edges, *(now + step for step in steps)]:
        if validity.holds(at) and at.year > 1 and at.year < 9999:
            assert [question(at) for question in asked] == answers


@given(MOMENTS, MOMENTS)
def test_a_comparison_holds_up_to_the_moment_at_which_it_turns(now: datetime, at: datetime) -> None:
    validity = Validity()
    is_before = WatchedNow.of(now, validity) < at
    assert (validity.until if is_before else validity.since) == at


def test_what_was_never_looked_at_holds_for_ever() -> None:
    validity = Validity()
    WatchedNow.of(datetime(2026, 1, 1, tzinfo=UTC), validity)
    assert validity == Validity()


HARMLESS = {"__class__", "__new__", "__init__", "__init_subclass__", "__subclasshook__", "__doc__"}
HARMLESS |= {
    "__getattribute__",
    "__setattr__",
    "__delattr__",
    "__dir__",
    "__sizeof__",
    "__getstate__",
}
MAKING = {"combine", "fromisocalendar", "fromisoformat", "fromordinal", "fromtimestamp", "now"}
MAKING |= {"strptime", "today", "utcfromtimestamp", "utcnow", "min", "max", "resolution"}


@pytest.mark.parametrize(
    ("kind", "base"), [(WatchedNow, datetime), (WatchedDay, date)], ids=["moment", "day"]
)
def test_nothing_of_a_moment_can_be_read_unseen(kind: type, base: type) -> None:
    names = {*dir(base)} - HARMLESS - MAKING - {"tzinfo"}
    assert {name for name in names if name not in vars(kind)} == set()


@pytest.mark.parametrize("name", ["hour", "isoformat", "timestamp", "__hash__", "day", "weekday"])
def test_whoever_reads_it_takes_the_moment(name: str) -> None:
    validity, now = Validity(), datetime(2026, 1, 1, 12, tzinfo=UTC)
    found = getattr(WatchedNow.of(now, validity), name)
    taken = found() if callable(found) else found
    expected = getattr(now, name)
    assert taken == (expected() if callable(expected) else expected)
    assert validity == Validity(now, now + TICK)
