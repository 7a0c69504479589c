"""How a text is read: what is masked, where sentences end, and that no offset ever moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_statuspage.markdown_text import read_markdown
from mkdocs_statuspage.reading.parts import split_sections
from mkdocs_statuspage.review.text import (
    FOLDED,
    MARKS,
    NOT_WORDS,
    ReviewText,
    mask,
    not_prose,
    read_text,
)

MASKED = {
    "a code span": "We ran `take it seriously` twice.",
    "a block of code": "We ran this:\n\n```sh\ntake it seriously\n```\n\nand it failed.",
    "a block without an end": "We ran this:\n\n~~~\ntake it seriously",
    "a comment": "We <!-- take it seriously --> were wrong about it all, every one of us.",
    "where a link goes": "We told [you](https://acme.example/seriously) on Monday.",
    "a reference": "We told [you][1].\n\n[1]: https://acme.example/seriously",
    "a target with parentheses": "We told [you](https://acme.example/a_(b)_seriously) on Monday.",
    "an indented block of code": "We ran this:\n\n    take it seriously\n\nand it failed.",
    "a quotation that goes on": "Ana wrote:\n\n> you said you\ntake it seriously\n\nand is right.",
    "a picture's target": "We drew ![it](seriously.png) on Monday.",
    "an address": "We told you at https://acme.example/seriously on Monday.",
    "an address without its scheme": "We told you at www.seriously.example on Monday.",
    "a mailbox": "Write to seriously@acme.example by Monday.",
    "a block of code behind a tab": "We ran this:\n\n\ttake it seriously\n\nand it failed.",
    "a quoted block": "Ana wrote:\n\n> you said you take it seriously\n\nand she is right.",
    "quoted words": 'Ana wrote "they take it seriously, they say" and we have no answer to her.',
    "curly quotes": "Ana wrote “they take it seriously, they say” and we have no answer to her.",
    "a heading's id": "## What happened {#seriously}\n\nWe broke it.",
}


@pytest.mark.parametrize("text", MASKED.values(), ids=MASKED)
def test_masks_what_is_not_prose(text: str) -> None:
    """What the writer did not say in prose is blank, and everything else stays where it is."""
    masked = mask([read_markdown(text)])
    assert "seriously" not in masked
    assert len(masked) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "The clock on the wall is 5 `",
        "It's the shops' own money, isn't it?",
        '"We are sorry," the whole statement reads, as pasted."',
    ],
)
def test_keeps_prose(text: str) -> None:
    """A lonely tick, apostrophes and a statement in quotation marks are prose."""
    assert sum(char.isalpha() for char in mask([read_markdown(text)])) > len(text) / 2


def _sentences(text: ReviewText) -> list[str]:
    return [text.raw[s.start : s.end] for s in text.sentences]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("We broke it. We are sorry!", ["We broke it.", "We are sorry!"]),
        ("It began at 9 a.m. on Monday.", ["It began at 9 a.m. on Monday."]),
        ("Shops, e.g. bakeries, waited.", ["Shops, e.g. bakeries, waited."]),
        ("It took 3.5 hours.", ["It took 3.5 hours."]),
        ("- one\n- two", ["- one", "- two"]),
        ("## What happened\nWe broke it.", ["## What happened", "We broke it."]),
        ("one line\nwrapped", ["one line\nwrapped"]),
        ("Investigating\nWe look into it.", ["Investigating", "We look into it."]),
        ("first\n\nsecond", ["first", "second"]),
        ("What happened\n---\nwe broke it.", ["What happened\n---", "we broke it."]),
        ("It broke on\n2. of May.", ["It broke on\n2.", "of May."]),
        ("1) one\n2) two", ["1) one", "2) two"]),
        ("- one\n  wrapped\n\n  two", ["one\n  wrapped", "two"]),
        ("| one |\n|---|\n| two |", ["| one |\n|---|", "| two |"]),
        ("• one\n• two", ["• one", "• two"]),
        ("```\n# no\n```\nyes", ["yes"]),
        ("…", []),
    ],
)
def test_splits_sentences(raw: str, expected: list[str]) -> None:
    """Sentences end at stops, items, headings and paragraphs, not at abbreviations."""
    assert _sentences(read_text(read_markdown(raw))) == expected


def test_headings_are_what_was_read_as_one() -> None:
    """Underlined ones are, and a number sign within a paragraph or in code is none."""
    text = read_text(read_markdown("One\n===\ntwo\n#three\n\n    # four\n\n## Five"))
    assert [text.raw[s.start : s.end] for s in text.sentences if s.heading] == [
        "One\n===",
        "## Five",
    ]


def test_a_section_is_read_as_it_was_among_the_rest_of_its_file() -> None:
    """An address may stand in another section, and several texts are read as one."""
    body = "## A\nWe told [you][seriously].\n\n## B\nb\n\n[seriously]: https://acme.example\n"
    first, last = split_sections(body, 1, {})
    text = read_text(first.read, last.read)
    assert "seriously" not in text.prose
    assert _sentences(text) == ["We told [you][seriously].", "b"]


def test_sets_negations_apart() -> None:
    """ "Don't" and "cannot" are read as two words without moving an offset."""
    text = read_text(read_markdown("We didn't and cannot."))
    assert text.lower == "we did nt and can nt."


@given(st.text(max_size=300))
def test_reading_never_moves_an_offset(raw: str) -> None:
    """Whatever is written, the masked text has its length, and sentences lie within it in order."""
    text = read_text(read_markdown(raw))
    assert len(text.prose) == len(text.lower) == len(raw)
    ends = [0, *(edge for s in text.sentences for edge in (s.start, s.end)), len(raw)]
    assert ends == sorted(ends)


MARKUP = st.sampled_from(
    """
    ` `` ``` ~~~ ~ < > <b> </b> <!-- --> [ ] ( ) [a]: [a](b) ![a](b) { {#a} } @ a@b.pt www.a.pt WWW.a.pt https://a.pt
    ftp://a.pt mailto:a@b.pt xmpp:a@b.pt # ## - * + 1. --- === _ ** | |-|-| \\ & &lt; &#96; ! : " a b e
    """.split()
)


@given(st.lists(st.one_of(MARKUP, st.sampled_from(["\n", "\n\n", " ", "    ", "\t"]))).map("".join))
def test_a_text_without_marks_is_all_prose(raw: str) -> None:
    """That is seen without a parse, whatever else of Markdown stands in it."""
    if MARKS.search(raw) is None:
        assert not [*not_prose(read_markdown(raw)), *NOT_WORDS.finditer(raw.translate(FOLDED))]
