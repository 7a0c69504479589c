"""The clocks at the boundary: to the second, across midnight, a weekend, and a change to summer time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.policy import Policy
from mkdocs_statuspage.model.scalars import Duration
from mkdocs_statuspage.reading.settings import default_policy
from mkdocs_statuspage.timeline.clocks import Clock, Owed, add, clocks_of
from mkdocs_statuspage.timeline.course import course_of

LISBON = ZoneInfo("Europe/Lisbon")
POLICY = Policy.model_validate(default_policy())
SECOND = timedelta(seconds=1)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def clocks(now: datetime, **fields: object) -> dict[Owed, Clock]:
    given = {"title": "X", "id": "x", "path": "x.md", **fields}
    course = course_of(Incident.model_validate(given), now, {})
    return {clock.owed: clock for clock in clocks_of(course, POLICY, LISBON)}


def update(at: str, **fields: object) -> dict[str, object]:
    return {"at": f"{at}Z", "message": "We are on it.", "status": "investigating"} | fields


@pytest.mark.parametrize(
    ("cls", "due"), [("affecting", "2026-11-03T09:15:00"), ("grave", "2026-11-03T09:05:00")]
)
def test_the_first_word(cls: str, due: str) -> None:
    """It is in time at the very second, and late one second after, whether it came or not."""
    begun = {"class": cls, "started_at": "2026-11-03T09:00:00Z"}
    owed = clocks(instant(due), **begun)[Owed.FIRST_WORD]
    assert owed.due_at == instant(due)
    assert [owed.is_overdue(instant(due) + second * SECOND) for second in (-1, 0, 1)] == [
        False,
        False,
        True,
    ]
    for second, late in ((-1, False), (0, False), (1, True)):
        said = (instant(due) + second * SECOND).replace(tzinfo=None).isoformat()
        clock = clocks(instant(due), **begun, updates=[update(said)])[Owed.FIRST_WORD]
        assert clock.is_late(instant("2026-12-01")) is late


def test_the_next_update_across_midnight() -> None:
    """What was promised for half past midnight is due on the next day."""
    due = instant("2026-11-04T00:30:00")
    given = [update("2026-11-03T23:55:00", next_update_by="2026-11-04T00:30:00Z")]
    begun = {"started_at": "2026-11-03T23:50:00Z", "updates": given}
    owed = clocks(due, **begun)[Owed.NEXT_UPDATE]
    assert owed.due_at == due
    assert not owed.is_overdue(due)
    assert owed.is_overdue(due + SECOND)


@pytest.mark.parametrize(
    ("said", "due", "status"),
    [
        ("2026-11-03T10:59:59", "2026-11-03T11:29:59", "identified"),
        ("2026-11-03T11:00:00", "2026-11-03T13:00:00", "identified"),
        ("2026-11-03T09:30:00", "2026-11-03T13:30:00", "monitoring"),
    ],
)
def test_without_a_promised_time_the_policy_s_cadence_holds(
    said: str, due: str, status: str
) -> None:
    """Half an hour in the first two hours, two hours from then on, four while a fix is watched."""
    given = [update(said, status=status)]
    owed = clocks(instant(said), started_at="2026-11-03T09:00:00Z", updates=given)
    assert owed[Owed.NEXT_UPDATE].due_at == instant(due)


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        ("2026-11-03T10:00:00", "2026-11-07T00:00:00"),  # Tuesday: Wednesday, Thursday, Friday
        ("2026-11-05T10:00:00", "2026-11-11T00:00:00"),  # Thursday: Friday, Monday, Tuesday
        ("2026-11-06T23:59:59", "2026-11-12T00:00:00"),  # Friday: Monday, Tuesday, Wednesday
        ("2026-11-07T12:00:00", "2026-11-12T00:00:00"),  # Saturday: the same
        ("2026-11-08T23:59:59", "2026-11-12T00:00:00"),  # Sunday: the same
        ("2026-03-26T12:00:00", "2026-03-31T23:00:00"),  # a week in which clocks go forward
    ],
)
def test_three_working_days(ended: str, due: str) -> None:
    """Saturday and Sunday do not count, and the last day counts to its end in the site's zone."""
    begun = {"started_at": f"{ended}Z", "resolved_at": f"{ended}Z"}
    owed = clocks(instant(ended), **begun)[Owed.REPORT]
    assert owed.due_at == instant(due)
    assert not owed.is_overdue(instant(due))
    assert owed.is_overdue(instant(due) + SECOND)


