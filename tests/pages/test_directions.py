"""The style sheets know no left and right, so that pages are right also where one reads from the right."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.drawing import THEME

SHEETS = sorted((THEME / "statuspage").glob("*.css"))
_SIDED = re.compile(
    r"(?:margin|padding|border|inset)(?:-\w+)*-(?:left|right)\b|^(?:left|right)$|^(?:float|clear|text-align): (?:left|right)$"
)
_FOUR = re.compile(
    r"(?:margin|padding|inset|border-(?:width|color|style|radius)): \S+ (\S+) \S+ (\S+)"
)


def sided(sheet: str) -> Iterator[str]:
    """Yield the declarations that name a side; an author's own `align="left"` is left in every language."""
    for selector, body in re.findall(
        r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    ):
        for one in body.split(";"):
            declared = " ".join(one.split())
            four = _FOUR.fullmatch(declared)
            is_sided = _SIDED.search(declared) or _SIDED.search(declared.partition(":")[0])
            if "[align=" not in selector and (is_sided or (four and four[1] != four[2])):
                yield f"{' '.join(selector.split())} {{ {declared} }}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_side_is_named(sheet: Path) -> None:
    """Start and end are; what has a direction is mirrored by them alone."""
    assert list(sided(sheet.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("declared", "is_found"),
    [
        ("margin-left: 1rem", True),
        ("border-top-right-radius: 2px", True),
        ("left: 0", True),
        ("text-align: right", True),
        ("padding: 0 1rem 0 2rem", True),
        ("padding: 1rem 2rem 3rem 2rem", False),
        ("margin-inline-start: 1rem", False),
        ("text-align: end", False),
    ],
)
def test_a_side_is_found(declared: str, is_found: bool) -> None:
    """However it is named."""
    assert bool(list(sided(f"p {{ color: red; {declared}; }}"))) is is_found
