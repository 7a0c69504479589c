"""A command parses each file once, however many of its parts ask what stands in it."""

import shutil
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Run
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.site import load_site
from mkdocs_statuspage.yaml_text.source import split_front_matter
from mkdocs_statuspage.yaml_text.syntax import FAST

EXAMPLE = Path(__file__).parents[2] / "incidents"
INCOMPLETE = """\
---
title: Cards
class: affecting
updates:
  - {at: 2026-01-03T09:20:00Z, status: resolved, message: We apologise for any inconvenience.}
report: {published_at: 2026-01-04T09:20:00Z}
waive: [{rule: no-empathy, why: a test}]
---
## What happened

We broke it.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give the example site with a report that lacks much, and a file in `private/`."""
    shutil.copytree(EXAMPLE, tmp_path / "incidents")
    shutil.copy(EXAMPLE.parent / "mkdocs.yml", tmp_path)
    (tmp_path / "incidents" / "2026-01-03-cards.md").write_text(INCOMPLETE)
    (tmp_path / "private").mkdir()
    private = INCOMPLETE.replace("affecting", "personal").replace("title: Cards", "title: A person")
    (tmp_path / "private" / "2026-01-03-person.md").write_text(private)
    return tmp_path


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often each YAML text is given to the parser."""
    texts: Counter[str] = Counter()
    begin = FAST.__init__  # type: ignore[misc]

    def counted(self: Any, stream: str) -> None:
        texts[stream] += 1
        begin(self, stream)

    monkeypatch.setattr(FAST, "__init__", counted)
    return texts


def files_of(site: Path) -> Mapping[str, str]:
    """Give the name of each file by the YAML in it."""
    found: dict[str, str] = {}
    for path in (*site.rglob("*.md"), *site.rglob("*.yml")):
        text = path.read_text()
        document = split_front_matter(text) if path.suffix == ".md" else None
        found[document.yaml if document else text] = path.name
    return found


@pytest.mark.parametrize(
    "args",
    [
        ("check", "--strict"),
        ("check", "--explain", "2026-01-03-cards"),
        ("status",),
        ("review",),
        ("record",),
        ("promises",),
        ("report", "2026-01-03-cards", "--preliminary"),
    ],
    ids=" ".join,
)
def test_a_command_that_reads_parses_each_file_once(
    args: tuple[str, ...], site: Path, run: Run, parsed: Counter[str]
) -> None:
    """Those that are read for the site or for the review are the same ones; once more only to find the place of something."""
    names = files_of(site)
    result = run(*args)
    assert result.code in (0, 1), result.err
    assert sum(text in names for text in parsed) > 20, "the files were read"
    assert {names.get(text, text): count for text, count in parsed.items() if count > 2} == {}


def test_an_update_parses_no_other_file_twice(site: Path, run: Run, parsed: Counter[str]) -> None:
    """Its own text the writer looks at again, to prove that nothing but the update is new in it."""
    names = files_of(site)
    result = run("update", "2026-11-18-older", "-m", "We test a fix.", "--no-publish")
    assert result.code == 0, result.err
    twice = {names[text] for text, count in parsed.items() if count > 1 and text in names}
    assert twice <= {"2026-11-18-older-card-readers.md"}


def test_a_build_parses_each_file_once(site: Path, parsed: Counter[str]) -> None:
    """The warning about the report that is held back needs its place, for which that file alone is looked at again."""
    loaded = load_site(site / "incidents", datetime(2026, 12, 1, tzinfo=UTC), "https://a.example/")
    all_files(loaded)
    assert [finding.rule for finding in loaded.findings] == ["incomplete-report"]
    names = files_of(site)
    twice = {names.get(text, text) for text, count in parsed.items() if count > 1}
    placed = {Path(finding.place.path).name for finding in loaded.findings}
    assert twice == placed | {"2026-08-26-webhooks-an-hour-late.yml"}, "its sections are YAML"
