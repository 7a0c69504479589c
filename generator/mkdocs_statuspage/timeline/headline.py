"""What a page says first: how bad it is now, and because of what."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mkdocs_statuspage.model.statuses import ComponentStatus, Impact, Kind, UpdateStatus
from mkdocs_statuspage.timeline.course import Course


class Level(StrEnum):
    """How bad it is, from well to worst."""

    OPERATIONAL = "operational"
    UNKNOWN = "unknown"
    """Nothing is open, and nothing is known of today."""
    MAINTENANCE = "maintenance"
    NOTICE = "notice"
    """Something is open, and no component is down: a fix is watched, or a fact is put right."""
    DEGRADED = "degraded"
    PARTIAL = "partial"
    MAJOR = "major"

    @property
    def rank(self) -> int:
        """Larger is worse."""
        return _RANKS[self]


_RANKS = {level: rank for rank, level in enumerate(Level)}
LEVEL_OF = {
    ComponentStatus.OPERATIONAL: Level.OPERATIONAL,
    ComponentStatus.UNDER_MAINTENANCE: Level.MAINTENANCE,
    ComponentStatus.DEGRADED_PERFORMANCE: Level.DEGRADED,
    ComponentStatus.PARTIAL_OUTAGE: Level.PARTIAL,
    ComponentStatus.MAJOR_OUTAGE: Level.MAJOR,
}
UNDERSTOOD = (UpdateStatus.INVESTIGATING, UpdateStatus.IDENTIFIED)


@dataclass(frozen=True, slots=True)
class Headline:
    """How bad it is, and the open incidents and maintenance behind it, worst first."""

    level: Level
    courses: tuple[Course, ...]


def level_of(course: Course) -> Level:
    """Return how bad one open incident is now; never `operational`."""
    floor = Level.MAINTENANCE if course.incident.kind is Kind.MAINTENANCE else Level.NOTICE
    levels = [floor, *(LEVEL_OF[status] for status in course.components_now().values())]
    said = course.incident.impact
    if said not in (None, Impact.NONE) and course.status in UNDERSTOOD:
        levels.append(LEVEL_OF[said.component_status])
    return max(levels, key=lambda level: level.rank)


def headline(courses: Iterable[Course]) -> Headline:
    """Return the headline: never greener than the worst open incident, nor than any component."""
    known = list(courses)
    ranked = sorted(
        (course for course in known if course.is_open),
        key=lambda c: (-level_of(c).rank, -c.began_at.timestamp(), c.incident.id),
    )
    levels = [level_of(course) for course in ranked]
    levels += (LEVEL_OF[s] for course in known for s in course.components_now().values())
    return Headline(
        max(levels, key=lambda level: level.rank, default=Level.OPERATIONAL), tuple(ranked)
    )
