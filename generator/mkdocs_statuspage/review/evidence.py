"""What several rules take as evidence: who owns the failure, when the next word comes."""

import re
from functools import lru_cache

from mkdocs_statuspage.review.numbers import CLOCK, DATE, DURATION
from mkdocs_statuspage.review.phrasebook import phrasebook
from mkdocs_statuspage.review.rule import Facts
from mkdocs_statuspage.review.text import Text

DEADLINE = re.compile(
    rf"{CLOCK.pattern}"
    rf"|\b(?:by|before|until|within|every|no later than|not later than|latest|in|on|this|next)"
    rf" (?:the (?:next |end of )?|end of |about |another |at most |around )*"
    rf"(?:{DURATION.pattern}|{DATE.pattern}|an hour|half an hour|(?:the )?day\b|noon|midnight)"
    r"|\b(?:every|each) (?:half[ -])?(?:hour|day)\b|(?<!and )\b(?:tomorrow|tonight|hourly|daily|noon|midday|midnight|end of (?:the )?day)\b"
    r"|\bby (?:the )?end of\b|\b(?:early|mid|by) (?:next|this) (?:week|month)\b"
    r"|\bin the morning\b|\b(?:about|around) an hour\b|~ ?\d+ ?(?:hours?|minutes?|h|min)"
)
"""A moment that one can be held to."""

AS_OF = re.compile(rf"\b(?:as of|since|posted at|updated at) {CLOCK.pattern}")
"""A moment that is over: "as of 5:00 a.m. we estimate"."""


@lru_cache(maxsize=8)
def owns_failure(text: Text, language: str = "en") -> bool:
    """Tell whether some sentence says in the first person what we did wrong or failed to do."""
    return phrasebook("no-ownership", language).has(text, "fault")


def has_apology(text: Text, facts: Facts) -> bool:
    """Tell whether the text says sorry anywhere."""
    return phrasebook("no-apology", facts.language).has(text)


@lru_cache(maxsize=8)
def has_dated_next_update(text: Text, language: str = "en") -> bool:
    """Tell whether the text says when the next word comes, with a time."""
    return _has_dated(text, language, "next")


def has_dated_end(text: Text, language: str = "en") -> bool:
    """Tell whether the text says when it expects to be done, with a time."""
    return _has_dated(text, language, "expected")


def _has_dated(text: Text, language: str, group: str) -> bool:
    matches = phrasebook("no-next-update", language).matches(text, group)
    return any(DEADLINE.search(AS_OF.sub("", text.of(match.sentence))) for match in matches)
