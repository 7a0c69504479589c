"""The search page: the only one that loads the search's script and its index."""

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_statuspage.outputs.pages.history_page import year_lines
from mkdocs_statuspage.outputs.pages.linked_data import web_page
from mkdocs_statuspage.outputs.view.archive import PeriodLine
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.standpoint import Standpoint

URL = "search/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView(PageView):
    """What the search page shows."""

    years: tuple[PeriodLine, ...]
    """Where to look without a script."""


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the search page."""
    here = here.at(URL)
    title = here.words("Search")
    name = here.site.config.organisation.name
    description = here.words("Search incidents and reports of {name}.", name=name)
    described = web_page(title, description, URL, here)
    data = SearchView(nav="search", json_ld=described, years=year_lines(here))
    yield Page(f"{URL}index.md", "statuspage/search.html", title, description, data)
