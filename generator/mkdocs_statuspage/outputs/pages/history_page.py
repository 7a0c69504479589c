"""The history: every year in a line, and each year by month, quiet stretches said once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.pages.component_page import uptime_note
from mkdocs_statuspage.outputs.pages.linked_data import LinkedData, web_page
from mkdocs_statuspage.outputs.pages.uptime_table import UptimeTable, of_components
from mkdocs_statuspage.outputs.pages.year_calendar import YearCalendar, year_calendar
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.rows import Row, is_reported, row
from mkdocs_statuspage.outputs.view.standpoint import PageLink, Standpoint
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.days import is_known

URL = "history/"
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what happened in it, or a sentence about some in which nothing did."""

    quiet: str = ""
    name: str = ""
    id: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year in a line."""

    title: str
    href: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView(PageView):
    """What the history's front page shows."""

    years: tuple[YearLine, ...]
    newest: str
    calendar: YearCalendar | None
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView(PageView):
    """What the page of one year shows."""

    year: str
    summary: str
    calendar: YearCalendar | None
    uptime: UptimeTable | None
    uptime_note: str
    """How it is counted."""
    months: tuple[Month, ...]
    earlier: PageLink | None
    later: PageLink | None


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the history's front page, and a page for each year."""
    years = by_year(here)
    yield index(years, here.at(URL))
    for year, courses in years.items():
        yield year_page(year, courses, tuple(years), here.at(f"{URL}{year}/"))


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


def index(years: dict[int, list[Course]], here: Standpoint) -> Page:
    """Return the front page: the years, and the newest of them in full."""
    words = here.words
    title = words("History")
    name = here.site.config.organisation.name
    description = words("Everything that went wrong at {name}, year by year.", name=name)
    newest = next(iter(years), None)
    data = HistoryView(
        nav="history",
        json_ld=web_page(title, description, URL, here),
        years=year_lines(here),
        newest=str(newest or ""),
        calendar=year_calendar(newest, years[newest], here) if newest else None,
        months=months(newest, years[newest], here) if newest else (),
    )
    return Page(f"{URL}index.md", "statuspage/history.html", title, description, data)


def year_page(year: int, courses: Sequence[Course], years: Sequence[int], here: Standpoint) -> Page:
    """Return the page of one year."""
    words = here.words
    title = words("History of {year}", year=year)
    name = here.site.config.organisation.name
    description = words("Everything that went wrong at {name} in {year}.", name=name, year=year)
    described = web_page(title, description, f"{URL}{year}/", here)
    return Page(
        f"{URL}{year}.md",
        "statuspage/history_year.html",
        title,
        description,
        lambda: year_view(year, courses, years, described, here),
    )


def year_view(
    year: int,
    courses: Sequence[Course],
    years: Sequence[int],
    described: LinkedData,
    here: Standpoint,
) -> YearView:
    """Make everything that the page of a year shows."""
    place = years.index(year)
    return YearView(
        nav="history",
        json_ld=described,
        year=str(year),
        summary=_summary(courses, here),
        calendar=year_calendar(year, courses, here),
        uptime=of_components(year, here),
        uptime_note=uptime_note(here),
        months=months(year, courses, here),
        later=_link(years[place - 1], here) if place else None,
        earlier=_link(years[place + 1], here) if place + 1 < len(years) else None,
    )


def year_lines(here: Standpoint) -> tuple[YearLine, ...]:
    """Return every year in a line, the newest first."""
    return tuple(_year(year, courses, here) for year, courses in by_year(here).items())


def _link(year: int, here: Standpoint) -> PageLink:
    return PageLink(str(year), here.link(f"{URL}{year}/"))


def _year(year: int, courses: Sequence[Course], here: Standpoint) -> YearLine:
    return YearLine(str(year), here.link(f"{URL}{year}/"), _summary(courses, here))


def _summary(courses: Sequence[Course], here: Standpoint) -> str:
    """Return a year in a sentence: `14 incidents, 12 with a report; planned work 3 times`."""
    words = here.words
    incidents = [c for c in courses if c.incident.kind is Kind.INCIDENT]
    planned = sum(1 for c in courses if c.incident.kind is Kind.MAINTENANCE)
    reported = sum(1 for c in incidents if is_reported(c, here.site))
    parts = [words.count(len(incidents), "{n} incident", "{n} incidents")]
    if reported:
        parts.append(words.count(reported, "{n} report", "{n} reports"))
    if planned:
        parts.append(words.count(planned, "{n} planned work", "{n} planned works"))
    return ", ".join(parts)


def months(year: int, courses: Sequence[Course], here: Standpoint) -> tuple[Month, ...]:
    """Draw a year's months, newest first; months in which nothing happened share a line."""
    found: dict[int, list[Course]] = {}
    for course in courses:
        found.setdefault(here.day_of(course.began_at).month, []).append(course)
    last = _last_month(year, here)
    first = min(found) if year == _first_year(here) else 1
    return tuple(
        _month(year, numbers, found, here)
        for is_quiet, group in groupby(range(last, first - 1, -1), key=lambda m: m not in found)
        for numbers in ([list(group)] if is_quiet else ([m] for m in group))
    )


def _last_month(year: int, here: Standpoint) -> int:
    today = here.day_of(here.site.now)
    return today.month if year == today.year else DECEMBER


def _first_year(here: Standpoint) -> int:
    return here.day_of(here.site.courses[-1].began_at).year


def _month(
    year: int, numbers: Sequence[int], found: dict[int, list[Course]], here: Standpoint
) -> Month:
    """Draw one month with what happened, or several in which nothing did."""
    name = here.words.month_alone
    newest, oldest = date(year, numbers[0], 1), date(year, numbers[-1], 1)
    if numbers[0] in found:
        rows = tuple(row(course, here) for course in found[numbers[0]])
        return Month(name=name(newest), id=f"{newest:%Y-%m}", rows=rows)
    if numbers[0] == numbers[-1]:
        return Month(here.words("{months}: quiet", months=name(newest)))
    if numbers[0] == numbers[-1] + 1:
        both = here.words.listed([name(oldest), name(newest)])
        return Month(here.words("{months}: quiet", months=both))
    return Month(here.words("{first} to {last}: quiet", first=name(oldest), last=name(newest)))
