"""`remove_from`: an item goes with its own lines and no other byte."""

from pathlib import Path

import pytest

from mkdocs_statuspage.writing.document import ItemStep, append_update, remove_from
from mkdocs_statuspage.writing.refusals import CannotEdit

CASES = Path(__file__).parent / "cases" / "append"
ITEM = {"id": "new", "at": "2026-11-03T09:20:00Z", "message": "Found: it\n# is gone.\n"}
BLOCK_LISTS = [
    "blocks",
    "block-that-ends-in-a-line-of-spaces",
    "carriage-returns-alone",
    "comments-of-the-last-item",
    "dash-on-a-line-of-its-own-before-others",
    "dashes-on-lines-of-their-own",
    "dots-at-the-end",
    "fields-after-the-list",
    "fields-and-list-indented",
    "folded-block-that-keeps-its-blank-lines",
    "indent-of-one-space",
]


@pytest.mark.parametrize("name", BLOCK_LISTS)
def test_what_was_appended_is_taken_out_again(name: str) -> None:
    """The text is as it was, to the byte."""
    before = next((CASES / name).glob("before.*"))
    text = before.read_bytes().decode()
    with_it = append_update(text, before.suffix, ITEM)
    assert with_it != text
    assert remove_from(with_it, before.suffix, "updates", ItemStep("new")) == text


TEXT = """\
title: A title
updates:
  # about the first
  - id: one  # here
    message: |
      First.

  # about the second
  - id: two
    components: {api: ok}
  - {id: three}
# about the report
report: {}
"""


@pytest.mark.parametrize(
    ("step", "gone"),
    [
        (ItemStep("one"), "  - id: one  # here\n    message: |\n      First.\n"),
        (ItemStep("two"), "  - id: two\n    components: {api: ok}\n"),
        (-1, "  - {id: three}\n"),
    ],
)
def test_only_its_own_lines_go(step: ItemStep | int, gone: str) -> None:
    """Comments before it and behind it stay, and so do the other items."""
    assert remove_from(TEXT, ".yml", "updates", step) == TEXT.replace(gone, "")


def test_the_last_one_leaves_an_empty_list() -> None:
    """The field stays, with nothing in it."""
    assert remove_from("updates:\n  - id: one\n", ".yml", "updates", 0) == "updates: []\n"


@pytest.mark.parametrize(
    ("text", "step", "said"),
    [
        ("updates: [{id: a}, {id: b}]\n", ItemStep("a"), "without touching something else"),
        ("updates:\n- {id: a}\n- {id: b}\n", ItemStep("c"), "no item has the id `c`"),
        ("title: a\n", 0, "there is no list `updates`"),
        ("updates: a\n", 0, "there is no list `updates`"),
    ],
)
def test_what_cannot_be_taken_out_is_refused(text: str, step: ItemStep | int, said: str) -> None:
    """With the place and the reason; the text is as it was."""
    with pytest.raises(CannotEdit, match=said):
        remove_from(text, ".yml", "updates", step)
