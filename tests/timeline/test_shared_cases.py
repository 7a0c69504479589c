"""Small sites that went wrong elsewhere, with their right values; read from a folder outside, where there is one."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from mkdocs_statuspage.desk.workspace import workspace_at
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.reading.ahead import with_dates_ahead
from mkdocs_statuspage.reading.folder import read_folder
from mkdocs_statuspage.site import InvalidFiles, Site, load_site, site_of
from timeline.case_files import moment

SHARED = os.environ.get("STATUSPAGE_SHARED")
pytestmark = pytest.mark.skipif(not SHARED, reason="STATUSPAGE_SHARED names no folder")
NOW = moment("2026-11-26T12:00:00Z")


def folder(name: str) -> Path:
    return Path(SHARED or "") / "data/cases" / name / "incidents"


def read(name: str, now: str = "2026-11-26T12:00:00Z") -> Site:
    return load_site(folder(name), moment(now))


def document(site: Site, name: str) -> Any:
    content = all_files(site)[f"api/v2/{name}.json"]
    assert isinstance(content, bytes)
    return json.loads(content)


def test_a_closing_ahead_is_refused_and_never_counts() -> None:
    """`check` and the build name both instants; where files are read all the same, both are open."""
    with pytest.raises(InvalidFiles) as refused:
        read("01-future-closing")
    assert [f.rule for f in refused.value.findings] == ["ahead-of-now", "ahead-of-now"]
    workspace = workspace_at(folder("01-future-closing").parent)
    assert workspace
    assert [f.rule for f in workspace.reading.findings] == ["ahead-of-now", "ahead-of-now"]
    site = site_of(read_folder(folder("01-future-closing")), NOW)
    assert len(site.open_courses) == 2
    assert document(site, "status")["status"]["indicator"] == "critical"


def test_the_headline_says_where_it_stands() -> None:
    """Without components the word is the status; opened again, the component is down again."""
    site = read("02-watching-the-fix")
    assert document(site, "status")["status"]["indicator"] == "critical"
    assert site.component_statuses["api"] == "major_outage"
    page = str(all_files(site)["index.md"].view())  # type: ignore[union-attr]
    assert "Looking for the cause" in page
    assert "Watching the fix" not in page


def test_what_was_taken_back_leaves_nothing() -> None:
    """No component is unwell, nothing is open, and a false alarm costs no uptime."""
    site = read("03-retracted-ghost")
    assert not site.open_courses
    assert not site.unwell
    assert not site.spells
    assert site.record.courses == ()
    assert document(site, "summary")["status"]["description"] == "All Systems Operational"


def test_no_date_lies_ahead() -> None:
    """Work to come, of which nobody says when it was announced, dates nothing ahead."""
    site = read("05-future-dated-feed")
    for path in ("feed.json", "feed.xml", "feed.atom", "history.rss", "history.atom"):
        text = str(all_files(site)[path])
        assert "2026-12-05T22:00:00Z</" not in text, path
    assert document(site, "summary")["page"]["updated_at"] == "2026-11-26T11:55:00.000Z"


def test_clients_always_find_an_update() -> None:
    """Every incident and maintenance of the API has at least one update."""
    site = with_now("07-empty-incident-updates")
    for name, key in (
        ("incidents", "incidents"),
        ("scheduled-maintenances", "scheduled_maintenances"),
    ):
        assert all(one["incident_updates"] for one in document(site, name)[key])


def with_now(name: str) -> Site:
    return site_of(with_dates_ahead(read_folder(folder(name)), NOW), NOW)


def test_done_early_is_done() -> None:
    """Work that is completed before its window is completed, in the feed and the calendar."""
    files = all_files(read("11-done-early-cancelled"))
    assert "[Completed]" in str(files["feed.xml"])
    assert b"STATUS:CONFIRMED" in files["calendar.ics"]  # type: ignore[operator]
