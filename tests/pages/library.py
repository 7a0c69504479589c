"""Small sites for tests of the pages, read from the folders in `sites/`."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mkdocs_statuspage.outputs import all_files as files
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.site import Site, load_site

HERE = Path(__file__).parent
SITES = HERE / "sites"
NOW = datetime(2026, 11, 10, 8, 30, tzinfo=UTC)
URL = "https://status.harbour.example/"


def site(name: str, now: datetime = NOW) -> Site:
    """Load one of the sites beside this file."""
    return load_site(SITES / name, now, URL)


def page(name: str, path: str = "index.md", now: datetime = NOW) -> Page:
    """Give one page of a site."""
    made = files(site(name, now))[path]
    assert isinstance(made, Page)
    return made


def view(name: str, path: str = "index.md", now: datetime = NOW) -> Any:
    """Give what one page of a site is drawn from."""
    return page(name, path, now).view()


def minutes(count: int) -> timedelta:
    """Give a length of time."""
    return timedelta(minutes=count)
