"""Words from the engine room: RFO, connection pool, cascading failure.

Why: a report is for the people who were hit. The rule is silent where the word is spelled out in
the text, and in a text for engineers: one with code in it, or a longer one that addresses nobody.

Mend: spell it out, or say what it meant for the reader.

Before: A cascading failure exhausted the connection pool.

After: One slow machine made the others wait for it, until no page opened.
"""

import re
from collections import Counter
from collections.abc import Iterator

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import hit_of
from mkdocs_statuspage.review.phrasebook import Match, phrasebook
from mkdocs_statuspage.review.rule import EVERYWHERE, Facts, Hit, Rule
from mkdocs_statuspage.review.text import Text

NAME = "jargon"

CODE = re.compile(r"`|^[ \t]*~~~|github\.com/|gitlab\.com/", re.MULTILINE)

READERS = frozenset({"you", "your", "customers", "shops", "clients", "patients", "passengers"})

CROWD = 2
"""So many terms in a sentence lose a reader of a longer text, where its neighbours explain a single one."""


def check(text: Text, facts: Facts) -> Iterator[Hit]:
    """Find each term once, unless the text explains it or is for people who read code."""
    if CODE.search(text.raw) or _is_among_engineers(text):
        return
    seen: set[str] = set()
    unknown: list[Match] = []
    for match in phrasebook(NAME, facts.language).matches(text):
        term = text.lower[match.start : match.end]
        if term not in seen and not _explained(text, match):
            unknown.append(match)
        seen.add(term)
    crowds = Counter(match.sentence.index for match in unknown)
    enough = CROWD if text.is_long else 1
    yield from (hit_of(match) for match in unknown if crowds[match.sentence.index] >= enough)


def _is_among_engineers(text: Text) -> bool:
    """Tell whether it is a longer text that speaks to no customer."""
    return text.is_long and text.words.keys().isdisjoint(READERS)


def _explained(text: Text, match: Match) -> bool:
    """Tell whether an abbreviation stands in brackets after its words, or its words after it."""
    if match.group.name != "acronym":
        return False
    written = text.prose[match.start : match.end]
    around = text.prose[max(0, match.start - 1) : match.end + 2]
    return not written.isupper() or around.startswith("(") or around.endswith(" (")


RULE = Rule(NAME, Severity.ADVICE, EVERYWHERE, check, __doc__ or "")
