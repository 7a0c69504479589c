"""A sentence in which nobody does anything: mistakes were made, it has come to our attention.

Why: owning responsibility is the element of an apology that weighs most (Lewicki, Polin and Lount
2016), and a passive without an actor is how it is avoided. In a text that owns the failure elsewhere the
rule is silent.

Mend: say who did what.

Before: Mistakes were made and some invoices were sent in error.

After: We ran the invoice job twice, so 312 of you were billed twice.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import owns_failure
from mkdocs_statuspage.review.phrasebook import languages_of, phrase_check
from mkdocs_statuspage.review.rule import REPORTS, Rule

NAME = "passive-evasion"

_check = phrase_check(NAME, lambda text, _, language: owns_failure(text, language))

RULE = Rule(NAME, Severity.ADVICE, REPORTS, _check, __doc__ or "", languages_of(NAME))
