"""Divides the Markdown body of an incident into the parts of its report."""

import re
from collections.abc import Iterator, Mapping

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

_HEADING = re.compile(r" {0,3}##[ \t]")
_ANCHOR = re.compile(r"\{:?[ \t]*#(?P<id>[\w-]+)[ \t]*\}[ \t]*$")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")


def split_sections(
    body: str, first_line: int, headings: Mapping[str, SectionKind]
) -> tuple[Section, ...]:
    """Give the stretches of a body between its second-level headings, in order.

    Args:
        body: Markdown.
        first_line: the line of the file on which it begins.
        headings: the site's words for the parts, in small letters.
    """
    parts: list[Section] = []
    kind, heading, lines, start = None, "", [], first_line
    for number, line, opened in _headings(body, first_line):
        if opened is None:
            lines.append(line)
            continue
        parts.append(Section(kind, heading, _trim(lines), start + _blank(lines)))
        kind, heading, lines, start = *_kind_of(opened, headings), [], number + 1
    parts.append(Section(kind, heading, _trim(lines), start + _blank(lines)))
    return tuple(part for part in parts if part.text or part.heading)


def section_starts(
    body: str, first_line: int, headings: Mapping[str, SectionKind]
) -> Iterator[tuple[int, SectionKind | None]]:
    """Give the line of each second-level heading, and which part of the report it opens."""
    for number, _, opened in _headings(body, first_line):
        if opened is not None:
            yield number, _kind_of(opened, headings)[0]


def _headings(body: str, first_line: int) -> Iterator[tuple[int, str, str | None]]:
    """Give each line with its number and, if it is a second-level heading, the heading's text."""
    fence = ""
    for number, line in enumerate(LINE_BREAK.split(body), first_line):
        opening = _FENCE.match(line)
        if opening and not fence:
            fence = opening["mark"]
        elif opening and line.strip().startswith(fence) and not line.strip(" `~\t"):
            fence = ""
        found = None if fence else _HEADING.match(line)
        yield number, line, _without_hashes(line[found.end() :]) if found else None


def _without_hashes(text: str) -> str:
    """Give a heading's text without the closing hashes that some people write."""
    text = text.strip(" \t")
    bare = text.rstrip("#")
    return bare.rstrip(" \t") if not bare or bare[-1] in " \t" else text


def _kind_of(text: str, headings: Mapping[str, SectionKind]) -> tuple[SectionKind | None, str]:
    anchor = _ANCHOR.search(text)
    heading = text[: anchor.start()].strip() if anchor else text
    if anchor and anchor["id"] in ANCHORS:
        return ANCHORS[anchor["id"]], heading
    return headings.get(heading.casefold().rstrip(".?!:")), heading


def _blank(lines: list[str]) -> int:
    return next((n for n, line in enumerate(lines) if line.strip()), 0)


def _trim(lines: list[str]) -> str:
    return "\n".join(lines[_blank(lines) :]).rstrip()
