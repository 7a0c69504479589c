"""Material's particulars: its palette, icons, languages, search and inline scripts; it leaves in May 2027."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File

from mkdocs_statuspage.mkdocs.page_needs import inline_scripts, markdown_policy, own_policy
from mkdocs_statuspage.outputs.pages.assets import TOUCH_ICON, Asset, icon_path
from mkdocs_statuspage.outputs.pages.frame import Frame
from mkdocs_statuspage.outputs.view.page import PageKind
from mkdocs_statuspage.timeline.headline import Level

log = get_plugin_logger("statuspage")

SEARCH_PLUGINS = ("search", "material/search")
NEEDS_SCRIPT = re.compile(
    r"""\bclass=(["'])(?:[^"']*\s)?(?:mermaid|annotate|arithmatex)(?:\s[^"']*)?\1"""
)
"""What Material's script makes of a text: diagrams, annotations, formulas."""
MATERIAL_SCRIPTS = ("base", "palette", "content", "announce", "consent")
"""Material's templates that hold its inline scripts."""
BOTH_SCHEMES = [
    {"media": "(prefers-color-scheme: light)", "scheme": "default"},
    {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
]
"""What Material's pages need to follow the visitor's system as ours do."""
CUT_INTO_WORDS = frozenset(["hi", "th"])
"""The languages of search for which Material's script loads a program of 680 kB."""
OUR_ICON = "statuspage/icon.svg"
MATERIAL_ICON = "assets/images/favicon.png"


def settle_appearance(config: MkDocsConfig) -> None:
    """Set both schemes, our icon, and no font of another host, unless the owner says otherwise."""
    if not config.theme.get("palette"):
        config.theme["palette"] = BOTH_SCHEMES
    if config.theme.get("favicon") in (None, MATERIAL_ICON):
        config.theme["favicon"] = OUR_ICON
    if config.theme.get("font") and "material/privacy" not in config.plugins:
        config.theme["font"] = False  # Material would ask another host for it on every page


def settle_addresses(config: MkDocsConfig) -> None:
    """Set what permanent addresses need, and one place for Material's storage."""
    if not config.use_directory_urls:
        log.warning("use_directory_urls is needed for permanent addresses, and is on all the same")
        config.use_directory_urls = True
    # Material writes it into an inline script; as a constant the script has one hash on all pages.
    config.extra.setdefault("scope", urlsplit(config.site_url or "/").path or "/")


def speak(config: MkDocsConfig, language: str) -> None:
    """Let Material speak the site's language too, where it can and nothing else was chosen."""
    spoken = [language, language.split("-", maxsplit=1)[0]]
    for name in spoken if config.theme.get("language") == "en" else ():
        file = Path("partials", "languages", f"{name}.html")
        if any((Path(folder) / file).is_file() for folder in config.theme.dirs):
            config.theme["language"] = name
            return


def with_appearance(shared: Frame, config: MkDocsConfig, loaded: Mapping[str, Asset]) -> Frame:
    """Add what templates need of MkDocs' configuration."""
    own, logo = config.theme.get("favicon") or OUR_ICON, config.theme.get("logo") or ""
    has_own = own not in (MATERIAL_ICON, OUR_ICON)
    # What a site loads on its other pages is made for those.
    styles = () if shared.up else tuple(str(path) for path in config.extra_css)
    return replace(
        shared,
        files={kind: asset.path for kind, asset in loaded.items()},
        css_html=loaded["style"].text,
        extra_css=styles,
        favicon=_from_here(shared, own) if has_own else OUR_ICON,
        # An icon for each state, so that a tab shows it.
        icons={} if has_own else {level.value: icon_path(level) for level in Level},
        logo=logo and _from_here(shared, logo),
        touch_icon=TOUCH_ICON,
        scheme=fixed_scheme(config),
        has_search=has_search(config),
    )


def _from_here(shared: Frame, path: str) -> str:
    return path if "://" in path else shared.up + path


def primary_of(config: MkDocsConfig) -> str:
    """Return the primary colour of the palette: a name of Material's, or nothing."""
    named = (scheme.get("primary") for scheme in schemes(config))
    return next((str(name) for name in named if name), "")


def schemes(config: MkDocsConfig) -> list[dict[str, Any]]:
    """Return the palette as a list, as Material accepts one scheme or several."""
    palette = config.theme.get("palette") or []
    return [palette] if isinstance(palette, dict) else list(palette)


def fixed_scheme(config: MkDocsConfig) -> str:
    """Return `light` or `dark` where the owner allows only one; else nothing, and the visitor's holds."""
    names = {scheme.get("scheme", "default") for scheme in schemes(config)}
    if len(names) != 1:
        return ""
    return "dark" if names == {"slate"} else "light"


def has_search(config: MkDocsConfig) -> bool:
    """Tell whether the owner wants the site to be searched."""
    return any(name in config.plugins for name in SEARCH_PLUGINS)


def is_unasked(file: File, config: MkDocsConfig) -> bool:
    """Tell whether no page asks for a file of Material's: what its scripts were made of, and how to cut into words a language in which nobody searches."""
    path = file.src_uri
    if file.src_dir in (config.docs_dir, config.theme.custom_dir) or not path.startswith("assets/"):
        return False
    if path.endswith("/lunr/wordcut.js"):
        return not CUT_INTO_WORDS & _search_languages(config)
    return path.endswith(".map")


def _search_languages(config: MkDocsConfig) -> frozenset[str]:
    found = (
        config.plugins[name].config.get("lang") for name in SEARCH_PLUGINS if name in config.plugins
    )
    named = [one if isinstance(one, list) else [one] for one in found if one]
    return frozenset(
        [str(config.theme.get("language")), *(str(tag) for tags in named for tag in tags)]
    )


def kind_of(meta: Mapping[str, Any], html: str) -> PageKind:
    """Return what is around a page of the owner's: our light frame, unless it asks for Material or cannot do without."""
    asks = meta.get("shell") == "material"
    return "material" if asks or NEEDS_SCRIPT.search(html) else "own"


def policies(env: Environment, config: MkDocsConfig, forms: Iterable[str]) -> dict[str, str]:
    """Return what pages may load by their kind; and where forms of ours may be sent."""
    scripts = [str(script) for script in config.extra_javascript]
    styles = [str(path) for path in config.extra_css]
    shared: Frame = config.extra["statuspage"]
    return {
        "ours": own_policy(shared.css_html, scripts, styles, forms),
        "own": markdown_policy((), scripts, styles),
        "material": markdown_policy(material_scripts(env, config), scripts, styles),
    }


def material_scripts(env: Environment, config: MkDocsConfig) -> Iterator[str]:
    """Yield the theme's inline scripts from its own templates, of which no page is a part."""
    features = config.theme.get("features") or []
    for name in MATERIAL_SCRIPTS:
        try:
            template = env.get_template(f"partials/javascripts/{name}.html")
        except TemplateNotFound:
            continue
        yield from inline_scripts(template.render(config=config, features=features, base_url="."))
