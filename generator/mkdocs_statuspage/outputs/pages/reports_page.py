"""The reports, newest first, each with its beginning: the blog of what went wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mkdocs_statuspage.outputs.pages.cards import ContactView, contact
from mkdocs_statuspage.outputs.pages.history_page import YearLine
from mkdocs_statuspage.outputs.pages.linked_data import web_page
from mkdocs_statuspage.outputs.pages.report_article import has_article, minutes_to_read
from mkdocs_statuspage.outputs.view.looks import State, course_state
from mkdocs_statuspage.outputs.view.page import FeedLink, Page, PageView
from mkdocs_statuspage.outputs.view.promise_views import entries, tally
from mkdocs_statuspage.outputs.view.prose import plain, shortened
from mkdocs_statuspage.outputs.view.rows import is_reported
from mkdocs_statuspage.outputs.view.standpoint import (
    MomentView,
    PageLink,
    Standpoint,
    incident_url,
)
from mkdocs_statuspage.outputs.view.update_views import ReportDue, report_due
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.ledger import Given

URL = "reports/"
BY_YEAR_FROM = 20
"""How many reports stand on the first page at most; with more, each year has a page too."""
BEGINNING = 300
"""How many characters of a report stand in the list when it has no summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """A report's beginning, who signed it, and what became of its promises."""

    title: str
    href: str
    state: State
    published: MomentView
    minutes: str
    signer: ContactView | None
    beginning: str
    promises: str


@dataclass(frozen=True, slots=True)
class OwedReport:
    """A report that is owed."""

    link: PageLink
    due: ReportDue


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsView(PageView):
    """What the page of reports shows, or that of the reports of a year."""

    year: str
    """Empty on the page of the newest."""
    reports: tuple[Teaser, ...]
    owed: tuple[OwedReport, ...]
    years: tuple[YearLine, ...]
    """Where all are, when they are too many for one page."""
    feed: str


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the page of reports; and one for each year, where they are too many for it."""
    reported = [course for course in here.site.reported if is_reported(course, here.site)]
    by_incident = _promises(here)
    years = _by_year(reported, here) if len(reported) > BY_YEAR_FROM else {}
    yield _page("", reported, years, by_incident, here.at(URL))
    for year, members in years.items():
        yield _page(str(year), members, {}, by_incident, here.at(f"{URL}{year}/"))


def _by_year(reported: Sequence[Course], here: Standpoint) -> dict[int, list[Course]]:
    """Return reports by the year in which they were published, the newest first."""
    found: dict[int, list[Course]] = {}
    for course in reported:
        found.setdefault(here.day_of(_published_at(course)).year, []).append(course)
    return dict(sorted(found.items(), reverse=True))


def _published_at(course: Course) -> datetime:
    return course.incident.report.published_at or course.began_at


def _page(
    year: str,
    reported: Sequence[Course],
    years: Mapping[int, Sequence[Course]],
    by_incident: dict[str, list[Given]],
    here: Standpoint,
) -> Page:
    words, feed = here.words, here.link(URL + "feed.xml")
    title = words("Reports of {year}", year=year) if year else words("Reports")
    said = words(
        "What went wrong at {name}, why, what prevents it, and how it was made good.",
        name=here.site.config.organisation.name,
    )
    description = f"{title}. {said}" if year else said
    url = f"{URL}{year}/" if year else URL

    def view() -> ReportsView:
        shown = reported[:BY_YEAR_FROM] if years else reported
        return ReportsView(
            nav="reports",
            json_ld=web_page(title, description, url, here),
            feeds=(FeedLink(href=feed, type="application/rss+xml"),),
            year=year,
            reports=tuple(teaser(course, by_incident, here) for course in shown),
            owed=() if year else tuple(_owed(here)),
            years=tuple(_line(number, len(members), here) for number, members in years.items()),
            feed=feed,
        )

    path = f"{URL}{year or 'index'}.md"
    return Page(path, "statuspage/reports.html", title, description, view)


def _line(year: int, count: int, here: Standpoint) -> YearLine:
    said = here.words.count(count, "{n} report", "{n} reports")
    return YearLine(str(year), here.link(f"{URL}{year}/"), said)


def _promises(here: Standpoint) -> dict[str, list[Given]]:
    found: dict[str, list[Given]] = {}
    for entry in entries(here.site):
        found.setdefault(entry.incident.id, []).append(entry)
    return found


def teaser(course: Course, promises: dict[str, list[Given]], here: Standpoint) -> Teaser:
    """Draw a report in the list."""
    incident = course.incident
    return Teaser(
        title=incident.title,
        href=here.link(incident_url(incident)),
        state=course_state(course, here.words),
        published=here.dated(_published_at(course)),
        minutes=minutes_to_read(incident, here) if has_article(course, here) else "",
        signer=contact(incident, here),
        beginning=beginning(course, here),
        promises=tally(promises.get(incident.id, ()), here),
    )


def beginning(course: Course, here: Standpoint) -> str:
    """Return the first words of a report."""
    incident = course.incident
    if incident.summary:
        return plain(here.bare_html(incident.summary, incident))
    first = next((section for section in incident.prose if section.text), None)
    return shortened(plain(here.section_html(first, incident)), BEGINNING) if first else ""


def _owed(here: Standpoint) -> Iterator[OwedReport]:
    """Find the reports that are owed, with their days."""
    for course in here.site.courses:
        due = report_due(course, here)
        if due is not None and not course.is_open:
            yield OwedReport(here.page_link(course.incident), due)
