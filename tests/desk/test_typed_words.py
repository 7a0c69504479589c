"""Times as people type them are read as they are meant, or answered with the line that says it right."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.typed_words import (
    WHEN,
    both,
    parse_length,
    parse_next,
    parse_past,
    parse_past_day,
)

LISBON = ZoneInfo("Europe/Lisbon")
CHANGES = {
    "Europe/Lisbon": ("2026-03-29T01:00", "2026-10-25T01:00"),
    "America/New_York": ("2026-03-08T07:00", "2026-11-01T06:00"),
    "Atlantic/Azores": ("2026-03-29T01:00", "2026-10-25T01:00"),
    "Australia/Lord_Howe": ("2026-04-04T15:00", "2026-10-03T15:30"),
    "America/Asuncion": ("2023-03-26T03:00", "2023-10-01T04:00"),
    "America/St_Johns": ("2010-03-14T03:31", "2010-11-07T02:31"),
    "Africa/Casablanca": ("2026-02-15T02:00", "2026-03-22T02:00"),
    "Pacific/Apia": ("2011-12-30T10:00",),
    "UTC": ("2026-03-29T01:00",),
}
"""Zones and when their clocks are changed: by an hour or half of one, at midnight, across it, by a day, or never."""


MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
Reader = Callable[[str, datetime, ZoneInfo], datetime]


@st.composite
def moments_near_a_change(draw: st.DrawFn) -> tuple[ZoneInfo, datetime]:
    """Draw a moment within a day and a half of a change of clocks, and the zone."""
    name = draw(st.sampled_from(sorted(CHANGES)))
    change = datetime.fromisoformat(draw(st.sampled_from(CHANGES[name]))).replace(tzinfo=UTC)
    away = timedelta(seconds=draw(st.integers(-36 * 3600, 36 * 3600)))
    return ZoneInfo(name), change + away


def outcome(read: Reader, at: time, now: datetime, zone: ZoneInfo) -> datetime | CannotRun:
    """Give what a time of day is read as, or why it is not."""
    try:
        return read(f"{at:%H:%M}", now, zone)
    except CannotRun as refused:
        return refused


def shown_from(now: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Yield each full minute after a moment, and what clocks show then."""
    minute = now.replace(second=0, microsecond=0)
    for number in range(1, 4 * 24 * 60):
        at = minute + timedelta(minutes=number)
        yield at, at.astimezone(zone).replace(tzinfo=None)


@given(moments_near_a_change(), MINUTES)
@example((LISBON, datetime(2026, 3, 28, 23, 30, tzinfo=UTC)), time(0, 20))
@example((LISBON, datetime(2026, 3, 28, 23, 30, tzinfo=UTC)), time(1, 20))
@example((LISBON, datetime(2026, 10, 24, 23, 30, tzinfo=UTC)), time(0, 20))
@example((LISBON, datetime(2026, 10, 25, 0, 40, tzinfo=UTC)), time(1, 30))
def test_a_time_of_day_is_the_next_that_clocks_show(
    near: tuple[ZoneInfo, datetime], at: time
) -> None:
    """Or it is refused, with a line that can be typed: where the day shows it once more, or leaves it out."""
    zone, now = near
    shown = [(moment, local) for moment, local in shown_from(now, zone) if local.time() == at]
    first, day = shown[0][0], shown[0][1].date()
    ended = outcome(parse_next, at, now, zone)
    if not isinstance(ended, CannotRun):
        assert ended == first
        return
    here = now.astimezone(zone).replace(tzinfo=None)
    is_twice = len([one for one in shown if one[1].date() == day]) > 1
    is_left_out = day > here.date() + timedelta(days=here.time() >= at)
    assert is_twice or is_left_out, ended.message
    assert ("twice" if is_twice else "not at all") in ended.message
    assert ended.instead is not None
    assert parse_next(str(ended.instead[1]), now, zone) > now


@given(moments_near_a_change(), MINUTES)
def test_a_time_of_today_is_one_that_has_been(near: tuple[ZoneInfo, datetime], at: time) -> None:
    """Clocks showed it today, or it is refused with another line."""
    zone, now = near
    moment = outcome(parse_past, at, now, zone)
    if isinstance(moment, CannotRun):
        assert moment.instead is not None
        return
    assert moment <= now + timedelta(minutes=5)
    local = moment.astimezone(zone)
    assert (local.date(), local.time()) == (now.astimezone(zone).date(), at)


