"""The small site of the command line's tests, as a program works on it: without a terminal."""

from pathlib import Path

import pytest

from cli.conftest import pushed, remote, run, site  # noqa: F401
from mail_servers import certificate  # noqa: F401
from mkdocs_statuspage.desk.workspace import Workspace, nearest_workspace

PROMISE = """\
prevention:
  - {id: region-guard, promise: Refuse a file that drops a region, owner: Platform, due_on: 2026-12-01}
"""


@pytest.fixture
def workspace(site: Path) -> Workspace:  # noqa: F811
    """Give the site at 10:00 UTC on 3 November 2026, with one open incident that has a promise."""
    path = site / "incidents" / "2026-11-03-card-payments.md"
    path.write_text(path.read_text().replace("updates:\n", PROMISE + "updates:\n", 1))
    return nearest_workspace(site)
