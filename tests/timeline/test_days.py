"""Days of the site's zone: 23, 24 or 25 hours, the worst of each, and how long it was down."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.timeline.brute_force import ORDER, downtime, status_at

from mkdocs_statuspage.model.config import Component
from mkdocs_statuspage.model.incident import Incident, Update
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.timeline.course import Spell, course_of
from mkdocs_statuspage.timeline.days import Calendar, days_of, is_known, uptime, worst_of

LISBON = ZoneInfo("Europe/Lisbon")
WEIGHTS = {
    ComponentStatus.OPERATIONAL: 0.0,
    ComponentStatus.UNDER_MAINTENANCE: 0.0,
    ComponentStatus.DEGRADED_PERFORMANCE: 0.0,
    ComponentStatus.PARTIAL_OUTAGE: 0.3,
    ComponentStatus.MAJOR_OUTAGE: 1.0,
}
CHECKOUT = Component(name="Checkout")
MAJOR, PARTIAL = ComponentStatus.MAJOR_OUTAGE, ComponentStatus.PARTIAL_OUTAGE
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def spell(start: str, end: str | None, status: ComponentStatus = MAJOR, name: str = "a") -> Spell:
    return Spell("checkout", status, at(start), at(end) if end else None, name)


def calendar(now: str, zone: ZoneInfo = LISBON) -> Calendar:
    return Calendar(at(now), zone, WEIGHTS)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 3), 24)],
)
def test_a_day_has_as_many_hours_as_its_clocks(day: date, hours: int) -> None:
    """An outage of the whole day is as long as the day."""
    known = calendar("2026-12-01T00:00:00")
    start, end = known.bounds(day)
    assert end - start == hours * HOUR
    (found,) = days_of(CHECKOUT, [spell("2026-01-01", "2026-12-01")], [day], known)
    assert (found.downtime, found.observed) == (hours * HOUR, hours * HOUR)
    assert uptime([found]) == 0


def test_an_outage_over_midnight_is_divided_by_the_zone() -> None:
    """In summer Lisbon's midnight is at 23:00 UTC."""
    known = calendar("2026-07-02T12:00:00")
    days = days_of(
        CHECKOUT, [spell("2026-06-30T22:30:00", "2026-06-30T23:45:00")], known.last_days(3), known
    )
    assert [(d.day.day, d.downtime.seconds // 60, d.incidents) for d in days] == [
        (30, 30, ("a",)),
        (1, 45, ("a",)),
        (2, 0, ()),
    ]


def test_an_outage_that_ends_at_midnight_does_not_touch_the_next_day() -> None:
    known = calendar("2026-11-04T12:00:00")
    days = days_of(
        CHECKOUT, [spell("2026-11-03T23:00:00", "2026-11-04T00:00:00")], known.last_days(2), known
    )
    assert [(d.status, d.incidents) for d in days] == [(MAJOR, ("a",)), ("operational", ())]


def test_today_counts_up_to_now() -> None:
    known = calendar("2026-11-03T06:00:00")
    (today,) = days_of(CHECKOUT, [spell("2026-11-03T03:00:00", None)], known.last_days(1), known)
    assert (today.observed, today.downtime, uptime([today])) == (6 * HOUR, 3 * HOUR, 0.5)


def test_the_first_second_of_a_day_is_observed() -> None:
    """Nothing has passed at midnight; a second later something has."""
    for now, seconds in (("2026-11-03T00:00:00", 0), ("2026-11-03T00:00:01", 1)):
        (today,) = days_of(CHECKOUT, [], calendar(now).last_days(1), calendar(now))
        assert today.observed == timedelta(seconds=seconds)
        assert uptime([today]) == (1 if seconds else None)


def test_before_it_came_and_after_it_went_there_is_a_gap() -> None:
    component = Component(name="Fax", since=date(2026, 11, 2), retired_on=date(2026, 11, 3))
    known = calendar("2026-11-04T12:00:00")
    days = days_of(component, [spell("2026-11-01", "2026-11-05")], known.last_days(4), known)
    assert [day.status for day in days] == [None, MAJOR, MAJOR, None]
    assert uptime(days) == 0
    assert uptime(days[:1]) is None


def test_where_outages_overlap_the_worst_counts_once() -> None:
    known = calendar("2026-11-03T23:59:00")
    spells = [
        spell("2026-11-03T10:00:00", "2026-11-03T12:00:00", PARTIAL, "b"),
        spell("2026-11-03T11:00:00", "2026-11-03T13:00:00", MAJOR, "c"),
        spell("2026-11-03T09:00:00", "2026-11-03T14:00:00", ComponentStatus.DEGRADED_PERFORMANCE),
    ]
    (today,) = days_of(CHECKOUT, spells, known.last_days(1), known)
    assert today.downtime == 2 * HOUR + 0.3 * HOUR
    assert (today.status, today.incidents) == (MAJOR, ("a", "b", "c"))


def test_maintenance_and_degraded_performance_weigh_nothing() -> None:
    known = calendar("2026-11-03T23:59:00")
    for status in (ComponentStatus.UNDER_MAINTENANCE, ComponentStatus.DEGRADED_PERFORMANCE):
        one = spell("2026-11-03T10:00:00", "2026-11-03T12:00:00", status)
        (today,) = days_of(CHECKOUT, [one], known.last_days(1), known)
        assert (today.status, today.downtime) == (status, timedelta())


@pytest.mark.parametrize(
    "zone", ["America/Havana", "Asia/Beirut", "Pacific/Apia", "Asia/Kathmandu"]
)
def test_days_follow_one_another_in_every_zone(zone: str) -> None:
    """In some zones clocks change at midnight; no time is lost or counted twice."""
    known = Calendar(at("2026-12-31T00:00:00"), ZoneInfo(zone), WEIGHTS)
    days = known.last_days(400)
    bounds = [known.bounds(day) for day in days]
    assert all(one[1] == two[0] for one, two in pairwise(bounds))
    assert all(start < end for start, end in bounds)


moments = st.integers(0, 300).map(lambda n: at("2026-11-03T00:00:00") + timedelta(minutes=n))
spells_st = st.lists(
    st.builds(
        lambda start, length, status, name: Spell(
            "checkout", status, start, start + timedelta(minutes=length) if length else None, name
        ),
        moments,
        st.integers(0, 200),
        st.sampled_from(list(ComponentStatus)[1:]),
        st.sampled_from("abcd"),
    ),
    max_size=8,
)


@given(spells=spells_st)
def test_at_every_minute_the_worst_holds(spells: list[Spell]) -> None:
    now = at("2026-11-03T04:00:00")
    settled = worst_of(spells, now)
    assert all(one.end <= two.start for one, two in pairwise(settled) if one.end)
    for minute in range(240):
        moment = at("2026-11-03T00:00:00") + timedelta(minutes=minute)
        here = [s for s in spells if s.start <= moment < (s.end or now)]
        held = [s for s in settled if s.start <= moment < (s.end or now)]
        worst = max((s.status.rank for s in here), default=0)
        assert [s.status.rank for s in held] == ([worst] if here else [])


NAMES = ("checkout", "api")
update_st = st.tuples(
    st.integers(1, 120),
    st.sampled_from(["investigating", "identified", "monitoring", "resolved"]),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(ORDER[2:]), max_size=2),
    st.booleans(),
)


