"""Takes an incident file apart: the tree of its fields, and the prose of its report, divided into sections."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.markdown_text import MarkdownText, divided, read_markdown
from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.model.incident import Section
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.reading.file_list import PAGES_DIR
from mkdocs_statuspage.yaml_text.nodes import Refused
from mkdocs_statuspage.yaml_text.source import (
    LINE_BREAK,
    SourceFile,
    opens_front_matter,
    split_front_matter,
)
from mkdocs_statuspage.yaml_text.tree import Marks, Tree, scan_tree

ANCHORS: Mapping[str, SectionKind] = {kind.value.replace("_", "-"): kind for kind in SectionKind}
"""`{#make-good}` and the like, by which a heading in any words says which part it opens."""

HEADINGS: Mapping[SectionKind, str] = {
    SectionKind.WHAT: "What happened",
    SectionKind.WHY: "Why it happened",
    SectionKind.FIX: "How we fixed it",
    SectionKind.PREVENTION: "How we will stop it happening again",
    SectionKind.MAKE_GOOD: "How we will make it up to you",
    SectionKind.HOW_WE_HANDLED_IT: "How we handled it",
}
"""The headings of a report, as the string catalogue knows them."""

_ANCHOR = re.compile(r"\{:?[ \t]*#(?P<id>[\w-]+)[ \t]*\}[ \t]*$")
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
_DIVIDES = 2
"""Headings of this level and of the one above it begin a section."""


def split_sections(
    body: str, first_line: int, headings: Mapping[str, SectionKind]
) -> tuple[Section, ...]:
    """Return the stretches of a body between its headings, in order.

    The body is parsed as a whole: a link finds its address, and a footnote its text, wherever it stands. The sections
    have line ends of one kind, whichever the file has.

    Args:
        body: Markdown.
        first_line: the line of the file on which it begins.
        headings: the site's words for the parts, in small letters.
    """
    read = read_markdown(LINE_BREAK.sub("\n", body))
    opened = [heading for heading in read.headings if heading.level <= _DIVIDES]
    starts = [(None, "", 0, 0), *((*_kind_of(h.words, headings), h.end, h.behind) for h in opened)]
    ends = [*((h.start, h.at) for h in opened), (len(read.text), len(read.html))]
    parts = (
        _section(read, first_line, start, end) for start, end in zip(starts, ends, strict=True)
    )
    found = [part for part in parts if part.text or part.heading]
    whole = divided(read, [part.read for part in found])
    return tuple(replace(part, read=replace(part.read, whole=whole)) for part in found)


def _section(
    read: MarkdownText,
    first_line: int,
    start: tuple[SectionKind | None, str, int, int],
    end: tuple[int, int],
) -> Section:
    kind, heading, begun, html_begun = start
    begun += len(_BLANK_LINES.match(read.text[begun : end[0]])[0])  # type: ignore[index]
    line = first_line + read.text.count("\n", 0, begun)
    ended = max(begun, len(read.text[: end[0]].rstrip()))
    part = read.part(begun, ended, html_begun, end[1])
    return Section(kind, heading, part.uncommented.rstrip(), line, part)


def section_starts(
    body: str, first_line: int, headings: Mapping[str, SectionKind]
) -> Iterator[tuple[int, SectionKind | None]]:
    """Yield the line of each heading that begins a section, and which part of the report it opens."""
    for heading in read_markdown(body).headings:
        if heading.level <= _DIVIDES:
            line = first_line + len(LINE_BREAK.findall(body, 0, heading.start))
            yield line, _kind_of(heading.words, headings)[0]


def _kind_of(text: str, headings: Mapping[str, SectionKind]) -> tuple[SectionKind | None, str]:
    anchor = _ANCHOR.search(text)
    heading = text[: anchor.start()].strip() if anchor else text
    if anchor and anchor["id"] in ANCHORS:
        return ANCHORS[anchor["id"]], heading
    return headings.get(heading.casefold().rstrip(".?!:")), heading


class Parts(NamedTuple):
    """An incident file, taken apart."""

    tree: Tree
    marks: Marks
    prose: tuple[Section, ...]
    findings: list[Finding]
    """What may not be in the file, and could be read past."""


def read_parts(source: SourceFile, words: Words) -> Parts:
    """Take a file apart: Markdown with front matter, or YAML.

    Raises:
        Refused: no sense can be made of it.
    """
    if not source.path.endswith(".md"):
        tree, marks, findings = scan_tree(source, source.text)
        return Parts(tree, marks, _yaml_sections(tree, marks, words), findings)
    document = split_front_matter(source.text)
    if document is None:
        raise Refused(_no_front_matter(source))
    tree, marks, findings = scan_tree(source, document.yaml, document.first_line)
    if isinstance(tree, dict) and "sections" in tree:
        findings.append(_sections_in_markdown(marks))
    prose = split_sections(document.body, document.body_line, headings_in(words))
    return Parts(tree, marks, prose, findings)


def _no_front_matter(source: SourceFile) -> Finding:
    if opens_front_matter(source.text):
        message, help_text = "the front matter never ends", "close it with a line of ---"
    else:
        message = "there is no front matter"
        help_text = f"begin with a line of ---, or move the page to {PAGES_DIR}/"
    return source.finding(Place(source.path), "no-front-matter", message, help_text)


def _sections_in_markdown(marks: Marks) -> Finding:
    message = "`sections` is for files that end in .yml"
    help_text = "write the report below the closing line of ---, under headings"
    place = marks.place(("sections",), key=True)
    return marks.source.finding(place, "unknown-key", message, help_text)


def _yaml_sections(tree: Tree, marks: Marks, words: Words) -> tuple[Section, ...]:
    sections = tree.get("sections") if isinstance(tree, dict) else None
    if not isinstance(sections, dict):
        return ()
    return tuple(
        _yaml_section(kind, words(HEADINGS[kind]), text, _first_line(marks, kind))
        for kind in SectionKind
        if isinstance(text := sections.get(kind.value), str)
    )


def _yaml_section(kind: SectionKind, heading: str, text: str, line: int) -> Section:
    read = read_markdown(text)
    return Section(kind, heading, read.uncommented, line, read)


def _first_line(marks: Marks, kind: SectionKind) -> int:
    """Return the line on which a section's text begins; below the sign when there is one."""
    mark = marks.at(("sections", kind.value))
    return mark.line + (mark.style in ("|", ">")) if mark else 1


@cache
def headings_in(words: Words) -> Mapping[str, SectionKind]:
    """Return the headings of a report, in small letters: in a language, and always in English."""
    english = {heading.casefold(): kind for kind, heading in HEADINGS.items()}
    return english | {words(heading).casefold(): kind for kind, heading in HEADINGS.items()}
