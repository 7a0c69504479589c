"""The fault is put on the people who were hit: they failed to, they misunderstood, user error.

Why: "Don't point fingers" [S1]; whoever is right, the reader stops reading. A product that many
people use wrongly is a product that let them.

Mend: say what we did or failed to do.

Before: You should have updated your password when we asked.

After: We asked for new passwords in one mail, which half of you never got.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule

NAME = "blame-customer"

RULE = Rule(NAME, Severity.ERROR, EVERYWHERE, phrase_check(NAME), __doc__ or "")
