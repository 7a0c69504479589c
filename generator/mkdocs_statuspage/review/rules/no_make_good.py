"""A report that offers the people who were hit nothing, and does not say why.

Why: "a reason to forgive you" [S3] [S4]; in research the offer of repair comes second only to
owning it (Lewicki, Polin and Lount 2016). For an incident the promises under `make_good` decide; a
text on its own is read for a refund, a credit or anything else that restores.

Mend: say what you will do for them, how and by when; or why nothing is owed.

Before: We are sorry. The site is back.

After: November's fees are refunded to every affected shop by 30 November; you need not ask.
"""

from collections.abc import Iterable

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import missing
from mkdocs_statuspage.review.phrasebook import phrasebook
from mkdocs_statuspage.review.rule import REPORTS, Facts, Hit, Rule
from mkdocs_statuspage.review.text import Text

NAME = "no-make-good"


def check(text: Text, facts: Facts) -> Iterable[Hit]:
    """Go by the field, or look for an offer in the text."""
    known = facts.has_make_good
    if phrasebook(NAME, facts.language).has(text) if known is None else known:
        return ()
    return missing(
        "nothing says how it is made good",
        "Say what you will do for the people who were hit, how and by when; or why nothing",
    )


RULE = Rule(NAME, Severity.ERROR, REPORTS, check, __doc__ or "")
