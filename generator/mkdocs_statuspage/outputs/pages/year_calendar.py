"""A year as a calendar: a grid for each month, each day on which something happened a link to it, with the shape of the worst of it.

A day on which all worked has a line, one of which nothing is known has none, and a sentence says which those are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.view.looks import LOOKS, State, course_state, level_state
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, incident_url
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.headline import LEVEL_OF, Level
from mkdocs_statuspage.timeline.year_days import YearDay

WEEK = 7
CALM = (None, Level.OPERATIONAL)
MANY = 100
"""Of how many incidents in a year the calendar names each; else it would weigh as much as the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """A day in the grid of its month."""

    number: str = ""
    """Empty of a place before the first day."""
    mark: str = ""
    """What style sheets know its state by; empty where nothing is known."""
    href: str = ""
    """The way to what happened on it."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """One of several incidents on a day."""

    state: State
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class DayList:
    """A day on which several things happened, with all of them."""

    id: str
    title: str
    happened: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A month, week by week."""

    name: str
    is_well: bool
    """Whether all worked on each of its days."""
    weeks: tuple[tuple[DayCell, ...], ...]
    lists: tuple[DayList, ...]


@dataclass(frozen=True, slots=True)
class Weekday:
    """The head of a column."""

    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """A year up to today, without months of which nothing is known."""

    weekdays: tuple[Weekday, ...]
    months: tuple[MonthGrid, ...]
    key: tuple[State, ...]
    """What marks in it mean."""
    gaps: str
    """Of which days nothing is known, in words."""


def year_calendar(
    year: int,
    courses: Iterable[Course],
    here: Standpoint,
    places: Mapping[date, str] | None = None,
) -> YearCalendar | None:
    """Draw the calendar of a year; None where nothing was ever said.

    Args:
        year: which.
        courses: what began in it; each is found on the day on which it did, though no component had trouble then.
        here: the page that shows it.
        places: the way to what began on a day, where that is listed elsewhere; else it is listed with its month.
    """
    days = here.site.year_days(year)
    if not days:
        return None
    begun: dict[date, list[str]] = {}
    for course in courses:
        begun.setdefault(here.day_of(course.began_at), []).append(course.incident.id)
    happened = {
        one.day: tuple(dict.fromkeys((*one.incidents, *begun.get(one.day, ())))) for one in days
    }
    levels = {one.day: _level(one, happened[one.day], here) for one in days}
    is_full = len({id_ for ids in happened.values() for id_ in ids}) > MANY
    months = [[d.day for d in group] for _, group in groupby(days, key=lambda d: d.day.month)]
    told = (month for month in months if any(levels[day] for day in month))
    return YearCalendar(
        weekdays=_weekdays(days[0].day, here.words),
        months=tuple(
            _month(month, happened, levels, here, is_full=is_full, places=places) for month in told
        ),
        key=tuple(level_state(level, here.words) for level in Level if level in levels.values()),
        gaps=_gaps([day for day, level in levels.items() if level is None], here),
    )


def _level(one: YearDay, happened: Sequence[str], here: Standpoint) -> Level | None:
    """Return how bad a day was; what concerned no component is a notice, or planned work."""
    level = LEVEL_OF[one.status] if one.status else None
    if level not in CALM or not happened:
        return level
    kinds = {here.site.by_id[id_].incident.kind for id_ in happened}
    return Level.MAINTENANCE if kinds == {Kind.MAINTENANCE} else Level.NOTICE


def _weekdays(day: date, words: Words) -> tuple[Weekday, ...]:
    first = day - timedelta(days=(day.weekday() - words.first_weekday) % WEEK)
    week = [first + timedelta(days=n) for n in range(WEEK)]
    return tuple(Weekday(words.weekday_letter(one), words.weekday(one)) for one in week)


def _month(
    days: Sequence[date],
    happened: Mapping[date, tuple[str, ...]],
    levels: Mapping[date, Level | None],
    here: Standpoint,
    *,
    is_full: bool,
    places: Mapping[date, str] | None,
) -> MonthGrid:
    before = (days[0].weekday() - here.words.first_weekday) % WEEK
    cells = [DayCell()] * before
    listed = {day: f"#{_anchor(day)}" for day in days} if places is None else places
    cells += [_cell(day, happened[day], levels[day], here, listed, is_full=is_full) for day in days]
    cells += [DayCell()] * (-len(cells) % WEEK)
    return MonthGrid(
        name=here.words.month_alone(days[0]),
        is_well=all(levels[day] is Level.OPERATIONAL for day in days),
        weeks=tuple(tuple(cells[n : n + WEEK]) for n in range(0, len(cells), WEEK)),
        lists=tuple(
            _list(day, happened[day], here)
            for day in days
            if len(happened[day]) > 1 and places is None
        ),
    )


def _cell(
    day: date,
    happened: Sequence[str],
    level: Level | None,
    here: Standpoint,
    places: Mapping[date, str],
    *,
    is_full: bool,
) -> DayCell:
    mark = level.value if level else ""
    if not happened or not level:
        return DayCell(number=str(day.day), mark=mark)
    courses = [here.site.by_id[id_] for id_ in happened]
    titles = "; ".join(course.incident.title for course in courses)
    counted = here.words.count(len(courses), "{n} incident", "{n} incidents")
    one = here.link(incident_url(courses[0].incident))
    word = here.words(LOOKS[level].word)
    return DayCell(
        number=str(day.day),
        mark=mark,
        href=one if len(courses) == 1 else places.get(day, one),
        label=f"{here.words.short_day(day)}, {word}: {counted if is_full else titles}",
    )


def _list(day: date, happened: Sequence[str], here: Standpoint) -> DayList:
    courses = (here.site.by_id[id_] for id_ in happened)
    return DayList(_anchor(day), here.words.short_day(day), tuple(_happened(courses, here)))


def _happened(courses: Iterable[Course], here: Standpoint) -> Iterator[Happened]:
    for course in courses:
        state = course_state(course, here.words)
        yield Happened(state, course.incident.title, here.link(incident_url(course.incident)))


def _anchor(day: date) -> str:
    return f"d-{day.isoformat()}"


def _gaps(days: Sequence[date], here: Standpoint) -> str:
    """Say of which days nothing is known."""
    if not days or not here.site.config.components:
        return ""
    short = here.words.short_day
    runs = [
        [day for _, day in group]
        for _, group in groupby(enumerate(days), key=lambda pair: pair[1].toordinal() - pair[0])
    ]
    said = [short(r[0]) if len(r) == 1 else f"{short(r[0])} – {short(r[-1])}" for r in runs]
    return here.words("No record: {days}", days="; ".join(said))
