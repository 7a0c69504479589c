"""Which class means what is for the policy to say: no other room knows a class by its name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mkdocs_statuspage
from mkdocs_statuspage.model.statuses import MistakeClass
from mkdocs_statuspage.policy.classes import highest, is_lower

PACKAGE = Path(mkdocs_statuspage.__file__).parent
KNOW_CLASSES = ("model", "policy")
SPEAKS_ENGLISH = "review"
"""Where the same words are words of a language, such as the forms of "to slip"."""


def names_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and node.value in tuple(MistakeClass):
            yield f"{path.name}:{node.lineno}"
        if isinstance(node, ast.Attribute) and node.attr in MistakeClass.__members__:
            yield f"{path.name}:{node.lineno}"


def test_no_other_room_knows_a_class_by_its_name() -> None:
    """A site that publishes slips, or keeps another class private, is followed everywhere."""
    rooms = {path: path.relative_to(PACKAGE).parts[0] for path in PACKAGE.rglob("*.py")}
    others = [p for p, room in rooms.items() if room not in (*KNOW_CLASSES, SPEAKS_ENGLISH)]
    assert len(others) > 100
    assert [name for path in sorted(others) for name in names_in(path)] == []


@pytest.mark.parametrize("cls", MistakeClass)
def test_nothing_is_higher_than_a_grave_mistake(cls: MistakeClass) -> None:
    assert highest([cls, MistakeClass.GRAVE]) is MistakeClass.GRAVE
    assert is_lower(cls, MistakeClass.GRAVE) == (cls is not MistakeClass.GRAVE)


def test_of_no_class_none_is_the_highest() -> None:
    assert highest([]) is None
