"""Small sites for tests of the pages, read from the folders in `sites/`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mkdocs_statuspage.outputs import all_files as files
from mkdocs_statuspage.outputs.pages import (
    component_page,
    history_page,
    promises_page,
    record_page,
    reports_page,
    uptime_table,
)
from mkdocs_statuspage.outputs.view import component_counts
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.site import Site, load_site

HERE = Path(__file__).parent
SITES = HERE / "sites"
NOW = datetime(2026, 11, 10, 8, 30, tzinfo=UTC)
URL = "https://status.harbour.example/"
LONG = "long"
"""The site of which little fits on a page, so that it is drawn as one with a long history."""
LIMITS = (
    (component_page, "AT_MOST", 2),
    (component_page, "NEWEST", 1),
    (component_counts, "NAMED", 0),
    (history_page, "AT_MOST", 2),
    (promises_page, "ALL_SHOWN", 1),
    (promises_page, "AT_MOST", 1),
    (record_page, "APART_FROM", 2),
    (record_page, "AT_MOST", 2),
    (record_page, "CAUSES", 1),
    (record_page, "OF_CAUSE", 1),
    (reports_page, "AT_MOST", 1),
    (reports_page, "NEWEST", 1),
    (reports_page, "OWED_AT_MOST", 1),
    (uptime_table, "FOLDED_FROM", 0),
)
"""How little."""
NOWHERE = "empty"
"""The site of which nobody says where it is served."""
NOWS = {LONG: datetime(2026, 1, 20, 8, 30, tzinfo=UTC)}
"""Early in a year, whose calendar is then short."""


def site(name: str, now: datetime | None = None) -> Site:
    """Load one of the sites beside this file."""
    return load_site(SITES / name, now or NOWS.get(name, NOW), "" if name == NOWHERE else URL)


@contextmanager
def limits(name: str) -> Iterator[None]:
    """Hold the limits of pages low for the site of which little fits on one."""
    with pytest.MonkeyPatch.context() as patch:
        for module, limit, low in LIMITS if name == LONG else ():
            patch.setattr(module, limit, low)
        yield


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
