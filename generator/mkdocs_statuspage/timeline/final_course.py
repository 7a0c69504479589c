"""What becomes of an incident once all that its file says lies in the past: from then on it is found and need not be followed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import LAST_YEAR
from mkdocs_statuspage.timeline.course import Course, course_of
from mkdocs_statuspage.timeline.facts import facts_of
from mkdocs_statuspage.timeline.watched_now import FOR_EVER, Validity, WatchedNow

AT_LAST = datetime(LAST_YEAR + 1, 12, 31, tzinfo=UTC)
"""Later than all that anybody can write."""


class FinalCourse(NamedTuple):
    """The course of an incident that stays as it is."""

    course: Course
    since: datetime
    """From when on; none of its dates lies ahead then."""


def final_course_of(
    incident: Incident, current_ids: Mapping[str, str], zone: ZoneInfo
) -> FinalCourse:
    """Follow an incident to the end of all times.

    Args:
        incident: as it was read.
        current_ids: every id that a component has or had, to the one it has.
        zone: the site's, in which days are counted.
    """
    validity = Validity()
    late = WatchedNow.of(AT_LAST, validity)
    course = course_of(incident, late, current_ids)
    is_last = facts_of(incident, late, zone) is incident and validity.until == FOR_EVER
    return FinalCourse(course, validity.since if is_last else FOR_EVER)


def is_settled(incident: Incident, final_courses: Mapping[str, FinalCourse], now: datetime) -> bool:
    """Tell whether all that an incident says is past by a moment, as far as that is known.

    Args:
        incident: as it was read.
        final_courses: what becomes of incidents, by their paths.
        now: the moment.
    """
    final = final_courses.get(incident.path)
    return final is not None and final.since <= now and final.course.incident is incident
