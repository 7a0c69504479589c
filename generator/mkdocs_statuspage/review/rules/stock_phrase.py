"""Words that every company uses: any inconvenience, take it seriously, thank you for your patience.

Why: not "a cookie cutter apology" [S4]. A phrase that fits every incident says nothing about this
one, and readers have met it where nothing followed. "Any inconvenience" and "we take it seriously" are
errors in a report; the others, and all of them in an update, are warnings.

Mend: put in its place what the reader could not do, or what you did, with its time.

Before: We take your privacy very seriously and apologise for any inconvenience.

After: For two days anyone with the link could read your invoice. We are sorry.
"""

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.phrasebook import languages_of, phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Facts, Hit, Rule, TextKind
from mkdocs_statuspage.review.text import ReviewText

NAME = "stock-phrase"

_found = phrase_check(NAME)


def check(text: ReviewText, facts: Facts) -> Iterator[Hit]:
    """Find the phrases; only in a report is one an error."""
    for hit in _found(text, facts):
        yield hit if facts.kind is TextKind.REPORT else replace(hit, severity=Severity.WARNING)


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, check, __doc__ or "", languages_of(NAME))
