"""Small sites for tests, read from the files in `sites/`, and the comparison with files in `golden/`."""

import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from mkdocs_statuspage.outputs import OF_INCIDENT, OUTPUTS, PARTS, pages
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.site import Site, load_site

HERE = Path(__file__).parent
SITES = HERE / "sites"
GOLDEN = HERE / "golden"
NOW = datetime(2026, 11, 10, 8, 30, tzinfo=UTC)
URL = "https://status.harbour.example/"


def site(name: str = "rich", now: datetime = NOW, url: str = URL) -> Site:
    """Load one of the sites beside this file."""
    return load_site(SITES / name, now, url)


def copied(name: str, folder: Path) -> Path:
    """Copy one of the sites, so that a test may change its files."""
    return Path(shutil.copytree(SITES / name, folder / name))


def made(site: Site) -> Mapping[str, str | bytes]:
    """Give every file that programs follow."""
    here, found = Standpoint.of(site), dict[str, str | bytes]()
    whole = (output(site) for output in OUTPUTS if output is not pages.files)
    each = (
        output(course, here)
        for course in site.told
        for output in OF_INCIDENT
        if output is not pages.of_incident
    )
    some = (part() for parts in PARTS for _, part in parts(site))
    for files in (*whole, *some, *each):
        found |= {path: file for path, file in files.items() if isinstance(file, str | bytes)}
    return found


def drawn(content: str | bytes | Page) -> object:
    """Give what a template would draw of a page; of any other file what stands in it."""
    if not isinstance(content, Page):
        return content
    return (content.template, content.title, content.description, content.view(), content.text())


def as_bytes(content: str | bytes) -> bytes:
    """Give what would stand on the disk."""
    return content if isinstance(content, bytes) else content.encode()


def assert_golden(path: str, content: str | bytes) -> None:
    """Compare with the file of that name; `UPDATE_GOLDEN=1` writes it instead."""
    file = GOLDEN / path
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(as_bytes(content))
    assert file.read_bytes() == as_bytes(content), f"{file} differs; UPDATE_GOLDEN=1 writes it"
