"""Nothing in any file becomes more than text in what is built: pages, feeds, pictures, data, calendar."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar

from hostile.conftest import Pair, pair
from hostile.documents import MOVED, Document, gained, pages
from hostile.payloads import shared_payloads
from mkdocs_statuspage.yaml_text.source import FORBIDDEN

AT_ONCE = 100
"""How many payloads of the long list stand in one site."""
XML = (".xml", ".atom", ".rss", ".svg")


def files(site: Path, *endings: str) -> Iterator[Path]:
    found = sorted(path for path in site.rglob("*") if path.is_file())
    return (path for path in found if path.name.endswith(endings) or not endings)


def assert_harmless(sites: Pair) -> None:
    """Compare everything that was built with what harmless words gave."""
    names = [Counter(named(path.relative_to(site)) for path in files(site)) for site in sites]
    assert names[0] == names[1]
    for path in pages(sites.hostile):
        assert_harmless_page(path, sites.twin / path.relative_to(sites.hostile))
    for path in files(sites.hostile, *XML):
        assert_same_shape(path, sites.twin / path.relative_to(sites.hostile))
    for path in files(sites.hostile, ".json"):
        assert_no_control_codes(path, json.dumps(json.loads(path.read_bytes()), ensure_ascii=False))
    assert_same_lines(sites.hostile / "calendar.ics", sites.twin / "calendar.ics")
    for name in ("_headers", "_redirects", "feed.css", "sitemap.xml"):
        assert (sites.hostile / name).read_bytes() == (sites.twin / name).read_bytes(), name


def named(path: Path) -> Path:
    """Give the name of a file; the picture of a link is called by what it says, so only its folder counts."""
    return path.parent if path.match("previews/????????????????.png") else path


def assert_harmless_page(path: Path, other: Path) -> None:
    text = path.read_text(encoding="utf-8")
    page = Document(text)
    assert not gained(page, Document(other.read_text(encoding="utf-8"))), path
    assert_no_control_codes(path, text)
    for data in page.data:
        json.loads(data)


def assert_no_control_codes(path: Path, text: str) -> None:
    found = FORBIDDEN.search(text)
    assert found is None, (path, found, text[max(0, found.start() - 40) : found.start()])


def assert_same_shape(path: Path, other: Path) -> None:
    """A payload adds no element, attribute or instruction to a feed or picture."""
    raw = path.read_text(encoding="utf-8")
    assert_no_control_codes(path, raw)
    more = Counter(shape(raw)) - Counter(shape(other.read_text(encoding="utf-8")))
    assert not more, path
    assert "<!DOCTYPE" not in re.sub(r"<!\[CDATA\[.*?\]\]>", "", raw, flags=re.DOTALL)
    for element in ET.fromstring(raw).iter():
        if element.tag.endswith(("}encoded", "}content")) or "html" in element.get("type", ""):
            assert not Document(element.text or "").faults, path
        for name in ("href", "url"):
            assert re.match(r"https://|\.\./|[a-z]+\.css", element.get(name, "https://")), path


def shape(xml: str) -> list[tuple[str, tuple[str, ...]]]:
    """Give the elements of a document with the names of their attributes; there are comments nowhere."""
    target = ET.TreeBuilder(insert_comments=True, insert_pis=True)
    root = ET.fromstring(xml, parser=ET.XMLParser(target=target))
    return [(str(element.tag), tuple(element.keys())) for element in root.iter()]


def assert_same_lines(path: Path, other: Path) -> None:
    """A payload adds no line to a calendar and is in no parameter of one."""
    assert Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    names = [
        [re.split("[:;]", content)[0] for content in unfolded(calendar)]
        for calendar in (path, other)
    ]
    assert names[0] == names[1]
    assert all(len(content) <= 75 for content in path.read_bytes().split(b"\r\n"))


def unfolded(path: Path) -> list[str]:
    """Give the content lines of a calendar."""
    return path.read_bytes().decode().replace("\r\n ", "").split("\r\n")


def test_nothing_but_text_comes_of_payloads(sites: Pair) -> None:
    assert_harmless(sites)


def test_payloads_are_shown_in_every_field(sites: Pair) -> None:
    """Harmless words in the same fields are seen everywhere, so the payloads were there too."""
    for path, times in {
        "incidents/2026-11-02-i0/index.html": 25,
        "components/c0/index.html": 5,
        "components/c0/feed.xml": 1,
        "promises/index.html": 4,
        "reports/2026/index.html": 3,
    }.items():
        found = (sites.hostile / path).read_bytes().decode().replace("\r\n ", "")
        assert found.count("plainwords") >= times, path


def test_a_moved_page_leads_to_its_own_site_alone(sites: Pair) -> None:
    text = (sites.hostile / MOVED / "index.html").read_text()
    (refresh,) = re.findall(r'http-equiv="refresh" content="([^"]*)"', text)
    assert refresh == "0; url=../../incidents/2026-11-01-prose/"


def test_nothing_of_a_text_is_lost_in_silence(sites: Pair) -> None:
    """What no browser would show as HTML is shown as text: words of an update do not vanish."""
    found = "".join(path.read_text() for path in files(sites.hostile / "incidents", "index.html"))
    for number in (1, 4, 43, 70, 82, 86):
        shown = re.findall(rf"alert\([^)]*\b(?:own-)?{number}\b", found)
        assert shown, number


@pytest.mark.long
@pytest.mark.parametrize("start", range(0, 1600, AT_ONCE))
def test_nothing_but_text_comes_of_the_long_list(start: int, tmp_path: Path) -> None:
    wanted = shared_payloads()[start : start + AT_ONCE]
    if not wanted:
        pytest.skip("STATUSPAGE_SHARED is not set, or its list is shorter")
    assert_harmless(pair(tmp_path / "sites", wanted))
