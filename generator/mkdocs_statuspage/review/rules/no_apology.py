"""A report in which nobody says sorry.

Why: "Apologize for everything" [S1]; a report that explains and does not apologise reads as a
notice to creditors.

Mend: say you are sorry, for what, and to whom. "We regret" does not count.

Before: The site was down for 40 minutes. It is back.

After: The site was down for 40 minutes while you were taking orders. We are sorry.
"""

from collections.abc import Iterable

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import has_apology
from mkdocs_statuspage.review.hits import missing
from mkdocs_statuspage.review.rule import REPORTS, Facts, Hit, Rule
from mkdocs_statuspage.review.text import Text


def check(text: Text, facts: Facts) -> Iterable[Hit]:
    """Look for an apology anywhere in the report."""
    said = facts.has_apology
    if has_apology(text, facts) if said is None else said:
        return ()
    return missing("the report does not say sorry", "Say you are sorry, for what, and to whom")


RULE = Rule("no-apology", Severity.ERROR, REPORTS, check, __doc__ or "")
