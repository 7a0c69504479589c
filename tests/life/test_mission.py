"""The table of what a good response asks for: everything that it names is there."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from mkdocs_statuspage.cli import COMMANDS, build_app
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import IncidentFields
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.reading.settings import default_policy
from mkdocs_statuspage.review.rules import RULES
from mkdocs_statuspage.site import load_site

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator" / "mkdocs_statuspage"
NAMED = re.compile(r"(command|option|field|config|policy|rule|page|file|template) `([^`]+)`")


def rows() -> list[list[str]]:
    text = (ROOT / "generator" / "docs" / "mission.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def named() -> list[tuple[str, str]]:
    return [pair for row in rows() for pair in NAMED.findall(row[2])]


def test_every_row_is_there_and_names_what_answers_it() -> None:
    """25 rows in their order, each with at least one thing and with nothing unnamed."""
    assert [row[0] for row in rows()] == [str(number) for number in range(1, 26)]
    for row in rows():
        assert NAMED.sub("", row[2]).replace(",", "").strip() == "", row[0]
        assert NAMED.search(row[2]), row[0]


@pytest.mark.parametrize(("kind", "name"), sorted(set(named())))
def test_what_a_row_names_exists(kind: str, name: str) -> None:
    """A command, an option, a field, a key of the policy, a rule, a page or a file."""
    assert name in set(KNOWN[kind]()), (
        f"{kind} `{name}` is not there: change generator/docs/mission.md"
    )


def test_what_a_row_waits_for_is_not_there_yet() -> None:
    """Once such a command exists, the row names it as an answer and waits no more."""
    waited = {name for row in rows() for name in re.findall(r"`([^`]+)`", row[3])}
    assert waited
    assert not waited & set(COMMANDS), "move it to the third column of generator/docs/mission.md"


def options() -> Iterator[str]:
    group: Any = typer.main.get_command(build_app())
    for name, command in group.commands.items():
        for parameter in command.params:
            yield from (f"{name} {flag}" for flag in (*parameter.opts, *parameter.secondary_opts))


def fields(model: Any) -> Iterator[str]:
    """Give the fields that people write, with those one level below."""
    schema = model.model_json_schema()
    for name, value in schema["properties"].items():
        yield name
        for ref in re.findall(r"#/\$defs/(\w+)", str(value)):
            yield from (f"{name}.{key}" for key in schema["$defs"][ref].get("properties", {}))


def keys(tree: Any) -> Iterator[str]:
    for key, value in tree.items() if isinstance(tree, dict) else ():
        yield key
        yield from keys(value)


@cache
def pages() -> tuple[str, ...]:
    files = all_files(load_site(ROOT / "incidents", datetime.now(UTC)))
    return tuple(f"/{f.url}" if isinstance(f, Page) else f"/{path}" for path, f in files.items())


KNOWN: dict[str, Any] = {
    "command": lambda: COMMANDS,
    "option": options,
    "field": lambda: fields(IncidentFields),
    "config": lambda: fields(SiteConfig),
    "policy": lambda: keys(default_policy()),
    "rule": lambda: (rule.name for rule in RULES),
    "page": pages,
    "file": lambda: (path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*")),
    "template": lambda: (path.name for path in (ROOT / "theme" / "statuspage").iterdir()),
}