@st.composite
def incidents_st(draw: st.DrawFn) -> Incident:
    """An incident of one evening and the night after, in which clocks change in Lisbon."""
    moment = at("2026-10-24T20:00:00") + timedelta(minutes=draw(st.integers(0, 400)))
    started = moment - timedelta(minutes=draw(st.integers(0, 30)))
    updates: list[Update] = []
    for number, (wait, status, components, retracted) in enumerate(
        draw(st.lists(update_st, min_size=1, max_size=6))
    ):
        moment += timedelta(minutes=wait)
        back = {"at": moment, "why": "x"} if retracted and number else None
        # A closing update that says otherwise is shown in the cases; here it says nothing.
        said = {} if status == "resolved" else components
        updates.append(
            Update.model_validate(
                {
                    "id": f"u{number}",
                    "at": moment,
                    "status": status,
                    "message": "x",
                    "components": said,
                    "retracted": back,
                }
            )
        )
    return Incident.model_validate(
        {
            "id": f"i{draw(st.integers(0, 10**6))}",
            "path": "a.md",
            "title": "A",
            "started_at": started,
            "components": ["checkout"],
            "updates": updates,
        }
    )


@given(incidents=st.lists(incidents_st(), max_size=3))
def test_downtime_is_what_the_minutes_add_up_to(incidents: list[Incident]) -> None:
    now = at("2026-10-25T16:00:00")
    known = Calendar(now, LISBON, WEIGHTS)
    ids = {name: name for name in NAMES}
    courses = [course_of(incident, now, ids) for incident in incidents]
    for name in NAMES:
        spells = [s for course in courses for s in course.spells if s.component == name]
        days = days_of(CHECKOUT, spells, known.last_days(2), known)
        for day in days:
            start, end = known.bounds(day.day)
            expected = downtime(
                incidents, name, (start, min(end, now)), {str(k): v for k, v in WEIGHTS.items()}
            )
            assert abs(day.downtime - expected) < timedelta(seconds=1), (name, day)
        last = at("2026-10-25T15:59:00")
        held = [s.status for s in worst_of(spells, now) if s.start <= last < (s.end or now)]
        assert (str(held[0]) if held else "operational") == status_at(incidents, name, last)


