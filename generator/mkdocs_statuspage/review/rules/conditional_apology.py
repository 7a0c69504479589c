"""An apology that depends: sorry *if*, sorry for *any* trouble, for what *may have* happened.

Why: you know that it happened, and people who were hit hear that you doubt it. "Apologize for
everything" [S1]; in research on apologies, owning the responsibility weighs most (Lewicki, Polin
and Lount 2016), and a condition takes it back.

Mend: apologise for the act and its effect, without "if", "any" or "may".

Before: We apologise for any inconvenience this may have caused.

After: We are sorry that you could not take cards between 09:12 and 10:40 UTC.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule

NAME = "conditional-apology"

RULE = Rule(NAME, Severity.ERROR, EVERYWHERE, phrase_check(NAME), __doc__ or "")
