"""Finds every string of the catalogue that code and templates use."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "generator" / "mkdocs_statuspage"
THEME = ROOT / "theme"
CALLED = {"words", "own", "phrase", "self"}
"""What the catalogue is called by in code."""
TABLES = ("HEADINGS", "GUIDANCE")
"""Tables whose values are strings of the catalogue."""
_IN_TEMPLATE = re.compile(r"""\bt\["((?:[^"\\]|\\.)+)"\]""")


def strings_used() -> set[str]:
    """Give every single string, by its English."""
    found: set[str] = set()
    for path in code_files():
        found |= set(_in_code(ast.parse(path.read_text(encoding="utf-8"))))
    for path in THEME.rglob("*.html"):
        found |= set(_IN_TEMPLATE.findall(path.read_text(encoding="utf-8")))
    return found


def plurals_used() -> set[tuple[str, str]]:
    """Give every pair of singular and plural."""
    return {
        pair
        for path in code_files()
        for pair in _plurals(ast.parse(path.read_text(encoding="utf-8")))
    }


def code_files() -> Iterator[Path]:
    """Give the files whose `words` are the catalogue; those of the review's rules are lists of their own."""
    files = PACKAGE.rglob("*.py")
    return (path for path in files if "review" not in path.parts or path.name == "documentation.py")


def _in_code(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in CALLED and node.args:
            if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                yield node.args[0].value
        elif isinstance(node, ast.AnnAssign) and _name(node.target) in TABLES and node.value:
            yield from (
                n.value
                for n in ast.walk(node.value)
                if isinstance(n, ast.Constant) and isinstance(n.value, str)
            )


def _plurals(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "count" and len(node.args) >= 3:
            one, many = node.args[1], node.args[2]
            if isinstance(one, ast.Constant) and isinstance(many, ast.Constant):
                yield str(one.value), str(many.value)


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
