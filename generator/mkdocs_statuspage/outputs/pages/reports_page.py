"""The reports, newest first, each with its beginning: the blog of what went wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_statuspage.outputs.pages.cards import ContactView, contact
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
    """What the page of reports shows."""

    reports: tuple[Teaser, ...]
    owed: tuple[OwedReport, ...]
    feed: str


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the page of reports."""
    here = here.at(URL)
    words = here.words
    title = words("Reports")
    name = here.site.config.organisation.name
    description = words(
        "What went wrong at {name}, why, what prevents it, and how it was made good.", name=name
    )
    by_incident = _promises(here)
    reported = (course for course in here.site.reported if is_reported(course, here.site))
    feed = here.link(URL + "feed.xml")
    data = ReportsView(
        nav="reports",
        json_ld=web_page(title, description, URL, here),
        feeds=(FeedLink(href=feed, type="application/rss+xml"),),
        reports=tuple(teaser(course, by_incident, here) for course in reported),
        owed=tuple(_owed(here)),
        feed=feed,
    )
    yield Page(f"{URL}index.md", "statuspage/reports.html", title, description, data)


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
        published=here.dated(incident.report.published_at or course.began_at),
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
