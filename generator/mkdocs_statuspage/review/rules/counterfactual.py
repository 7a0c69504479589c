"""A story that did not happen: if we had tested, it could have been prevented.

Why: in "Why it happened" the reader wants what happened. What would have helped is prevention, and
belongs there with an owner and a date; elsewhere it reads as an excuse or as hindsight.

Mend: keep what happened apart from how you fix it.

Before: If the alarm had been set, we would have noticed within minutes.

After: There was no alarm, so we noticed after two hours. There is one since 4 May.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule

NAME = "counterfactual"

RULE = Rule(NAME, Severity.ADVICE, EVERYWHERE, phrase_check(NAME), __doc__ or "")
