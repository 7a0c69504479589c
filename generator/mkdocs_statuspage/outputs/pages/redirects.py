"""Pages at old addresses, each leading to the present one, by itself and without a script."""

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_statuspage.outputs.view.old_addresses import OldAddress, old_addresses
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.standpoint import Standpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView(PageView):
    """What the page at an old address shows."""

    title: str
    target: str


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield a page for each address that leads on, so that it does on every host."""
    for moved in old_addresses(here.site):
        yield page(moved, here.at(moved.old))


def page(moved: OldAddress, here: Standpoint) -> Page:
    """Return the page at an old address."""
    return Page(
        moved.old.removesuffix("/") + ".md",
        "statuspage/redirect.html",
        here.words("Moved: {title}", title=moved.title),
        here.words("This page has moved."),
        RedirectView(
            title=moved.title,
            target=here.link(moved.new),
            canonical=here.site.url + moved.new if here.site.url else "",
        ),
        is_listed=False,
    )
