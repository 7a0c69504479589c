"""What happened in a year or month, on a page of its own: of everything, or of one component."""

from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_statuspage.outputs.pages.uptime_table import UptimeTable
from mkdocs_statuspage.outputs.pages.year_calendar import YearCalendar
from mkdocs_statuspage.outputs.view.archive import PeriodLine
from mkdocs_statuspage.outputs.view.page import PageView
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


def rows(courses: Sequence[Course], here: Standpoint) -> tuple[Row, ...]:
    """Draw incidents, each in a line."""
    return tuple(row(course, here) for course in courses)
