"""The body of an incident is divided at its headings, whatever they are called."""

import pickle

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.markdown_text import read_markdown
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.reading.folder import parse_incident
from mkdocs_statuspage.reading.parts import headings_in, split_sections
from mkdocs_statuspage.yaml_text.source import SourceFile

HEADINGS = headings_in(load_words("en"))


def divided(body: str, first_line: int = 1) -> list[tuple[str | None, str, str, int]]:
    return [
        (part.kind and part.kind.value, part.heading, part.text, part.line)
        for part in split_sections(body, first_line, HEADINGS)
    ]


def test_headings_open_the_parts_and_text_knows_its_line() -> None:
    body = "Before.\n\n## What happened\n\n  \n\nIt broke.\n\n## why it HAPPENED?\nA change.\n"
    assert divided(body, 10) == [
        (None, "", "Before.", 10),
        ("what", "What happened", "It broke.", 16),
        ("why", "why it HAPPENED?", "A change.", 19),
    ]


def test_no_text_of_a_body_is_held_twice() -> None:
    """Its sections have it, also after it was kept; the body puts theirs and what is between them together."""
    body = "Before.\n\n## What happened\n\nIt <!-- truly --> broke.[^1]\n\n## Why\n\n[^1]: Half.\n"
    read = split_sections(body, 1, HEADINGS)
    for sections in (read, pickle.loads(pickle.dumps(read))):
        whole = sections[0].read.whole
        assert (whole.text, whole.html) == (body, read_markdown(body).html)
        assert {id(part.read.text) for part in sections} <= set(map(id, whole.pieces))
        assert {id(part.read.whole) for part in sections} == {id(whole)}
    assert sections == read


def test_an_anchor_says_which_part_it_is_in_any_words() -> None:
    body = "## O que aconteceu {#what}\nA\n## Foo {#make-good}\nB\n## Bar { #how-we-handled-it }\nC\n## Baz {#own}\nD\n"
    assert [(kind, heading) for kind, heading, _, _ in divided(body)] == [
        ("what", "O que aconteceu"),
        ("make_good", "Foo"),
        ("how_we_handled_it", "Bar"),
        (None, "Baz"),
    ]


def test_closing_hashes_belong_to_no_heading() -> None:
    assert divided("## What happened ##\nA\n")[0][1] == "What happened"
    assert divided("## In C#\nA\n")[0][1] == "In C#"
    assert divided("##  \t\nA\n")[0][1] == ""


def test_code_holds_no_headings() -> None:
    body = "## What happened\n```\n## Why it happened\n~~~\n```\n    ## Fix\n~~~~ yaml\n~~~\n## B\n~~~~\n"
    assert [kind for kind, *_ in divided(body)] == ["what"]


def test_line_ends_of_every_kind_are_counted_once() -> None:
    for end in ("\n", "\r\n", "\r"):
        body = end.join(["A\u2028\x0bB\x85", "## What happened", "", "C"])
        assert divided(body)[1][3] == 4


def test_sections_of_a_yaml_file_know_their_lines() -> None:
    text = (
        "title: A\nstarted_at: 2026-11-03T09:12:00Z\nsections:\n"
        "  why: In one line.\n  what: |\n    It broke.\n"
    )
    incident = parse_incident(SourceFile("a.yml", text), "a.yml", None).incident
    assert incident is not None
    assert [(part.kind, part.line) for part in incident.prose] == [
        (SectionKind.WHAT, 6),
        (SectionKind.WHY, 4),
    ]


def test_a_section_in_a_comment_is_no_section_and_its_words_are_gone() -> None:
    body = "## What happened\nIt broke.\n<!--\n## Why it happened\nSecret.\n-->\n"
    assert divided(body) == [("what", "What happened", "It broke.", 2)]


def test_underlined_headings_and_those_of_the_first_level_open_parts_too() -> None:
    body = "What happened\n-------------\nA\n\n# Why it happened\nB\n\n### Detail\nC\n"
    assert [(kind, text) for kind, _, text, _ in divided(body)] == [
        ("what", "A"),
        ("why", "B\n\n### Detail\nC"),
    ]


def test_a_link_may_have_its_address_in_another_section() -> None:
    body = "## What happened\n[here][1]\n\n## Why it happened\nB\n\n[1]: https://example.com\n"
    assert 'href="https://example.com"' in split_sections(body, 1, HEADINGS)[0].read.html
