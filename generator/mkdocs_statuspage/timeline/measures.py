"""What the record measures: each figure with its name, its definition, and how it is taken.

A figure is a list of samples, each from one incident, so that every number can be followed back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mkdocs_statuspage.language import phrase
from mkdocs_statuspage.model.incident import Update
from mkdocs_statuspage.model.policy import Policy
from mkdocs_statuspage.timeline.clocks import Owed, add, cadence, clocks_of, slips_of
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.ledger import PromiseState, state_of

STAMPED_TOGETHER = timedelta(minutes=1)
"""What comes sooner was stamped with the beginning by the system that it was imported from."""


class Unit(StrEnum):
    """What a sample's value counts."""

    SECONDS = "seconds"
    """A length of time; the figure is the median."""
    SHARE = "share"
    """One for yes, nothing for no; the figure is the share of yes."""


class Sample(NamedTuple):
    """One value and the incident that it comes from."""

    incident: str
    value: float


@dataclass(frozen=True, slots=True)
class Setting:
    """What the samples are taken with."""

    policy: Policy
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the record: what it is called, what exactly it says, and how it is taken."""

    key: str
    name: str
    definition: str
    unit: Unit
    take: Callable[[Course, Setting], Iterator[Sample]]
    of_imported: bool = False
    """Whether it is taken of imported history too, which owes none of the policy's demands, and its own promises all the same."""
    is_optional: bool = False
    """Whether it is left out where there is nothing to take it of."""


def _first_word(course: Course, setting: Setting) -> Iterator[Sample]:
    """Leave out what would count as nothing: a beginning that was only ever the first word's time.

    Foreign systems stamp an incident as it is written, and its first update seconds later.
    """
    first = next((u.at for u in course.updates if u.alarm is None), None)
    if first is not None and not _is_stamped(course, first):
        yield _seconds(course, course.began_at, first)


def _first_alarm(course: Course, setting: Setting) -> Iterator[Sample]:
    first = next((u.at for u in course.updates if u.alarm is not None), None)
    if first is not None:
        yield _seconds(course, course.began_at, first)


def _is_stamped(course: Course, at: datetime) -> bool:
    """Tell whether a moment is no other than that of the beginning, as far as anybody knows."""
    length = at - course.began_at
    return length < STAMPED_TOGETHER if course.incident.source else length <= timedelta()


def _cadence(course: Course, setting: Setting) -> Iterator[Sample]:
    demands = setting.policy.classes[course.incident.mistake_class]
    for update, then in _waits(course):
        if update.status is None or update.status.closes:
            continue
        every = cadence(demands, update.at - course.began_at, update.status)
        if every is not None:
            yield from _kept_by(course, add(update.at, every, setting.zone), then, setting.now)


def _waits(course: Course) -> Iterator[tuple[Update, datetime | None]]:
    """Pair each update with when the next one came, the last with when it was over."""
    updates = course.updates
    return zip(updates, [*(later.at for later in updates[1:]), course.ended_at], strict=False)


def _next_update(course: Course, setting: Setting) -> Iterator[Sample]:
    for update, then in _waits(course):
        if update.next_update_by is not None:
            yield from _kept_by(course, update.next_update_by, then, setting.now)


def _slips(course: Course, setting: Setting) -> Iterator[Sample]:
    for slip in slips_of(course, setting.policy.expected_fix_slip, setting.now):
        yield Sample(course.incident.id, slip.is_in_time)


def _time_to_report(course: Course, setting: Setting) -> Iterator[Sample]:
    published = course.incident.report.published_at
    if course.ended_at is not None and published is not None:
        yield _seconds(course, course.ended_at, max(course.ended_at, published))


def _report_on_time(course: Course, setting: Setting) -> Iterator[Sample]:
    for clock in clocks_of(course, setting.policy, setting.zone):
        if clock.owed is Owed.REPORT:
            yield from _kept_by(course, clock.due_at, clock.done_at, setting.now)


def _promises(which: str, course: Course, setting: Setting) -> Iterator[Sample]:
    """Count what has come to its end; what was taken back in time was never due."""
    for promise in getattr(course.incident, which):
        state = state_of(promise, setting.now, setting.zone)
        if state not in (PromiseState.OPEN, PromiseState.WITHDRAWN):
            yield Sample(course.incident.id, state is PromiseState.KEPT)


