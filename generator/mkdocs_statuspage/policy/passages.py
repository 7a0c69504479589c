"""Which texts of an incident the review reads as one, what it is told beside the words, and where each stands in its file.

A report is read as one text: its summary, its sections and its promises. Every other text stands by itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Place
from mkdocs_statuspage.model.incident import Incident, Section
from mkdocs_statuspage.model.statuses import Kind as IncidentKind
from mkdocs_statuspage.model.texts import ReviewedAs, TextAt, texts_of
from mkdocs_statuspage.policy.report_sections import is_written, says_sorry
from mkdocs_statuspage.reading.attachments import read_of
from mkdocs_statuspage.review import Origin, PlaceOf, Spot, base_language, placed
from mkdocs_statuspage.review.rule import Facts, TextKind
from mkdocs_statuspage.review.text import ReviewText, read_text
from mkdocs_statuspage.yaml_text.source import SourceFile
from mkdocs_statuspage.yaml_text.tree import Mark, Marks, TreePath

AFTER_THE_PROSE = ("prevention", "make_good")
"""What readers of a report find below its sections."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of an incident that is read as one."""

    facts: Facts
    """What is known about it, and what it is going to be."""
    parts: tuple[TextAt, ...]
    """The texts that it is made of, with their places in the file."""
    text: ReviewText
    """What they were read as."""
    only_leaks: bool = False
    """Whether it is looked through only for what must not leave the house."""

    @property
    def kind(self) -> TextKind:
        """What the text is going to be."""
        return self.facts.kind


def passages_of(incident: Incident, config: SiteConfig) -> Iterator[Passage]:
    """Divide an incident into the texts that are read as one each."""
    whole = facts_of(incident, config)
    short = whole.of_kind(TextKind.SOCIAL)
    update = whole.of_kind(TextKind.UPDATE)
    update_without_next = replace(update, has_next_update=False)
    told = texts_of(incident)
    report = [one for one in told if one.use.reviewed_as is ReviewedAs.REPORT]
    if report:
        parts = sorted(report, key=lambda one: one.path[0] in AFTER_THE_PROSE)
        yield _passage(incident, parts, whole if has_report(incident, config) else short)
    for one in told:
        if one.use.reviewed_as is ReviewedAs.UPDATE:
            has_next = _has_next(incident, one)
            yield _passage(incident, [one], update if has_next else update_without_next)
        elif one.use.reviewed_as in (ReviewedAs.SHORT, ReviewedAs.LEAK):
            yield _passage(incident, [one], short)


def _passage(incident: Incident, parts: Sequence[TextAt], facts: Facts) -> Passage:
    text = read_text(*(read_of(one, incident) for one in parts))
    return Passage(facts, tuple(parts), text, parts[0].use.reviewed_as is ReviewedAs.LEAK)


def has_report(incident: Incident, config: SiteConfig) -> bool:
    """Tell whether somebody began to write the report that an incident owes; other prose is no report."""
    return incident.owes_answers and any(is_written(part, config) for part in incident.prose)


def _has_next(incident: Incident, told: TextAt) -> bool:
    """Tell whether the fields of an update say when the next comes, or need not."""
    update = incident.updates[int(told.path[1])]
    said = update.next_update_by is not None or (update.status and update.status.closes)
    return bool(said) or incident.kind is not IncidentKind.INCIDENT or bool(update.retracted)


def facts_of(incident: Incident, config: SiteConfig) -> Facts:
    """Gather what the fields say, so that no rule has to guess it from the words.

    What the policy does not ask of its class is there: nobody is told to add it.
    """
    asks = config.policy.classes[incident.mistake_class]
    said = {
        "affected.who": incident.affected.who,
        "affected.not_affected": incident.affected.not_affected,
    }
    return Facts(
        has_affected=all(text for need, text in said.items() if need in asks.needs),
        has_apology="apology" not in asks.needs or says_sorry(incident, config),
        has_next_update=True,
        has_prevention=not asks.prevention.at_least or bool(incident.prevention),
        has_make_good=asks.make_good is None or bool(incident.make_good),
        finished_evidenced_prevention=any(
            p.removes_cause and p.kept_on is not None and p.evidence for p in incident.preventions
        ),
        own_names=(config.organisation.name, *(c.name for c in config.components.values())),
        language=base_language(config.language),
    )


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
    column = source.line(number).find(section.heading) + 1
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
