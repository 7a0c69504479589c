"""Announced slips of an expected fix: a quarter of the time before it passes, and ten minutes at least."""

from datetime import UTC, datetime, timedelta

import pytest

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.policy import SlipDemand
from mkdocs_statuspage.timeline.clocks import announce_by, slips_of
from mkdocs_statuspage.timeline.course import course_of

DEMAND = SlipDemand.model_validate({"announce_before": "25%", "at_least": "10m"})
START = datetime(2026, 11, 3, 9, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def incident(*fixes: dict[str, object], over_at: datetime | None = None) -> Incident:
    fields = {"title": "X", "started_at": START, "id": "x", "path": "x.md", "resolved_at": over_at}
    return Incident.model_validate({**fields, "expected_fix": fixes})


def slips(given: Incident, now: datetime) -> list[bool]:
    return [slip.is_in_time for slip in slips_of(course_of(given, now, {}), DEMAND, now)]


@pytest.mark.parametrize(("length", "latest"), [(60, 45), (20, 10), (5, 0), (240, 180)])
def test_the_time_to_announce_a_slip(length: int, latest: int) -> None:
    """Of an hour a quarter is 15 minutes; of less than 40 minutes it is ten, and never before it was said."""
    fix = incident({"at": START, "by": at(length)}).expected_fix[0]
    assert announce_by(fix, DEMAND) == at(latest)


@pytest.mark.parametrize(
    ("seconds", "is_in_time"), [(-1, True), (0, True), (1, False)], ids=["before", "at", "after"]
)
def test_a_slip_is_in_time_to_the_second(seconds: int, is_in_time: bool) -> None:
    """At the very moment it still counts."""
    said = at(45) + timedelta(seconds=seconds)
    moved = incident(
        {"at": START, "by": at(60)}, {"at": said, "by": at(120), "reason": "The disk."}
    )
    assert slips(moved, at(50)) == [is_in_time]


def test_a_slip_without_a_reason_was_not_announced() -> None:
    """A new time alone does not let people know as to why."""
    moved = incident({"at": START, "by": at(60)}, {"at": at(5), "by": at(120)})
    assert slips(moved, at(50)) == [False]


def test_a_time_that_passes_without_a_word_is_a_slip_and_an_earlier_one_is_none() -> None:
    """Open past its time it slipped; over by its time it held; moved to earlier it is good news."""
    alone = incident({"at": START, "by": at(60)})
    assert slips(alone, at(60)) == []
    assert slips(alone, at(60) + timedelta(seconds=1)) == [False]
    assert slips(incident({"at": START, "by": at(60)}, over_at=at(60)), at(500)) == []
    sooner = incident({"at": START, "by": at(60)}, {"at": at(5), "by": at(30)}, over_at=at(20))
    assert slips(sooner, at(500)) == []


def test_a_time_that_is_said_again_did_not_slip() -> None:
    """The same time with more about it is no later time."""
    again = incident({"at": START, "by": at(60)}, {"at": at(5), "by": at(60)}, over_at=at(60))
    assert slips(again, at(500)) == []
