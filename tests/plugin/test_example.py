"""The example site as a newcomer uses it: an update, a mistake, a build."""

import os
import shutil
import subprocess
from pathlib import Path

import feedparser
import pytest

import warm

ROOT = Path(__file__).parents[2]
FILE = "incidents/2026-11-18-older-card-readers.md"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Give a copy of the example."""
    shutil.copytree(ROOT / "incidents", tmp_path / "incidents")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def statuspage(folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    return warm.run(warm.warm("statuspage"), folder, *args, env=os.environ)


def test_an_update_is_first_in_the_feed_and_changes_no_other_id(example: Path) -> None:
    """After one command and a build, readers get one new item, and know all the others."""
    assert statuspage(example, "build", "--quiet").returncode == 0
    before = feedparser.parse((example / "site/feed.xml").read_bytes())
    done = statuspage(example, "update", "-m", "Fix is rolling out", "-s", "mon", "--next", "30m")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3
    assert statuspage(example, "build", "--quiet").returncode == 0
    after = feedparser.parse((example / "site/feed.xml").read_bytes())
    assert not after.bozo
    old, new = [e.id for e in before.entries], [e.id for e in after.entries]
    assert new[0] not in old
    assert "Fix is rolling out" in after.entries[0].content[0].value
    assert new[1:] == old[: len(new) - 1]


MISSPELT = {
    "class: affecting": "class: afecting",
    "    status: identified": "    status: identifed",
    "{card-readers: partial_outage}": "{card-raders: partial_outge}",
    "started_at: 2026-11-18T09:16:00Z": "started_at: 2026-11-18T09:16:00\nimpact: majr",
}
MEANT = ["affecting", "identified", "card-readers", "partial_outage", "major"]


def test_what_is_misspelt_stops_the_build_and_leaves_the_site(example: Path) -> None:
    """Every word is named with its place and what was meant; what stood in site/ stands there still."""
    assert statuspage(example, "build", "--quiet").returncode == 0
    built = (example / "site/index.html").read_bytes()
    text = (example / FILE).read_text()
    for right, wrong in MISSPELT.items():
        assert right in text, right
        text = text.replace(right, wrong)
    (example / FILE).write_text(text)
    checked = statuspage(example, "check", FILE)
    assert checked.returncode == 1
    for word in MEANT:
        assert f"did you mean `{word}`?" in checked.stdout
    assert "has no time zone; write 2026-11-18T09:16:00Z" in checked.stdout
    failed = statuspage(example, "build", "--quiet")
    assert failed.returncode != 0
    for line in checked.stdout.splitlines():
        if "[wrong-value]" in line or "[unknown-component]" in line or "[no-zone]" in line:
            assert line in failed.stdout + failed.stderr
    assert (example / "site/index.html").read_bytes() == built


def test_a_page_stands_for_each_published_incident_and_for_no_other(example: Path) -> None:
    """Drafts, slips and personal mistakes leave no word, no name and no picture in the site."""
    for stem in ("2026-10-29-zephyrwick-greeting", "2026-11-05-thistledrum-call"):
        picture = example / "incidents" / stem / f"{stem.split('-')[3]}.svg"
        picture.parent.mkdir()
        picture.write_text(
            f"<svg xmlns='http://www.w3.org/2000/svg'><title>{picture.stem}</title></svg>"
        )
        file = example / "incidents" / f"{stem}.md"
        file.write_text(f"{file.read_text()}\n![{picture.stem}]({stem}/{picture.name})\n")
    checked = statuspage(example, "check")
    assert checked.stdout.count("[misplaced]") == 3
    assert checked.stdout.count("mv incidents/") == 3
    assert statuspage(example, "build", "--quiet").returncode == 0
    pages = {
        path.parent.name
        for path in (example / "site/incidents").glob("*/index.html")
        if 'http-equiv="refresh"' not in path.read_text()  # a former address, which leads on
    }
    files = [*(example / "incidents").glob("20*.md"), *(example / "incidents").glob("*/20*.md")]
    files += (example / "incidents").glob("20*.yml")
    hidden = {
        p.stem
        for p in files
        if {"quillomere", "zephyrwick", "thistledrum"} & set(p.stem.split("-"))
    }
    assert len(hidden) == 3
    assert pages == {p.stem for p in files} - hidden
    for path in (example / "site").rglob("*"):
        text = path.read_bytes() if path.is_file() else b""
        for word in (b"quillomere", b"zephyrwick", b"thistledrum"):
            assert word not in text, path
            assert word.decode() not in path.name
