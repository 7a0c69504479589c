"""Words that every company uses: any inconvenience, take it seriously, abundance of caution.

Why: not "a cookie cutter apology" [S4]. A phrase that fits every incident says nothing about this
one, and readers have met it where nothing followed. The three worst are errors; "rest assured",
thanks for patience, "valued", priorities and commitments are warnings.

Mend: put in its place what the reader could not do, or what you did, with its time.

Before: We take your privacy very seriously and apologise for any inconvenience.

After: For two days anyone with the link could read your invoice. We are sorry.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule

NAME = "stock-phrase"

RULE = Rule(NAME, Severity.ERROR, EVERYWHERE, phrase_check(NAME), __doc__ or "")
