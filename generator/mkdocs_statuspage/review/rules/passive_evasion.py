"""A sentence in which nobody does anything: mistakes were made, it has come to our attention.

Why: owning responsibility is the element of an apology that weighs most (Lewicki, Polin and Lount
2016), and a passive without an actor is how it is avoided.

Mend: say who did what.

Before: Mistakes were made and some invoices were sent in error.

After: We ran the invoice job twice, so 312 of you were billed twice.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule

NAME = "passive-evasion"

RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, phrase_check(NAME), __doc__ or "")
