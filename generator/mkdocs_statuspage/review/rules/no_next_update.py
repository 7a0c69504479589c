"""A message about an open incident that does not say when the next one comes.

Why: "regular updates", "even if there's nothing to report" [S0]. For an incident the field
`next_update_by` decides. A text on its own is read for a time, be it that of the next update or of
the expected end, or for the news that it is over. A report is about something that is over, so
there the rule speaks only when the text says that it is not.

Mend: say when the next word comes, with a zone, and keep it even with nothing new.

Before: We are investigating the issue and will keep you updated.

After: Card payments fail; we are looking for the cause. Next update by 09:50 UTC.
"""

import re
from collections.abc import Iterable

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import has_dated_end, has_dated_next_update
from mkdocs_statuspage.review.hits import missing
from mkdocs_statuspage.review.phrasebook import Match, phrasebook
from mkdocs_statuspage.review.rule import REPORTS_AND_UPDATES, Facts, Hit, Kind, Rule
from mkdocs_statuspage.review.text import Text

NAME = "no-next-update"

OVER = re.compile(
    r"(?:^|\n)[\W_]*(?:resolved|completed|postmortem|post-mortem|closed)(?![a-z])[\W_]{0,4}(?:[-–—:\]|]|\d|\n)"
)
"""The status that an update begins with when a text holds several."""

ENDING = 2
"""How many of the last sentences tell the state that the text leaves things in."""


def check(text: Text, facts: Facts) -> Iterable[Hit]:
    """Go by the field, or look for the next update's time or the end of the incident."""
    known = facts.has_next_update
    if _is_answered(text, facts) if known is None else known:
        return ()
    return missing(
        "nothing says when the next update comes",
        'Say when, with a zone, even if there is nothing new then: "Next update by 14:30 UTC"',
    )


def _is_answered(text: Text, facts: Facts) -> bool:
    language = facts.language
    dated = has_dated_next_update(text, language) or has_dated_end(text, language)
    return dated or _is_over(text, facts)


def _is_over(text: Text, facts: Facts) -> bool:
    """Tell whether the text leaves things settled; a report does unless it says otherwise."""
    book = phrasebook(NAME, facts.language)
    closing, still_open = book.matches(text, "closing"), book.matches(text, "open")
    ends_well = bool(closing) and _last(closing) >= _last(still_open)
    settled = ends_well or _at_start(closing, still_open) or OVER.search(text.lower) is not None
    if facts.kind is Kind.REPORT:
        return settled or not _at_end(text, still_open)
    return settled


def _last(matches: list[Match]) -> int:
    return max((match.sentence.index for match in matches), default=-1)


def _at_start(closing: list[Match], still_open: list[Match]) -> bool:
    """Tell whether it opens with the news that it is over, and takes nothing back after that."""
    return any(match.sentence.index == 0 for match in closing) and not still_open


def _at_end(text: Text, matches: list[Match]) -> bool:
    return any(match.sentence.index >= len(text.sentences) - ENDING for match in matches)


RULE = Rule(NAME, Severity.ERROR, REPORTS_AND_UPDATES, check, __doc__ or "")
