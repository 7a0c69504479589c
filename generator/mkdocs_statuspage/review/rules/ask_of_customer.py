"""The people who were hit are asked for something: patience, understanding, forgiveness.

Why: an apology offers. Of its six elements, asking to be forgiven weighs least (Lewicki, Polin and
Lount 2016). Telling people what to do for their own sake ("change your password") is no asking.

Mend: offer something instead: a time, a way round, a person to call.

Before: Please bear with us. We hope you will forgive us.

After: Next update by 14:30 UTC. Until then, orders by phone are free: +351 210 000 000.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule

NAME = "ask-of-customer"

RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, phrase_check(NAME), __doc__ or "")
