"""What becomes of a promise, to the second at which its day ends."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.promise import Prevention, Withdrawal
from mkdocs_statuspage.timeline.ledger import (
    BROKEN_AFTER,
    PromiseState,
    by_owner,
    end_of,
    given_in,
    promise_clock,
    state_of,
    tally_states,
)

LISBON = ZoneInfo("Europe/Lisbon")
DUE = date(2026, 3, 28)
LATE_KEPT = PromiseState.KEPT_LATE
MOVED = {"from": DUE, "on": DUE, "why": "The audit took longer."}
NOON = datetime(2026, 4, 2, 12, tzinfo=UTC)


def promise(**fields: object) -> Prevention:
    given = {"id": "guard", "promise": "A guard", "due_on": DUE, "owner": "Platform"} | fields
    return Prevention.model_validate(given)


def withdrawn(day: date) -> Withdrawal:
    return Withdrawal(on=day, why="It would not have helped.")


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"kept_on": DUE}, PromiseState.KEPT),
        ({"kept_on": DUE + timedelta(days=1)}, PromiseState.KEPT_LATE),
        ({"kept_on": date(2026, 4, 3)}, PromiseState.LATE),
        ({"kept_on": date(2026, 4, 1), "due_on": None}, PromiseState.KEPT),
        ({"withdrawn": withdrawn(DUE)}, PromiseState.WITHDRAWN),
        ({"withdrawn": withdrawn(DUE + timedelta(days=1))}, PromiseState.BROKEN),
        ({"withdrawn": withdrawn(DUE), "due_on": None}, PromiseState.WITHDRAWN),
        ({"withdrawn": withdrawn(DUE), "kept_on": DUE}, PromiseState.KEPT),
        ({"due_on": None}, PromiseState.OPEN),
        ({"moved": [MOVED], "due_on": date(2026, 6, 1)}, PromiseState.LATE),
        ({"moved": [MOVED], "due_on": date(2026, 6, 1), "kept_on": date(2026, 4, 1)}, LATE_KEPT),
        ({"moved": [MOVED | {"from": date(2026, 4, 9)}]}, PromiseState.OPEN),
        ({"moved": [MOVED], "withdrawn": withdrawn(date(2026, 4, 1))}, PromiseState.BROKEN),
        ({}, PromiseState.LATE),
    ],
)
def test_the_dates_alone_decide(fields: dict[str, object], state: PromiseState) -> None:
    """Kept by its day, after it, or not; taken back in time is honest, after its day it is broken. It counts by the first day it had."""
    assert state_of(promise(**fields), NOON, LISBON) is state


def test_a_day_ends_with_the_day_in_the_site_s_zone() -> None:
    """On 28 March Lisbon is at UTC, and the next midnight there is the moment at which it is late."""
    midnight = datetime(2026, 3, 29, tzinfo=UTC)
    assert state_of(promise(), midnight - timedelta(seconds=1), LISBON) is PromiseState.OPEN
    assert state_of(promise(), midnight, LISBON) is PromiseState.LATE


def test_a_day_of_summer_time_ends_an_hour_earlier_in_utc() -> None:
    """On 29 March clocks go forward: the day has 23 hours, and its end is 23:00 UTC."""
    summer = promise(due_on=date(2026, 3, 29))
    end = datetime(2026, 3, 29, 23, tzinfo=UTC)
    assert end_of(date(2026, 3, 29), LISBON) == end - timedelta(seconds=1)
    assert state_of(summer, end - timedelta(seconds=1), LISBON) is PromiseState.OPEN
    assert state_of(summer, end, LISBON) is PromiseState.LATE


def test_late_is_broken_after_ninety_days() -> None:
    """Until the ninetieth day after it somebody may still be waiting; from then on it is broken."""
    last = datetime.combine(DUE + BROKEN_AFTER, datetime.min.time(), UTC) + timedelta(hours=12)
    assert state_of(promise(), last, LISBON) is PromiseState.LATE
    assert state_of(promise(), last + timedelta(days=1), LISBON) is PromiseState.BROKEN
    kept = promise(kept_on=last.date())
    assert state_of(kept, last + timedelta(days=9), LISBON) is PromiseState.KEPT_LATE


def test_a_promise_that_was_moved_is_broken_once_nobody_waits_for_the_new_day() -> None:
    """Who was told another day waits for that one."""
    moved = promise(moved=[MOVED], due_on=date(2026, 6, 1))
    last = datetime(2026, 6, 1, 12, tzinfo=UTC) + BROKEN_AFTER
    assert state_of(moved, last, LISBON) is PromiseState.LATE
    assert state_of(moved, last + timedelta(days=1), LISBON) is PromiseState.BROKEN


def incident(*promises: Prevention) -> Incident:
    fields = {"title": "X", "started_at": "2026-03-01T09:00:00Z", "id": "x", "path": "x.md"}
    return Incident.model_validate({**fields, "prevention": promises, "signed_by": "ana"})


def test_late_ones_come_first_and_each_has_an_owner() -> None:
    """The ledger is in the order of urgency; a make-good or an ownerless promise is the signer's."""
    given = given_in(
        [incident(promise(id="a", kept_on=DUE), promise(id="b", owner=None), promise(id="c"))],
        NOON,
        LISBON,
    )
    assert [one.promise.id for one in given] == ["b", "c", "a"]
    owners = {owner: [one.ref for one in group] for owner, group in by_owner(given).items()}
    assert owners == {"ana": ["x/b"], "Platform": ["x/c", "x/a"]}


