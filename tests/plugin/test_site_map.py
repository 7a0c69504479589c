"""A long site map: every page in a part, every part in the index, and a new page in one part."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File

from mkdocs_statuspage.mkdocs.material import is_unasked
from mkdocs_statuspage.mkdocs.site_map import AT_MOST, parted

ROOT = "https://status.harbour.example/"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
INCIDENTS = [
    f"incidents/{year}-05-01-n{n:05}/" for year, n in [(2024, 10), (2025, 3100)] for n in range(n)
]
PAGES = ["", "history/", "history/2025/", "incidents/without-a-day/"]


def site_map(paths: list[str]) -> str:
    """Draw a site map as MkDocs does."""
    entries = "".join(
        f"\n    <url>\n         <loc>{ROOT}{path}</loc>\n         <lastmod>2026-0{1 + len(path) % 9}-01</lastmod>\n    </url>"
        for path in paths
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{head}{entries}\n</urlset>"


def places(xml: str) -> list[str]:
    """Read the addresses that a site map, or the index of some, names."""
    return [str(one.text) for one in ET.fromstring(xml).iter(f"{NAMESPACE}loc")]


def test_each_page_is_in_one_part_and_each_part_in_the_index() -> None:
    """Programs read the index first, and each part by itself."""
    index, parts = parted(site_map([*PAGES, *INCIDENTS]), ROOT)
    assert places(index) == [ROOT + path for path in parts]
    named = [place for part in parts.values() for place in places(part)]
    assert sorted(named) == sorted(ROOT + path for path in [*PAGES, *INCIDENTS])
    assert max(len(places(part)) for part in parts.values()) == AT_MOST
    assert list(parts) == [f"sitemap/{name}.xml" for name in ("2024", "2025", "2025-2", "2025-3", "pages")]  # fmt: skip
    days = re.findall("<lastmod>(.*?)<", index)
    assert days == [max(re.findall("<lastmod>(.*?)<", part)) for part in parts.values()]


def test_a_new_page_is_in_one_part() -> None:
    """The others stay as they are, to the byte."""
    _, before = parted(site_map([*PAGES, *INCIDENTS]), ROOT)
    _, after = parted(site_map(["incidents/2025-12-01-new/", *PAGES, *INCIDENTS]), ROOT)
    assert {path for path in after if after[path] != before.get(path)} == {"sitemap/2025-3.xml"}


@pytest.mark.parametrize(("paths", "root"), [(INCIDENTS[:AT_MOST], ROOT), (INCIDENTS, "")])
def test_a_short_one_stays_one_file(paths: list[str], root: str) -> None:
    """As does one of a site whose address nobody said: an index needs whole addresses."""
    whole = site_map(paths)
    assert parted(whole, root) == (whole, {})


@pytest.mark.parametrize(
    ("languages", "path", "is_left_out"),
    [
        (["en"], "assets/javascripts/lunr/wordcut.js", True),
        (["en", "th"], "assets/javascripts/lunr/wordcut.js", False),
        (["en"], "assets/javascripts/lunr/tinyseg.js", False),
        (["en"], "assets/javascripts/bundle.js.map", True),
        (["en"], "assets/javascripts/bundle.js", False),
        (["en"], "maps/harbour.map", False),
    ],
)
def test_what_no_page_asks_for_is_left_out(
    tmp_path: Path, languages: list[str], path: str, is_left_out: bool
) -> None:
    """Sources of Material's scripts, and 680 kB for languages in which nobody searches; nothing of the owner's."""
    file = tmp_path / "mkdocs.yml"
    file.write_text(
        f"site_name: Harbour\ntheme: material\nplugins: [search: {{lang: {languages}}}]\n"
    )
    (tmp_path / "docs").mkdir()
    config = load_config(str(file))
    theirs = File(path, config.theme.dirs[-1], config.site_dir, use_directory_urls=True)
    assert is_unasked(theirs, config) == is_left_out
    owners = File(path, config.docs_dir, config.site_dir, use_directory_urls=True)
    assert not is_unasked(owners, config)
