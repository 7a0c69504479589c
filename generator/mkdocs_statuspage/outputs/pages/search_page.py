"""The search page: the only one that loads the search engine and its index."""

from collections.abc import Iterator

from mkdocs_statuspage.outputs.pages.frame import web_page
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.standpoint import Standpoint

URL = "search/"


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the search page."""
    here = here.at(URL)
    title = here.words("Search")
    name = here.site.config.organisation.name
    description = here.words("Search incidents and reports of {name}.", name=name)
    data = PageView(nav="search", is_material=True, json_ld=web_page(title, description, URL, here))
    yield Page(f"{URL}index.md", "statuspage/search.html", title, description, data)
