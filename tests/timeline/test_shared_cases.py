"""Small sites that went wrong elsewhere, with their right values; read from a folder outside, where there is one."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from mkdocs_statuspage.desk.workspace import workspace_at
from mkdocs_statuspage.importers import IMPORTERS
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.outputs.view.page import Page as OutputPage
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
    assert "[Done]" in str(files["feed.xml"])
    assert b"STATUS:CONFIRMED" in files["calendar.ics"]  # type: ignore[operator]


def everything(site: Site) -> str:
    """Give all that is put out, as one text."""
    contents = [
        str(content.view()) + content.text() if isinstance(content, OutputPage) else content
        for content in all_files(site).values()
    ]
    return "\n".join(c.decode() if isinstance(c, bytes) else str(c) for c in contents)


def test_what_is_commented_out_is_nowhere() -> None:
    """A section between comment marks is put out nowhere and counts for nothing: the report is not carried."""
    site = read("04-commented-section")
    assert "contractor" not in everything(site)
    assert [f.rule for f in site.findings] == ["incomplete-report"]


def test_the_history_feed_is_as_statuspages() -> None:
    """One paragraph an update with its date and time as the programs that read it look for them."""
    feed = all_files(read("06-history-atom-shape"))["history.atom"].decode()  # type: ignore[union-attr]
    assert feed.count("data-var='date'") == 5
    assert "&lt;strong&gt;Update&lt;/strong&gt; - Still looking." in feed
    assert feed.count("<published>2026-11-24T11:05:00+00:00</published>") == 1


def test_prose_is_read_as_people_write_it() -> None:
    """Lists after a line, nested by two, tables, bare addresses, struck text, line ends, references anywhere."""
    files = all_files(read("08-markdown-dialect"))
    page = str(files["incidents/2026-11-20-md.md"].view())  # type: ignore[union-attr]
    for html in (
        "<li>eu-west-1</li>",
        "<del>All fine</del>",
        '<td align="center">10:00</td>',
        "☑ EU",
    ):
        assert html in page, html
    assert '<a href="https://example.com/help?a=1&amp;b=2">' in page
    files = all_files(read("09-reference-links"))
    report = str(files["incidents/2026-11-20-r.md"].view())  # type: ignore[union-attr]
    for word in ("ticket", "status", "local", "ok"):
        assert f'<a href="https://example.com/{word}">' in report, word


def test_texts_without_markup_keep_addresses() -> None:
    """In the calendar, RSS, Atom, JSON and the API, whether or not the message has a `<`."""
    put_out = all_files(read("10-plain-text-links"))
    with_address = "the workaround (https://example.com/workaround)"
    for path in ("feed.xml", "feed.atom", "feed.json"):
        assert str(put_out[path]).count(with_address) >= 2, path
    bodies = [
        u["body"]
        for u in document(read("10-plain-text-links"), "incidents")["incidents"][0][
            "incident_updates"
        ]
    ]
    assert sum(with_address in body for body in bodies) == 2
    assert any("- use eu" in body for body in bodies)
    calendar = put_out["calendar.ics"].decode().replace("\r\n ", "")  # type: ignore[union-attr]
    assert "how to (https://example.com/dns)" in calendar


def test_wide_signs_have_room_on_badges() -> None:
    """Eleven pixels each, at eleven pixels."""
    badge = str(all_files(read("12-cjk-badge"))["components/website/badge.svg"])
    assert 'textLength="132"' in badge


def test_links_to_nothing_are_findings() -> None:
    """A file that is not there is named at its place."""
    assert {f.rule for f in read("13-missing-file-links").findings} == {"missing-file"}


def test_an_import_without_a_list_of_components_says_so() -> None:
    """Entries of one name are one component, and the note says of how many ids."""
    history = IMPORTERS["statuspage"](folder("15-import-trimmed").parent)
    assert list(history.components) == ["mail", "calendar"]
    assert any("mail (3 ids)" in note for note in history.notes)
