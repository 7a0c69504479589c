"""The history: every year in a line, and each year by month, quiet stretches said once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.pages.linked_data import web_page
from mkdocs_statuspage.outputs.pages.period_page import (
    AT_MOST,
    TEMPLATE,
    Month,
    PeriodSaid,
    YearView,
    period_page,
    rows,
)
from mkdocs_statuspage.outputs.pages.uptime_table import of_components, uptime_note
from mkdocs_statuspage.outputs.pages.year_calendar import YearCalendar, year_calendar
from mkdocs_statuspage.outputs.view.archive import Period, PeriodLine, above, lines, year_of
from mkdocs_statuspage.outputs.view.excerpt import Excerpt
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.rows import is_reported
from mkdocs_statuspage.outputs.view.standpoint import PageLink, Standpoint
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.days import is_known

URL = "history/"
DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView(PageView):
    """What the history's front page shows."""

    years: tuple[PeriodLine, ...]
    newest: str
    calendar: YearCalendar | None
    months: tuple[Month, ...]
    lines: tuple[PeriodLine, ...]
    """The months of the newest year, where each has a page."""


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the history's front page, and a page for each year, and each month of a year with many incidents."""
    years = periods(here)
    yield index(years, here.at(URL))
    for year in years:
        yield year_page(year, years, here.at(URL + year.path))
        for part in (one for month in year.parts for one in month.each()):
            yield _part_page(part, years, here.at(URL + part.path))


def periods(here: Standpoint) -> tuple[Period[Course], ...]:
    """Return what has begun by year, newest first; in months where a year had too much for one page."""
    return tuple(_year(year, courses, here) for year, courses in by_year(here).items())


def _year(year: int, courses: Sequence[Course], here: Standpoint) -> Period[Course]:
    return year_of(year, courses, lambda course: here.day_of(course.began_at), AT_MOST)


def by_year(here: Standpoint) -> dict[int, list[Course]]:
    """Return what has begun, by the year in which it did, newest first; a year since the first in which all was well is one too."""
    begun: dict[int, list[Course]] = {}
    for course in here.site.courses:
        if not course.is_upcoming:
            begun.setdefault(here.day_of(course.began_at).year, []).append(course)
    last = here.day_of(here.site.now).year
    years = range(last, min(begun, default=last), -1)
    told = {year for year in years if year in begun or _is_known(year, here)}
    return {year: begun.get(year, []) for year in sorted({*begun, *told}, reverse=True)}


def _is_known(year: int, here: Standpoint) -> bool:
    """Tell whether anything is known of some month of a year."""
    months = [date(year, number, 1) for number in range(1, DECEMBER + 1)]
    parts = here.site.config.components.values()
    return any(is_known(part, month) for part in parts for month in months)


def index(years: Sequence[Period[Course]], here: Standpoint) -> Page:
    """Return the front page: the years, and the newest of them in full, or its newest month."""
    words = here.words
    title = words("History")
    name = here.site.config.organisation.name
    description = words("Everything that went wrong at {name}, year by year.", name=name)
    newest = years[0] if years else None
    data = HistoryView(
        nav="history",
        json_ld=web_page(title, description, URL, here),
        years=year_lines(here),
        newest=newest.title(words) if newest else "",
        calendar=_calendar(newest, here) if newest else None,
        months=_newest_months(newest, here, is_first=len(years) == 1) if newest else (),
        lines=_lines(newest.parts, here) if newest else (),
    )
    return Page(f"{URL}index.md", "statuspage/history.html", title, description, data)


def _newest_months(year: Period[Course], here: Standpoint, *, is_first: bool) -> tuple[Month, ...]:
    if not year.parts:
        return months(year.first.year, year.items, here, is_first=is_first)
    newest = year.parts[0]
    return () if newest.parts else (_of_month(newest, here),)


def _of_month(month: Period[Course], here: Standpoint) -> Month:
    name, id_ = here.words.month_alone(month.first), f"{month.first:%Y-%m}"
    return Month(name=name, id=id_, rows=rows(month.items, here))