def test_no_days_are_no_days() -> None:
    """Nothing is asked, and nothing is said."""
    assert days_of(CHECKOUT, [spell("2026-11-03", None)], [], calendar("2026-11-04")) == ()


def test_a_status_that_the_policy_does_not_weigh_weighs_nothing() -> None:
    """Uptime counts what a policy names as downtime."""
    known = Calendar(at("2026-11-03T12:00:00"), LISBON, {})
    (today,) = days_of(CHECKOUT, [spell("2026-11-03T03:00:00", None)], known.last_days(1), known)
    assert (today.status, today.downtime) == (MAJOR, timedelta())


@pytest.mark.parametrize(
    ("day", "known"), [(1, False), (2, True), (3, False), (4, False), (5, True), (6, False), (7, False)]
)  # fmt: skip
def test_known_are_the_days_of_a_component_but_for_those_without_a_record(
    day: int, known: bool
) -> None:
    """From the day it came to the day it went, without its gaps, both ends of each included."""
    component = Component.model_validate(
        {
            "name": "Fax",
            "since": "2026-11-02",
            "retired_on": "2026-11-06",
            "no_record": [{"from": "2026-11-03", "until": "2026-11-04"}, {"from": "2026-11-06"}],
        }
    )
    assert is_known(component, date(2026, 11, day)) is known


def test_what_begins_now_is_in_the_bar_of_today() -> None:
    """Said this moment it has no length yet; the bar and the word beside it say the same."""
    now = datetime(2026, 11, 10, 10, tzinfo=UTC)
    begun = Spell("api", ComponentStatus.MAJOR_OUTAGE, now, None, "a")
    calendar = Calendar(now, ZoneInfo("UTC"), {ComponentStatus.MAJOR_OUTAGE: 1.0})
    before, today = days_of(Component(name="API"), [begun], calendar.last_days(2), calendar)
    assert (before.status, before.incidents) == (ComponentStatus.OPERATIONAL, ())
    assert (today.status, today.incidents) == (ComponentStatus.MAJOR_OUTAGE, ("a",))
    assert today.downtime == timedelta()
