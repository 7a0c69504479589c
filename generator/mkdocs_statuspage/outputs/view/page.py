"""`Page`: one page of the site before a theme has drawn it; and what a folder of outputs is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mkdocs_statuspage.site import Site


@dataclass(frozen=True, slots=True)
class Page:
    """A page as data: which template draws it, from what, and what search finds in it."""

    path: str
    """The Markdown file that it would be, such as `incidents/2026-11-03-x.md`."""
    template: str
    """The template that draws it, such as `statuspage/incident.html`."""
    title: str
    """The title in the window and in search results; plain text."""
    description: str
    """One or two sentences for search engines and link previews; plain text."""
    data: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    """What the template draws: plain values, and HTML under keys that end in `html`.

    A function where there are many such pages: it is asked when the page is drawn, and what it gives is
    kept by nobody, so that memory does not grow with the history.
    """
    html: str | Callable[[], str] = ""
    """The page's text for the search index; empty keeps it out of search."""
    source: str | None = None
    """The file that the pencil opens, relative to the folder of incidents."""
    changed_on: date | None = None
    """When its content last changed, for the site map."""

    def view(self) -> Mapping[str, Any]:
        """Give what the template draws."""
        return self.data() if callable(self.data) else self.data

    def text(self) -> str:
        """Give the page's text for the search index."""
        return self.html() if callable(self.html) else self.html

    @property
    def depth(self) -> int:
        """How many folders below the root it is served from."""
        return self.url.count("/")

    @property
    def url(self) -> str:
        """Its address below the root: empty for the root, else it ends with a slash."""
        stem = self.path.removesuffix(".md")
        if stem == "index":
            return ""
        return stem.removesuffix("/index") + "/"


Files = Mapping[str, str | bytes | Page]
"""What an output puts out, by path below the site's root; pages by their Markdown path."""

Output = Callable[[Site], Files]
"""A pure function of a site; it must not matter in which order outputs are asked."""