def test_hours_are_exact_and_days_keep_their_time_when_clocks_change() -> None:
    """On 29 March an hour is missing: 72 hours are 72, and three days end at the same time of day."""
    start = instant("2026-03-28T12:00:00")
    assert add(start, Duration("72h"), LISBON) == instant("2026-03-31T12:00:00")
    assert add(start, Duration("3d"), LISBON) == instant("2026-03-31T11:00:00")


def test_a_grave_mistake_owes_two_reports() -> None:
    """The first after 72 hours, the full one after 14 days; a full one is a first one too."""
    ended = "2026-11-03T10:00:00Z"
    begun = {"class": "grave", "started_at": ended, "resolved_at": ended}
    owed = clocks(instant("2026-11-04"), **begun)
    assert owed[Owed.PRELIMINARY_REPORT].due_at == instant("2026-11-06T10:00:00")
    assert owed[Owed.REPORT].due_at == instant("2026-11-17T10:00:00")
    report = {"published_at": "2026-11-05T09:00:00Z"}
    done = clocks(instant("2026-11-08"), **begun, report=report)
    assert done[Owed.PRELIMINARY_REPORT].done_at == instant("2026-11-05T09:00:00")


def test_one_person_is_spoken_to_within_four_hours_of_our_knowing() -> None:
    """The clock begins when we knew; what is said to the public is not asked."""
    begun = {
        "class": "personal",
        "started_at": "2026-11-01T09:00:00Z",
        "detected_at": "2026-11-03T09:00:00Z",
        "signed_by": "ana",
    }
    owed = clocks(instant("2026-11-03T10:00:00"), **begun)
    assert set(owed) == {Owed.FIRST_CONTACT}
    assert owed[Owed.FIRST_CONTACT].due_at == instant("2026-11-03T13:00:00")
    assert owed[Owed.FIRST_CONTACT].owner == "ana"
    spoke = [{"medium": "phone", "by": "ana", "at": "2026-11-03T12:00:00Z"}]
    done = clocks(instant("2026-11-03T14:00:00"), **begun, contacts=spoke)
    assert done[Owed.FIRST_CONTACT].done_at == instant("2026-11-03T12:00:00")


def test_what_is_expected_is_owed_while_it_is_open() -> None:
    """The newest time holds, and it is kept once all works again; with the end nothing is expected."""
    fixes = [
        {"at": "2026-11-03T09:10:00Z", "by": "2026-11-03T10:00:00Z"},
        {"at": "2026-11-03T09:40:00Z", "by": "2026-11-03T11:00:00Z"},
    ]
    said = [
        update("2026-11-03T09:00:00", components={"api": "major_outage"}),
        update("2026-11-03T10:30:00", status="monitoring", components={"api": "operational"}),
    ]
    now = instant("2026-11-03T11:30:00")
    owed = clocks(now, updates=said[:1], expected_fix=fixes)[Owed.EXPECTED_FIX]
    assert (owed.due_at, owed.done_at) == (instant("2026-11-03T11:00:00"), None)
    kept = clocks(now, updates=said, expected_fix=fixes)[Owed.EXPECTED_FIX]
    assert kept.done_at == instant("2026-11-03T10:30:00")
    over = [*said, update("2026-11-03T11:00:00", status="resolved")]
    assert Owed.EXPECTED_FIX not in clocks(now, updates=over, expected_fix=fixes)
    assert Owed.EXPECTED_FIX not in clocks(now, updates=said)


def test_a_class_without_a_cadence_owes_the_next_word_that_it_promised() -> None:
    """To one person no rhythm is owed; a time that was given is."""
    begun = {"class": "personal", "started_at": "2026-11-03T09:00:00Z"}
    now = instant("2026-11-03T10:00:00")
    assert Owed.NEXT_UPDATE not in clocks(now, **begun, updates=[update("2026-11-03T09:30:00")])
    promised = [update("2026-11-03T09:30:00", next_update_by="2026-11-03T12:00:00Z")]
    owed = clocks(now, **begun, updates=promised)
    assert owed[Owed.NEXT_UPDATE].due_at == instant("2026-11-03T12:00:00")
