"""The pages: each module gives `Page` values from a `Standpoint`, and `PAGES` lists them all."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from itertools import chain

from mkdocs_statuspage.outputs.pages import (
    component_page,
    history_page,
    incident_page,
    promises_page,
    record_page,
    record_sheet,
    redirects,
    reports_page,
    search_page,
    status_page,
    subscribe_page,
)
from mkdocs_statuspage.outputs.view.page import Files, Page
from mkdocs_statuspage.outputs.view.previews import Preview, site_preview
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course

PAGES: tuple[Callable[[Standpoint], Iterator[Page]], ...] = (
    redirects.pages,
    status_page.pages,
    component_page.pages,
    history_page.pages,
    reports_page.pages,
    promises_page.pages,
    record_page.pages,
    record_sheet.pages,
    subscribe_page.pages,
    search_page.pages,
)
"""What makes pages, in the order in which a later one wins the address of an earlier one."""


def files(site: Site) -> Files:
    """Return every page that tells of more than one incident, and the pictures of links to them."""
    here = Standpoint.of(site)
    return dict(chain.from_iterable(_pictured(one, site) for pages in PAGES for one in pages(here)))


def of_incident(course: Course, here: Standpoint) -> Files:
    """Return the page of one incident, and the picture of links to it."""
    return dict(_pictured(incident_page.page(course, here), here.site))


def outline(course: Course, here: Standpoint) -> Files:
    """Return the page of one incident before its texts are looked at, and the picture of links to it."""
    return dict(_pictured(incident_page.outline(course, here), here.site))


def _pictured(page: Page, site: Site) -> Iterator[tuple[str, Page | Preview]]:
    """Yield a page by its path, and by its path the picture that is shown beside links to it."""
    if not (page.is_listed and site.url):
        yield page.path, page
        return
    picture = page.preview or site_preview(site)
    yield page.path, replace(page, link_picture=picture.shared(site))
    yield picture.path, picture


def dated(made: Files, site: Site) -> Files:
    """Return all files of a site with a date for each page, which follows from all of them.

    Args:
        made: all others.
        site: what they were made of.
    """
    changed = Standpoint.of(site).changed_at.astimezone(UTC).date()
    pages = (one for one in made.values() if isinstance(one, Page))
    new = {p.path: replace(p, changed_on=changed) for p in pages if p.changed_on is None}
    return {**made, **new}
