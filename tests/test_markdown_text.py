"""Markdown is read once, by GitHub's rules, and everything in it knows its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_statuspage.markdown_text import LONGEST_LINE, as_html, read_markdown

MARKS = st.text(alphabet=list("ab `*_[]()<>!#-~|\n\rä€😀\t&:/.1&\"'="), max_size=200)


def read(text: str) -> list[tuple[str, str]]:
    found = read_markdown(text)
    return [(e.tag, text[e.start : e.end]) for e in found.elements]


def test_elements_stand_where_they_were_written_in_characters_not_bytes() -> None:
    text = "Grüße 😀 `code` und [text](ziel.md)\nzweite *Zeile* mit https://example.com."
    assert read(text) == [
        ("p", text),
        ("code", "`code`"),
        ("a", "[text](ziel.md)"),
        ("em", "*Zeile*"),
        ("a", "https://example.com"),
    ]


@given(MARKS)
def test_every_code_span_begins_and_ends_with_its_ticks(text: str) -> None:
    for tag, written in read(text):
        if tag == "code":
            assert written.startswith("`"), (text, written)
            assert written.endswith("`"), (text, written)


@given(MARKS)
def test_nothing_that_people_type_is_too_much(text: str) -> None:
    found = read_markdown(text)
    assert len(found.uncommented) == len(text)
    assert all(0 <= e.start <= e.end <= len(text) for e in found.elements)
    assert found.headings is not None
    assert found.links is not None


def test_a_heading_in_a_list_or_a_quotation_divides_nothing() -> None:
    found = read_markdown("# One\n- a\n  ## Two\n\n> ## Three\n\nFour\n---\n\n```\n## Five\n```\n")
    assert [(h.level, h.words) for h in found.headings] == [(1, "One"), (2, "Four")]


def test_a_comment_hides_what_is_in_it() -> None:
    text = "a <!-- b\nc --> `<!-- d -->`\n\n<!--\n## Why\n-->\n\n> <!-- e\n> f -->\n"
    found = read_markdown(text)
    assert not found.headings
    assert found.uncommented.split() == ["a", "`<!--", "d", "-->`", ">"]
    assert [len(line) for line in found.uncommented.split("\n")] == [
        len(line) for line in text.split("\n")
    ]


def test_a_comment_that_never_ends_hides_nothing() -> None:
    assert read_markdown("a <!-- b\n").uncommented == "a <!-- b\n"


def test_a_link_finds_its_address_wherever_that_stands() -> None:
    found = read_markdown("## A\n[x][1] ![y](y.png)\n\n## B\n\n[1]: ./x.md\n")
    assert [(link.target, link.is_picture) for link in found.links] == [
        ("./x.md", False),
        ("y.png", True),
    ]


def test_a_link_that_was_typed_as_a_tag_is_one() -> None:
    found = read_markdown("see <a href='a b.md'>a</a> and <IMG alt=x src=y.png>")
    assert [(link.target, link.is_picture) for link in found.links] == [
        ("a b.md", False),
        ("y.png", True),
    ]


def test_an_address_alone_is_a_link() -> None:
    assert 'href="https://example.com/a"' in read_markdown("See https://example.com/a.").html


def test_a_line_break_in_an_update_is_one() -> None:
    assert "<br" in as_html("one\ntwo", breaks=True)
    assert "<br" not in read_markdown("one\ntwo").html


def test_where_addresses_are_defined_is_known() -> None:
    text = "[a][b] and [c]\n\n[b]: https://x.example\n[c]: y.md 'T'\n\n> [d]: z.md\n\n`[e]: f`\n"
    found = read_markdown(text)
    assert [text[start:end].strip() for start, end in found.definitions] == [
        "[b]: https://x.example",
        "[c]: y.md 'T'",
    ]


HARD = {
    "quotations in quotations": "> " * 100_000,
    "links on one line": "[a](b) " * 30_000,
    "a line of comments": "<!--" * 60_000,
    "lines of comments": "<!--\n" * 50_000,
    "a table of many columns": "|a" * 60_000 + "\n" + "|-" * 60_000,
    "brackets": "[" * 250_000,
    "footnotes": "".join(f"[^{n}]: x\n\n" for n in range(15_000)) + "[^1] " * 1_500,
    "references": "".join(f"[a][{n}b] [^{n}] " for n in range(3_000)).replace("5b] ", "5b]\n"),
    "headings": "# a\n" * 10_000,
    "emphasis": ("**a*" * 2_000 + "\n") * 30,
    "deep quotations on lines": ("> " * 4_900 + "\n") * 20,
}


@pytest.mark.parametrize("hard", HARD)
def test_a_text_that_is_hard_to_read_is_read_in_time(hard: str) -> None:
    from time import process_time

    begun = process_time()
    found = read_markdown(HARD[hard])
    assert found.uncommented is not None
    assert found.links is not None
    assert found.headings is not None
    assert found.definitions is not None
    assert found.undefined is not None
    assert found.anchors is not None
    assert process_time() - begun < 5


def test_a_line_longer_than_any_paragraph_stands_as_it_was_typed() -> None:
    html = read_markdown("*a* <b>" + "x" * LONGEST_LINE + "\n\nb").html
    assert html.startswith("<p>*a* &lt;b&gt;xxx")
    assert re.search(r"<p>b</p>$", html)


BRACKETS = {
    "see [a b][nowhere], [c][] and ![d][None such]": ["[a b][nowhere]", "[c][]", "![d][None such]"],
    "note[^1] and[^why-not]": ["[^1]", "[^why-not]"],
    "> [foo *x*\n> y][`b]\n\n| [q][r] |\n|---|": ["[foo *x*\n> y][`b]", "[q][r]"],
    "[INC-9][INC-9] [**b** `]`][z]": ["[INC-9][INC-9]", "[**b** `]`][z]"],
    "    [^b]\n\n[^a]": ["[^a]"],
    "[a] [x] [1] [ ] [a] [b] [1][2] [1][] [x][] [ERROR][DB-1] row[i][j] f()[^a-z] [^ab]* x[^0-9]": [],
    "[12:03:44][info] ^[a-z][a-z0-9]$ [2026][x] [[a](b)][c]": [],
    "![][q] (see [RFC 1][rfc-1])": ["![][q]", "[RFC 1][rfc-1]"],
    "`[a][b]` \\[a][b] \\[a\\]\\[b\\] <!-- [a][b] --> <i title='[a][b]'>\n\n~~~\n[a][b] [^1]": [],
    "[a][b] [B][] [c  d][] e[^1]\n\n> [b]: x\n\n[C D]: y\n\n[^1]: z": [],
    "- [x][b] [y](z)[b]\n- [ ] [b]\n[b]\n": [],
}
"""Texts with brackets, and what in each is a reference to an address that is nowhere given."""


@pytest.mark.parametrize("text", BRACKETS)
def test_a_reference_to_nothing_is_found_and_no_other_brackets(text: str) -> None:
    assert [text[start:end] for start, end in read_markdown(text).undefined] == BRACKETS[text]
