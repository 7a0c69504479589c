"""What the importer of feeds reads, what it asks for, and what it refuses."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.importers import IMPORTERS
from mkdocs_statuspage.importers.history import CannotImport, ForeignIncident

read_history = IMPORTERS["feed"]
RSS = "<rss><channel><title>S</title><item><guid>1</guid><title>A</title>%s</item></channel></rss>"


def _read(folder: Path, parts: str, zone: ZoneInfo | None = None) -> ForeignIncident:
    path = folder / "history.rss"
    path.write_text(RSS % parts, encoding="utf-8")
    return read_history(path, zone).incidents[0]


def test_a_time_without_a_zone_asks_for_one(tmp_path: Path) -> None:
    """It is never guessed."""
    parts = "<pubDate>2024-05-01 10:00</pubDate>"
    with pytest.raises(CannotImport, match="times without a zone; say where they hold"):
        _read(tmp_path, parts)
    found = _read(tmp_path, parts, ZoneInfo("Europe/Berlin"))
    assert f"{found.begins_at:%H:%M}" == "08:00"


def test_words_beside_updates_are_not_lost(tmp_path: Path) -> None:
    """An entry that is more than a list of updates stays whole, and so does one whose times cannot be read."""
    said = "&lt;p&gt;&lt;small&gt;%s&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Up.&lt;/p&gt;"
    parts = "<pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate><description>%s</description>"
    whole = _read(tmp_path, parts % ("Sorry. " + said % "May 1, 10:00 UTC"))
    assert [update.message[:6] for update in whole.updates] == ["Sorry."]
    unread = _read(tmp_path, parts % (said % "yesterday"))
    assert "yesterday" in unread.updates[0].message
    split = _read(tmp_path, parts % (said % "May 1, 09:30 UTC"))
    assert [(f"{u.at:%H:%M}", u.status.value, u.message) for u in split.updates] == [
        ("09:30", "resolved", "Up.")
    ]


def test_characters_that_spoil_feeds_are_replaced_and_told(tmp_path: Path) -> None:
    """As with every other source."""
    parts = "<pubDate>2024-05-01T10:00:00Z</pubDate><description>a\u202eb</description>"
    found = _read(tmp_path, parts)
    assert found.updates[0].message == "a\ufffdb"
    assert any("U+FFFD" in note for note in found.notes)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><body>Log in</body></html>", "feed.xml:1:1: <html> is no feed"),
        (b"<!DOCTYPE html><html></html>", "it has a document type"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><rss/>'.encode("utf-16"), "it has a document type"),
        (b"<rss><channel>\n<item>", "feed.xml:2:7: no XML"),
        (b'{"page": 1}', "feed.xml:1:1: no XML"),
        (b"<rss>\xff</rss>", "feed.xml:1:6: no XML"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, said: str, tmp_path: Path) -> None:
    """With its place, and what to save instead."""
    path = tmp_path / "feed.xml"
    path.write_bytes(data)
    with pytest.raises(CannotImport, match=said) as refused:
        read_history(tmp_path)
    assert "history.atom" in refused.value.help


def test_a_folder_without_feeds_is_refused(tmp_path: Path) -> None:
    """And so is a file that is not there."""
    for source in (tmp_path, tmp_path / "no.atom"):
        with pytest.raises(CannotImport):
            read_history(source)
