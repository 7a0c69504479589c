"""A report that changes nothing.

Why: the post-incident summary says how it is prevented [S0]; "Learn from the mistake" [S1]. For an
incident the promises under `prevention` decide, and the policy of its class says how many; a text
on its own is read for a change made or planned. Repairing this incident does not count.

Mend: at least one change, with its owner and date.

Before: On Monday there was a fault. We are sorry.

After: From 1 May the deploy refuses a configuration that drops a region (owner: Payments).
"""

from collections.abc import Iterable

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import missing
from mkdocs_statuspage.review.phrasebook import phrasebook
from mkdocs_statuspage.review.rule import REPORTS, Facts, Hit, Rule
from mkdocs_statuspage.review.text import Text

NAME = "no-prevention"


def check(text: Text, facts: Facts) -> Iterable[Hit]:
    """Go by the field, or look for a change in the text."""
    known = facts.has_prevention
    if phrasebook(NAME, facts.language).has(text) if known is None else known:
        return ()
    return missing(
        "nothing says what will be different",
        "Promise at least one change, with its owner and date",
    )


RULE = Rule(NAME, Severity.ERROR, REPORTS, check, __doc__ or "")
