"""One word has one meaning: no module and no type has a name that another has."""

import ast
from collections import Counter
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "generator" / "mkdocs_statuspage"
MODULES = [path for path in PACKAGE.rglob("*.py") if path.stem != "__init__"]


def twice(names: list[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def test_no_two_modules_have_one_name() -> None:
    """A name that needs its folder to be understood is not finished."""
    assert twice([path.stem for path in MODULES]) == set()


def test_no_two_types_have_one_name() -> None:
    """Rename the newer one by what it is of: `TextChange` beside `StatusChange`."""
    found = [
        node.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert twice(found) == set()
