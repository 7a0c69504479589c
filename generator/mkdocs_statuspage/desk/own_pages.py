"""The owner's own files in `pages/`, and where they would stand in the place of ours."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from posixpath import splitext
from typing import TYPE_CHECKING

from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.reading.file_list import (
    INCIDENT_SUFFIXES,
    MARKDOWN_SUFFIXES,
    PAGES_DIR,
    shown,
)

if TYPE_CHECKING:
    from mkdocs_statuspage.site import Site

FOR_HOSTS = frozenset(["_headers", "_redirects", "robots.txt"])
"""Files that we make for hosts only where the owner has made none."""
OURS = frozenset(
    """
    incidents components history reports promises record subscribe search index.html
    """.split()
)
"""What the addresses of our pages begin with."""
LATE = frozenset(["404.html", "sitemap.xml", "sitemap.xml.gz"])
"""What MkDocs makes beside the files that it knows."""
_MARKDOWN = (INCIDENT_SUFFIXES | MARKDOWN_SUFFIXES) - {".yml", ".yaml"}
_REPLACES = re.compile(
    r"\A---\n(?:.*\n)*?replaces:[ \t]*[\"']?(/\S*?)[\"']?[ \t]*\n(?:.*\n)*?---\n"
)
_LONGEST_FRONT = 4096


def own_pages_in_the_way(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each of the owner's pages that one of ours keeps off the site."""
    from mkdocs_statuspage.outputs.pages import files

    for folder, address in _folders(workspace):
        names = sorted(_files_below(folder))
        near = [name for name in names if _is_near(published_as(name), address)]
        near = [name for name in near if workspace.asks(folder / name)]
        if near and workspace.config:
            site = _site(replace(workspace, asked=()))
            ours = {address + published_as(path) for path in files(site)}
            yield from in_the_way(folder, near, ours)


def _folders(workspace: Workspace) -> Iterator[tuple[Path, str]]:
    """Yield each folder of the owner's pages, with where ours stand among them."""
    yield workspace.incidents_dir / PAGES_DIR, ""
    if workspace.pages_dir:
        yield workspace.pages_dir, workspace.address


def _is_near(published: str, address: str) -> bool:
    below = published.removeprefix(address)
    return published.startswith(address) and below.split("/")[0] in OURS


def _files_below(folder: Path) -> Iterator[str]:
    return (p.relative_to(folder).as_posix() for p in folder.rglob("*.*") if p.is_file())


def _site(workspace: Workspace) -> "Site":
    """Compute the site of what can be read."""
    from mkdocs_statuspage.site import site_of

    reading = replace(workspace.reading, findings=())
    return site_of(reading, workspace.now, workspace.url, workspace.address)


def missing_pages_of(workspace: Workspace) -> Iterator[Finding]:
    """Yield a finding for each link from the site's root to a page that neither we nor the owner have."""
    from mkdocs_statuspage.outputs import all_files
    from mkdocs_statuspage.policy.missing_files import (
        is_lost,
        linking_files,
        missing_pages,
        root_links,
    )

    asked = replace(workspace.reading, incidents=tuple(workspace.asked_incidents))
    links = tuple(root_links(linking_files(asked)))
    if links and workspace.config and workspace.reading.noted:
        near = frozenset(_pages_nearby(workspace))
        links = tuple(link for link in links if is_lost(link.path, near))
    if links and workspace.config:
        site = _site(replace(workspace, asked=()))
        beside = _files_below(workspace.incidents_dir / PAGES_DIR)
        assets = (f"incidents/{name}" for name in site.assets)
        ours = {site.address + published_as(name) for name in (*all_files(site), *assets, *beside)}
        own = _files_below(workspace.pages_dir) if workspace.pages_dir else ()
        yield from missing_pages(links, {*LATE, *ours, *map(published_as, own)})


def _pages_nearby(workspace: Workspace) -> Iterator[str]:
    """Yield pages that are surely there, without the whole history: those of what was read, and of published incidents."""
    from mkdocs_statuspage.outputs.pages import files

    address = workspace.address
    yield from (address + name for name in files(_site(workspace)))
    for one in workspace.reading.noted.values():
        if one.is_published:
            yield f"{address}incidents/{one.id}/index.html"


def in_the_way(folder: Path, names: Iterable[str], ours: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each file that would stand in the place of one of ours and does not say so.

    Args:
        folder: the owner's pages.
        names: the files below it, with forward slashes.
        ours: the files that we publish.
    """
    for name in names:
        there = published_as(name)
        if there not in ours or there in FOR_HOSTS:
            continue
        address = "/" + there.removesuffix("index.html")
        if replaced_by(folder / name) != address:
            yield Finding(
                Place(shown(folder / name)),
                "in-the-way",
                f"is not published: the site's own {address} stands there",
                f"rename it; or write `replaces: {address}` into its front matter, if it is meant",
                Severity.WARNING,
            )


def published_as(name: str) -> str:
    """Return the file that MkDocs makes of a file: a folder with an index of each page."""
    stem, suffix = splitext(name)  # and no path of Python's, as there are thousands
    if suffix not in _MARKDOWN:
        return name
    folder, _, last = stem.rpartition("/")
    below = folder if last in ("index", "README") else stem
    return f"{below}/index.html" if below else "index.html"


def replaced_by(path: Path) -> str:
    """Return the address that a page says it replaces, such as `/subscribe/`."""
    if path.suffix not in _MARKDOWN:
        return ""
    with path.open(encoding="utf-8", errors="replace") as file:
        found = _REPLACES.match(file.read(_LONGEST_FRONT))
    return found[1] if found else ""
