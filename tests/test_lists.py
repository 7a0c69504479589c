"""What is in a room is in the room's list: a file that somebody added and forgot to list does nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

from mkdocs_statuspage.cli import COMMANDS
from mkdocs_statuspage.outputs.pages import PAGES

PACKAGE = Path(__file__).parents[1] / "generator" / "mkdocs_statuspage"


def modules_with(function: str, room: str) -> Iterator[str]:
    """Give the modules of a room that have a function of this name."""
    for path in (PACKAGE / room).glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(part, ast.FunctionDef) and part.name == function for part in tree.body):
            yield path.stem


def test_every_command_is_listed() -> None:
    """A module of `cli/` with a function `command` is in `COMMANDS`."""
    written = {name.rstrip("_") for name in modules_with("command", "cli")}
    assert written - set(COMMANDS) == set(), "add it to COMMANDS in cli/__init__.py"


def test_every_page_is_listed() -> None:
    """A module of `outputs/pages/` with a function `pages` is in `PAGES`."""
    listed = {pages.__module__.rpartition(".")[2] for pages in PAGES}
    written = set(modules_with("pages", "outputs/pages"))
    assert written - listed == set(), "add it to PAGES in outputs/pages/__init__.py"
