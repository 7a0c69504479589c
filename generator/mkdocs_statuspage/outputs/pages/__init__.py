"""The pages: each module gives `Page` values from a `Standpoint`, and `PAGES` lists them all."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC

from mkdocs_statuspage.outputs.pages import (
    component_page,
    history_page,
    incident_page,
    promises_page,
    record_page,
    record_sheet,
    redirects,
    reports_page,
    search_index,
    search_page,
    status_page,
    subscribe_page,
)
from mkdocs_statuspage.outputs.view.page import Files, Page
from mkdocs_statuspage.outputs.view.previews import site_preview
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.site import Site

PAGES: tuple[Callable[[Standpoint], Iterator[Page]], ...] = (
    redirects.pages,
    status_page.pages,
    incident_page.pages,
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
    """Return every page of the site, the pictures of links to them, and what its search looks through."""
    here, own = Standpoint.of(site), site_preview(site)
    changed = here.changed_at.astimezone(UTC).date()
    made = {page.path: page for pages in PAGES for page in pages(here)}
    pictured = {path: page.preview or own for path, page in made.items() if page.is_listed}
    seen = pictured if site.url else {}
    by_path = {
        path: replace(
            page,
            changed_on=page.changed_on or changed,
            link_picture=seen[path].shared(site) if path in seen else None,
        )
        for path, page in made.items()
    }
    pictures = {one.path: one for one in seen.values()}
    return {**by_path, **pictures, **search_index.index(list(by_path.values()), site.words)}