def test_an_owed_promise_has_a_clock_and_a_settled_one_has_none() -> None:
    """The clock says whose it is and which promise it is."""
    late, kept = given_in([incident(promise(), promise(id="k", kept_on=DUE))], NOON, LISBON)
    clock = promise_clock(late, LISBON)
    assert clock is not None
    assert (clock.owner, clock.promise, clock.is_overdue(NOON)) == ("Platform", "guard", True)
    assert promise_clock(kept, LISBON) is None


def test_late_turns_broken_on_the_ninety_first_day() -> None:
    """Ninety days after its day it is late still: the number is told to readers."""
    ninetieth = datetime(2026, 6, 26, 12, tzinfo=UTC)
    assert state_of(promise(), ninetieth, LISBON) is PromiseState.LATE
    assert state_of(promise(), ninetieth + timedelta(days=1), LISBON) is PromiseState.BROKEN


@pytest.mark.parametrize("fields", [{"kept_on": DUE}, {"withdrawn": withdrawn(DUE)}])
def test_what_is_done_today_is_done(fields: dict[str, object]) -> None:
    """A promise that is kept or taken back on a day is so on that day, and not on the day before."""
    noon = datetime(2026, 3, 28, 12, tzinfo=UTC)
    done = PromiseState.KEPT if "kept_on" in fields else PromiseState.WITHDRAWN
    assert state_of(promise(**fields), noon, LISBON) is done
    assert state_of(promise(**fields), noon - timedelta(days=1), LISBON) is PromiseState.OPEN


def test_what_each_state_says() -> None:
    """Kept late is kept; nothing more is owed of what is kept, taken back or broken."""
    kept = {state for state in PromiseState if state.is_kept}
    assert kept == {PromiseState.KEPT, PromiseState.KEPT_LATE}
    owed = {state for state in PromiseState if not state.is_settled}
    assert owed == {PromiseState.OPEN, PromiseState.LATE}


def test_the_ledger_goes_by_state_then_day_then_name() -> None:
    """What has no day comes after what has one; every state is counted, those without any too."""
    given = given_in(
        [
            incident(
                promise(id="someday", due_on=None),
                promise(id="b", due_on=date(2026, 5, 1)),
                promise(id="a", due_on=date(2026, 5, 1)),
                promise(id="soon", due_on=date(2026, 4, 9)),
            )
        ],
        NOON,
        LISBON,
    )
    assert [one.ref for one in given] == ["x/soon", "x/a", "x/b", "x/someday"]
    assert {one.kind for one in given} == {"prevention"}
    counts = tally_states(one.state for one in given)
    assert counts == {state: 4 if state is PromiseState.OPEN else 0 for state in PromiseState}
    assert promise_clock(given[3], LISBON) is None
    due = promise_clock(given[0], LISBON)
    assert due is not None
    assert due.due_at == datetime(2026, 4, 9, 22, 59, 59, tzinfo=UTC)


def test_a_make_good_is_the_signer_s() -> None:
    """It comes after the preventions, and is known by its kind."""
    fields = {"title": "X", "started_at": "2026-03-01T09:00:00Z", "id": "x", "path": "x.md"}
    good = {"id": "money", "promise": "Money back", "due_on": DUE}
    one = Incident.model_validate(
        {**fields, "prevention": [promise()], "make_good": [good], "signed_by": "ana"}
    )
    assert [(g.kind, g.owner) for g in given_in([one], NOON, LISBON)] == [
        ("prevention", "Platform"),
        ("make_good", "ana"),
    ]
