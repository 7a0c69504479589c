"""The MkDocs plugin: MkDocs' only room. It hands the site's files to MkDocs and decides nothing else."""

import atexit
import gc
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.config_options import File as ExistingFile
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from mkdocs_statuspage.desk.own_pages import (
    FOR_HOSTS,
    LATE,
    in_the_way,
    published_as,
)
from mkdocs_statuspage.desk.placement import Placement, placement
from mkdocs_statuspage.desk.workspace import STATE_DIR
from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.mkdocs import site_map
from mkdocs_statuspage.mkdocs.companions import (
    Addresses,
    add_to_site_map_of_i18n,
    addresses,
    is_instant,
    leave_out_instant,
    refuse,
    refuse_change,
    tell_of_address,
    tell_of_analytics,
)
from mkdocs_statuspage.mkdocs.drawn_images import (
    NoFont,
    content_of,
    drawn,
    forget_letters,
    left_out,
    letters_of,
    preview_png,
    texts_in,
    touch_icon,
)
from mkdocs_statuspage.mkdocs.generated import (
    GeneratedPage,
    InSiteMap,
    PutOut,
    drawn_page,
    generated,
    name_in_navigation,
)
from mkdocs_statuspage.mkdocs.kept_build import (
    TEMPLATES,
    KeptBuild,
    form_of_pages,
    form_of_program,
    is_ours_alone,
    site_to_be,
)
from mkdocs_statuspage.mkdocs.material import (
    OUR_ICON,
    has_search,
    is_unasked,
    kind_of,
    policies,
    primary_of,
    settle_addresses,
    settle_appearance,
    speak,
    with_appearance,
)
from mkdocs_statuspage.mkdocs.owners_files import logged, own_files, pages_beside, show_pages
from mkdocs_statuspage.mkdocs.page_needs import allowing, allowing_added, held_back
from mkdocs_statuspage.mkdocs.theme import (
    ExactNames,
    KeptTemplates,
    add_templates,
    is_source_of_theme,
    list_nothing_hidden,
    loaded_files,
    theme_dir,
)
from mkdocs_statuspage.mkdocs.whole_site import WholeSite, forgiving
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.outputs import all_files, files_but_search
from mkdocs_statuspage.outputs.pages.assets import TOUCH_ICON, Asset, icons, unreadable
from mkdocs_statuspage.outputs.pages.frame import Frame, NavLink, error_frame, error_page, frame
from mkdocs_statuspage.outputs.pages.subscribe_page import sign_ups
from mkdocs_statuspage.outputs.view.page import Files as OurFiles
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.previews import Preview
from mkdocs_statuspage.policy.missing_files import missing_pages
from mkdocs_statuspage.reading.file_list import CONFIG_NAME
from mkdocs_statuspage.reading.settings import read_settings
from mkdocs_statuspage.site import InvalidFiles, Site, load_site
from mkdocs_statuspage.writing.compressed_files import compress_files
from mkdocs_statuspage.writing.kept_results import Remembered, digest

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

T = TypeVar("T")

log = get_plugin_logger("statuspage")

ASSETS_DIR = "incidents"
"""Where pictures and other files of incidents stand on the site."""
SEARCH = "search/"
LEFT_OUT, LOADED = "left out", "loaded"
"""What is kept of the texts that pictures of links cannot say is called so, and what pages load in our colour."""
BEFORE_I18N = -99
FIRST, LAST = 1000, -1000
"""Before and after whatever other plugins and hooks do, whose priorities go from 100 to -100."""
COLLECTED = (20_000, 20, 50)
"""How seldom a build looks for garbage: it makes much that stays, little goes in circles, and looking took an eighth of the time."""


class StatuspageConfig(Config):  # type: ignore[no-untyped-call]
    """The options under `plugins: - statuspage:`; the site's own facts are in `statuspage.yml`."""

    incidents_dir = Optional(Type(str))
    """The folder of incidents beside `mkdocs.yml`, where `docs_dir` holds the pages of another site, which stay as they are."""
    address = Optional(Type(str))
    """Where the status pages stand in such a site, below `site_url`; by default `status/`."""
    footer = Type(bool, default=True)
    """Whether the footer names feeds, API and other pages."""
    primary = Optional(Type(str))
    """The owner's colour as `#rrggbb`; by default the palette's `primary`."""
    preview_font = Optional(ExistingFile(exists=True))
    """A font file for the pictures of shared links, beside `mkdocs.yml`; by default Lato, which has Latin, Greek and Cyrillic letters."""
    content_security_policy = Type(bool, default=True)
    """Whether built pages say what they may load; an `extra_javascript` of one's own host stays allowed."""
    compress = Type(bool, default=False)
    """Whether a build writes `NAME.gz` beside each text, for servers that send such copies."""


