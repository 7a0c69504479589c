"""What MkDocs is handed in the place of files: pages that are HTML already, and files made in memory."""

from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

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

    def __init__(self, made: Page, file: File, config: MkDocsConfig) -> None:
        self._content: str | None = None
        super().__init__(escape(made.title), file, config)
        self.made = made
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
            **({} if made.html else {"search": {"exclude": True}}),
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the text for later: all pages' texts at once would fill the memory."""
        self.toc = TableOfContents([])

    def draw(self) -> None:
        """Make the data, now that the page is next to be drawn."""
        self.meta["statuspage"] = self.made.view()

    def forget(self) -> None:
        """Let go of what was needed only to draw the page."""
        self.meta, self.content = {}, ""

    @property
    def content(self) -> str | None:  # a plain attribute in MkDocs
        """The text for the search index, made when somebody asks."""
        return (self.made.text() or NOTHING) if self._content is None else self._content

    @content.setter
    def content(self, value: str | None) -> None:
        self._content = value

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        """Its links were resolved when its prose was rendered."""


def generated(path: str, content: str | bytes | Page, folder: Path, config: MkDocsConfig) -> File:
    """Make the file of one generated thing; a page is hung on its file, where MkDocs looks for it.

    Args:
        path: where it stands.
        content: what it is.
        folder: that of the incidents, where it comes from.
        config: MkDocs' configuration.
    """
    # Plugins that ask for a file's source, as those for dates, feeds and languages do, find one for each.
    if not isinstance(content, Page):
        made = MadeFile.generated(config, path, content=content)
        made.abs_src_path = str(folder / CONFIG_NAME)
        return made
    file = File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.abs_src_path = str(folder / (content.source or CONFIG_NAME))
    if content.source is not None:
        file.edit_uri = content.source
    GeneratedPage(content, file, config)
    return file
