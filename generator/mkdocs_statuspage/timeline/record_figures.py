"""The record: figures about how we answered for our mistakes, each traceable to its incidents."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from mkdocs_statuspage.model.policy import Policy
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.timeline.course import Course, is_taken_back
from mkdocs_statuspage.timeline.ledger import PromiseState, promises_of, state_of, tally_states
from mkdocs_statuspage.timeline.measures import MEASURES, Measure, Sample, Setting, Unit

FEWEST = 5
"""A share of fewer than so many is not shown: one more would change it by a quarter."""
BRANDS_TAKE = timedelta(hours=5)
"""How long brands take to reply in public [S4]; the hour that customers expect is in the policy."""
PAGES_TAKE = timedelta(minutes=16)
"""After how long half of the first words stand on status pages: 25 outages of 14 vendors, measured by Metrist."""
MONTHS = 12
"""How many months the record counts incidents by."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure, taken."""

    measure: Measure
    samples: tuple[Sample, ...]
    target: float | None = None
    """What the policy compares it with, in the measure's unit."""

    @property
    def n(self) -> int:
        """How many samples there are."""
        return len(self.samples)

    @property
    def value(self) -> float | None:
        """The median or the share; None of nothing, and a share of fewer than five is not given."""
        values = [sample.value for sample in self.samples]
        if self.measure.unit is Unit.SECONDS:
            return float(median(values)) if values else None
        return sum(values) / self.n if self.n >= FEWEST else None

    @property
    def range(self) -> tuple[float, float] | None:
        """The least and the most; None for a share."""
        values = [sample.value for sample in self.samples]
        if not values or self.measure.unit is Unit.SHARE:
            return None
        return min(values), max(values)

    @property
    def hits(self) -> int:
        """Of a share, how many are yes."""
        return round(sum(sample.value for sample in self.samples))

    @property
    def incidents(self) -> tuple[str, ...]:
        """The incidents behind it, each once, in their order."""
        return tuple(dict.fromkeys(sample.incident for sample in self.samples))


@dataclass(frozen=True, slots=True)
class Cause:
    """What may keep happening: a cause, the incidents that it had, and what is still owed about it."""

    tag: str
    incidents: tuple[str, ...]
    """Newest first."""
    people: int
    """The customers that were hit, added up over the incidents that give a count."""
    open_promises: int
    """Preventions of these incidents that are open or late."""

    @property
    def has_recurred(self) -> bool:
        """Tell whether it came more than once."""
        return len(self.incidents) > 1


@dataclass(frozen=True, slots=True)
class Record:
    """The figures at a moment."""

    now: datetime
    since: date | None
    """Incidents that began before this day are left out."""
    courses: tuple[Course, ...]
    """The incidents that it is about, newest first."""
    figures: tuple[Figure, ...]
    causes: tuple[Cause, ...]
    """Those that came most often first."""
    promises: Mapping[PromiseState, int]
    """How many promises are in each state, make-goods included."""
    months: tuple[tuple[date, int], ...]
    """The first day of each of the last months, and how many incidents began in it."""
    days_since_last: int | None
    """Whole days since the last one was over: 0 while one is open, None without any."""

    def figure(self, key: str) -> Figure:
        """Return a figure by its measure's key."""
        return next(figure for figure in self.figures if figure.measure.key == key)

    @property
    def open_count(self) -> int:
        """How many incidents are open."""
        return sum(course.is_open for course in self.courses)

    @property
    def first(self) -> datetime | None:
        """When the oldest of the incidents began."""
        return min((course.began_at for course in self.courses), default=None)


Values = tuple[tuple[float, ...], ...]
"""What an incident adds to each of `MEASURES`."""
Take = Callable[[Course, Setting], Values]


def values_of(course: Course, setting: Setting) -> Values:
    """Take every measure of an incident that counts."""
    is_own = course.incident.source is None
    return tuple(
        tuple(s.value for s in one.take(course, setting)) if is_own or one.of_imported else ()
        for one in MEASURES
    )


