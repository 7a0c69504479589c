"""A report that does not say what it was like for the people hit.

Why: "Empathize and sympathize" [S1]. People who were hit want to see that you know what it did to their
day.

Mend: add a sentence from the reader's side.

Before: Database latency rose to 4 s and fell to 30 ms.

After: You had a queue at the till and no way to take their money. We are sorry.
"""

from collections.abc import Iterable

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.phrasebook import languages_of, missing, phrasebook
from mkdocs_statuspage.review.rule import REPORTS, Facts, Hit, Rule
from mkdocs_statuspage.review.text import ReviewText

NAME = "no-empathy"


def check(text: ReviewText, facts: Facts) -> Iterable[Hit]:
    """Look for the reader's side anywhere in the report."""
    if phrasebook(NAME, facts.language).has(text):
        return ()
    return missing(
        "nothing says what this meant for the reader",
        "Add a sentence from the reader's side: what could you not do, what did it cost you?",
    )


RULE = Rule(NAME, Severity.ADVICE, REPORTS, check, __doc__ or "", languages_of(NAME))
