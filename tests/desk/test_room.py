"""The desk has no terminal: who works there may be an alarm, a form or a chat."""

import ast
from collections.abc import Iterator
from pathlib import Path

import mkdocs_statuspage.desk

FOLDER = Path(mkdocs_statuspage.desk.__file__).parent
TERMINALS = {"typer", "rich", "click", "getpass", "readline"}
STREAMS = {"stdin", "stdout", "stderr", "print", "input", "argv", "exit"}


def used(tree: ast.AST) -> Iterator[str]:
    """Give every module that is imported and every name that is used."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (node.module or "").split(".")
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute) and not _is_of_a_process(node):
            yield node.attr


def _is_of_a_process(node: ast.Attribute) -> bool:
    """Tell whether it is what another process wrote, as in `done.stderr`."""
    is_sys = isinstance(node.value, ast.Name) and node.value.id == "sys"
    return node.attr in STREAMS and not is_sys


def test_nothing_at_the_desk_prints_asks_or_knows_a_terminal() -> None:
    """No module imports Typer or Rich, prints, reads standard input or ends the process."""
    found = {
        f"{path.name}: {name}"
        for path in FOLDER.glob("*.py")
        for name in used(ast.parse(path.read_text(encoding="utf-8")))
        if name in TERMINALS | STREAMS
    }
    assert not found


def test_a_command_only_parses_calls_and_presents() -> None:
    """No module of the command line writes to an incident's file by itself; all go through `apply`."""
    writers = {"set_in", "append_in", "append_update", "change_file", "create_file"}
    found = {
        f"{path.name}: {name}"
        for path in (FOLDER.parent / "cli").glob("*.py")
        for name in used(ast.parse(path.read_text(encoding="utf-8")))
        if name in writers
    }
    assert not found
