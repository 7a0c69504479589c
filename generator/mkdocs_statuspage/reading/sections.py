"""Divides the Markdown body of an incident into the parts of its report."""

import re
from collections.abc import Iterator, Mapping

from mkdocs_statuspage.markdown_text import MarkdownText, read_markdown
from mkdocs_statuspage.model.incident import Section
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.yaml_text.source import LINE_BREAK

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
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|[\n\r]))*")
_DIVIDES = 2
"""Headings of this level and of the one above it begin a section."""


def split_sections(
    body: str, first_line: int, headings: Mapping[str, SectionKind]
) -> tuple[Section, ...]:
    """Return the stretches of a body between its headings, in order.

    The body is parsed as a whole: a link finds its address, and a footnote its text, wherever it stands.

    Args:
        body: Markdown.
        first_line: the line of the file on which it begins.
        headings: the site's words for the parts, in small letters.
    """
    read = read_markdown(body)
    opened = [heading for heading in read.headings if heading.level <= _DIVIDES]
    starts = [(None, "", 0, 0), *((*_kind_of(h.words, headings), h.end, h.behind) for h in opened)]
    ends = [*((h.start, h.at) for h in opened), (len(body), len(read.html))]
    parts = (
        _section(read, first_line, start, end) for start, end in zip(starts, ends, strict=True)
    )
    return tuple(part for part in parts if part.text or part.heading)


def _section(
    read: MarkdownText,
    first_line: int,
    start: tuple[SectionKind | None, str, int, int],
    end: tuple[int, int],
) -> Section:
    kind, heading, begun, html_begun = start
    begun += len(_BLANK_LINES.match(read.text[begun : end[0]])[0])  # type: ignore[index]
    line = first_line + len(LINE_BREAK.findall(read.text, 0, begun))
    part = read.part(begun, end[0], html_begun, end[1])
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
