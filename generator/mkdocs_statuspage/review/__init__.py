"""May this be published? The language review: text in, hits with a way to mend them out.

Pure functions over text. Which texts an incident has, and where, is for `site` to say.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import repeat

from mkdocs_statuspage.markdown_text import read_markdown
from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.review.rule import NO_FACTS, Facts, Hit, Rule, TextKind
from mkdocs_statuspage.review.rules import RULES
from mkdocs_statuspage.review.text import BETWEEN_PIECES, ReviewText, read_text

NOTHING_FOUND = (
    "No rule found anything. A rule sees words, not the truth: it cannot tell whether the cause is"
    " the real one, the figures are right, the promises can be kept, or the person who was hit"
    " would feel understood. Ask somebody who was not involved to read it."
)
"""What is said when there are no findings: what the review cannot see, never that all is well."""


def review_text(
    text: str | ReviewText,
    kind: TextKind,
    facts: Facts = NO_FACTS,
    rules: Iterable[Rule] = RULES,
) -> tuple[Hit, ...]:
    """Return what the rules find in a text of this kind, in the order of the text.

    What is said in the same words again is found once: a reader would say it once.
    """
    read = read_text(read_markdown(text)) if isinstance(text, str) else text
    facts = replace(facts, kind=kind, language=base_language(facts.language))
    return hits_in(read, facts, applying(rules, facts))


def applying(rules: Iterable[Rule], facts: Facts) -> tuple[Rule, ...]:
    """Return the rules that read texts of this kind and language."""
    return tuple(
        rule for rule in rules if facts.kind in rule.applies_to and rule.reads(facts.language)
    )


def hits_in(read: ReviewText, facts: Facts, rules: Iterable[Rule]) -> tuple[Hit, ...]:
    """Return what these rules, all of which apply, find in a text."""
    found: dict[tuple[str, str, str], Hit] = {}
    for rule in rules:
        for hit in map(_of_rule, rule.check(read, facts), repeat(rule)):
            if hit.rule in rule.names:
                said = read.lower[hit.start : hit.end]
                found.setdefault((hit.rule, hit.message, said), hit)
    return tuple(sorted(found.values(), key=lambda hit: (hit.start, hit.rule, hit.end)))


def base_language(language: str) -> str:
    """Return the language without its region: `pt` for `pt-BR`."""
    return language.replace("_", "-").partition("-")[0].lower()


def unread_rules(language: str) -> tuple[str, ...]:
    """Return the rules that cannot read a language."""
    return tuple(rule.name for rule in RULES if not rule.reads(base_language(language)))


def _of_rule(hit: Hit, rule: Rule) -> Hit:
    severity = hit.severity or rule.severity
    return Hit(hit.start, hit.end, hit.message, hit.help, severity, hit.rule or rule.name)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in a file a text stands: a whole file, a Markdown body, or a block scalar."""

    path: str
    line: int = 1
    """The line that holds the text's first character."""
    column: int = 1
    """The column at which each of its lines begins; a block scalar is indented."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and the file's line that it is in."""

    place: Place
    source: str
    text: str = ""
    """The whole stretch on one line, also when it goes on in the next line of the file."""


PlaceOf = Callable[[int, int], Spot]


def place_in(text: str, origin: Origin, start: int = 0, end: int = 0) -> Spot:
    """Return the place of a stretch; one that goes over several lines ends with its first."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    last = len(text) if last < 0 else last
    line = origin.line + text.count("\n", 0, start)
    length = max(1, min(end, last) - start)
    place = Place(origin.path, line, origin.column + start - first, length)
    source = " " * (origin.column - 1) + text[first:last].rstrip("\r")
    return Spot(place, source, " ".join(text[start:end].split()))


def placed(text: str, origin: Origin) -> PlaceOf:
    """Return the function that places stretches of one text."""
    return lambda start, end: place_in(text, origin, start, end)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what is read as one text: a summary, a section, a promise."""

    text: str
    place_of: PlaceOf


@dataclass(frozen=True, slots=True)
class Joined:
    """Several pieces read as one text, each hit placed in the piece that it is in."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Return the one text."""
        return BETWEEN_PIECES.join(piece.text for piece in self.pieces)

    def place_of(self, start: int, end: int) -> Spot:
        """Return the place of a stretch of the one text."""
        offset = 0
        for piece in self.pieces:
            if start <= offset + len(piece.text):
                return piece.place_of(start - offset, end - offset)
            offset += len(piece.text) + len(BETWEEN_PIECES)
        message = f"offset {start} is beyond the text"
        raise ValueError(message)


def to_findings(hits: Iterable[Hit], place_of: PlaceOf) -> tuple[Finding, ...]:
    """Turn hits into findings, in the order of their places."""
    return tuple(sorted(_finding(hit, place_of) for hit in hits))


def _finding(hit: Hit, place_of: PlaceOf) -> Finding:
    spot = place_of(hit.start, hit.end)
    severity = hit.severity or Severity.WARNING
    return Finding(spot.place, hit.rule, hit.message, hit.help, severity, spot.source, spot.text)