class StatuspagePlugin(BasePlugin[StatuspageConfig]):  # type: ignore[no-untyped-call]
    """Renders the folder of incidents into the site."""

    def __init__(self) -> None:
        self.command: str = "build"
        self.is_dirty = False
        self.whole = WholeSite()
        self.addresses: Addresses = (None, True, "")
        self.place = Placement(Path(), Path())
        self.shown_dir = ""
        self.primary = ""
        self.drawn = ""
        self.made: Mapping[str, File] = {}
        self.beside: Sequence[File] = ()
        self.site: Site | None = None
        self.findings: tuple[Finding, ...] = ()
        self.loaded: Mapping[str, Asset] = {}
        self.kept: KeptBuild | None = None
        self.spare = Path()
        self.order: Sequence[str] = ()
        self.listed: Sequence[File | InSiteMap] = ()
        self.remembered: Remembered = {}
        self.collected = gc.get_threshold()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a person is watching: then a mistake is shown, and nothing stops."""
        self.command, self.is_dirty = command, dirty
        self.collected = gc.get_threshold()
        gc.set_threshold(*COLLECTED)

    @event_priority(FIRST)
    def _begin(self, config: MkDocsConfig) -> MkDocsConfig:
        """Show the other plugins the owner's pages, another folder than that of the former site, and our templates."""
        self._settle_folder(config)
        if not self.place.is_guest:
            refuse(config)
        self.whole.begin(config, dirty=self.is_dirty)
        add_templates(config.theme, is_guest=self.place.is_guest)
        if is_ours_alone(config):
            list_nothing_hidden(config.theme)
        if not self.place.is_guest:
            settle_appearance(config)
            known = read_settings(self.place.incidents_dir).config
            speak(config, load_words(known.language).language if known else "en")
        return config

    @event_priority(LAST)
    def _read(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read everything, now that the configuration is what the other plugins and hooks made of it."""
        self.site, self.findings = None, ()
        self._settle_what_is_kept(config)
        if config.docs_dir != self.shown_dir and Path(config.docs_dir, CONFIG_NAME).is_file():
            self._settle_folder(config)
        try:
            self.site = self._loaded(config)
        except InvalidFiles as invalid:
            self.findings = invalid.findings
            if self.command != "serve":
                raise PluginError(listing(self.findings)) from None
            log.error(listing(self.findings))
        if not self.place.is_guest:
            settle_addresses(config)
            leave_out_instant(config)
        tell_of_address(config)
        self.addresses = addresses(config)
        self._settle_looks(config)
        return config

    def _loaded(self, config: MkDocsConfig) -> Site:
        """Read the site; tell of what is odd in it, and end for what may not be published unfinished."""
        place = self.place
        url = place.url(config.site_url)
        memory = self.kept.reading.memory if self.kept else None
        site = load_site(place.incidents_dir, now_of_build(), url, place.address, memory)
        for finding in site.findings:
            log.warning(logged(finding))
        if site.unfinished and is_for_publication(self.command):
            raise PluginError(listing(site.unfinished))
        return site

    def _settle_looks(self, config: MkDocsConfig) -> None:
        """Give the templates what they all share, and the colour."""
        self.primary = self.config.primary or primary_of(config)
        tell_of_colour(self.primary)
        self.loaded = self._once(LOADED, b"", lambda: loaded_files(self.primary))
        shared = replace(
            frame(self.site) if self.site else error_frame(),
            has_footer=self.config.footer,
            up=self.place.up,
        )
        config.extra["statuspage"] = with_appearance(shared, config, self.loaded)

    on_config = CombinedEvent(_begin, _read)

    @event_priority(FIRST)
    def _mount(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the made files in the place of the raw ones, before others look for any of them."""
        place = self.place
        for file in [f for f in files if self._is_unasked(f, config)]:
            files.remove(file)
        made = self._made(config)
        own = own_files(files, place, config)
        for shadowed in self._kept_off(own, made):
            files.remove(own.pop(shadowed))
        pictures = {file.dest_uri: file for file in self._pictures(config)}
        there = own.keys() | pictures.keys()
        free = {p: c for p, c in made.items() if published_as(p) not in there}
        is_again, put_out = self.whole.is_again, self._put_out_of(free)
        make = partial(generated, place=place, config=config, is_again=is_again)
        self.made = {p: make(p, content) for p, content in free.items() if p not in put_out}
        self.order = [p for p, content in free.items() if isinstance(content, Page)]
        others = {} if place.is_guest else own
        self.beside = (
            list(pages_beside(place, made, config, is_again=is_again)) if place.is_guest else []
        )
        for name in FOR_HOSTS & own.keys() & made.keys() if place.is_guest else ():
            log.info(
                "%s is yours: what hosts are to know of the status pages is for you to add", name
            )
        for file in (*self.beside, *self.made.values(), *(others | pictures).values()):
            if (older := files.get_file_from_path(file.src_uri)) is not None:
                files.remove(older)
            files.append(file)
        return PutOut(files, put_out, make) if self.kept else files

    def _put_out_of(self, made: OurFiles) -> Mapping[str, Page | None]:
        """Return which files we put out ourselves, pages with what is asked of them before they are drawn."""
        bundles = self.kept.bundles.values() if self.kept else ()
        paths = (path for one in bundles for path in one.paths if path in made)
        return {path: bare(made[path]) for path in paths}

    def _is_unasked(self, file: File, config: MkDocsConfig) -> bool:
        is_guest = self.place.is_guest
        is_ours = is_source_of_theme(file, is_guest=is_guest)
        return is_ours or (not is_guest and is_unasked(file, config))

    @event_priority(BEFORE_I18N)
    def _step_aside(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Let i18n see no page but the owner's, each of which it takes for one of a language."""
        for file in self._aside(config):
            files.remove(file)
        return files

    def _aside(self, config: MkDocsConfig) -> list[File]:
        if not self.place.is_guest or "i18n" not in config.plugins:
            return []
        return [f for f in (*self.made.values(), *self.beside) if f.is_documentation_page()]

    @event_priority(LAST)
    def _keep(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Say which of our files another plugin has replaced or taken away."""
        for file in self._aside(config):
            files.append(file)
        for path, file in self.made.items():
            if files.get_file_from_path(path) is not file:
                log.warning("a plugin replaced or removed %s of the status site", path)
        known = files.pages if isinstance(files, PutOut) else {}
        for path in known.keys() & files.src_uris.keys():
            log.warning("a plugin replaced or removed %s of the status site", path)
        if self.site and not self.kept:
            self._tell_of_lost_links(self.site, files)
        return files

    on_files = CombinedEvent(_mount, _step_aside, _keep)

    @staticmethod
    def _tell_of_lost_links(site: Site, files: Files) -> None:
        """Say which links from the root lead to none of all files."""
        if site.root_links:
            known = files.pages if isinstance(files, PutOut) else {}
            there = LATE | {file.dest_uri for file in files} | {*map(published_as, known)}
            for finding in missing_pages(site.root_links, there):
                log.warning(logged(finding))

    def _put_out_search(
        self, parts: Iterable[tuple[str, str | bytes]], files: PutOut, config: MkDocsConfig
    ) -> None:
        """Write what search looks through, which is known when all pages are drawn, part after part."""
        for path, content in parts:
            if own := files.get_file_from_path(path):
                self._kept_off({path: own}, {path: content})  # none can say that it is meant
                files.remove(own)
            data = content if isinstance(content, bytes) else content.encode()
            write_file(data, str(Path(config.site_dir, path)))
            files.add(path)

    @staticmethod
    def _kept_off(own: Mapping[str, File], made: Mapping[str, object]) -> list[str]:
        """Return what stands in the place of one of our files without saying so, and tell of it."""
        ours, off = {published_as(path) for path in made}, []
        for at, file in own.items():
            for finding in in_the_way(Path(str(file.src_dir)), [file.src_uri], ours):
                log.warning(logged(finding))
                off.append(at)
        return off

    @event_priority(LAST)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Say in the head of built pages what they may load; live reload needs more than that."""
        if self.config.content_security_policy and self.command != "serve":
            shared = config.extra["statuspage"]
            forms = (form.action for form in sign_ups(self.site)) if self.site else ()
            config.extra["statuspage"] = replace(shared, policies=policies(env, config, forms))
            if not self.place.is_guest:
                tell_of_analytics(config)
        if self.kept:
            env.bytecode_cache = KeptTemplates(self.kept.results(TEMPLATES))
        env.loader = ExactNames(env, theme_dir(), config.theme.custom_dir, self.place.is_guest)
        if self.kept and self.site and isinstance(files, PutOut):
            self.listed = [*files.listed(self.order, config)]
            self._put_out(self.kept, files, env, config)
            if has_search(config):
                self._put_out_search(self.kept.search(self.site.words), files, config)
            self._tell_of_lost_links(self.site, files)
        return env

    def _put_out(
        self, kept: KeptBuild, ours: PutOut, env: Environment, config: MkDocsConfig
    ) -> None:
        """Put the files of incidents in their place ourselves, which leaves what has not changed as it is."""

        def draw(page: Page) -> str:
            return drawn_page(page, self.place, env, config) if page.path in ours.pages else ""

        at = {path: published_as(path) for path in ours.pages}
        self.whole.go_on(self.spare)
        place = site_to_be(Path(config.site_dir), Path(self.whole.site_dir), at)
        kept.put_out(form_of_pages(config), draw, place)

    @event_priority(LAST)
    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Let the site map name our pages, but where Material's instant navigation reads it to learn what it can put in place."""
        if template_name == "sitemap.xml" and self.kept:
            context["pages"] = self.listed  # type: ignore[typeddict-item]
        if not self.place.is_guest or template_name != "sitemap.xml":
            return context
        ours = [file for file in self.made.values() if file.page]
        if is_instant(config):
            context["pages"] = [file for file in context["pages"] if file not in ours]
        else:
            add_to_site_map_of_i18n(context, ours)
        return context

    @event_priority(LAST)
    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Write a long site map in parts, and let MkDocs write the index of them; that of another site stays as it is."""
        if self.place.is_guest or template_name != site_map.NAME:
            return output
        index, parts = site_map.parted(output, config.site_url or "")
        for path, part in parts.items():
            write_file(part.encode(), str(Path(config.site_dir, path)))
        return index

    @event_priority(LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the ordinary pages for the footer; their titles are known once they are read."""
        shared: Frame = config.extra["statuspage"]
        own: Sequence[object] = [p for p in nav.pages if not isinstance(p, GeneratedPage)]
        if self.place.is_guest:
            own = [NavLink("", config.site_name, self.place.up)]
            name_in_navigation(nav.pages, shared.words["Status"], config)
        config.extra["statuspage"] = replace(shared, pages=tuple(own))
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> None:
        """Date ordinary pages by the site's content; MkDocs would take the time of the build."""
        front = None if self.place.is_guest else files.get_file_from_path("index.md")
        if front and front.page and not isinstance(page, GeneratedPage):
            page.update_date = front.page.update_date

    @event_priority(FIRST)
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Make a page's data just before it is drawn; of the owner's, say what is around it."""
        if isinstance(page, GeneratedPage):
            page.draw()
        elif not self.place.is_guest:
            shared: Frame = config.extra["statuspage"]
            kind = kind_of(page.meta, page.content or "")
            page.meta["statuspage"] = replace(shared.no_page, kind=kind)

    @event_priority(FIRST)
    def _remember(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Remember how a page was drawn, before others add to it."""
        self.drawn = output
        return output

    @event_priority(LAST)
    def _finish(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Let go of a page's data; let it load what other plugins added, and one of the owner's what is in it."""
        policies = config.extra["statuspage"].policies
        if not isinstance(page, GeneratedPage):
            view = page.meta.pop("statuspage", None)
            return with_policy(output, page, policies[view.kind]) if policies and view else output
        page.forget()
        if page.is_again:
            return ""  # MkDocs writes nothing then
        if not policies or output == self.drawn:
            return output
        wanted = allowing_added(policies["ours"], self.drawn, output)
        return with_other_policy(output, policies["ours"], wanted)

    on_post_page = CombinedEvent(_remember, _finish)

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the new site in the former one's place, now that nobody adds to it any more."""
        refuse_change(self.addresses, config)
        if not self.place.is_guest:
            config.docs_dir = str(self.place.incidents_dir)  # what a server watches
        if self.config.compress and self.command != "serve" and not self.whole.is_again:
            compress_files(Path(config.site_dir, self.place.address))
        spare = self.spare if self.kept else None
        self.whole.finish(config, spare, is_waited_for=self.command == "serve")
        self._close(is_whole=True)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the former site as it is."""
        self._close(is_whole=False)
        self.whole.give_up()

    def on_shutdown(self) -> None:
        """Leave the former site as it is when somebody stopped the build."""
        gc.set_threshold(*self.collected)
        self._close(is_whole=False)
        self.whole.give_up()
        if self.command == "serve" and self.spare.name:
            shutil.rmtree(self.spare, ignore_errors=True)

    def _settle_what_is_kept(self, config: MkDocsConfig) -> None:
        """Open what former builds left, where nobody else has a say in our pages."""
        self._close(is_whole=False)
        if self.place.is_guest or self.is_dirty or self.whole.is_again or not is_ours_alone(config):
            return
        settings = read_settings(self.place.incidents_dir).config
        if settings is not None:
            root = Path(config.config_file_path or "mkdocs.yml").parent
            program = form_of_program(settings.timezone)
            held = self.remembered if self.command == "serve" else None
            self.spare = self._spare_beside(root)
            self.kept = KeptBuild(root / STATE_DIR, self.place.incidents_dir, program, held)
            atexit.unregister(gc.freeze)
            atexit.register(gc.freeze)  # a last look through all that was made takes a sixth

    def _spare_beside(self, root: Path) -> Path:
        """Return where a site goes that was replaced, for the next build to go on from; what is served stands elsewhere."""
        if self.command == "serve":
            site_dir = Path(self.whole.site_dir)
            return site_dir.with_name(f".{site_dir.name}.former")
        return root / STATE_DIR / "former"

    def _close(self, *, is_whole: bool) -> None:
        if self.kept:
            self.kept.close(is_whole=is_whole)
        self.kept = None

    def _all_files(self, site: Site) -> OurFiles:
        """Make every file of the site, but for what is known of it."""
        if self.kept is None:
            return all_files(site)
        self.kept.begin(site)
        made = files_but_search(site, self.kept.files_of, self.kept.part)
        self.kept.know_pages(made)
        return made

    def on_serve(
        self, server: "LiveReloadServer", /, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> "LiveReloadServer":
        """Serve the former site while a build fails, and build as soon as a file is saved."""
        from mkdocs_statuspage.mkdocs.file_watch import hasten

        server.builder = forgiving(server.builder)
        watched = (config.docs_dir, config.config_file_path, *config.theme.dirs)
        hasten(server, filter(None, watched))
        if self.place.is_guest:
            server.watch(str(self.place.incidents_dir))
        return server

    def _made(self, config: MkDocsConfig) -> dict[str, str | bytes | Page]:
        """Return everything that is generated, by its path."""
        made: dict[str, str | bytes | Page] = {"index.md": error_page(self.findings)}
        if self.site is not None:
            made = self._drawn(self.site, config)
        made |= icons() | {asset.path: asset.text for asset in self.loaded.values()}
        if self.place.is_guest:
            made[OUR_ICON] = (theme_dir() / OUR_ICON).read_text(encoding="utf-8")
        if not has_search(config):
            made = {path: made[path] for path in made if not path.startswith(SEARCH)}
        return {self._below(path): content for path, content in made.items()}

    def _drawn(self, site: Site, config: MkDocsConfig) -> dict[str, str | bytes | Page]:
        """Return what is made of a site, the pictures of links drawn, and the icon of phones.

        Raises:
            PluginError: the owner's font is none.
        """
        made, name = self._all_files(site), site.config.organisation.name
        logo = Path(config.docs_dir, str(config.theme.get("logo") or ""))
        font, brand = Path(self.config.preview_font or ""), self.primary
        shown = digest(name, logo.suffix, content_of(logo))
        try:
            if text := self._once(LEFT_OUT, digest(*texts_in(made)), lambda: left_out(made, font)):
                log.info(
                    "pictures of shared links leave out “%s”, which the font cannot write; name another in preview_font",
                    text,
                )
            icon = self._once(TOUCH_ICON, shown, lambda: touch_icon(name, font, brand, logo))
            return {**drawn(made, self._picture), TOUCH_ICON: icon}
        except NoFont as none:
            raise PluginError(f"preview_font: {none}") from None
        finally:
            if self.command != "serve":  # which draws again soon
                forget_letters()

    def _picture(self, preview: Preview) -> bytes:
        """Draw the picture of a link, or find it; its address says what is on it."""
        font = Path(self.config.preview_font or "")
        return self._once(
            preview.path, b"", lambda: preview_png(preview, letters_of(font), self.primary)
        )

    def _once(self, name: str, key: bytes, draw: Callable[[], T]) -> T:
        """Make something in our letters and colour, or find it."""
        look = Path(self.config.preview_font or ""), self.primary
        return self.kept.drawn_once(name, key, look, draw) if self.kept else draw()

    def _below(self, path: str) -> str:
        """Return where one of our files stands on the site; what hosts read is at its root."""
        return path if path in FOR_HOSTS else self.place.address + path

    def _pictures(self, config: MkDocsConfig) -> list[File]:
        """Return what lies beside incidents and is named in them, as it stands on the site."""
        return [
            File.generated(
                config,
                self._below(f"{ASSETS_DIR}/{name}"),
                abs_src_path=str(self.place.incidents_dir / name),
            )
            for name in (self.site.assets if self.site else ())
        ]

    def _settle_folder(self, config: MkDocsConfig) -> None:
        """Remember where the incidents are, and show others the owner's pages.

        Raises:
            PluginError: the options do not fit together.
        """
        root = Path(config.config_file_path or "mkdocs.yml").parent
        self.place = placement(root, Path(config.docs_dir), self.config)
        for fault in self.place.faults():
            raise PluginError(fault)
        if not self.place.is_guest:
            show_pages(config, is_alone=is_ours_alone(config))
        self.shown_dir = config.docs_dir


def bare(content: str | bytes | Page | Preview) -> Page | None:
    """Return a page without what it is drawn from; None of another file."""
    if not isinstance(content, Page):
        return None
    return replace(content, data=PageView, html="", preview=None, link_picture=None)


def listing(findings: tuple[Finding, ...]) -> str:
    """Return all findings, one on each line, below a sentence that says how many there are."""
    count = f"{len(findings)} problem{'s' if len(findings) != 1 else ''} in the incident files:"
    return "\n".join([count, *map(logged, findings)])


def with_policy(output: str, page: MkDocsPage, policy: str) -> str:
    """Return a page of the owner's the policy that it needs, and say what that does not let run."""
    for what in held_back(page.content or ""):
        said = "%s: the policy of pages does not let %s run; name a file in extra_javascript, or set statuspage's option content_security_policy to false"
        log.warning(said, page.file.src_uri, what)
    return with_other_policy(output, policy, allowing(policy, page.content or "", output))


def with_other_policy(output: str, policy: str, wanted: str) -> str:
    """Put another policy in the place of the one in a page's head."""
    for spelled in (escape(policy), policy):
        if spelled in output:
            return output.replace(spelled, escape(wanted), 1)
    return output


def now_of_build() -> datetime:
    """Return the moment to build for: `SOURCE_DATE_EPOCH`, as reproducible builds name it, or now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {epoch!r}; it must be seconds since 1970, or not be set"
        raise PluginError(message) from None


def is_for_publication(command: str) -> bool:
    """Tell whether readers will get what is built: in CI, as `CI` says there, and by `gh-deploy`."""
    return command == "gh-deploy" or os.environ.get("CI") in ("true", "1")


def tell_of_colour(primary: str) -> None:
    """Say it when the owner's colour cannot be read as it is, with the shades used in its place."""
    for ground, shade in unreadable(primary):
        said = "the primary colour %s cannot be read on %s; %s is used there"
        log.info(said, primary, ground, shade)
