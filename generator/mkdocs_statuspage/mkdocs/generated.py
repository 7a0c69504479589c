"""What MkDocs is handed in the place of files: pages that are HTML already, and files made in memory."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from os.path import relpath
from pathlib import PurePosixPath
from typing import NamedTuple, Self
from urllib.parse import quote, urljoin

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import get_build_date, get_relative_url

from mkdocs_statuspage.desk.placement import Placement
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.reading.file_list import CONFIG_NAME

NOTHING = "<p></p>"
"""What other plugins read of a page that is not searched; several fall over a text without an element."""


class MadeFile(File):
    """A file that is made in memory, and leaves it when it has been written."""

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file; MkDocs would hold all of them until the last page is drawn."""
        super().copy_file(dirty)
        self._content = None


class GeneratedPage(MkDocsPage):
    """A page whose text is HTML already, so that MkDocs need not make a Markdown instance for it."""

    def __init__(
        self, made: Page, file: File, config: MkDocsConfig, *, is_guest: bool, is_again: bool
    ) -> None:
        self._content: str | None = None
        super().__init__(escape(made.title), file, config)
        self.made, self.is_guest, self.is_again = made, is_guest, is_again
        self.is_link = not made.is_listed  # as such the site map passes it over
        if made.changed_on:
            self.update_date = made.changed_on.isoformat()

    def read_source(self, config: MkDocsConfig) -> None:
        """Take what is known of the page instead of a file's front matter."""
        made = self.made
        self.markdown = ""
        self.meta = {
            "template": made.template,
            # Material's templates and its search put these into pages as they are.
            "title": escape(made.title),
            "description": escape(made.description),
            "hide": ["navigation", "toc"],
            "render_macros": False,  # or the macros plugin would run a title that is a template
            # Our search has an index of its own, in parts; that of a site with other pages has ours too.
            **(
                {}
                if self.is_guest and made.html and not self.is_again
                else {"search": {"exclude": True}}
            ),
            # Or the feeds that the rss plugin makes of a site's posts would be full of them.
            **({"draft": True} if self.is_guest else {}),
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the text for later, unless a plugin looks at it now: all pages' texts at once would fill the memory."""
        self.toc = TableOfContents([])
        if not config.plugins.events["page_content"]:
            self._content = NOTHING

    def draw(self) -> None:
        """Make the data, now that the page is next to be drawn."""
        self.meta["statuspage"] = self.made.view()
        if self._content is NOTHING and "search" not in self.meta:
            self._content = None  # search reads it next

    def forget(self) -> None:
        """Let go of what was needed only to draw the page."""
        self.meta, self.content = {}, ""

    @property
    def content(self) -> str | None:  # a plain attribute in MkDocs
        """The text for the search index, made when somebody first asks."""
        if self._content is None:
            self._content = self.made.text() or NOTHING
        return self._content

    @content.setter
    def content(self, value: str | None) -> None:
        self._content = value

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        """Its links were resolved when its prose was rendered."""


class InSiteMap(NamedTuple):
    """What a site map asks of one of our pages."""

    is_link: bool
    """Whether it passes it over."""
    canonical_url: str | None
    update_date: str

    @classmethod
    def of(cls, page: Page, config: MkDocsConfig) -> Self:
        """Return what it asks of a page."""
        day = page.changed_on.isoformat() if page.changed_on else get_build_date()
        return cls(not page.is_listed, canonical_url(page, config), day)

    @property
    def page(self) -> Self:
        """The page, as a file has it."""
        return self


class PutOut(Files):
    """The files of a build beside those that we put out ourselves: MkDocs passes these over, and finds one where somebody names it."""

    def __init__(
        self, files: Iterable[File], pages: Mapping[str, Page | None], make: Callable[..., File]
    ) -> None:
        """Begin with files.

        Args:
            files: those that MkDocs makes.
            pages: ours by their paths, what is no page as None.
            make: makes the file of one, by its path and what it is.
        """
        super().__init__(files)
        self.pages = {**pages}
        self.make = cache(lambda path: make(path, self.pages[path] or b""))

    def add(self, path: str) -> None:
        """Know of one more, which is no page."""
        self.pages[path] = None

    def get_file_from_path(self, path: str) -> File | None:
        """Return a file by its path."""
        found = super().get_file_from_path(path)
        at = PurePosixPath(path).as_posix()
        return self.make(at) if found is None and at in self.pages else found

    def listed(self, order: Iterable[str], config: MkDocsConfig) -> Iterator[File | InSiteMap]:
        """Yield the pages of the site map: ours in their order, then the owner's."""
        made = {file.src_uri: file for file in self.documentation_pages()}
        for path in order:
            file, page = made.pop(path, None), self.pages.get(path)
            if file:
                yield file
            elif page and path not in self.src_uris:
                yield InSiteMap.of(page, config)
        yield from made.values()


def canonical_url(page: Page, config: MkDocsConfig) -> str | None:
    """Return the whole address of one of our pages; None where that of the site is not known."""
    root = f"{config.site_url.rstrip('/')}/" if config.site_url else None
    return root and urljoin(root, quote(page.url))


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """What our templates, and the filters that MkDocs gives them, take of a page of MkDocs'."""

    url: str
    title: str
    meta: Mapping[str, object]
    canonical_url: str | None
    edit_url: str | None


def drawn_page(made: Page, place: Placement, env: Environment, config: MkDocsConfig) -> str:
    """Draw one of our pages as MkDocs does; our templates take the page and the configuration and nothing else."""
    title, description = escape(made.title), escape(made.description)
    page = DrawnPage(
        url=quote(made.url),
        title=title,
        meta={"title": title, "description": description, "statuspage": made.view()},
        canonical_url=canonical_url(made, config),
        edit_url=_edit_url(made, place, config),
    )
    base_url = get_relative_url(".", page.url)
    return env.get_template(made.template).render(page=page, config=config, base_url=base_url)


def _edit_url(made: Page, place: Placement, config: MkDocsConfig) -> str | None:
    if made.source is None or not (config.edit_uri or config.edit_uri_template):
        return None
    page = generated(made.path, made, place, config, is_again=False).page
    return page.edit_url if page else None


def generated(
    path: str, content: str | bytes | Page, place: Placement, config: MkDocsConfig, is_again: bool
) -> File:
    """Make the file of one generated thing; a page is hung on its file, where MkDocs looks for it.

    Args:
        path: where it stands.
        content: what it is.
        place: where the incidents are that it comes from.
        config: MkDocs' configuration.
        is_again: it is there already, and a build within the build only has to know it.
    """
    folder = place.incidents_dir
    # Plugins that ask for a file's source, as those for dates, feeds and languages do, find one for each.
    if not isinstance(content, Page):
        inclusion = InclusionLevel.EXCLUDED if is_again else InclusionLevel.NOT_IN_NAV
        data = content if isinstance(content, bytes) else content.encode()  # half as large
        made = MadeFile.generated(config, path, content=data, inclusion=inclusion)
        made.abs_src_path = str(folder / CONFIG_NAME)
        return made
    file = File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.alternates = {}  # type: ignore[attr-defined] # i18n's site map asks for them
    file.use_directory_urls = True  # the addresses are permanent, whatever those of other pages are
    file.abs_src_path = str(folder / (content.source or CONFIG_NAME))
    if content.source is not None:
        file.edit_uri = relpath(folder / content.source, place.docs_dir).replace(os.sep, "/")
    GeneratedPage(content, file, config, is_guest=place.is_guest, is_again=is_again)
    return file


def name_in_navigation(pages: Iterable[MkDocsPage], front: str, config: MkDocsConfig) -> None:
    """Let a navigation call our pages as its owner does, and the front page the same each day; MkDocs would take the title of each.

    Args:
        pages: those of the navigation.
        front: what the front page is called.
        config: MkDocs' configuration.
    """
    named = dict(_named(config.nav or ()))
    for page in pages:
        if isinstance(page, GeneratedPage):
            usual = front if page.made.path == "index.md" else page.title
            page.title = named.get(page.file.src_uri, usual)


def _named(entries: object) -> Iterator[tuple[str, str]]:
    for entry in entries if isinstance(entries, list | tuple) else ():
        for name, below in entry.items() if isinstance(entry, dict) else ():
            if isinstance(below, str):
                yield below, name
            yield from _named(below)