NOW = datetime(2026, 11, 28, 21, 30, tzinfo=UTC)
READ = {
    "10:00 UTC": "2026-11-29T10:00",
    "10:00Z": "2026-11-29T10:00",
    "22:00 utc": "2026-11-28T22:00",
    "2026-12-01 10:00 UTC": "2026-12-01T10:00",
    "2026-12-01T10:00:00Z": "2026-12-01T10:00",
    "2026-12-01 10:00": "2026-12-01T15:00",
    "17:00": "2026-11-28T22:00",
    "1.5h": "2026-11-28T23:00",
    "1,5 h": "2026-11-28T23:00",
    "1h30m": "2026-11-28T23:00",
    "1h 5 min": "2026-11-28T22:35",
    "90m": "2026-11-28T23:00",
}


@pytest.mark.parametrize("typed", READ)
def test_what_can_be_read_without_doubt_is_read(typed: str) -> None:
    """In UTC where it says so, else in the site's zone."""
    meant = datetime.fromisoformat(READ[typed]).replace(tzinfo=UTC)
    assert parse_next(typed, NOW, ZoneInfo("America/New_York")) == meant


WRITTEN_RIGHT = {
    "noon": "12:00",
    "24:00": "00:00",
    "2pm": "14:00",
    "2pm UTC": "14:00 UTC",
    "30": "30m",
    "in 2 hours": "2h",
    "3 weeks": "3w",
    "tomorrow at 9am": "2026-11-29 09:00",
    "tomorrow 10:00 UTC": "2026-11-29 10:00 UTC",
    "30.11.2026 9:15": "2026-11-30 09:15",
    "30.11.2026": "2026-11-30 16:30",
}
NOT_KNOWN = (
    "2 months",
    "10:00 CET",
    "10 UTC",
    "tomorrow 10:00 CET",
    "31.11.2026",
    "03/04/2027 10:00",
    "1000000h",
    "99999d",
    "99:5",
    "14pm",
    "soon",
    "0m",
    "2026-11-20 09:00",
    "2300-01-01T00:00:00Z",
    "9999-12-31 23:59",
)


@pytest.mark.parametrize("typed", [*WRITTEN_RIGHT, *NOT_KNOWN])
def test_what_cannot_is_answered_with_the_same_time_or_none(typed: str) -> None:
    """The line to type never has another time than was typed; a time of day that lacks is said."""
    with pytest.raises(CannotRun) as refused:
        parse_next(typed, NOW, ZoneInfo("America/New_York"))
    assert refused.value.instead == (typed, WRITTEN_RIGHT.get(typed, WHEN))
    assert ("time of day" in refused.value.help) == (typed == "30.11.2026")


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("23:50", "2026-11-27 23:50"),
        ("22:10 UTC", "2026-11-27 22:10 UTC"),
        ("2026-12-01 10:00", WHEN),
        ("yesterday 10:00 UTC", "2026-11-27 10:00 UTC"),
        ("yesterday", "2026-11-27 21:30"),
    ],
)
def test_what_was_is_answered_alike(typed: str, right: str) -> None:
    """A time of day that is ahead was yesterday; of a day nobody can know."""
    with pytest.raises(CannotRun) as refused:
        parse_past(typed, NOW, LISBON)
    assert refused.value.instead == (typed, right), both(NOW, LISBON)


@pytest.mark.parametrize(
    ("typed", "right"), [("2 weeks", "2w"), ("1000000h", "LENGTH"), ("7", "LENGTH")]
)
def test_a_length_is_answered_alike(typed: str, right: str) -> None:
    """It is the same one, or none."""
    with pytest.raises(CannotRun) as refused:
        parse_length(typed)
    assert refused.value.instead == (typed, right)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("yesterday", "2026-11-27"),
        ("5.11.2026", "2026-11-05"),
        ("31.11.2026", "DATE"),
        ("0026-11-05", "DATE"),
        ("Monday", "DATE"),
    ],
)
def test_a_day_is_answered_alike(typed: str, right: str) -> None:
    """It is the same one, or none."""
    with pytest.raises(CannotRun) as refused:
        parse_past_day(typed, NOW.date(), "")
    assert refused.value.instead == (typed, right)


def test_what_may_be_a_length_or_a_time_of_day_is_neither() -> None:
    """Half past one, or an hour and a half; with two figures it is a time of day."""
    with pytest.raises(CannotRun, match="may be a length of time or a time of day") as refused:
        parse_next("1h30", NOW, LISBON)
    assert refused.value.help == "write 1h30m or 01:30"
    assert parse_next("14h30", NOW, LISBON) == datetime(2026, 11, 29, 14, 30, tzinfo=UTC)
