"""Every document can be read by a strict reader, whatever stands in the fields of an incident."""

import json
import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import feedparser
import pytest
from icalendar import Calendar
from pydantic import BaseModel

from mkdocs_statuspage.site import Site
from outputs.library import as_bytes, made, site

HOSTILE = {
    "control": "a\x00b\x07c\x1bd\x7fe\x85f\x9fg",
    "surrogate": "a\ud83db",
    "noncharacter": "a\ufffeb\uffffc\ufdd0d",
    "cdata": "a ]]> <![CDATA[ b ]]> c",
    "markup": "<script>alert(1)</script> <!-- --> <?xml?> &amp; &nope; \" ' </title>",
    "emoji": "👩🏽‍🚒 🏳️‍🌈 🇵🇹",
    "right-to-left": "مرحبا בעולם \u202eabc\u202c",
    "long": "ab cd " * 1700,
    "breaks": "a\r\nb\rc\u2028d\u2029e\x0bf\x0cg",
    "folding": "é" * 200 + ";,\\:\nEND:VEVENT\nBEGIN:VEVENT",
    "format": "{name} %s %(note)s {0}",
}
FREE = (
    "at",
    "id",
    "path",
    "status",
    "kind",
    "impact",
    "system",
    "owner",
    "site_id",
    "timezone",
    "language",
)
"""Fields whose values are not anybody's words."""


def spoilt(value: Any, text: str, name: str = "") -> Any:
    """Give a value with a text put into every field of words below it."""
    if isinstance(value, BaseModel):
        changed = {
            field: spoilt(getattr(value, field), text, field)
            for field in type(value).model_fields
            if field not in FREE and field != "policy"
        }
        return value.model_copy(update=changed)
    if isinstance(value, tuple):
        return tuple(spoilt(one, text, name) for one in value)
    if isinstance(value, Mapping):
        return {key: spoilt(one, text, name) for key, one in value.items()}
    keeps = name in ("signed_by", "reviewed_by", "formerly", "components", "detected_by", "repeats")
    if type(value) is str and not keeps:
        return f"{value}{text}"
    return value


def hostile(text: str) -> Site:
    """Give the small site with a text in every field, past all that reading would refuse."""
    whole = site()
    incidents = tuple(spoilt(one, text) for one in whole.incidents)
    with_prose = tuple(
        one.model_copy(
            update={"prose": tuple(replace(p, heading=text, text=text) for p in one.prose)}
        )
        for one in incidents
    )
    config = spoilt(whole.config, text)
    return Site(config, whole.now, whole.incidents_dir, whole.url, with_prose, whole.assets)


@pytest.fixture(scope="module", params=HOSTILE)
def files(request: pytest.FixtureRequest) -> Mapping[str, str | bytes]:
    return made(hostile(HOSTILE[request.param]))


def _ending(files: Mapping[str, str | bytes], *endings: str) -> Iterator[tuple[str, bytes]]:
    return ((path, as_bytes(file)) for path, file in files.items() if path.endswith(endings))


@cache
def plain_counts() -> Mapping[str, int]:
    """Count the items of each feed of the small site as it is."""
    feeds = _ending(made(site()), ".xml", ".atom", ".rss")
    return {path: len(feedparser.parse(xml).entries) for path, xml in feeds}


def test_feeds_are_well_formed(files: Mapping[str, str | bytes]) -> None:
    """A feed with hostile text in every field is read without complaint and with all its items."""
    for path, xml in _ending(files, ".xml", ".atom", ".rss"):
        read = feedparser.parse(xml)
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert len(read.entries) == plain_counts()[path], path
        assert b"<script" not in xml
        assert not [e for e in read.entries if "<script" in str(e.get("content", e.get("summary")))]


def test_json_is_utf8_without_control_characters(files: Mapping[str, str | bytes]) -> None:
    """Every JSON document decodes, and no text in it can break the next program."""
    for path, text in _ending(files, ".json"):
        words = json.dumps(json.loads(text.decode()), ensure_ascii=False)
        assert not [c for c in words if c < " " or ("\x7f" <= c < "\xa0" and c != "\x85")], path
        assert not any(escape in words for escape in ("\\u0000", "\\u001b", "\\u007f")), path


def test_badges_are_well_formed(files: Mapping[str, str | bytes]) -> None:
    """A badge is XML that holds text and shapes alone."""
    for _, svg in _ending(files, ".svg"):
        names = {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()}
        assert names == {"svg", "title", "rect", "path", "g", "text"}


def test_the_calendar_holds_its_events(files: Mapping[str, str | bytes]) -> None:
    """No text ends an event or begins another, and every line is folded."""
    for path, text in _ending(files, ".ics"):
        events = Calendar.from_ical(text).walk("VEVENT")
        assert len(events) == (2 if path == "calendar.ics" else 1)
        assert all(len(line) <= 75 for line in text.split(b"\r\n"))
        assert not [byte for byte in text if byte < 32 and byte not in b"\r\n"]


def test_redirects_are_one_line_each(files: Mapping[str, str | bytes]) -> None:
    """No foreign id can add a rule to the host's."""
    lines = str(files.get("_redirects", "")).splitlines()
    assert all(len(line.split()) == 3 for line in lines)
    assert all(".." not in path and "\\" not in path for path in files)


def test_an_empty_site_has_valid_feeds() -> None:
    """Before anything ever happened there are feeds to subscribe to, and they are valid."""
    whole = site("well")
    empty = Site(whole.config, whole.now, whole.incidents_dir, whole.url, ())
    for _, xml in _ending(made(empty), ".xml", ".atom", ".rss"):
        assert not feedparser.parse(xml).bozo
        assert b"1970" in xml


def test_without_an_address_links_begin_at_the_root_of_the_host() -> None:
    """A site that does not know its address links to itself all the same."""
    files = made(site(url=""))
    assert b"<link>/incidents/2026-11-10-nobody-can-pay/#" in as_bytes(files["feed.xml"])
    assert all(not feedparser.parse(xml).bozo for _, xml in _ending(files, ".xml", ".atom", ".rss"))


def test_every_feed_finds_its_style() -> None:
    """A browser that opens a feed is led to the style sheet, from any folder."""
    files = made(site())
    for path, xml in _ending(files, ".xml", ".atom", ".rss"):
        sheet = re.search(
            rb'<\?xml-stylesheet type="text/css" href="([^"]+)"\?>\n<(rss|feed) ', xml
        )
        assert sheet is not None, path
        assert posixpath.normpath(posixpath.join(posixpath.dirname(path), sheet[1].decode())) == (
            "feed.css"
        )
