"""The headline: how bad it is, what comes first, and what stands behind it."""

import pytest

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.timeline.course import Course, course_of
from mkdocs_statuspage.timeline.headline import Level, headline, level_of
from timeline.case_files import CURRENT_IDS, moment, read_incident

NOW = moment("2026-11-03T12:00:00Z")


def course(
    id_: str, status: str, components: str = "{}", fields: str = "", hour: int = 10
) -> Course:
    text = (
        f"title: T\n{fields}\nupdates:\n"
        f"  - {{at: 2026-11-03T{hour:02}:00:00Z, status: {status}, components: {components}, message: m}}\n"
    )
    return course_of(incident(id_, text), NOW, CURRENT_IDS)


def incident(id_: str, text: str) -> Incident:
    return read_incident(text, id_)


PLANNED = "kind: maintenance\nscheduled: {start: 2026-11-03T09:00:00Z, end: 2026-11-03T14:00:00Z}"


@pytest.mark.parametrize(
    ("status", "components", "fields", "level"),
    [
        ("investigating", "{}", "", Level.NOTICE),
        ("in_progress", "{}", PLANNED, Level.MAINTENANCE),
        ("in_progress", "{api: partial_outage}", PLANNED, Level.PARTIAL),
        ("investigating", "{api: degraded_performance}", "", Level.DEGRADED),
        ("identified", "{api: degraded_performance}", "impact: critical", Level.MAJOR),
        ("investigating", "{}", "impact: major", Level.PARTIAL),
        ("monitoring", "{}", "impact: major", Level.NOTICE),
        ("investigating", "{}", "impact: none", Level.NOTICE),
        ("investigating", "{api: major_outage}", "impact: none", Level.MAJOR),
    ],
)
def test_how_bad_an_open_incident_is(
    status: str, components: str, fields: str, level: Level
) -> None:
    """The worst of its components now, and while it is not understood what the file says of its impact."""
    assert level_of(course("a", status, components, fields)) is level


def test_levels_go_from_well_to_worst() -> None:
    """A notice is more than planned work, and less than anything that is slow or down."""
    names = ["operational", "unknown", "maintenance", "notice", "degraded", "partial", "major"]
    assert [level.value for level in sorted(Level, key=lambda level: level.rank)] == names
    assert Level.OPERATIONAL.rank == 0


def test_the_worst_comes_first_then_the_newest_then_by_id() -> None:
    """What is as bad and began as early stands in the order of its id."""
    slow = course("slow", "investigating", "{api: degraded_performance}", hour=11)
    down_early = course("down-early", "investigating", "{api: major_outage}", hour=9)
    down_b = course("down-b", "investigating", "{api: major_outage}", hour=10)
    down_a = course("down-a", "investigating", "{checkout: major_outage}", hour=10)
    over = course("over", "resolved", hour=11)
    found = headline([slow, over, down_early, down_b, down_a])
    assert found.level is Level.MAJOR
    assert [c.incident.id for c in found.courses] == ["down-a", "down-b", "down-early", "slow"]


def test_what_a_closing_left_unwell_is_in_the_level_and_not_open() -> None:
    """Nothing is open, and not everything works."""
    found = headline([course("left", "resolved", "{api: partial_outage}")])
    assert (found.level, found.courses) == (Level.PARTIAL, ())


def test_with_nothing_everything_works() -> None:
    """No incident is no trouble."""
    assert (headline([]).level, headline([]).courses) == (Level.OPERATIONAL, ())
