"""Validators that others wrote find nothing wrong with the example, a small site, or a real history."""

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from jsonschema import Draft7Validator

from followers.tools import ROOT, node_modules, program, run, write
from mkdocs_statuspage.site import load_site
from outputs.library import site

NOW = datetime(2026, 11, 18, 10, 12, tzinfo=UTC)
URL = "https://status.example.org/"
GRAMMAR = Path(__file__).parent / "atom.rnc"
READ_CALENDAR = """
const ICAL = require("ical.js").default || require("ical.js");
const text = require("fs").readFileSync(process.argv[1], "utf8");
const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
console.log(JSON.stringify(events.map((event) => {
  const one = new ICAL.Event(event);
  return {uid: one.uid, title: one.summary, start: one.startDate.toJSDate().toISOString(),
          end: one.endDate.toJSDate().toISOString(), sequence: one.sequence,
          status: event.getFirstPropertyValue("status")};
})));
"""


@pytest.fixture(scope="module", params=["example", "small", "imported"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the written files of a site."""
    into: Path = tmp_path_factory.mktemp(request.param)
    if request.param == "example":
        write(load_site(ROOT / "incidents", NOW, URL), into)
    elif request.param == "small":
        write(site(), into)
    else:
        write(load_site(_imported(tmp_path_factory.mktemp("history")), NOW, URL), into)
    return into


def _imported(into: Path) -> Path:
    """Give the folder of a real history, imported by the command."""
    shared = os.environ.get("STATUSPAGE_SHARED")
    if not shared:
        pytest.skip("STATUSPAGE_SHARED names no folder of real histories")
    source = str(Path(shared) / "data" / "statuspage" / "emma")
    command = str(Path(sys.executable).parent / "statuspage")
    run(command, "import", "statuspage", source, "--into", str(into / "site"), "--write", cwd=into)
    return into / "site" / "incidents"


def _files(folder: Path, *suffixes: str) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in suffixes)


def test_atom_follows_the_grammar_of_its_rfc(folder: Path) -> None:
    """jing finds every Atom feed to be what RFC 4287 says."""
    feeds = [str(path) for path in _files(folder, ".atom")]
    assert len(feeds) > 2
    run(program("jing"), "-c", str(GRAMMAR), *feeds, cwd=folder)


def test_atom_has_what_the_grammar_cannot_say(folder: Path) -> None:
    """A feed has an author; each entry has an id of its own, and a link."""
    for path in _files(folder, ".atom"):
        feed = feedparser.parse(path.read_bytes())
        assert feed.feed.author
        assert all(entry.link for entry in feed.entries)
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)


def test_feedparser_finds_nothing_odd(folder: Path) -> None:
    """Every feed is read without a flag, its times too."""
    for path in _files(folder, ".xml", ".atom", ".rss"):
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert all(entry.get("published_parsed") for entry in feed.entries)


def test_json_feed_follows_its_schema(folder: Path) -> None:
    """JSON Feed's own schema fits every JSON feed."""
    schema = json.loads((node_modules() / "jsonfeed-schema" / "schema-v1.1.json").read_text())
    validator = Draft7Validator(schema)
    feeds = [path for path in _files(folder, ".json") if path.name == "feed.json"]
    assert feeds
    for path in feeds:
        validator.validate(json.loads(path.read_text("utf-8")))


def test_xmllint_reads_badges_and_feeds(folder: Path) -> None:
    """libxml reads every badge and feed without a word."""
    files = [str(path) for path in _files(folder, ".svg", ".xml", ".atom", ".rss")]
    run(program("xmllint"), "--noout", "--nonet", *files, cwd=folder)


def test_thunderbirds_parser_reads_the_calendar(folder: Path) -> None:
    """ical.js, which Thunderbird is built on, finds whole events."""
    env = {"NODE_PATH": str(node_modules())}
    file, alone = folder / "calendar.ics", max(folder.glob("incidents/*/calendar.ics"))
    events, [event] = (
        json.loads(run(program("node"), "-e", READ_CALENDAR, str(file), cwd=folder, env=env))
        for file in (file, alone)
    )
    assert event in events
    assert all(event["uid"] and event["title"] for event in events)
    assert all(event["start"] < event["end"] for event in events)
    assert all(event["status"] in ("CONFIRMED", "CANCELLED") for event in events)
    assert len(events) == len(json.loads(_maintenance(folder))["scheduled_maintenances"])


def _maintenance(folder: Path) -> str:
    return (folder / "api" / "v2" / "scheduled-maintenances.json").read_text("utf-8")