def _calendar(year: Period[Course], here: Standpoint) -> YearCalendar | None:
    """Draw a year; its days lead to where they are listed, where the months have pages of their own."""
    places = {
        here.day_of(course.began_at): here.link(f"{URL}{leaf.path}#{course.incident.id}")
        for month in year.parts
        for leaf in month.each()
        if not leaf.parts
        for course in leaf.items[::-1]
    }
    return year_calendar(year.first.year, year.items, here, places if year.parts else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSaid:
    """What the page of a year says besides what happened in it."""

    year: int
    above: tuple[PageLink, ...]
    earlier: PageLink | None
    later: PageLink | None


def year_page(year: Period[Course], years: Sequence[Period[Course]], here: Standpoint) -> Page:
    """Return the page of one year."""
    number, place = year.first.year, years.index(year)
    title, description = _named(year, here)
    said = YearSaid(
        year=number,
        above=above(years, year, here.words("History"), URL, here),
        later=_link(years[place - 1], here) if place else None,
        earlier=_link(years[place + 1], here) if place + 1 < len(years) else None,
    )
    data = Excerpt(here, _touching(number, here), said, _year_view)
    return Page(f"{URL}{number}.md", TEMPLATE, title, description, data)


def _touching(year: int, here: Standpoint) -> list[Course]:
    """Return what began in a year, and what a component had trouble from in it."""
    found: dict[int, list[Course]] | None = here.site.made.get(YearSaid)
    if found is None:
        found = here.site.made[YearSaid] = {}
        for course in here.site.courses:
            for one in _years_of(course, here):
                found.setdefault(one, []).append(course)
    return found.get(year, [])


def _years_of(course: Course, here: Standpoint) -> set[int]:
    begun, now = here.day_of(course.began_at).year, here.site.now
    stretches = ((spell.start, spell.end or now) for spell in course.spells)
    years = (range(here.day_of(a).year, here.day_of(b).year + 1) for a, b in stretches)
    return {begun}.union(*years)


def _year_view(here: Standpoint, courses: Sequence[Course], said: YearSaid) -> YearView:
    begun = [c for c in courses if not c.is_upcoming and here.day_of(c.began_at).year == said.year]
    year = _year(said.year, begun, here)
    title, description = _named(year, here)
    return YearView(
        nav="history",
        json_ld=web_page(title, description, URL + year.path, here),
        year=str(said.year),
        above=said.above,
        summary=_summary(year, here),
        calendar=_calendar(year, here),
        uptime=of_components(said.year, here),
        uptime_note=uptime_note(here),
        months=() if year.parts else months(said.year, year.items, here, is_first=not said.earlier),
        lines=_lines(year.parts, here),
        later=said.later,
        earlier=said.earlier,
    )


def _part_page(part: Period[Course], years: Sequence[Period[Course]], here: Standpoint) -> Page:
    """Return the page of one month, or of a part of one."""
    title, description = _named(part, here)
    said = PeriodSaid(
        nav="history",
        title=title,
        description=description,
        url=URL + part.path,
        year=part.title(here.words),
        above=above(years, part, here.words("History"), URL, here),
        summary=_summary(part, here),
        lines=_lines(part.parts, here),
    )
    return period_page(() if part.parts else part.items, said, here)


def _named(period: Period[Course], here: Standpoint) -> tuple[str, str]:
    """Return a page's title and description."""
    words, when = here.words, period.title(here.words)
    name = here.site.config.organisation.name
    said = words("Everything that went wrong at {name} in {year}.", name=name, year=when)
    return words("History of {year}", year=when), said


def year_lines(here: Standpoint) -> tuple[PeriodLine, ...]:
    """Return every year in a line, the newest first."""
    return _lines(periods(here), here)


def _lines(found: Sequence[Period[Course]], here: Standpoint) -> tuple[PeriodLine, ...]:
    return lines(found, URL, lambda period: _summary(period, here), here)


def _link(year: Period[Course], here: Standpoint) -> PageLink:
    return PageLink(year.title(here.words), here.link(URL + year.path))


def _summary(period: Period[Course], here: Standpoint) -> str:
    """Return a year in a sentence: `14 incidents, 12 with a report; planned work 3 times`."""
    words = here.words
    incidents = [c for c in period.items if c.incident.kind is Kind.INCIDENT]
    planned = sum(1 for c in period.items if c.incident.kind is Kind.MAINTENANCE)
    reported = sum(1 for c in incidents if is_reported(c, here.site))
    parts = [words.count(len(incidents), "{n} incident", "{n} incidents")]
    if reported:
        parts.append(words.count(reported, "{n} report", "{n} reports"))
    if planned:
        parts.append(words.count(planned, "{n} planned work", "{n} planned works"))
    return ", ".join(parts)


def months(
    year: int, courses: Sequence[Course], here: Standpoint, *, is_first: bool
) -> tuple[Month, ...]:
    """Draw a year's months, newest first; months in which nothing happened share a line."""
    found: dict[int, list[Course]] = {}
    for course in courses:
        found.setdefault(here.day_of(course.began_at).month, []).append(course)
    last = _last_month(year, here)
    first = min(found) if is_first else 1
    return tuple(
        _month(year, numbers, found, here)
        for is_quiet, group in groupby(range(last, first - 1, -1), key=lambda m: m not in found)
        for numbers in ([list(group)] if is_quiet else ([m] for m in group))
    )


def _last_month(year: int, here: Standpoint) -> int:
    today = here.day_of(here.site.now)
    return today.month if today < date(year, DECEMBER, 31) else DECEMBER


def _month(
    year: int, numbers: Sequence[int], found: dict[int, list[Course]], here: Standpoint
) -> Month:
    """Draw one month with what happened, or several in which nothing did."""
    name = here.words.month_alone
    newest, oldest = date(year, numbers[0], 1), date(year, numbers[-1], 1)
    if numbers[0] in found:
        shown = rows(found[numbers[0]], here)
        return Month(name=name(newest), id=f"{newest:%Y-%m}", rows=shown)
    if numbers[0] == numbers[-1]:
        return Month(here.words("{months}: quiet", months=name(newest)))
    if numbers[0] == numbers[-1] + 1:
        both = here.words.listed([name(oldest), name(newest)])
        return Month(here.words("{months}: quiet", months=both))
    return Month(here.words("{first} to {last}: quiet", first=name(oldest), last=name(newest)))
