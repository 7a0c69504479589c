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


@pytest.mark.parametrize("link", ["https://[::1/x", "https://www..status.example/x"])
def test_a_link_that_leads_nowhere_is_left_out(tmp_path: Path, link: str) -> None:
    """A browser would not follow it, and the file would not be valid."""
    parts = f"<pubDate>2024-05-01T10:00:00Z</pubDate><link>{link}</link>"
    assert _read(tmp_path, parts).url is None


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


ITEM = "<rss><channel><title>S</title><link>https://status.example/</link>%s</channel></rss>"
INSTATUS = """<item><title>Slow</title><link>https://status.example/incident/a</link><guid>https://status.example/incident/a</guid>
<pubDate>Thu, 23 May 2024 05:43:28 GMT</pubDate><description>&lt;p&gt;&lt;strong&gt;Type: &lt;/strong&gt;Incident&lt;/p&gt;
&lt;p&gt;&lt;strong&gt;Affected Components: &lt;/strong&gt;API, Web&lt;/p&gt;
&lt;p&gt;&lt;small&gt;May &lt;var data-var='date'&gt;23&lt;/var&gt;, &lt;var data-var='time'&gt;05:43:28&lt;/var&gt; GMT+0&lt;/small&gt;&lt;br /&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - Looking.&lt;/p&gt;
&lt;p&gt;&lt;small&gt;May &lt;var data-var='date'&gt;23&lt;/var&gt;, &lt;var data-var='time'&gt;08:10:00&lt;/var&gt; GMT+2&lt;/small&gt;&lt;br /&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Up.&lt;/p&gt;</description></item>"""
INCIDENT_IO = """<item><title>Sign-in fails</title><link>https://status.example/incidents/01J</link><guid>https://status.example/incidents/01J</guid>
<pubDate>Thu, 23 May 2024 07:00:00 GMT</pubDate><description><![CDATA[<b>Status: Resolved</b><br/><br/>All back.<br/><b>Affected components</b><ul><li>Login (Operational)</li></ul>]]></description></item>"""
AWS = """<item><title><![CDATA[Service is operating normally: [RESOLVED] Errors]]></title><link>https://status.example/</link>
<pubDate>Thu, 13 Oct 2022 14:30:00 PDT</pubDate><guid isPermaLink="false">https://status.example/#a_2</guid><description><![CDATA[Over.]]></description></item>
<item><title><![CDATA[Informational message: Errors]]></title><link>https://status.example/</link>
<pubDate>Thu, 13 Oct 2022 13:30:00 PDT</pubDate><guid isPermaLink="false">https://status.example/#a_1</guid><description><![CDATA[Seen.]]></description></item>"""
GOOGLE = """<feed xmlns="http://www.w3.org/2005/Atom"><title>S</title><entry><title>RESOLVED: Slow disks</title><link href="https://status.example/incidents/x"/>
<id>tag:status.example,2024:feed:x.1</id><updated>2024-05-23T07:00:00+00:00</updated><summary type="html"><![CDATA[<p>Ended.</p>]]></summary></entry></feed>"""
AZURE = """<item><guid>T7</guid><link>https://status.example/en-us/status</link><category>Virtual Machines</category><category>East</category><title>VMs - Mitigated</title>
<description>&lt;p&gt;Fixed.&lt;/p&gt;</description><pubDate>Thu, 23 May 2024 07:00:00 Z</pubDate></item>"""
CACHET = """<item><title>Database</title><link>https://status.example/incidents/5</link><description>We look.</description>
<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">We look. And look.</content:encoded><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Ana</dc:creator>
<pubDate>Thu, 23 May 2024 07:00:00 +0000</pubDate></item>"""
SHAPES = {
    "Instatus": (ITEM % INSTATUS, [("Slow", ["05:43 investigating Looking.", "06:10 resolved Up."])], {"Type": "Incident", "Affected Components": "API, Web"}),
    "incident.io": (ITEM % INCIDENT_IO, [("Sign-in fails", ["07:00 resolved <b>Status: Re"])], {}),
    "AWS": (
        ITEM % AWS,
        [("Informational message: Errors", ["20:30 investigating Seen."]), ("Service is operating normally: [RESOLVED] Errors", ["21:30 resolved Over."])],
        {},
    ),
    "Google Cloud": (GOOGLE, [("Slow disks", ["07:00 resolved <p>Ended.</p>"])], {}),
    "Azure": (ITEM % AZURE, [("VMs - Mitigated", ["07:00 investigating <p>Fixed.</p>"])], {"category": "Virtual Machines, East"}),
    "Cachet": (ITEM % CACHET, [("Database", ["07:00 investigating We look. And"])], {"creator": "Ana"}),
}  # fmt: skip


@pytest.mark.parametrize("of", SHAPES)
def test_feeds_are_read_as_their_makers_write_them(of: str, tmp_path: Path) -> None:
    """Each with its times, its states and all its words: what is no update is kept beside."""
    text, expected, kept = SHAPES[of]
    path = tmp_path / "feed.xml"
    path.write_text(text, encoding="utf-8")
    history = read_history(path)
    said = [
        (one.title, [f"{u.at:%H:%M} {u.status} {u.message[:13]}" for u in one.updates])
        for one in history.incidents
    ]
    assert [(title, [line.strip() for line in lines]) for title, lines in said] == expected
    assert history.incidents[0].kept == kept
    assert history.tallies["other words"].kept == len(kept)
    assert history.refused == ()
