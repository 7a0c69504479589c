"""An apology that is taken back: sorry, *but*; "while we apologise".

Why: what follows the "but" is what people remember, and it is a defence. "Don't point fingers",
no excuses [S1] [S2].

Mend: stop after the apology. What explains belongs in "Why it happened". A "but" that goes on
apologising ("but we know that sorry is not enough") is left alone.

Before: We apologise; however, the terms were clear.

After: We are sorry. We changed the terms and told half of you.
"""

import re
from collections.abc import Iterator

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import hit_of
from mkdocs_statuspage.review.phrasebook import Match, phrasebook
from mkdocs_statuspage.review.rule import EVERYWHERE, Facts, Hit, Rule
from mkdocs_statuspage.review.text import Text

NAME = "but-apology"

PAUSE = re.compile(r"[,;:–—(-]\W*$")

FEW_WORDS = 5
"""So many words may stand between the apology and a "but" without a comma."""

PLAIN = ("but ", "however ")
"""The turns that need no comma; "still" and "although" also belong to what one is sorry for."""

CLAUSE = re.compile(r"\b(?:we|you|they|was|were|is|did|had|been)\b")
"""What one is sorry for is told here, and a "but" without a comma belongs to it."""


def check(text: Text, facts: Facts) -> Iterator[Hit]:
    """Find a turn after an apology, in its sentence or at the head of the next."""
    book = phrasebook(NAME, facts.language)
    yield from map(hit_of, book.matches(text, "while", "refusal"))
    apologies = phrasebook("no-apology", facts.language).matches(text)
    humble = {match.sentence.index for match in book.matches(text, "humble")}
    for turn in book.matches(text, "turn") if apologies else ():
        if turn.sentence.index not in humble:
            yield from _turned(text, apologies, turn)
    for defence in book.matches(text, "defence") if apologies else ():
        if defence.sentence.index not in humble and _follows(text, apologies, defence):
            yield hit_of(defence)


def _turned(text: Text, apologies: list[Match], turn: Match) -> Iterator[Hit]:
    before = [apology for apology in apologies if apology.sentence == turn.sentence]
    for apology in before[:1]:
        between = text.lower[apology.end : turn.start]
        if apology.end <= turn.start and _turns(between, text.lower[turn.start : turn.end]):
            yield Hit(apology.start, turn.end, turn.group.says, turn.group.mend)


def _turns(between: str, turn: str) -> bool:
    """Tell whether it turns from the apology: after a pause, or a plain "but" close by."""
    if PAUSE.search(between):
        return True
    close = len(between.split()) <= FEW_WORDS and not CLAUSE.search(between)
    return close and turn.startswith(PLAIN)


def _follows(text: Text, apologies: list[Match], defence: Match) -> bool:
    """Tell whether it opens the sentence after an apology."""
    sentence = defence.sentence
    opens = not text.lower[sentence.start : defence.start].strip(" *_")
    return opens and any(apology.sentence.index == sentence.index - 1 for apology in apologies)


RULE = Rule(NAME, Severity.ERROR, EVERYWHERE, check, __doc__ or "")
