"""The times by which it should work again: which held, which slipped, and whether we said so in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from mkdocs_statuspage.model.incident import ExpectedFix
from mkdocs_statuspage.model.policy import SlipDemand
from mkdocs_statuspage.timeline.course import Course


@dataclass(frozen=True, slots=True)
class Slip:
    """A fix time that did not hold."""

    fix: ExpectedFix
    """What was said."""
    announce_by: datetime
    """Until when saying so gave people time to plan."""
    announced_at: datetime | None
    """When a later time was given; None when it passed without a word."""
    reason: str | None
    """Why it moved, as readers were told."""

    @property
    def is_in_time(self) -> bool:
        """Whether people were told well in advance, and why."""
        return (
            self.announced_at is not None
            and self.announced_at <= self.announce_by
            and self.reason is not None
        )


def announce_by(fix: ExpectedFix, demand: SlipDemand) -> datetime:
    """Return until when a slip of this fix time has to be announced; never before the time was given."""
    share = float(demand.announce_before.rstrip("%")) / 100
    margin = max((fix.by - fix.at) * share, demand.at_least.span)
    return max(fix.at, fix.by - margin)


def slips_of(course: Course, demand: SlipDemand, now: datetime) -> tuple[Slip, ...]:
    """Return every fix time that was moved to later, and the last one if it passed unfixed."""
    return tuple(_slips(course, demand, now))


def _slips(course: Course, demand: SlipDemand, now: datetime) -> Iterator[Slip]:
    fixes = sorted(course.incident.expected_fix, key=lambda fix: fix.at)
    for earlier, later in pairwise(fixes):
        if later.by > earlier.by:
            yield Slip(earlier, announce_by(earlier, demand), later.at, later.reason)
    if fixes and (course.works_since or now) > fixes[-1].by:
        yield Slip(fixes[-1], announce_by(fixes[-1], demand), None, None)
