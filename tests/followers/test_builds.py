"""Whole builds by MkDocs: what two of them differ in, and what an update changes."""

from datetime import timedelta
from pathlib import Path

from followers.tools import build
from outputs.library import NOW, SITES, URL, as_bytes, copied, made, site
from outputs.test_what_changes import CHANGED_BY_AN_UPDATE, UPDATE

PAGES = {
    "index.html",
    "incidents/2026-11-10-checkout-down/index.html",
    "components/shop/index.html",
    "history/index.html",
    "history/2026/index.html",
    "record/index.html",
    "sitemap.xml",
    "sitemap.xml.gz",
    "search/2026-1.json",
}
"""What is drawn from the incident besides the files that programs follow; it may change."""


def differing(one: Path, other: Path) -> set[str]:
    """Give the files that are not the same in both folders, those in one alone included."""
    files = {
        path.relative_to(folder).as_posix()
        for folder in (one, other)
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {path for path in files if _content(one / path) != _content(other / path)}


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def test_two_builds_of_one_state_differ_in_when_they_were_built(tmp_path: Path) -> None:
    """A minute later `build.json` and one line of the status page are others, and nothing else."""
    one, other = tmp_path / "one", tmp_path / "other"
    build(SITES / "well", one, URL)
    build(SITES / "well", other, URL, NOW + timedelta(minutes=1))
    assert differing(one, other) == {"build.json", "index.html"}
    lines = [(folder / "index.html").read_text("utf-8").splitlines() for folder in (one, other)]
    changed = [pair for pair in zip(*lines, strict=True) if pair[0] != pair[1]]
    assert changed
    assert all(a.replace("08:30", "08:31") == b for a, b in changed)


def test_mkdocs_writes_what_the_outputs_give(tmp_path: Path) -> None:
    """Between the outputs and the disk no byte of what programs follow is changed."""
    build(SITES / "rich", tmp_path, URL)
    for path, content in made(site()).items():
        assert (tmp_path / path).read_bytes() == as_bytes(content), path


def test_an_update_changes_only_what_it_should(tmp_path: Path) -> None:
    """One appended update changes its incident, its component, the lists, and no other page."""
    before, after = tmp_path / "before", tmp_path / "after"
    folder = copied("incident", tmp_path)
    build(folder, before, URL)
    with (folder / "2026-11-10-checkout-down.yml").open("a", encoding="utf-8") as file:
        file.write(UPDATE)
    build(folder, after, URL)
    # The picture of a link is named after what it shows.
    changed = {path for path in differing(before, after) if not path.startswith("previews/")}
    assert changed >= CHANGED_BY_AN_UPDATE
    assert changed - CHANGED_BY_AN_UPDATE <= PAGES
