"""Where a phrase of a value stands in its file, however YAML spells the value."""

import re
from itertools import islice

from mkdocs_statuspage.model.finding import Place
from mkdocs_statuspage.model.incident import Incident, Section
from mkdocs_statuspage.model.texts import TextAt
from mkdocs_statuspage.review.places import Origin, PlaceOf, Spot, placed
from mkdocs_statuspage.yaml_text.source import SourceFile
from mkdocs_statuspage.yaml_text.tree import Mark, Marks, TreePath

LITERAL = "|"


def place_of(told: TextAt, incident: Incident, marks: Marks) -> PlaceOf:
    """Return the places of a text of an incident, in its front matter or below it."""
    if told.path[0] != "prose":
        return place_in_value(marks, told.path, told.text)
    section = incident.prose[int(told.path[1])]
    if section.kind and marks.at(("sections", section.kind.value)):
        return place_in_value(marks, ("sections", section.kind.value), told.text)
    if told.path[2] == "heading":
        return place_of_heading(marks.source, section)
    return place_in_body(marks.source, section)


def place_in_body(source: SourceFile, section: Section) -> PlaceOf:
    """Return the places of a section that is Markdown below the front matter, line for line."""
    return placed(section.read.text, Origin(source.path, section.line))


def place_of_heading(source: SourceFile, section: Section) -> PlaceOf:
    """Return the places of a section's heading, which stands above its text."""
    lines = source.lines
    above = range(min(section.line, len(lines)), 0, -1)
    number = next((n for n in above if section.heading in lines[n - 1]), section.line)
    column = lines[number - 1].find(section.heading) + 1 if lines else 1
    return placed(section.heading, Origin(source.path, number, max(1, column)))


def place_in_value(marks: Marks, loc: TreePath, value: str) -> PlaceOf:
    """Return the places of a value of the file's YAML.

    A literal block stands in the file line for line. In every other style lines are folded and signs
    escaped, so the phrase's words are looked for where the value stands.
    """
    mark = marks.at(marks.nearest(loc))
    if mark is None:
        return placed(value, Origin(marks.source.path))
    if mark.style == LITERAL:
        return _in_block(marks.source, mark, value)
    return _by_words(marks.source, mark, value)


def _in_block(source: SourceFile, mark: Mark, value: str) -> PlaceOf:
    below = islice(source.lines, mark.line, None)
    first = next((line for line in below if line.strip()), "")
    lead = next((line for line in value.split("\n") if line.strip()), "")
    indent = len(first) - len(lead.rstrip()) if first.rstrip().endswith(lead.rstrip()) else 0
    spaces = max(0, len(first.rstrip()) - len(lead.rstrip())) if indent else 0
    return placed(value, Origin(source.path, mark.line + 1, spaces + 1))


def _by_words(source: SourceFile, mark: Mark, value: str) -> PlaceOf:
    """Return the n-th occurrence in the file of a phrase that is the n-th of its kind in the value."""
    region = source.lines[mark.line - 1 : max(mark.end_line, mark.line)]
    text = "\n".join([" " * (mark.column - 1) + region[0][mark.column - 1 :], *region[1:]])

    def spot_of(start: int, end: int) -> Spot:
        words = value[start:end].split()[:6] or value[start:].split()[:1]
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        before = len(pattern.findall(value, 0, start))
        found = [m.start() for m in pattern.finditer(text)] if words else []
        offset = found[min(before, len(found) - 1)] if found else mark.column - 1
        row = text.count("\n", 0, offset)
        column = offset - (text.rfind("\n", 0, offset) + 1) + 1
        length = max(1, min(end - start, len(region[row]) - column + 1))
        place = Place(source.path, mark.line + row, column, length)
        return Spot(place, region[row], " ".join(value[start:end].split()))

    return spot_of
