"""A promise that nobody can keep: it will never happen again.

Why: the next incident turns it into a lie, and the reader knows that while reading. Radical and
permanent change must be "for real, not just in words" [S3]. The sentence is allowed when a
prevention that removes the cause is finished and shows its evidence.

Mend: promise the change, with its owner and date.

Before: This will never happen again.

After: From 1 May the tool refuses a configuration that drops a region (owner: Payments).
"""

from collections.abc import Iterable

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.phrasebook import Match, languages_of, phrase_check
from mkdocs_statuspage.review.rule import NOT_UPDATES, Facts, Hit, Rule
from mkdocs_statuspage.review.text import ReviewText

NAME = "over-promise"


def _asked(text: ReviewText, match: Match, _: str) -> bool:
    """Tell whether it is a heading or a question: "How we'll stop it happening again"."""
    return match.sentence.heading or text.of(match.sentence).endswith("?")


_found = phrase_check(NAME, _asked)


def check(text: ReviewText, facts: Facts) -> Iterable[Hit]:
    """Find such promises, unless what they promise is done and shown."""
    return () if facts.finished_evidenced_prevention else _found(text, facts)


RULE = Rule(NAME, Severity.ERROR, NOT_UPDATES, check, __doc__ or "", languages_of(NAME))
