"""What happened in a year or month, on a page of its own: of everything, or of one component."""

from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_statuspage.outputs.pages.linked_data import web_page
from mkdocs_statuspage.outputs.pages.uptime_table import UptimeTable
from mkdocs_statuspage.outputs.pages.year_calendar import YearCalendar
from mkdocs_statuspage.outputs.view.archive import PeriodLine
from mkdocs_statuspage.outputs.view.excerpt import Excerpt
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.rows import Row, row
from mkdocs_statuspage.outputs.view.standpoint import PageLink, Standpoint
from mkdocs_statuspage.timeline.course import Course

TEMPLATE = "statuspage/history_year.html"
AT_MOST = 250
"""How many incidents are listed on one page; of more in a year each month has its own."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what happened in it, or a sentence about some in which nothing did."""

    quiet: str = ""
    name: str = ""
    """Empty where the page is of one month."""
    id: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView(PageView):
    """What the page of one year or month shows."""

    year: str
    """What it is called: `2026`, `November 2026`."""
    above: tuple[PageLink, ...]
    """The way up."""
    summary: str
    calendar: YearCalendar | None
    uptime: UptimeTable | None
    uptime_note: str
    """How it is counted."""
    months: tuple[Month, ...]
    lines: tuple[PeriodLine, ...]
    """Where it is, where it is too much for this page."""
    earlier: PageLink | None
    later: PageLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodSaid:
    """What a page of a period says besides the incidents that it lists."""

    nav: str
    title: str
    description: str
    url: str
    year: str
    above: tuple[PageLink, ...]
    summary: str
    lines: tuple[PeriodLine, ...]


def period_page(shown: Sequence[Course], said: PeriodSaid, here: Standpoint) -> Page:
    """Return the page of a month, of a part of one, or of a year of a component; without incidents where they stand below it."""
    data = Excerpt(here.at(said.url), shown, said, view)
    return Page(f"{said.url.removesuffix('/')}.md", TEMPLATE, said.title, said.description, data)


def view(here: Standpoint, courses: Sequence[Course], said: PeriodSaid) -> YearView:
    """Draw the incidents of a period."""
    return YearView(
        nav=said.nav,
        json_ld=web_page(said.title, said.description, said.url, here),
        year=said.year,
        above=said.above,
        summary=said.summary,
        calendar=None,
        uptime=None,
        uptime_note="",
        months=(Month(rows=rows(courses, here)),) if courses else (),
        lines=said.lines,
        earlier=None,
        later=None,
    )


def rows(courses: Sequence[Course], here: Standpoint) -> tuple[Row, ...]:
    """Draw incidents, each in a line."""
    return tuple(row(course, here) for course in courses)
