"""A `now` that remembers between which moments everything that was made with it would have come out the same.

What is only compared with it stays until one of the comparisons has another answer. Whoever looks at it in any other way has
taken that very moment, and of its day that day: so nothing can read it and leave no trace.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Self

from mkdocs_statuspage.timeline.days import midnight

NO_TIME, TICK, A_DAY = timedelta(), timedelta(microseconds=1), timedelta(days=1)
EVER_SINCE, FOR_EVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Validity:
    """From when until when something holds, as far as was seen; it only ever gets narrower."""

    since: datetime = EVER_SINCE
    """Inclusive."""
    until: datetime = FOR_EVER
    """Exclusive."""

    def holds(self, at: datetime) -> bool:
        """Tell whether a moment lies within."""
        return self.since <= at < self.until

    def narrow(self, since: datetime = EVER_SINCE, until: datetime = FOR_EVER) -> None:
        """Leave out what lies before and after."""
        self.since, self.until = max(self.since, since), min(self.until, until)

    def turns(self, at: datetime, shift: timedelta, *, is_before: bool) -> None:
        """Note that something is answered otherwise on the other side of a moment.

        Args:
            at: that moment, of a clock that is `shift` ahead.
            shift: how far.
            is_before: whether it is before that moment now.
        """
        turn = _moved(at, -shift) if shift else at
        if is_before:
            self.until = min(self.until, turn)
        elif turn > self.since:
            self.since = turn


def _moved(at: datetime, by: timedelta) -> datetime:
    """Return another moment, or the first or last there is."""
    try:
        return at + by
    except OverflowError:
        return FOR_EVER if by > NO_TIME else EVER_SINCE


class WatchedNow(datetime):
    """A moment whose comparisons narrow a `Validity`; seen in another zone, or moved by some time, it is watched on."""

    plain: datetime
    """The same, unwatched."""
    validity: Validity
    shift: timedelta
    """How far ahead it is of the moment that the validity is of."""
    elsewhere: dict[tzinfo | None, Self]
    """The same in other zones: each comparison with a day asks for it."""

    @classmethod
    def of(cls, at: datetime, validity: Validity, shift: timedelta = NO_TIME) -> Self:
        """Watch an aware moment."""
        clock = (at.hour, at.minute, at.second, at.microsecond)
        made = datetime.__new__(cls, at.year, at.month, at.day, *clock, at.tzinfo, fold=at.fold)
        made.plain, made.validity, made.shift, made.elsewhere = at, validity, shift, {}
        return made

    def taken(self) -> datetime:
        """Return the moment as it is: what is made of it is of this moment alone."""
        at = _moved(self.plain.astimezone(UTC), -self.shift)
        self.validity.narrow(at, _moved(at, TICK))
        return self.plain

    def _compared(self, other: datetime, *, is_before: bool, turn: timedelta) -> bool:
        if not isinstance(other, WatchedNow):
            at = other.astimezone(UTC)
            at = _moved(at, turn) if turn else at
            self.validity.turns(at, self.shift, is_before=is_before)
        elif other.validity is not self.validity:
            self.taken(), other.taken()
        return is_before

    def __lt__(self, other: Any) -> bool:
        """Compare."""
        bare = other.plain if isinstance(other, WatchedNow) else other
        return self._compared(other, is_before=self.plain < bare, turn=NO_TIME)

    def __le__(self, other: Any) -> bool:
        """Compare."""
        bare = other.plain if isinstance(other, WatchedNow) else other
        return self._compared(other, is_before=self.plain <= bare, turn=TICK)

    def __ge__(self, other: Any) -> bool:
        """Compare."""
        return not self < other

    def __gt__(self, other: Any) -> bool:
        """Compare."""
        return not self <= other

    def __eq__(self, other: object) -> bool:
        """Compare."""
        return isinstance(other, datetime) and not self < other and self <= other

    def __ne__(self, other: object) -> bool:
        """Compare."""
        return not self == other

    def __hash__(self) -> int:
        """Take the moment."""
        return hash(self.taken())

    def __add__(self, other: timedelta) -> Any:
        """Move it on; by the clock of a zone, which may jump, only from this moment."""
        if self.plain.tzinfo is not UTC:
            return self.taken() + other
        return self.of(self.plain + other, self.validity, self.shift + other)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        """Move it back; how much lies between it and another moment is of this moment alone."""
        return self + -other if isinstance(other, timedelta) else self.taken() - other

    def __rsub__(self, other: datetime) -> timedelta:
        """Return how much lies between, which is of this moment alone."""
        return other - self.taken()

    def astimezone(self, tz: tzinfo | None = None) -> Self:
        """Return the same moment in another zone."""
        found = self.elsewhere.get(tz)
        if found is None:
            found = self.of(self.plain.astimezone(tz), self.validity, self.shift)
            self.elsewhere[tz] = found
        return found

    def date(self) -> "WatchedDay":
        """Return its day, watched too."""
        return WatchedDay.of(self.plain.date(), self)

    @property
    def year(self) -> int:
        """Its year, which lasts as long as the year does."""
        return self.date().year


class WatchedDay(date):
    """The day of a `WatchedNow`, or one so many days from it."""

    plain: date
    """The same, unwatched."""
    moment: WatchedNow

    @classmethod
    def of(cls, day: date, moment: WatchedNow) -> Self:
        """Watch a day that follows from a moment."""
        made = date.__new__(cls, day.year, day.month, day.day)
        made.plain, made.moment = day, moment
        return made

    def taken(self) -> date:
        """Return the day as it is: what is made of it is of this day alone."""
        self._turns(self.plain, is_before=False)
        self._turns(self.plain + A_DAY, is_before=True)
        return self.plain

    def _turns(self, day: date, *, is_before: bool) -> bool:
        """Note that something is answered otherwise before and from a day on."""
        own = day - (self.plain - self.moment.plain.date())
        start = midnight(own, self.moment.plain.tzinfo or UTC)
        self.moment.validity.turns(start, self.moment.shift, is_before=is_before)
        return is_before

    def __lt__(self, other: date) -> bool:
        """Compare."""
        return self._turns(other, is_before=self.plain < other)

    def __le__(self, other: date) -> bool:
        """Compare."""
        return self._turns(other + A_DAY, is_before=self.plain <= other)

    def __ge__(self, other: date) -> bool:
        """Compare."""
        return not self < other

    def __gt__(self, other: date) -> bool:
        """Compare."""
        return not self <= other

    def __eq__(self, other: object) -> bool:
        """Compare."""
        if not isinstance(other, date) or isinstance(other, datetime):
            return False
        return not self < other and self <= other

    def __ne__(self, other: object) -> bool:
        """Compare."""
        return not self == other

    def __hash__(self) -> int:
        """Take the day."""
        return hash(self.taken())

    def __add__(self, other: timedelta) -> Self:
        """Return a later day."""
        return self.of(self.plain + other, self.moment)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        """Return an earlier day; how many lie between it and another is of this day alone."""
        return self + -other if isinstance(other, timedelta) else self.taken() - other

    def __rsub__(self, other: date) -> timedelta:
        """Return how many lie between, which is of this day alone."""
        return other - self.taken()

    @property
    def year(self) -> int:
        """Its year, which lasts as long as the year does."""
        year = self.plain.year
        self._turns(date(year, 1, 1), is_before=False)
        self._turns(date(year + 1, 1, 1), is_before=True)
        return year


def _taking(name: str, kind: type) -> Any:
    """Return what stands for an attribute that is looked at without a comparison: it takes what is watched."""
    if not callable(getattr(kind, name)):
        return property(lambda self: getattr(self.taken(), name))

    def asked(self: WatchedNow | WatchedDay, *arguments: Any, **named: Any) -> Any:
        return getattr(self.taken(), name)(*arguments, **named)

    return asked


_OF_BOTH = """
    month day ctime isocalendar isoformat isoweekday replace strftime timetuple toordinal weekday
    __format__ __reduce__ __reduce_ex__ __repr__ __str__
""".split()
_OF_MOMENTS = """
    hour minute second microsecond fold dst time timestamp timetz tzname utcoffset utctimetuple
""".split()
for _name in _OF_BOTH:
    setattr(WatchedDay, _name, _taking(_name, date))
for _name in (*_OF_BOTH, *_OF_MOMENTS):
    setattr(WatchedNow, _name, _taking(_name, datetime))