def _found_by_us(course: Course, setting: Setting) -> Iterator[Sample]:
    if course.incident.detected_by is not None:
        yield Sample(course.incident.id, course.incident.detected_by == "us")


def _until_over(course: Course, setting: Setting) -> Iterator[Sample]:
    """Leave out what was told when it was over, with one time for its beginning and its end."""
    works = course.works_since
    if course.ended_at is not None and works is not None and not _is_stamped(course, works):
        yield _seconds(course, course.began_at, works)


def _kept_by(
    course: Course, due: datetime, done: datetime | None, now: datetime
) -> Iterator[Sample]:
    """Yield whether something was done by its time; nothing while it is neither done nor due."""
    if done is not None or now > due:
        yield Sample(course.incident.id, done is not None and done <= due)


def _seconds(course: Course, start: datetime, end: datetime) -> Sample:
    return Sample(course.incident.id, (end - start).total_seconds())


MEASURES: tuple[Measure, ...] = (
    Measure(
        "first_word",
        phrase("Time to the first word"),
        phrase(
            "From the start of an incident to the first update by a person. Left out: an incident"
            " whose start is only known from that update, and an imported one with less than a"
            " minute between the two."
        ),
        Unit.SECONDS,
        _first_word,
        of_imported=True,
    ),
    Measure(
        "cadence",
        phrase("Updates as often as promised"),
        phrase(
            "While an incident was open: how often the next update came within the time that our"
            " policy allows."
        ),
        Unit.SHARE,
        _cadence,
    ),
    Measure(
        "next_update",
        phrase("Next updates on time"),
        phrase("How often the next update was there by the time we promised."),
        Unit.SHARE,
        _next_update,
    ),
    Measure(
        "slips",
        phrase("Delays announced beforehand"),
        phrase(
            "When it did not work again by the time we had said: how often we gave a new time and a"
            " reason while people could still plan for it."
        ),
        Unit.SHARE,
        _slips,
    ),
    Measure(
        "first_alarm",
        phrase("Time to a first word by monitoring"),
        phrase(
            "From the start of an incident to what our monitoring posted by itself, where it did. The"
            " first word of a person is counted above."
        ),
        Unit.SECONDS,
        _first_alarm,
        is_optional=True,
    ),
    Measure(
        "until_over",
        phrase("Time until it worked again"),
        phrase(
            "From the start of an incident until its last component worked again. How long we watched"
            " the fix after that does not count. Left out: incidents that are still open, those of"
            " which only one moment is known, and imported ones with less than a minute between the"
            " two."
        ),
        Unit.SECONDS,
        _until_over,
        of_imported=True,
    ),
    Measure(
        "report",
        phrase("Time to the report"),
        phrase("From the end of an incident to its published report, where there is one."),
        Unit.SECONDS,
        _time_to_report,
    ),
    Measure(
        "report_on_time",
        phrase("Reports on time"),
        phrase(
            "Of the reports that are published or due by now, the share that was published by the"
            " time our policy gives."
        ),
        Unit.SHARE,
        _report_on_time,
    ),
    Measure(
        "preventions",
        phrase("Promises kept"),
        phrase(
            "Of the preventions due so far, the share kept on time. Kept late, late and broken count"
            " as not kept. One withdrawn before its date is left out."
        ),
        Unit.SHARE,
        partial(_promises, "preventions"),
        of_imported=True,
    ),
    Measure(
        "make_goods",
        phrase("Compensation delivered"),
        phrase(
            "Of what we owed those who were hit and that is due so far, the share delivered on time."
            " It is counted as promises are."
        ),
        Unit.SHARE,
        partial(_promises, "make_goods"),
        of_imported=True,
    ),
    Measure(
        "found_by_us",
        phrase("Found by us"),
        phrase("Of the incidents of which we know who noticed first, the share that we found."),
        Unit.SHARE,
        _found_by_us,
        of_imported=True,
    ),
)
"""Every figure, in the order of the page."""
