"""Two hedges where one fact should be: may have been potentially affected.

Why: "Tell the truth ASAP"; not having all the facts is no reason to blur those you have [S0]. Plain
not knowing ("we do not know yet; we will say by Friday") is left alone.

Mend: say what you know, what you do not know, and when you will.

Before: Certain information may have been potentially exposed.

After: The file held names and addresses. We do not know yet who opened it; we will say by Friday.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule

NAME = "hedging"

RULE = Rule(NAME, Severity.ADVICE, EVERYWHERE, phrase_check(NAME), __doc__ or "")
