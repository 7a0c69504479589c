"""The reports, newest first, each with its beginning: the blog of what went wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mkdocs_statuspage.outputs.pages.cards import ContactView, contact
from mkdocs_statuspage.outputs.pages.linked_data import web_page
from mkdocs_statuspage.outputs.pages.report_article import has_article, minutes_to_read
from mkdocs_statuspage.outputs.view.archive import Period, PeriodLine, above, archive, lines
from mkdocs_statuspage.outputs.view.excerpt import Excerpt
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
TEMPLATE = "statuspage/reports.html"
NEWEST = 20
"""How many reports stand on the first page at most; with more, each year has a page too."""
AT_MOST = 100
"""How many stand on the page of a year; with more, each month has a page."""
OWED_AT_MOST = 20
"""How many of the reports that are owed are named, those of the newest incidents; the history has all."""
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
    """What the page of reports shows, or that of the reports of a year or month."""

    year: str
    """What year or month it is of; empty on the page of the newest."""
    reports: tuple[Teaser, ...]
    owed: tuple[OwedReport, ...]
    more_owed: str
    """How many more are owed than are named."""
    years: tuple[PeriodLine, ...]
    """Where all are, when they are too many for one page."""
    above: tuple[PageLink, ...]
    """The way up from the page of a year or month."""
    feed: str


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the page of reports; and one for each year or month, where they are too many for it."""
    reported = [course for course in here.site.reported if is_reported(course, here.site)]
    years = (
        archive(reported, lambda course: here.day_of(_published_at(course)), AT_MOST)
        if len(reported) > NEWEST
        else ()
    )
    yield _index(reported, years, here.at(URL))
    for period in (one for year in years for one in year.each()):
        yield _period_page(period, years, here.at(URL + period.path))


def _published_at(course: Course) -> datetime:
    return course.incident.report.published_at or course.began_at


PromisesOf = Mapping[str, Sequence[Given]]


def _index(reported: Sequence[Course], years: Sequence[Period[Course]], here: Standpoint) -> Page:
    title, description = here.words("Reports"), _description(here)

    def view() -> ReportsView:
        owed = tuple(_owed(here))
        left = len(owed) - OWED_AT_MOST
        more = here.words.count(left, "{n} more report is owed.", "{n} more reports are owed.")
        return ReportsView(
            nav="reports",
            json_ld=web_page(title, description, URL, here),
            feeds=(FeedLink(href=_feed(here), type="application/rss+xml"),),
            year="",
            reports=_teasers(reported[:NEWEST], _promises(here), here),
            owed=owed[:OWED_AT_MOST],
            more_owed=more if left > 0 else "",
            years=_lines(years, here),
            above=(),
            feed=_feed(here),
        )

    return Page(f"{URL}index.md", TEMPLATE, title, description, view)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsSaid:
    """What the page of a year or month says besides its reports."""

    year: str
    url: str
    years: tuple[PeriodLine, ...]
    above: tuple[PageLink, ...]


def _period_page(period: Period[Course], years: Sequence[Period[Course]], here: Standpoint) -> Page:
    when, url = period.title(here.words), URL + period.path
    said = ReportsSaid(
        year=when,
        url=url,
        years=_lines(period.parts, here),
        above=above(years, period, here.words("Reports"), URL, here),
    )
    data = Excerpt(here, () if period.parts else period.items, said, _period_view)
    path = f"{url.removesuffix('/')}.md"
    return Page(path, TEMPLATE, _period_title(when, here), _period_description(when, here), data)


def _period_title(when: str, here: Standpoint) -> str:
    return here.words("Reports of {year}", year=when)


def _period_description(when: str, here: Standpoint) -> str:
    return f"{_period_title(when, here)}. {_description(here)}"


def _period_view(here: Standpoint, shown: Sequence[Course], said: ReportsSaid) -> ReportsView:
    title, description = _period_title(said.year, here), _period_description(said.year, here)
    return ReportsView(
        nav="reports",
        json_ld=web_page(title, description, said.url, here),
        feeds=(FeedLink(href=_feed(here), type="application/rss+xml"),),
        year=said.year,
        reports=_teasers(shown, _promises(here), here),
        owed=(),
        more_owed="",
        years=said.years,
        above=said.above,
        feed=_feed(here),
    )


def _description(here: Standpoint) -> str:
    return here.words(
        "What went wrong at {name}, why, what prevents it, and how it was made good.",
        name=here.site.config.organisation.name,
    )


def _feed(here: Standpoint) -> str:
    return here.link(URL + "feed.xml")


def _lines(periods: Sequence[Period[Course]], here: Standpoint) -> tuple[PeriodLine, ...]:
    def say(period: Period[Course]) -> str:
        return here.words.count(len(period.items), "{n} report", "{n} reports")

    return lines(periods, URL, say, here)


def _promises(here: Standpoint) -> dict[str, list[Given]]:
    found: dict[str, list[Given]] = {}
    for entry in entries(here.site):
        found.setdefault(entry.incident.id, []).append(entry)
    return found


def _teasers(
    courses: Sequence[Course], promises: PromisesOf, here: Standpoint
) -> tuple[Teaser, ...]:
    return tuple(teaser(course, promises, here) for course in courses)


def teaser(course: Course, promises: PromisesOf, here: Standpoint) -> Teaser:
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
