"""From phrases to hits: what most rules do, so that a rule holds only what is its own."""

from collections.abc import Callable, Iterator

from mkdocs_statuspage.review.phrasebook import Match, phrasebook
from mkdocs_statuspage.review.rule import Check, Facts, Hit
from mkdocs_statuspage.review.text import ReviewText

Unless = Callable[[ReviewText, Match, str], bool]
"""Tells whether a match is answered by the rest of the text, in a language."""


def hit_of(match: Match) -> Hit:
    """Return a phrase's hit, in the words of its group."""
    group = match.group
    return Hit(match.start, match.end, group.says, group.mend, group.severity)


def phrase_check(name: str, unless: Unless | None = None) -> Check:
    """Make a check that finds the phrases of `phrases/<language>/<name>.txt`."""

    def check(text: ReviewText, facts: Facts) -> Iterator[Hit]:
        for match in phrasebook(name, facts.language).matches(text):
            if unless is None or not unless(text, match, facts.language):
                yield hit_of(match)

    return check


def missing(message: str, mend: str, rule: str = "") -> tuple[Hit, ...]:
    """Return the one hit of a rule about something that is not there."""
    return (Hit(0, 0, message, mend, rule=rule),)
