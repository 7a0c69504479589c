"""A sentence in which nobody does anything: mistakes were made, it has come to our attention.

Why: owning responsibility is the element of an apology that weighs most (Lewicki, Polin and Lount
2016), and a passive without an actor is how it is avoided.

Mend: say who did what.

Before: Mistakes were made and some invoices were sent in error.

After: We ran the invoice job twice, so 312 of you were billed twice.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import owns_failure
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.phrasebook import Match
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule
from mkdocs_statuspage.review.text import Text

NAME = "passive-evasion"

SOFT = "soft"
"""The group of phrases that evade nothing in a text that says who did it."""


def _owned(text: Text, match: Match) -> bool:
    return match.group.name == SOFT and owns_failure(text)


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, phrase_check(NAME, _owned), __doc__ or "")
