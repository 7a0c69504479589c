"""Praise of ourselves, or something to buy, where people wait for help.

Why: an apology is no advertisement. One configured mission line may close the report, because it
ties back to the problem you solve for people [S3]; anything beyond it is a finding.

Mend: take it out.

Before: Reliability is the hallmark of our industry-leading platform.

After: Nothing in its place; the report is shorter.
"""

from collections.abc import Iterator

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Facts, Hit, Rule
from mkdocs_statuspage.review.text import Text

NAME = "marketing"

_found = phrase_check(NAME)


def check(text: Text, facts: Facts) -> Iterator[Hit]:
    """Find praise outside the mission line."""
    allowed = _mission_line(text, facts)
    for hit in _found(text, facts):
        if not allowed[0] <= hit.start < allowed[1]:
            yield hit


def _mission_line(text: Text, facts: Facts) -> tuple[int, int]:
    start = text.raw.find(facts.mission_line) if facts.mission_line else -1
    return (start, start + len(facts.mission_line)) if start >= 0 else (0, 0)


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, check, __doc__ or "")
