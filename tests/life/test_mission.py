"""The table of what a good response asks for: everything that it names is there, and in use."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.model.field_uses import is_read, models

from mkdocs_statuspage.cli import COMMANDS, build_app
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import IncidentFields
from mkdocs_statuspage.model.policy import Policy
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.model.texts import fields_of, types_in
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.review.rules import RULES
from mkdocs_statuspage.site import load_site

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator" / "mkdocs_statuspage"
COMMAND_LINE = "".join(path.read_text() for path in sorted((PACKAGE / "cli").glob("*.py")))
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
def test_what_a_row_names_is_used(kind: str, name: str) -> None:
    """A field or a key that something reads, an option that its command looks at, a file that is loaded."""
    assert name in set(KNOWN[kind]()), (
        f"{kind} `{name}` is not there, or nothing uses it: change generator/docs/mission.md"
    )


def test_what_nothing_reads_answers_nothing() -> None:
    """The proof can fail: a field that is only written is in no row."""
    assert "contacts.agreed" not in set(fields(IncidentFields))
    assert "contacts.medium" in set(fields(IncidentFields))


def test_what_a_row_waits_for_is_not_there_yet() -> None:
    """Once such a command exists, the row names it as an answer and waits no more."""
    waited = {name for row in rows() for name in re.findall(r"`([^`]+)`", row[3])}
    assert not waited & set(COMMANDS), "move it to the third column of generator/docs/mission.md"


def options() -> Iterator[str]:
    """Give the options whose values their commands look at."""
    group: Any = typer.main.get_command(build_app())
    for name, command in group.commands.items():
        looked_at = set(looked_at_by(inspect.unwrap(command.callback)))
        for parameter in command.params:
            if parameter.name in looked_at:
                yield from (
                    f"{name} {flag}" for flag in (*parameter.opts, *parameter.secondary_opts)
                )


def looked_at_by(command: Callable[..., None]) -> Iterator[str]:
    """Give the options that a command reads, and those of its groups that somebody reads."""
    words = re.findall(r"\w+", inspect.getsource(command))
    for parameter in inspect.signature(command).parameters.values():
        if words.count(parameter.name) < 2:  # it is only declared
            continue
        yield parameter.name
        if is_dataclass(parameter.annotation):
            whole = f"asdict({parameter.name})" in inspect.getsource(inspect.getmodule(command))  # type: ignore[arg-type]
            for field in dataclass_fields(parameter.annotation):
                if whole or f".{field.name}" in COMMAND_LINE:
                    yield field.name


def fields(model: type[Model], deeper: bool = True) -> Iterator[str]:
    """Give the keys of files, with those one level below, that something reads."""
    for attribute, key, hint in fields_of(model):
        if is_read(model, attribute):
            yield key
            for inner in set(types_in(hint)) if deeper else ():
                if issubclass(inner, Model):
                    yield from (f"{key}.{below}" for below in fields(inner, deeper=False))


def policy_keys() -> Iterator[str]:
    """Give the keys of the policy, at any depth, that something reads."""
    for model in models(Policy):
        yield from fields(model, deeper=False)


def files() -> Iterator[str]:
    """Give the files of the package that another one names: as a module, or as a file to read."""
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    for path in [*texts, *PACKAGE.glob("*.yml")]:
        name = path.relative_to(PACKAGE).as_posix()
        module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        wanted = f"mkdocs_statuspage.{module} import" if path.suffix == ".py" else f'"{name}"'
        if any(wanted in text for other, text in texts.items() if other != path):
            yield name


def templates() -> Iterator[str]:
    """Give the templates that a page asks for."""
    for page in all_files(load_site(ROOT / "incidents", datetime.now(UTC))).values():
        if isinstance(page, Page):
            yield page.template.rpartition("/")[2]


@cache
def pages() -> tuple[str, ...]:
    files = all_files(load_site(ROOT / "incidents", datetime.now(UTC)))
    return tuple(f"/{f.url}" if isinstance(f, Page) else f"/{path}" for path, f in files.items())


KNOWN: dict[str, Any] = {
    "command": lambda: COMMANDS,
    "option": options,
    "field": lambda: fields(IncidentFields),
    "config": lambda: fields(SiteConfig),
    "policy": policy_keys,
    "rule": lambda: (rule.name for rule in RULES),
    "page": pages,
    "file": files,
    "template": templates,
}
