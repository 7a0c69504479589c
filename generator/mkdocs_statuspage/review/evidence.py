"""What several rules take as evidence: who owns the failure, who says sorry, when the next word comes."""

import re
from functools import lru_cache

from mkdocs_statuspage.review.numbers import CLOCK, figures_of
from mkdocs_statuspage.review.phrase_files import languages_of
from mkdocs_statuspage.review.phrasebook import phrasebook
from mkdocs_statuspage.review.text import ReviewText, Sentence

AS_OF = re.compile(rf"\b(?:as of|since|posted at|updated at|desde as) {CLOCK.pattern}")
"""A moment that is over: "as of 5:00 a.m. we estimate"."""


@lru_cache(maxsize=8)
def owns_failure(text: ReviewText, language: str) -> bool:
    """Tell whether some sentence says in the first person what we did wrong or failed to do."""
    return phrasebook("no-ownership", language).has(text, "fault")


def says_sorry(text: ReviewText, language: str) -> bool:
    """Tell whether the text says sorry anywhere."""
    return phrasebook("apology", language).has(text, "sorry")


def hears_apologies(language: str) -> bool:
    """Tell whether an apology can be recognised in a language."""
    return language in languages_of("apology")


def has_deadline(text: ReviewText, sentence: Sentence, language: str) -> bool:
    """Tell whether a sentence names a moment that one can be held to."""
    said = AS_OF.sub("", text.of(sentence))
    return figures_of(language).deadline.search(said) is not None


@lru_cache(maxsize=8)
def has_dated_word(text: ReviewText, language: str) -> bool:
    """Tell whether the text says with a time when the next word comes, or when it is over."""
    matches = phrasebook("vague-when", language).matches(text, "next", "expected")
    return any(has_deadline(text, match.sentence, language) for match in matches)
