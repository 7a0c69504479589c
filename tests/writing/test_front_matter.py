"""Splitting a file's text at its fences, and recognising a merge conflict in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_statuspage.yaml_text.source import (
    Document,
    conflict_markers,
    opens_front_matter,
    split_front_matter,
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\na: b\n---\nprose\n", ("---\n", "a: b\n", "---\nprose\n")),
        ("---\n---\n", ("---\n", "", "---\n")),
        ("---\na: b\n---", ("---\n", "a: b\n", "---")),
        ("---  \r\na: b\r\n...\t\r\nprose", ("---  \r\n", "a: b\r\n", "...\t\r\nprose")),
        ("\ufeff---\ra: b\r---\rprose", ("\ufeff---\r", "a: b\r", "---\rprose")),
        ("---\na: |\n  ---\n---\n---\n", ("---\n", "a: |\n  ---\n", "---\n---\n")),
        ("---\na: b\n----\n--- x\n---\n", ("---\n", "a: b\n----\n--- x\n", "---\n")),
    ],
)
def test_split(text: str, parts: tuple[str, str, str]) -> None:
    """Front matter ends at the first line that is three dashes or dots and nothing else."""
    assert split_front_matter(text) == Document(*parts)


@pytest.mark.parametrize("text", ["", "a: b\n", " ---\na: b\n---\n", "----\n---\n", "\n---\n---\n"])
def test_no_front_matter(text: str) -> None:
    """Only a fence on the very first line begins front matter."""
    assert split_front_matter(text) is None
    assert not opens_front_matter(text)


def test_unclosed() -> None:
    """Front matter that is never closed is none, but can be told from none."""
    assert split_front_matter("---\na: b\n") is None
    assert opens_front_matter("---\na: b\n")


def test_lines() -> None:
    """The document knows on which lines its parts start."""
    document = split_front_matter("---\r\na: b\r\nc: d\r\n---\r\nprose\r\n")
    assert document is not None
    assert (document.first_line, document.body_line, document.body) == (2, 5, "prose\r\n")


@given(st.text(st.sampled_from("-. \t\r\n\ufeffa"), max_size=30))
def test_law_parts_are_the_text(text: str) -> None:
    """The three parts put together are the text."""
    document = split_front_matter("---\n" + text)
    assert document is None or document.text == "---\n" + text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n", 2),
        ("a\r\n<<<<<<<\r\nb\r\n=======\r\nc\r\n>>>>>>>\r\n", 2),
        ("  <<<<<<< HEAD\n  >>>>>>> x\n", None),
        (">>>>>>> x\n<<<<<<< HEAD\n", None),
        ("Heading\n=======\n>>>>>>> quoted\n", None),
        ("", None),
    ],
)
def test_conflict(text: str, line: int | None) -> None:
    """Git's outer markers at the start of lines are a conflict; quotations and rulers are none."""
    assert conflict_markers(text) == line
