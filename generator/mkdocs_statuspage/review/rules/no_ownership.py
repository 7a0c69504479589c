"""A report without one first-person sentence that says what we did or failed to do.

Why: of an apology's elements owning responsibility weighs most (Lewicki, Polin and Lount 2016), and
in the texts this was measured on such a sentence separates good reports from bad ones better than
any phrase. What we did to repair it does not count: everybody repairs.

Mend: write one sentence that starts with "We" and says what we did or failed to do; best within the
first 120 words.

Before: An outage occurred on Monday and service was restored.

After: On Monday we deployed a change that we had not tested with your region's cards.
"""

from collections.abc import Iterable

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import owns_failure
from mkdocs_statuspage.review.phrasebook import languages_of, missing, phrasebook
from mkdocs_statuspage.review.rule import REPORTS, Facts, Hit, Rule
from mkdocs_statuspage.review.text import ReviewText

NAME = "no-ownership"


def check(text: ReviewText, facts: Facts) -> Iterable[Hit]:
    """Look for a fault that we own, or for an act of ours that had this effect."""
    if owns_failure(text, facts.language) or phrasebook(NAME, facts.language).has(text, "act"):
        return ()
    return missing(
        "nobody says what we did or failed to do",
        'Write one sentence that starts with "We" and says what we did or failed to do,'
        " best in the first 120 words",
    )


RULE = Rule(NAME, Severity.ERROR, REPORTS, check, __doc__ or "", languages_of(NAME))
