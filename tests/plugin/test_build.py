"""What a build puts out, and what it never does."""

import gc
import json
import re
from pathlib import Path

import pytest

from mkdocs_statuspage.mkdocs.plugin import COLLECTED, StatuspagePlugin
from plugin.library import Built, build, prepare, run

OUTPUTS = [
    "index.html",
    "404.html",
    "sitemap.xml",
    "search/index.html",
    "search/search_index.json",
    "incidents/2026-11-02-letters-late/index.html",
    "incidents/2026-11-02-van/index.html",
    "incidents/2026-11-20-new-van/index.html",
    "incidents/letters-late/van.svg",
    "components/post/index.html",
    "components/old-phone/index.html",
    "components/telex/index.html",
    "history/index.html",
    "history/2026/index.html",
    "reports/index.html",
    "promises/index.html",
    "subscribe/index.html",
    "feed.xml",
]


def test_puts_out_every_page(well: Built) -> None:
    """Each page of the design stands at its address."""
    assert [path for path in OUTPUTS if not (well.site_dir / path).is_file()] == []


def test_puts_out_nothing_raw(well: Built) -> None:
    """Incident files, the config and sources of the theme and its scripts are not published."""
    kinds = {path.suffix for path in well.site_dir.rglob("*") if path.is_file()}
    assert not kinds & {".md", ".yml", ".yaml", ".po", ".map"}
    assert not (well.site_dir / "statuspage" / "page.css").exists()


def test_the_site_map_names_no_page_that_leads_on(well: Built) -> None:
    """Search engines are shown where things are, not where they were."""
    named = well.read("sitemap.xml")
    assert "incidents/2026-11-02-letters-late/" in named
    assert "incidents/2026-11-02-van/" not in named
    assert "components/old-phone/" not in named


def test_shows_nothing_that_is_not_published(tmp_path: Path) -> None:
    """A draft, a slip and a personal mistake leave no trace: no word, no address, no picture."""
    built = build("hidden", tmp_path)
    for path in built.site_dir.rglob("*"):
        assert "mistake" not in path.name
        assert "hidden" not in path.name
        if path.suffix in {".html", ".json", ".xml", ".atom", ".rss", ".ics", ".svg"}:
            text = path.read_text(encoding="utf-8")
            assert "HIDDEN" not in text, path
            assert "-mistake" not in text, path
    assert "Everything works" in built.read("index.html")


def test_an_invalid_file_leaves_the_old_site(tmp_path: Path) -> None:
    """A build that finds a mistake fails with its place, and the published site stays as it was."""
    built = build("well", tmp_path)
    before = built.read("index.html")
    wrong = tmp_path / "incidents" / "2026-11-09-wrong.md"
    wrong.write_text("---\ntitel: Typo\n---\n", encoding="utf-8")
    result = run(built)
    assert result.returncode == 1
    assert "2026-11-09-wrong.md:2:1" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert built.read("index.html") == before


def test_takes_nothing_from_the_clock(well: Built, tmp_path: Path) -> None:
    """A build a minute later changes the status page and `build.json`, and nothing else."""
    later = prepare("well", tmp_path)
    assert run(later, now="1794299460").returncode == 0
    changed = {
        path.relative_to(well.site_dir).as_posix()
        for path in well.site_dir.rglob("*")
        if path.is_file()
        and path.read_bytes() != (later.site_dir / path.relative_to(well.site_dir)).read_bytes()
    }
    assert changed == {"index.html", "build.json"}


def test_after_a_build_garbage_is_looked_for_as_before() -> None:
    plugin, before = StatuspagePlugin(), gc.get_threshold()
    plugin.on_startup(command="build", dirty=False)
    during = gc.get_threshold()
    plugin.on_shutdown()
    assert (during, gc.get_threshold()) == (COLLECTED, before)


def test_site_map_is_dated_by_content(well: Built) -> None:
    """The site map says when something was written, not when the site was built."""
    days = re.findall(r"<lastmod>(.*?)</lastmod>", well.read("sitemap.xml"))
    assert set(days) <= {"2026-11-09", "2026-11-06", "2026-11-03"}
    assert "404" not in well.read("sitemap.xml")


def test_search_finds_title_component_and_text(well: Built) -> None:
    """The index has incidents by title, component and words, and no lists."""
    parts = json.loads(well.read("search/parts.json"))
    assert parts == ["pages", "2026-1"]
    index = [entry for name in parts for entry in json.loads(well.read(f"search/{name}.json"))]
    text = json.dumps(index)
    assert "Letters left a day late" in text
    assert "Post" in text
    assert "starter" in text
    assert "promises/" not in [url for url, _, _, _ in index]
    assert json.loads(well.read("search/search_index.json"))["docs"] == []


def test_an_epoch_that_is_no_number_is_told(tmp_path: Path) -> None:
    """An empty variable is a mistake in a workflow, and no moment to build for."""
    site = prepare("well", tmp_path)
    done = run(site, now="")
    assert done.returncode == 1
    assert "SOURCE_DATE_EPOCH is ''; it must be seconds since 1970" in done.stderr
    assert "Traceback" not in done.stderr


def test_placeholders_are_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build in CI refuses the address of a new site before anything is touched; at home it is built."""
    built = prepare("well", tmp_path, site_url="https://status.example.com/")
    monkeypatch.delenv("CI", raising=False)
    assert run(built, "--strict").returncode == 0
    monkeypatch.setenv("CI", "true")
    refused = run(built)
    assert refused.returncode == 1
    assert "which is nobody's" in refused.stdout + refused.stderr
