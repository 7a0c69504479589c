"""A supplier is named as the cause, and our dependence on it is nobody's.

Why: "Don't point fingers" [S1] [S2]. The reader chose you and you chose the supplier. Naming it is
fine beside a sentence that owns the failure; the rule is silent when the text has one.

Mend: own the choice: what you relied on, and what you did not have for the day it failed.

Before: The outage was caused by our hosting provider.

After: Our hosting provider lost power. We had no second one, and that was our decision.
"""

from collections.abc import Iterator

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import owns_failure
from mkdocs_statuspage.review.phrasebook import hit_of, languages_of, phrasebook
from mkdocs_statuspage.review.rule import REPORTS, Facts, Hit, Rule
from mkdocs_statuspage.review.text import ReviewText

NAME = "blame-third-party"


def check(text: ReviewText, facts: Facts) -> Iterator[Hit]:
    """Find suppliers as causes in a text that owns nothing; our own names are no suppliers."""
    if owns_failure(text, facts.language):
        return
    ours = [name.lower() for name in facts.own_names if name]
    for match in phrasebook(NAME, facts.language).matches(text):
        if not any(name in text.lower[match.start : match.end] for name in ours):
            yield hit_of(match)


RULE = Rule(NAME, Severity.ADVICE, REPORTS, check, __doc__ or "", languages_of(NAME))
