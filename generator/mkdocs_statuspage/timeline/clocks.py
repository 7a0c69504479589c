"""What is owed by when: the first word, the next update, the fix, the report. Each clock has a state."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from mkdocs_statuspage.model.incident import ExpectedFix
from mkdocs_statuspage.model.policy import ClassPolicy, Policy, SlipDemand
from mkdocs_statuspage.model.scalars import Duration
from mkdocs_statuspage.model.statuses import UpdateStatus
from mkdocs_statuspage.timeline.course import Course, is_taken_back
from mkdocs_statuspage.timeline.days import midnight

FIRST_STRETCH = timedelta(hours=2)
"""How long the policy's `first_2h` lasts."""
SATURDAY = 5


class Owed(StrEnum):
    """What a clock runs to."""

    FIRST_CONTACT = "first_contact"
    """For what concerns one person: that somebody speaks to them."""
    FIRST_WORD = "first_word"
    NEXT_UPDATE = "next_update"
    EXPECTED_FIX = "expected_fix"
    PRELIMINARY_REPORT = "preliminary_report"
    REPORT = "report"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Clock:
    """Something owed by a moment."""

    owed: Owed
    incident: str
    """The incident's id."""
    due_at: datetime
    done_at: datetime | None = None
    """When it was done; None while it is owed."""
    owner: str | None = None
    """Who answers for it: a person's id, or the owner that a promise names."""
    promise: str | None = None
    """The promise's id, where it is a promise that is owed."""

    def is_late(self, now: datetime) -> bool:
        """Whether it was, or is, done after its time. At the very moment it is in time."""
        return (self.done_at or now) > self.due_at

    def is_overdue(self, now: datetime) -> bool:
        """Whether it is owed still, and its time has passed."""
        return self.done_at is None and now > self.due_at


def clocks_of(course: Course, policy: Policy, zone: ZoneInfo) -> tuple[Clock, ...]:
    """Return every clock of an incident. Imported history, notices, maintenance, false alarms owe nothing."""
    if not course.incident.owes_answers or is_taken_back(course.incident):
        return ()
    demands = policy.classes[course.incident.mistake_class]
    parts = (_first_contact, _first_word, _next_update, _reports)
    return tuple(clock for part in parts for clock in part(course, demands, zone))


def _clock(owed: Owed, course: Course, due_at: datetime, done_at: datetime | None = None) -> Clock:
    return Clock(owed, course.incident.id, due_at, done_at, course.incident.signed_by)


def _first_contact(course: Course, demands: ClassPolicy, zone: ZoneInfo) -> Iterator[Clock]:
    if demands.first_contact_within is None:
        return
    known_at = course.incident.detected_at or course.began_at
    due = add(known_at, demands.first_contact_within, zone)
    spoken = min((contact.at for contact in course.incident.contacts), default=None)
    yield _clock(Owed.FIRST_CONTACT, course, due, spoken)


def _first_word(course: Course, demands: ClassPolicy, zone: ZoneInfo) -> Iterator[Clock]:
    if demands.first_word_within is None:
        return
    due = add(course.began_at, demands.first_word_within, zone)
    updates = course.updates
    yield _clock(Owed.FIRST_WORD, course, due, updates[0].at if updates else None)


def _next_update(course: Course, demands: ClassPolicy, zone: ZoneInfo) -> Iterator[Clock]:
    due = _next_update_due(course, demands, zone)
    if due is not None:
        yield _clock(Owed.NEXT_UPDATE, course, due)
    if course.is_open and course.incident.expected_fix:
        by = course.incident.expected_fix[-1].by
        yield _clock(Owed.EXPECTED_FIX, course, by, course.works_since)


def _reports(course: Course, demands: ClassPolicy, zone: ZoneInfo) -> Iterator[Clock]:
    if course.ended_at is None:
        return
    report = course.incident.report
    if demands.preliminary_report_within is not None:
        due = add(course.ended_at, demands.preliminary_report_within, zone)
        done = min(filter(None, (report.preliminary_at, report.published_at)), default=None)
        yield _clock(Owed.PRELIMINARY_REPORT, course, due, done)
    if demands.report_within is not None:
        due = add(course.ended_at, demands.report_within, zone)
        yield _clock(Owed.REPORT, course, due, report.published_at)


def _next_update_due(course: Course, demands: ClassPolicy, zone: ZoneInfo) -> datetime | None:
    """Return when the next word is due: what was promised, else the policy's cadence; None if closed."""
    updates = course.updates
    if not course.is_open or not updates:
        return None
    last = updates[-1]
    if last.next_update_by is not None:
        return last.next_update_by
    every = cadence(demands, last.at - course.began_at, course.status)
    return None if every is None else add(last.at, every, zone)


def cadence(demands: ClassPolicy, since_start: timedelta, status: UpdateStatus) -> Duration | None:
    """Return how often word is due at a point of an incident."""
    every = demands.update_every
    if every is None:
        return None
    if status is UpdateStatus.MONITORING:
        return every.monitoring
    return every.first_2h if since_start < FIRST_STRETCH else every.then


def add(start: datetime, length: Duration, zone: ZoneInfo) -> datetime:
    """Return the moment a length of time after another.

    Minutes and hours are exact; days and weeks keep the time of day in the zone; working days end with
    the last of them, and Saturdays and Sundays do not count.
    """
    if length.unit in ("m", "h"):
        return start + length.span
    local = start.astimezone(zone)
    if length.unit in ("d", "w"):
        moved = datetime.combine(local.date() + length.span, local.time(), zone)
        return moved.astimezone(UTC)
    day = local.date()
    left = length.amount
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return midnight(day + timedelta(days=1), zone)


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
