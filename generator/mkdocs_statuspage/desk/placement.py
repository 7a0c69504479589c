"""`Placement`: where the status pages stand: the folder they are made from, and whether they are part of a site that is not theirs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_statuspage.reading.file_list import PAGES_DIR

PLUGIN = "statuspage"
"""What the plugin is called in MkDocs' configuration."""
USUAL_ADDRESS = "status/"
"""Where the status pages stand in another site, if nothing else is said."""
_SEGMENTS = re.compile(r"(?:(?!\.{1,2}/)[\w.~-]+/)*", re.ASCII)


@dataclass(frozen=True)
class Placement:
    """Where the incidents are, and where their pages stand below the site's root."""

    incidents_dir: Path
    docs_dir: Path
    """The folder of pages that MkDocs knows."""
    address: str = ""
    """Below the site's root, with a slash at the end; empty where that is the status page."""
    is_guest: bool = False
    """Whether the site has pages, a navigation and a theme of its own, which stay as they are."""

    @property
    def pages_dir(self) -> Path:
        """Where the owner's ordinary pages are, which stand at the site's root."""
        return self.docs_dir if self.is_guest else self.incidents_dir / PAGES_DIR

    @property
    def up(self) -> str:
        """The way from the status pages' root to that of the site."""
        return "../" * self.address.count("/")

    def url(self, site_url: object) -> str:
        """Return the address of the status pages, with a slash at the end; empty where that of the site is not known."""
        known = site_url if isinstance(site_url, str) else ""
        return f"{known.rstrip('/')}/{self.address}" if known else ""

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with the plugin's options, each with what to do."""
        if self.address and not self.is_guest:
            yield (
                "`address` is for a site that has other pages too: name the folder of incidents as well, with"
                " `incidents_dir`"
            )
        if self.is_guest and _is_within(self.incidents_dir, self.docs_dir):
            yield (
                f"`incidents_dir` is {self.incidents_dir.name}, and must not be in docs_dir or around it, where every"
                " file is published as it is: put it beside"
            )
        if not _SEGMENTS.fullmatch(self.address):
            yield f"`address` is {self.address!r}: write a path below site_url, such as `status/`"


def _is_within(one: Path, other: Path) -> bool:
    one, other = one.resolve(), other.resolve()
    return one.is_relative_to(other) or other.is_relative_to(one)


def placement(root: Path, docs_dir: Path, options: Mapping[str, Any]) -> Placement:
    """Compute from the plugin's options where the status pages stand.

    Args:
        root: the folder of MkDocs' configuration.
        docs_dir: that of the pages that MkDocs knows.
        options: those of the plugin.
    """
    folder, address = options.get("incidents_dir"), options.get("address")
    below = f"{address}".strip("/") + "/" if address else ""
    if not isinstance(folder, str) or not folder:
        return Placement(docs_dir, docs_dir, below)
    return Placement(root / folder, docs_dir, USUAL_ADDRESS if address is None else below, True)


def plugin_options(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the options of our plugin in MkDocs' configuration; none where it has none or is not there."""
    options = _plugins(settings).get(PLUGIN)
    return options if isinstance(options, Mapping) else {}


def has_plugin(settings: Mapping[str, Any]) -> bool:
    """Tell whether our plugin is in MkDocs' configuration."""
    return PLUGIN in _plugins(settings)


def _plugins(settings: Mapping[str, Any]) -> Mapping[Any, Any]:
    """Return the options of each plugin by its name, which may stand in a list or a mapping."""
    found = settings.get("plugins")
    if isinstance(found, Mapping):
        return found
    named: dict[Any, Any] = {}
    for entry in found if isinstance(found, list) else ():
        named |= entry if isinstance(entry, Mapping) else {entry: None}
    return named
