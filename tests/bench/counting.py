"""What a build computes, in counts: they are the same on every machine, however busy it is.

Everything between files and the theme: the folder is read, every output made, every page's data and text.
"""

import sys
from collections.abc import Mapping
from cProfile import Profile
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from mkdocs_statuspage.model.texts import texts_of
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.outputs.pages import files
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.site import Site, load_site
from tests.bench.make_reported import make_reported

NOW = datetime(2026, 11, 18, 10, 12, tzinfo=UTC)


class Counts(NamedTuple):
    """What one build took, and what came of it."""

    calls: Mapping[str, int]
    """How often each function of ours was called, by its module and name."""
    sizes: Mapping[str, int]
    """The bytes of each file that is neither a page nor a picture."""
    pages: Mapping[str, int]
    """How much each page shows that is of no incident alone, in characters of its data."""
    texts: int
    """How many different texts people wrote, in each folder."""


def counts(folder: Path, count: int) -> Counts:
    """Build a site of so many incidents, and count."""
    make_reported(folder, count, latest=1)
    forget()
    profile = Profile()
    profile.enable()
    site = load_site(folder / "incidents", NOW, "https://status.bench.example/")
    sizes = made(site)
    profile.disable()
    lists = (page for page in files(site).values() if isinstance(page, Page) and not page.source)
    pages = {page.path: len(repr(page.view())) for page in lists}
    written = {
        (Path(one.path).parent, told.text)  # whose links go by where its file lies
        for one in site.incidents
        for told in texts_of(one)
        if told.use.is_prose
    }
    return Counts(called(profile), sizes, pages, len(written))


def forget() -> None:
    """Let the caches of our modules go, or the counts would depend on what was computed before."""
    ours = [module for name, module in sys.modules.items() if name.startswith("mkdocs_statuspage")]
    for value in [value for module in ours for value in vars(module).values()]:
        if hasattr(value, "cache_clear"):
            value.cache_clear()


def called(profile: Profile) -> Mapping[str, int]:
    """Give how often each function of ours was called, by its module and name."""
    calls: dict[str, int] = {}
    for entry in profile.getstats():
        if not isinstance(entry.code, str) and "mkdocs_statuspage" in entry.code.co_filename:
            name = f"{Path(entry.code.co_filename).stem}.{entry.code.co_qualname}"
            calls[name] = calls.get(name, 0) + entry.callcount
    return calls


def made(site: Site) -> Mapping[str, int]:
    """Make every file and the data of every page, and give the bytes of what is neither a page nor a picture."""
    sizes = {}
    for path, content in all_files(site).items():
        if isinstance(content, Page):
            content.text()
            content.view()
        elif isinstance(content, str | bytes):
            sizes[path] = len(content)
    return sizes
