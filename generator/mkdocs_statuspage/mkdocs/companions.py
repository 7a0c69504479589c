"""What cannot go together with us: refused by name before anything is touched, or told."""

from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File

log = get_plugin_logger("statuspage")

REFUSED: Mapping[str, str] = {
    "blog": "it writes into docs_dir, and takes only posts of its own; the reports are the blog here,"
    " and what else you write are pages in pages/",
    "i18n": "it reads every page from a file of each language, and the status pages have none; the language is"
    " `language` in statuspage.yml",
}
"""Plugins that break the site, and why; Material's are called `material/…` too."""


def refuse(config: MkDocsConfig) -> None:
    """End the build when there is a plugin that cannot go together with us.

    Raises:
        PluginError: there is one.
    """
    for name, plugin in config.plugins.items():
        why = REFUSED.get(name.removeprefix("material/").split(" ")[0])
        if why and plugin.config.get("enabled", True):
            raise PluginError(f"the plugin `{name}` cannot go together with statuspage: {why}")


Addresses = tuple[str | None, bool, str]


def addresses(config: MkDocsConfig) -> Addresses:
    """Return the settings that every address on the site follows from."""
    return config.site_url, config.use_directory_urls, config.docs_dir


def refuse_change(before: Addresses, config: MkDocsConfig) -> None:
    """End the build when a plugin or hook changed what all addresses follow from after they were made.

    Raises:
        PluginError: one did.
    """
    names = ("site_url", "use_directory_urls", "docs_dir")
    for name, was, now in zip(names, before, addresses(config), strict=True):
        if was != now:
            raise PluginError(
                f"a plugin or hook changed {name} from {was} to {now} after feeds and pages were made;"
                " let it do so in on_config"
            )


def tell_of_address(config: MkDocsConfig) -> None:
    """Say it when nobody knows the address: a feed is read elsewhere, where a relative link leads nowhere."""
    if not config.site_url:
        log.error(
            "site_url is not set: links in feeds, calendar and previews lead nowhere without it"
        )


def is_instant(config: MkDocsConfig) -> bool:
    """Tell whether Material puts parts of one page into another when a link is followed."""
    features = config.theme.get("features") or []
    return any(str(name).startswith("navigation.instant") for name in features)


def leave_out_instant(config: MkDocsConfig) -> None:
    """Let every link load its page: Material's instant navigation puts its own pages' parts in place, and knows no others."""
    features = config.theme.get("features") or []
    kept = [name for name in features if not str(name).startswith("navigation.instant")]
    if kept != features:
        config.theme["features"] = kept
        log.info("navigation.instant is left out, as it cannot show the status pages")


def add_to_site_map_of_i18n(context: Any, files: Sequence[File]) -> None:
    """Add files to what i18n's site map is made of, where that plugin is there: the pages of each language."""
    if "i18n_alternates" in context:
        context["i18n_alternates"] = context["i18n_alternates"] | {"": files}


def tell_of_analytics(config: MkDocsConfig) -> None:
    """Say it when Material would load a program that counts visitors, which the policy of pages stops."""
    if (config.extra.get("analytics") or {}).get("provider"):
        log.warning(
            "extra.analytics loads from another host, which the policy of pages stops; name its script in"
            " extra_javascript, or set statuspage's option content_security_policy to false"
        )
