"""A time that nobody can plan with: soon, shortly, in the coming days, we will keep you posted.

Why: "regular updates", "even if there's nothing to report", and set timings [S0]. People decide by the
time, not by the mood. The rule is silent beside a time that one can be held to, and in a text that says
with a time when its next update comes. For an incident's update the field `next_update_by` decides, so
that "we will keep you posted" is let pass there. An update has one such finding at most.

Mend: give a time and a zone for the next word, even if there is nothing new then.

Before: We will keep you updated as soon as we know more.

After: Next update by 14:30 UTC, whether or not it is mended.
"""

from collections.abc import Iterable, Iterator

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import has_dated_word, has_deadline
from mkdocs_statuspage.review.phrasebook import hit_of, languages_of, missing, phrasebook
from mkdocs_statuspage.review.rule import EVERYWHERE, Facts, Hit, Rule, TextKind
from mkdocs_statuspage.review.text import ReviewText

NAME = "vague-when"

WORD = "word"
"""The group of phrases that promise to tell more, which the field of the next update answers."""

VAGUE = ("soon", "days", "asap", WORD)


def check(text: ReviewText, facts: Facts) -> Iterator[Hit]:
    """Find times that are none; of an update, the first, or that the next word has no time."""
    found = list(_found(text, facts))
    if facts.kind is TextKind.UPDATE:
        found = found[:1] or list(_without_next(text, facts))
    if found and not has_dated_word(text, facts.language):
        yield from found


def _found(text: ReviewText, facts: Facts) -> Iterator[Hit]:
    for match in phrasebook(NAME, facts.language).matches(text, *VAGUE):
        told = match.group.name == WORD and facts.has_next_update
        if not told and not has_deadline(text, match.sentence, facts.language):
            yield hit_of(match)


def _without_next(text: ReviewText, facts: Facts) -> Iterable[Hit]:
    """Go by the field; without one, by whether the text says that it is not over."""
    known = facts.has_next_update
    if known or (known is None and not _is_open(text, facts.language)):
        return ()
    return missing(
        "nothing says when the next update comes",
        'Say when, with a zone, even if there is nothing new then: "Next update by 14:30 UTC"',
    )


def _is_open(text: ReviewText, language: str) -> bool:
    book = phrasebook(NAME, language)
    return book.has(text, "open") and not book.matches(text, "closed")


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, check, __doc__ or "", languages_of(NAME))
