"""The apology: it is missing, depends on an "if", is taken back by a "but", or is only regret.

Why: "Apologize for everything" [S1]. You know that it happened, and people who were hit hear in "if",
"any" and "may have" that you doubt it. What follows a "but" is what they remember, and it is a defence.
"Regret" says how we feel; "sorry" says that we did something to you. In research on apologies, owning the
responsibility weighs most (Lewicki, Polin and Lount 2016), and all four take it back.

Mend: say sorry for the act and its effect, without "if", "any", "may" or "but". Explain in another
place. A "but" that goes on apologising ("but we know that sorry is not enough") is left alone.

Before: We apologise if anyone was affected, but the terms were clear.

After: We are sorry that you could not take cards between 09:12 and 10:40 UTC.
"""

import re
from collections.abc import Iterable, Iterator

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.phrasebook import Match, hit_of, languages_of, missing, phrasebook
from mkdocs_statuspage.review.rule import NOT_UPDATES, Facts, Hit, Rule, TextKind
from mkdocs_statuspage.review.text import ReviewText

NAME = "apology"

CONDITIONS = ("if", "any", "may-have", "feelings")
"""The groups of phrases that apologise and doubt that there was harm."""

PAUSE = re.compile(r"[,;:–—(-]\W*$")

FEW_WORDS = 4
"""So many words may stand between the apology and a turn without a pause."""


def check(text: ReviewText, facts: Facts) -> Iterator[Hit]:
    """Look for an apology, and for what takes it back."""
    book = phrasebook(NAME, facts.language)
    apologies = book.matches(text, "sorry")
    conditional = book.matches(text, *CONDITIONS)
    yield from map(hit_of, _first_in_each_sentence(conditional))
    introduced = book.matches(text, "while")
    yield from map(hit_of, introduced)
    yield from _taken_back(text, apologies, book.matches(text, "turn"))
    yield from map(hit_of, _defended(text, apologies, book.matches(text, "defence")))
    if not (facts.has_apology or apologies):
        yield from _without(book.matches(text, "regret"), [*conditional, *introduced], facts)


def _without(regrets: list[Match], others: list[Match], facts: Facts) -> Iterable[Hit]:
    """Say that nothing says sorry: at the regret that stands for it, or of the whole report."""
    if regrets:
        told = {match.sentence.index for match in others}
        return [hit_of(regret) for regret in regrets[:1] if regret.sentence.index not in told]
    if facts.kind is not TextKind.REPORT:
        return ()
    return missing("nobody says sorry", "Say that you are sorry, for what, and to whom")


def _first_in_each_sentence(matches: list[Match]) -> Iterator[Match]:
    seen: set[int] = set()
    for match in matches:
        if match.sentence.index not in seen:
            seen.add(match.sentence.index)
            yield match


def _taken_back(text: ReviewText, apologies: list[Match], turns: list[Match]) -> Iterator[Hit]:
    for turn in turns:
        before = [a for a in apologies if a.sentence == turn.sentence and a.end <= turn.start]
        if before and _is_turn(text.lower[before[-1].end : turn.start]):
            yield Hit(before[-1].start, turn.end, turn.group.says, turn.group.mend)


def _is_turn(between: str) -> bool:
    """Tell whether it turns from the apology: after a pause, or close by."""
    return bool(PAUSE.search(between)) or len(between.split()) <= FEW_WORDS


def _defended(text: ReviewText, apologies: list[Match], defences: list[Match]) -> Iterator[Match]:
    """Yield what opens the sentence after an apology with a defence."""
    for defence in defences:
        sentence = defence.sentence
        opens = not text.lower[sentence.start : defence.start].strip(" *_")
        if opens and any(a.sentence.index == sentence.index - 1 for a in apologies):
            yield defence


RULE = Rule(NAME, Severity.ERROR, NOT_UPDATES, check, __doc__ or "", languages_of(NAME))
