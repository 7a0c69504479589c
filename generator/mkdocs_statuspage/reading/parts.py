"""Takes an incident file apart: the tree of its fields, and the prose of its report."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.markdown_text import read_markdown
from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.model.front_matter import opens_front_matter, split_front_matter
from mkdocs_statuspage.model.incident import Section
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.reading.file_list import PAGES_DIR
from mkdocs_statuspage.reading.sections import HEADINGS, split_sections
from mkdocs_statuspage.yaml_text.source import SourceFile
from mkdocs_statuspage.yaml_text.tree import Marks, Refused, Tree, scan_tree


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