def record_of(
    courses: Iterable[Course],
    setting: Setting,
    since: date | None = None,
    take: Take = values_of,
) -> Record:
    """Take every figure of some incidents; maintenance, notices and false alarms are not.

    Args:
        courses: of any kind, in any order.
        setting: the policy to compare with, the zone of days, and the moment.
        since: leave out what began before this day.
        take: takes the measures of an incident, for who knows them.
    """
    counted = tuple(
        sorted(
            (c for c in courses if counts(c, setting.zone, since)),
            key=lambda c: (c.began_at, c.incident.id),
            reverse=True,
        )
    )
    given = [
        state_of(promise, setting.now, setting.zone)
        for course in counted
        for promise in promises_of(course.incident)
    ]
    return Record(
        now=setting.now,
        since=since,
        courses=counted,
        figures=tuple(figures_of(counted, setting, take)),
        causes=causes_of(counted, setting),
        promises=tally_states(given),
        months=_months(counted, setting),
        days_since_last=_days_since_last(counted, setting),
    )


def counts(course: Course, zone: ZoneInfo, since: date | None = None) -> bool:
    """Tell whether the figures are about an incident."""
    if course.incident.kind is not Kind.INCIDENT or is_taken_back(course.incident):
        return False
    return since is None or course.began_at.astimezone(zone).date() >= since


def figures_of(
    courses: Sequence[Course], setting: Setting, take: Take = values_of
) -> Iterator[Figure]:
    """Yield the figures of some incidents that count."""
    taken = [(course.incident.id, take(course, setting)) for course in courses]
    for number, measure in enumerate(MEASURES):
        samples = tuple(Sample(id_, value) for id_, all_ in taken for value in all_[number])
        if samples or not measure.is_optional:
            yield Figure(measure, samples, _target(measure, setting.policy))


def _target(measure: Measure, policy: Policy) -> float | None:
    targets = {
        "first_word": policy.targets.first_reply.span.total_seconds(),
        "cadence": _share(policy.targets.cadence_kept),
        "next_update": _share(policy.targets.cadence_kept),
        "preventions": _share(policy.targets.promises_kept),
        "make_goods": _share(policy.targets.promises_kept),
    }
    return targets.get(measure.key)


def _share(percentage: str) -> float:
    return float(percentage.rstrip("%")) / 100


def causes_of(courses: Sequence[Course], setting: Setting) -> tuple[Cause, ...]:
    """Return the causes: by how often they came, then by the people hit and the promises open."""
    by_tag: dict[str, list[Course]] = {}
    for course in courses:
        for tag in course.incident.causes:
            by_tag.setdefault(tag, []).append(course)
    found = (_cause(tag, hit, setting) for tag, hit in by_tag.items())
    return tuple(
        sorted(found, key=lambda c: (-len(c.incidents), -c.people, -c.open_promises, c.tag))
    )


def _cause(tag: str, courses: Sequence[Course], setting: Setting) -> Cause:
    states = [
        state_of(promise, setting.now, setting.zone)
        for course in courses
        for promise in course.incident.preventions
    ]
    return Cause(
        tag,
        tuple(course.incident.id for course in courses),
        sum(course.incident.affected.count or 0 for course in courses),
        sum(not state.is_settled for state in states),
    )


def _months(courses: Iterable[Course], setting: Setting) -> tuple[tuple[date, int], ...]:
    first = setting.now.astimezone(setting.zone).date().replace(day=1)
    months = [first]
    while len(months) < MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    began = [c.began_at.astimezone(setting.zone).date().replace(day=1) for c in courses]
    return tuple((month, began.count(month)) for month in reversed(months))


def _days_since_last(courses: Sequence[Course], setting: Setting) -> int | None:
    if not courses:
        return None
    if any(course.is_open for course in courses):
        return 0
    last = max(course.ended_at for course in courses if course.ended_at is not None)
    today = setting.now.astimezone(setting.zone).date()
    return (today - last.astimezone(setting.zone).date()).days
