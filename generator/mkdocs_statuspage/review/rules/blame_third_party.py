"""A supplier is named as the cause, and our dependence on it is nobody's.

Why: "Don't point fingers" [S1] [S2]. The reader chose you and you chose the supplier. Naming it is
fine beside a sentence that owns the failure; the rule is silent when the text has one.

Mend: own the choice: what you relied on, and what you did not have for the day it failed.

Before: The outage was caused by our hosting provider.

After: Our hosting provider lost power. We had no second one, and that was our decision.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import owns_failure
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.phrasebook import Match
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule
from mkdocs_statuspage.review.text import Text

NAME = "blame-third-party"


def _owned(text: Text, _: Match) -> bool:
    return owns_failure(text)


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, phrase_check(NAME, _owned), __doc__ or "")
