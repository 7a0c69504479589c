"""Laws of the timeline, over made-up incidents of every kind and at every moment."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_statuspage.model.dates import happened
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.policy import Policy
from mkdocs_statuspage.model.statuses import STATUSES_OF, ComponentStatus, Impact, Kind
from mkdocs_statuspage.reading.settings import default_policy
from mkdocs_statuspage.timeline.clocks import clocks_of
from mkdocs_statuspage.timeline.course import Course, course_of
from mkdocs_statuspage.timeline.facts import facts_of
from mkdocs_statuspage.timeline.final_course import final_course_of
from mkdocs_statuspage.timeline.headline import LEVEL_OF, Level, headline

START = datetime(2026, 10, 24, 20, tzinfo=UTC)
IDS = {"checkout": "checkout", "api": "api", "rest-api": "api"}
POLICY = Policy.model_validate(default_policy())
ZONE = ZoneInfo("Europe/Lisbon")


def minutes(most: int) -> st.SearchStrategy[timedelta]:
    return st.integers(0, most).map(lambda n: timedelta(minutes=n))


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    """An incident of any kind, with updates in any order of statuses."""
    kind = draw(st.sampled_from(Kind))
    moment = START + draw(minutes(600))
    fields = {
        "id": f"i{draw(st.integers(0, 10**6))}",
        "path": "a.md",
        "title": "A",
        "kind": kind,
        "impact": draw(st.sampled_from([None, *Impact])),
        "started_at": draw(st.sampled_from([None, moment - timedelta(minutes=7)])),
        "components": draw(st.lists(st.sampled_from(list(IDS)), max_size=2)),
        "correction": draw(st.sampled_from([None, None, {"said": "a", "correct": "b"}])),
        "source": draw(st.sampled_from([None, None, {"system": "x"}])),
    }
    if kind is Kind.MAINTENANCE:
        end = moment + timedelta(minutes=90)
        fields["scheduled"] = {"start": moment, "end": end}
        moment -= draw(minutes(200))
    updates = []
    for number in range(draw(st.integers(1, 6))):
        moment += draw(minutes(60))
        retracted = {"at": moment, "why": "x"} if draw(st.integers(0, 5)) == 0 else None
        components = st.dictionaries(st.sampled_from(list(IDS)), st.sampled_from(ComponentStatus))
        updates.append(
            {
                "id": f"u{number}",
                "at": moment,
                "status": draw(st.sampled_from(STATUSES_OF[kind])),
                "components": draw(components),
                "message": "x",
                "retracted": retracted,
            }
        )
    resolved_at = draw(st.sampled_from([None, None, None, moment - timedelta(minutes=20)]))
    return Incident.model_validate({**fields, "updates": updates, "resolved_at": resolved_at})


moments = minutes(1500).map(lambda since: START - timedelta(minutes=100) + since)


def courses_of(known: list[Incident], now: datetime) -> list[Course]:
    return [course_of(incident, now, IDS) for incident in known]


@given(known=st.lists(incidents(), max_size=4), now=moments)
def test_the_headline_is_never_greener_than_what_is_open(
    known: list[Incident], now: datetime
) -> None:
    courses = courses_of(known, now)
    found = headline(courses)
    for course in courses:
        if course.is_open:
            assert course in found.courses
            assert found.level is not Level.OPERATIONAL
            if course.incident.kind is not Kind.MAINTENANCE:
                assert found.level.rank >= Level.NOTICE.rank
        for status in course.components_now().values():
            assert found.level.rank >= LEVEL_OF[status].rank


@given(known=st.lists(incidents(), max_size=4), now=moments)
def test_what_is_over_is_not_open(known: list[Incident], now: datetime) -> None:
    """Resolved never shows open, and nothing is open and ahead at once."""
    courses = courses_of(known, now)
    for course in courses:
        assert course.is_open == (course.ended_at is None and not course.is_upcoming)
        assert course.is_open or course not in headline(courses).courses
        if course.status.closes:
            assert not course.is_open
            assert course.ended_at is not None
        if course.incident.source and not course.is_open:
            assert not course.components_now()


@given(
    known=st.lists(incidents(), max_size=4), now=moments, chance=st.randoms(use_true_random=False)
)
def test_the_order_of_files_does_not_matter(
    known: list[Incident], now: datetime, chance: object
) -> None:
    known = list({incident.id: incident for incident in known}.values())
    other = list(known)
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert headline(courses_of(known, now)) == headline(courses_of(other, now))


@given(incident=incidents(), now=moments)
def test_spells_are_in_order_and_within_the_course(incident: Incident, now: datetime) -> None:
    course = course_of(incident, now, IDS)
    ends: dict[str, datetime | None] = {}
    for spell in course.spells:
        assert spell.component in ("checkout", "api")
        assert spell.status is not ComponentStatus.OPERATIONAL
        assert spell.start >= course.began_at
        assert spell.end is None or spell.start < spell.end
        before = ends.get(spell.component, spell.start)
        assert before is not None
        assert before <= spell.start
        ends[spell.component] = spell.end


@given(incident=incidents(), now=moments, later=minutes(600))
def test_time_alone_changes_nothing_but_maintenance(
    incident: Incident, now: datetime, later: timedelta
) -> None:
    before, after = course_of(incident, now, IDS), course_of(incident, now + later, IDS)
    if incident.kind is not Kind.MAINTENANCE:
        assert before == after
    elif before.is_open and incident.scheduled:
        assert after.is_open or after.ended_at == incident.scheduled.end


@given(incident=incidents())
def test_clocks_run_only_for_what_we_owe(incident: Incident) -> None:
    """Every clock is due after it began, and imported history, notices and planned work have none."""
    course = course_of(incident, START, IDS)
    clocks = clocks_of(course, POLICY, ZONE)
    assert not clocks or (incident.source is None and incident.kind is Kind.INCIDENT)
    for clock in clocks:
        assert clock.due_at > course.began_at
        assert not clock.is_overdue(clock.due_at)
        assert clock.is_overdue(clock.due_at + timedelta(seconds=1)) == (clock.done_at is None)


@given(incident=incidents(), now=moments)
def test_once_all_is_past_an_incident_is_what_it_will_ever_be(
    incident: Incident, now: datetime
) -> None:
    final = final_course_of(incident, IDS, ZONE)
    last = max(one.at for one in happened(incident) if isinstance(one.at, datetime))
    ends = [incident.scheduled.end] if incident.scheduled else []
    assert final.since <= max(last, incident.begins_at, final.course.began_at, *ends)
    if final.since <= now:
        assert facts_of(incident, now, ZONE) is incident
        assert course_of(incident, now, IDS) == final.course
    elif facts_of(incident, now, ZONE) is incident:
        assert incident.kind is Kind.MAINTENANCE, "nothing else changes by the clock alone"
