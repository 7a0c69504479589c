"""From phrases to hits: what most rules do, so that a rule holds only what is its own."""

from collections.abc import Callable, Iterable, Iterator

from mkdocs_statuspage.review.phrasebook import Match, phrasebook
from mkdocs_statuspage.review.rule import Check, Facts, Hit
from mkdocs_statuspage.review.text import Text


def hit_of(match: Match) -> Hit:
    """Give a phrase's hit, in the words of its group."""
    group = match.group
    return Hit(match.start, match.end, group.says, group.mend, group.severity)


def phrase_check(name: str, unless: Callable[[Text, Match], bool] | None = None) -> Check:
    """Make a check that finds the phrases of `phrases/<language>/<name>.txt`."""

    def check(text: Text, facts: Facts) -> Iterator[Hit]:
        for match in phrasebook(name, facts.language).matches(text):
            if unless is None or not unless(text, match):
                yield hit_of(match)

    return check


def missing(message: str, mend: str) -> tuple[Hit, ...]:
    """Give the one hit of a rule about something that is not there."""
    return (Hit(0, 0, message, mend),)


def first_in_each_block(text: Text, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Keep one hit for each paragraph or list item that has any."""
    seen: set[int] = set()
    for hit in hits:
        sentence = text.sentence_at(hit.start)
        if sentence is None or sentence.block not in seen:
            yield hit
        if sentence is not None:
            seen.add(sentence.block)
