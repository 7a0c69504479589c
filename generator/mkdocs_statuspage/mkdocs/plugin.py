"""The MkDocs plugin: MkDocs' only room. It hands the site's files to MkDocs and decides nothing else."""

import os
import posixpath
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment, TemplateNotFound
from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.templates import TemplateContext

from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.outputs.pages.assets import Asset, assets
from mkdocs_statuspage.outputs.pages.brand import unreadable
from mkdocs_statuspage.outputs.pages.error_page import error_frame, error_page
from mkdocs_statuspage.outputs.pages.frame import frame
from mkdocs_statuspage.outputs.pages.security import inline_scripts, material_policy, own_policy
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.reading.folder import PAGES_DIR
from mkdocs_statuspage.site import InvalidFiles, Site, load_site
from mkdocs_statuspage.timeline.headline import Level

log = get_plugin_logger("statuspage")

ASSETS_DIR = "incidents"
"""Where pictures and other files of incidents stand on the site."""
SEARCH_PAGE = "search/index.md"
SEARCH_PLUGINS = ("search", "material/search")
MATERIAL_SCRIPTS = ("base", "palette", "content", "announce", "consent")
"""Material's templates that hold its inline scripts."""
BOTH_SCHEMES = [
    {"media": "(prefers-color-scheme: light)", "scheme": "default"},
    {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
]
"""What Material's pages need to follow the visitor's system as ours do."""
OUR_ICON = "statuspage/icon.svg"
MATERIAL_ICON = "assets/images/favicon.png"


class StatuspageConfig(Config):  # type: ignore[no-untyped-call]
    """The options under `plugins: - statuspage:`; the site's own facts are in `statuspage.yml`."""

    footer = Type(bool, default=True)
    """Whether the footer names feeds, API and other pages."""
    primary = Optional(Type(str))
    """The owner's colour as `#rrggbb`; by default the palette's `primary`."""
    content_security_policy = Type(bool, default=True)
    """Whether built pages say what they may load; an `extra_javascript` of one's own host stays allowed."""


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
        made = self.made
        root = "../" * made.depth or "./"
        self.meta["statuspage"] = {**made.view(), "root": root, "url": made.url}

    def forget(self) -> None:
        """Let go of what was needed only to draw the page."""
        self.meta, self.content = {}, ""

    @property
    def content(self) -> str | None:  # a plain attribute in MkDocs
        """The text for the search index, made when somebody asks."""
        return self.made.text() if self._content is None else self._content

    @content.setter
    def content(self, value: str | None) -> None:
        self._content = value

    def validate_anchor_links(self, *, files: Files, log_level: int) -> None:
        """Its links were resolved when its prose was rendered."""


class StatuspagePlugin(BasePlugin[StatuspageConfig]):  # type: ignore[no-untyped-call]
    """Renders the folder of incidents into the site."""

    def __init__(self) -> None:
        self.command: str = "build"
        self.site: Site | None = None
        self.findings: tuple[Finding, ...] = ()
        self.loaded: Mapping[str, Asset] = {}

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
            log.warning(logged(finding))
        settle(config)
        speak(config, self.site.config.language if self.site else "en")
        tell_of_colour(self.config.primary or primary_of(config))
        shared = frame(self.site) if self.site else error_frame()
        self.loaded = loaded_files(config, self.config)
        config.extra["statuspage"] = {**shared, **appearance(config, self.config, self.loaded)}
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the made files in the place of the raw ones."""
        own = [f for f in files if f.src_dir == config.docs_dir]
        for file in [*own, *(f for f in files if is_source_of_theme(f))]:
            files.remove(file)
        mounted = {f.src_uri: f for file in own for f in self._mounted(file, config)}
        for path, content in self._made(config).items():
            if path not in mounted:
                files.append(self._generated(path, content, config))
        for file in mounted.values():
            if (older := files.get_file_from_path(file.src_uri)) is not None:
                files.remove(older)
            files.append(file)
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Say in the head of built pages what they may load; live reload needs more than that."""
        if self.config.content_security_policy and self.command != "serve":
            config.extra["statuspage"]["policies"] = policies(env, config)
        return env

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the ordinary pages for the footer; their titles are known once they are read."""
        config.extra["statuspage"]["pages"] = [
            page for page in nav.pages if not isinstance(page, GeneratedPage)
        ]
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> None:
        """Date ordinary pages by the site's content; MkDocs would take the time of the build."""
        front = files.get_file_from_path("index.md")
        if front and front.page and not isinstance(page, GeneratedPage):
            page.update_date = front.page.update_date

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Make a page's data just before it is drawn."""
        if isinstance(page, GeneratedPage):
            page.draw()

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Let go of a page's data once it is drawn."""
        if isinstance(page, GeneratedPage):
            page.forget()
        return output

    def _made(self, config: MkDocsConfig) -> dict[str, str | bytes | Page]:
        """Give everything that is generated, by its path."""
        loaded = {asset.path: asset.text for asset in self.loaded.values()}
        if self.site is None:
            return {"index.md": error_page(self.findings), **loaded}
        made = {**all_files(self.site), **loaded}
        if not has_search(config):
            made.pop(SEARCH_PAGE, None)
        return made

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
            return MadeFile.generated(config, path, content=content)
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


def speak(config: MkDocsConfig, language: str) -> None:
    """Let Material speak the site's language too, where it can and nothing else was chosen."""
    spoken = [language, language.split("-", maxsplit=1)[0]]
    for name in spoken if config.theme.get("language") == "en" else ():
        file = Path("partials", "languages", f"{name}.html")
        if any((Path(folder) / file).is_file() for folder in config.theme.dirs):
            config.theme["language"] = name
            return


def tell_of_colour(primary: str) -> None:
    """Say it when the owner's colour cannot be read as it is, with the shades used in its place."""
    for ground, shade in unreadable(primary):
        said = "the primary colour %s cannot be read on %s; %s is used there"
        log.info(said, primary, ground, shade)


def settle(config: MkDocsConfig) -> None:
    """Set what the pages rest on: permanent addresses, both schemes, one place for Material's storage."""
    if not config.use_directory_urls:
        log.warning("use_directory_urls is needed for permanent addresses, and is on all the same")
        config.use_directory_urls = True
    if not config.theme.get("palette"):
        config.theme["palette"] = BOTH_SCHEMES
    if config.theme.get("favicon") in (None, MATERIAL_ICON):
        config.theme["favicon"] = OUR_ICON
    if config.theme.get("font") and "material/privacy" not in config.plugins:
        config.theme["font"] = False  # Material would ask another host for it on every page
    # Material writes it into an inline script; as a constant the script has one hash on all pages.
    config.extra.setdefault("scope", urlsplit(config.site_url or "/").path or "/")


def appearance(
    config: MkDocsConfig, options: StatuspageConfig, loaded: Mapping[str, Asset]
) -> dict[str, Any]:
    """Give what templates need of MkDocs' configuration."""
    return {
        "files": {kind: asset.path for kind, asset in loaded.items()},
        "css_html": loaded["style"].text,
        "extra_css": [str(path) for path in config.extra_css],
        "favicon": config.theme["favicon"],
        "icons": state_icons(config),
        "logo": config.theme.get("logo") or "",
        "scheme": fixed_scheme(config),
        "has_footer": options.footer,
        "has_search": has_search(config),
        "policies": {},
        "pages": [],
    }


def state_icons(config: MkDocsConfig) -> dict[str, str]:
    """Give an icon for each state, so that a tab shows it; an icon of the owner's own is kept."""
    if config.theme["favicon"] != OUR_ICON:
        return {}
    return {level.value: f"statuspage/icon-{level.value}.svg" for level in Level}


def loaded_files(config: MkDocsConfig, options: StatuspageConfig) -> Mapping[str, Asset]:
    """Give the style sheets and the script that pages load, in the owner's colour."""
    return assets(theme_dir() / "statuspage", options.primary or primary_of(config))


def primary_of(config: MkDocsConfig) -> str:
    """Give the primary colour of the palette: a name of Material's, or nothing."""
    named = (scheme.get("primary") for scheme in schemes(config))
    return next((str(name) for name in named if name), "")


def schemes(config: MkDocsConfig) -> list[dict[str, Any]]:
    """Give the palette as a list, as Material accepts one scheme or several."""
    palette = config.theme.get("palette") or []
    return [palette] if isinstance(palette, dict) else list(palette)


def fixed_scheme(config: MkDocsConfig) -> str:
    """Give `light` or `dark` where the owner allows only one; else nothing, and the visitor's holds."""
    names = {scheme.get("scheme", "default") for scheme in schemes(config)}
    if len(names) != 1:
        return ""
    return "dark" if names == {"slate"} else "light"


def has_search(config: MkDocsConfig) -> bool:
    """Tell whether there is an index to search."""
    return any(name in config.plugins for name in SEARCH_PLUGINS)


def policies(env: Environment, config: MkDocsConfig) -> dict[str, str]:
    """Give what pages may load, by whether they are ours or Material's."""
    scripts = [str(script) for script in config.extra_javascript]
    styles = [str(path) for path in config.extra_css]
    style = config.extra["statuspage"]["css_html"]
    return {
        "ours": own_policy(style, scripts, styles),
        "material": material_policy(material_scripts(env, config), scripts, styles),
    }


def material_scripts(env: Environment, config: MkDocsConfig) -> Iterator[str]:
    """Give the theme's inline scripts from its own templates, of which no page is a part."""
    features = config.theme.get("features") or []
    for name in MATERIAL_SCRIPTS:
        try:
            template = env.get_template(f"partials/javascripts/{name}.html")
        except TemplateNotFound:
            continue
        yield from inline_scripts(template.render(config=config, features=features, base_url="."))


def is_source_of_theme(file: File) -> bool:
    """Tell whether MkDocs took one of our sources for something to publish."""
    return file.src_uri.startswith("statuspage/") and file.src_uri.endswith((".css", ".js"))


def listing(findings: tuple[Finding, ...]) -> str:
    """Give all findings, one on each line, below a sentence that says how many there are."""
    count = f"{len(findings)} problem{'s' if len(findings) != 1 else ''} in the incident files:"
    return "\n".join([count, *map(logged, findings)])


def logged(finding: Finding) -> str:
    """Give a finding as the log of a workflow may have it, which takes `##[` for a command."""
    return str(finding).replace("##[", "## [")


def now_of_build() -> datetime:
    """Give the moment to build for: `SOURCE_DATE_EPOCH`, as reproducible builds name it, or now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def theme_dir() -> Path:
    """Give the folder of templates: inside an installed package, else beside `generator/`."""
    package = Path(__file__).parent.parent
    inside = package / "theme"
    return inside if inside.is_dir() else package.parent.parent / "theme"
