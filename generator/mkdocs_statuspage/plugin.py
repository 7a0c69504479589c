"""The MkDocs plugin: MkDocs' only room. It hands the site's files to MkDocs and decides nothing else."""

import os
import posixpath
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.outputs.page import Page
from mkdocs_statuspage.reading.folder import PAGES_DIR
from mkdocs_statuspage.site import InvalidFiles, Site, load_site

log = get_plugin_logger("statuspage")

ASSETS_DIR = "incidents"
"""Where pictures and other files of incidents stand on the site."""


class StatuspageConfig(Config):
    """The options under `plugins: - statuspage:`; the site's own facts are in `statuspage.yml`."""

    footer = Type(bool, default=True)
    """Whether the footer names feeds, API and the time of the build."""


class GeneratedPage(MkDocsPage):
    """A page whose text is HTML already, so that MkDocs need not make a Markdown instance for it."""

    def __init__(self, made: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(made.title, file, config)
        self.made = made
        if made.changed_on:
            self.update_date = made.changed_on.isoformat()

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the data instead of a file's front matter."""
        made = self.made
        self.markdown = ""
        self.meta = {
            "template": made.template,
            "title": made.title,
            "description": made.description,
            "hide": ["navigation", "toc"],
            **({} if made.html else {"search": {"exclude": True}}),
            "statuspage": {**made.data, "root": "../" * made.depth or "./", "url": made.url},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the HTML as it is."""
        self.content = self.made.html
        self.toc = TableOfContents([])

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        """Its links were resolved when its prose was rendered."""


class StatuspagePlugin(BasePlugin[StatuspageConfig]):
    """Renders the folder of incidents into the site."""

    def __init__(self) -> None:
        self.command: str = "build"
        self.site: Site | None = None
        self.findings: tuple[Finding, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a person is watching: then a mistake is shown, and nothing stops."""
        self.command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read everything, before MkDocs empties the folder of the previous site."""
        self.site, self.findings = None, ()
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme_dir()))
        try:
            self.site = load_site(Path(config.docs_dir), now_of_build(), config.site_url or "")
        except InvalidFiles as invalid:
            self.findings = invalid.findings
            if self.command != "serve":
                raise PluginError(listing(self.findings)) from None
            log.error(listing(self.findings))
        for finding in self.site.findings if self.site else ():
            log.warning(str(finding))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the made files in the place of the raw ones."""
        made = all_files(self.site) if self.site else {}
        own = [f for f in files if f.src_dir == config.docs_dir]
        for file in own:
            files.remove(file)
        mounted = {f.src_uri: f for file in own for f in self._mounted(file, config)}
        for path, content in made.items():
            if path not in mounted:
                files.append(self._generated(path, content, config))
        for file in mounted.values():
            if (older := files.get_file_from_path(file.src_uri)) is not None:
                files.remove(older)
            files.append(file)
        return files

    def _mounted(self, file: File, config: MkDocsConfig) -> list[File]:
        """Give the file as it stands on the site: a page of its own, an incident's picture, or not."""
        folder, _, rest = file.src_uri.partition("/")
        if folder == PAGES_DIR and rest:
            return [_moved(file, rest, posixpath.join(config.docs_dir, PAGES_DIR), config)]
        if self.site and file.src_uri in self.site.assets:
            uri = f"{ASSETS_DIR}/{file.src_uri}"
            path = os.path.join(config.docs_dir, file.src_uri)  # noqa: PTH118
            return [File.generated(config, uri, abs_src_path=path)]
        return []

    def _generated(self, path: str, content: str | bytes | Page, config: MkDocsConfig) -> File:
        if not isinstance(content, Page):
            return File.generated(config, path, content=content)
        file = File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        if content.source is not None:
            file.edit_uri = content.source
            file.abs_src_path = os.path.join(config.docs_dir, content.source)  # noqa: PTH118
        GeneratedPage(content, file, config)
        return file


def _moved(file: File, uri: str, src_dir: str, config: MkDocsConfig) -> File:
    moved = File(uri, src_dir, config.site_dir, config.use_directory_urls)
    moved.edit_uri = file.edit_uri
    moved.inclusion = file.inclusion
    return moved


def listing(findings: tuple[Finding, ...]) -> str:
    """Give all findings, one on each line, below a sentence that says how many there are."""
    count = f"{len(findings)} problem{'s' if len(findings) != 1 else ''} in the incident files:"
    return "\n".join([count, *(str(finding) for finding in findings)])


def now_of_build() -> datetime:
    """Give the moment to build for: `SOURCE_DATE_EPOCH`, as reproducible builds name it, or now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def theme_dir() -> Path:
    """Give the folder of templates: inside an installed package, else beside `generator/`."""
    package = Path(__file__).parent
    inside = package / "theme"
    return inside if inside.is_dir() else package.parent.parent / "theme"
