"""`Page`: one page of the site before a theme has drawn it; and what a folder of outputs is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from mkdocs_statuspage.outputs.view.previews import Preview, SharedPicture
from mkdocs_statuspage.outputs.view.standpoint import MomentView
from mkdocs_statuspage.site import Site

PageKind = Literal["ours", "own", "material"]
"""A page that is made here; one of the owner's in our frame; one of the owner's that Material draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed that the head of a page names."""

    href: str
    type: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What a template draws; here what stands around every page, and each page adds its own.

    Text is plain and the template escapes it, but for fields whose names end in `html`. What there is not is
    empty or None, so that a name that a template reads and nobody made is an error.
    """

    root: str = ""
    """The way to the site's root."""
    url: str = ""
    """Its own address below the root."""
    nav: str = "plain"
    """The link in the header that it belongs to."""
    json_ld: Mapping[str, Any] | tuple[Mapping[str, Any], ...] | None = None
    """What it tells machines, in the vocabulary of schema.org."""
    feeds: tuple[FeedLink, ...] = ()
    """Its own feeds; those of the site are in the frame."""
    canonical: str = ""
    """The whole address of the page that it stands for, where that is another one."""
    icon: str = ""
    """The state that the tab shows."""
    link_picture: SharedPicture | None = None
    """What is shown beside a link to it elsewhere; none without a whole address."""
    is_article: bool = False
    kind: PageKind = "ours"
    """Whose it is, and what is around it."""
    inlines_css: bool = False
    """Whether it brings its style with it, so that it is there at once while much is asked for."""
    built: MomentView | None = None
    """When it was built, where that is said."""
    today: str = ""
    """The day on which its bars end, where it has some."""


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
    data: PageView | Callable[[], PageView]
    """What the template draws.

    A function where there are many such pages: it is asked when the page is drawn, and what it gives is
    kept by nobody, so that memory does not grow with the history.
    """
    html: str | bytes | Callable[[], str] = ""
    """The page's text for the search index, or its words alone as bytes, or their digest where they are kept; an empty text keeps it out of search."""
    source: str | None = None
    """The file that the pencil opens, relative to the folder of incidents."""
    day: date | None = None
    """The day on which what it tells of began; search looks at the newest first."""
    changed_on: date | None = None
    """When its content last changed, for the site map."""
    is_listed: bool = True
    """Whether the site map names it."""
    preview: Preview | None = None
    """The picture of a link to it; without one it has the site's own."""
    link_picture: SharedPicture | None = None
    """That picture, as the page names it."""

    def view(self) -> PageView:
        """Make what the template draws."""
        made = self.data() if callable(self.data) else self.data
        root = "../" * self.depth or "./"
        return replace(made, root=root, url=self.url, link_picture=self.link_picture)

    def text(self) -> str:
        """Return the page's text for the search index."""
        text = self.html() if callable(self.html) else self.html
        return text.decode() if isinstance(text, bytes) else text

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


Files = Mapping[str, str | bytes | Page | Preview]
"""What an output puts out, by path below the site's root; pages by their Markdown path, pictures of links as what they say."""

Output = Callable[[Site], Files]
"""A pure function of a site; it must not matter in which order outputs are asked."""
