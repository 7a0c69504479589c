"""A mistake through its whole life in each language of the catalogues: no command knows of English alone."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from life.conftest import Life
from mkdocs_statuspage.language import languages
from warm import mkdocs

WORDS = yaml.safe_load(Path(__file__).with_name("words_of_a_life.yml").read_text(encoding="utf-8"))
HEAD = """\
summary: {summary}
causes: [settings]
prevention:
  - {{id: guard, promise: "{prevention}", owner: Platform, due_on: 2026-11-20, removes_cause: true}}
make_good:
  - {{id: credit, promise: "{make_good}", for: "{for}", how: automatic, due_on: 2026-11-20}}
"""
Step = tuple[str, ...]


def test_every_language_has_its_words() -> None:
    """A new catalogue is lived through too."""
    assert set(WORDS) == set(languages())


@pytest.mark.parametrize("language", languages())
def test_a_whole_life(language: str, life: Life) -> None:
    """A good writer is told of nothing, every draft says what the page says, and the site is built."""
    told = WORDS[language]
    config = life.folder / "incidents" / "statuspage.yml"
    channels = "channels: {news: {network: bluesky}}\n"
    config.write_text(f"{config.read_text()}{channels}language: {language}\n", encoding="utf-8")
    (life.folder / "hit.csv").write_text("name,address\nKim Lee,kim@shop.example\n")
    life.writes(HEAD.format(**told), language, **told["sections"])
    for step in (*responded(told), *REPORTED, *ASKED):
        result = life.at(*step)
        assert result.code == 0, (step, result)
    built = mkdocs(life.folder, "build", env=os.environ)
    assert built.returncode == 0, built.stderr


def responded(told: dict[str, Any]) -> Iterator[Step]:
    """Yield the moments and commands of the first hours."""
    yield (
        "09:20", "open", told["title"], "-c", "checkout=major", "-m", told["opened"], "--started-at", "09:10",
        "--who", told["who"], "--not-affected", told["not_affected"], "--blocked", "--acted-on", "--no-stakes",
        "--no-one-person", "--detected-by", "us",
    )  # fmt: skip
    yield "09:40", "update", "-m", told["cause_found"], "-s", "identified"
    yield "10:40", "resolve", "-m", told["closed"]


REPORTED: tuple[Step, ...] = (
    ("2026-11-05T12:00", "report", "2026", "--edit", "--signed-by", "ana"),
    ("2026-11-05T12:00", "check"),
    ("2026-11-05T12:00", "review"),
    ("2026-11-05T12:10", "report", "2026", "--reviewed-by", "eva"),
    ("2026-11-05T12:20", "report", "2026", "--final"),
)
ASKED: tuple[Step, ...] = (
    ("2026-11-14T10:00", "keep", "guard", "--evidence", "https://tiny.example/1"),
    *(
        ("2026-11-20T09:00", *args.split())
        for args in (
            "check", "check --explain 2026", "review", "status --exit-code", "promises", "record", "digest",
            "draft email 2026 --to hit.csv --dry-run", "draft social 2026", "draft reply 2026 --name Kim",
            "draft kept guard",
        )
    ),
)  # fmt: skip
