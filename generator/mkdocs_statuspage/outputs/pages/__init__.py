"""The pages: each module gives `Page` values from a `Standpoint`, and `PAGES` lists them all."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from mkdocs_statuspage.outputs.page import Files, Page
from mkdocs_statuspage.outputs.pages import (
    component,
    history,
    incident,
    promises,
    record,
    redirects,
    reports,
    search,
    status,
    subscribe,
)
from mkdocs_statuspage.outputs.pages.standpoint import Standpoint
from mkdocs_statuspage.site import Site

PAGES: tuple[Callable[[Standpoint], Iterator[Page]], ...] = (
    redirects.pages,
    status.pages,
    incident.pages,
    component.pages,
    history.pages,
    reports.pages,
    promises.pages,
    record.pages,
    subscribe.pages,
    search.pages,
)
"""What makes pages, in the order in which a later one wins the address of an earlier one."""


def files(site: Site) -> Files:
    """Give every page of the site."""
    here = Standpoint.of(site)
    changed = here.day_of(here.changed_at)
    made = (page for pages in PAGES for page in pages(here))
    return {page.path: replace(page, changed_on=page.changed_on or changed) for page in made}
