"""What we meant, who we are or which procedure we followed is held against what happened.

Why: the harm is the same whatever was meant, and "we followed procedure" says that the procedure
does this to people. What counts is effect and change [S1] [S3].

Mend: say what it did to people and what you change.

Before: It was never our intention to mislead anyone.

After: Our price list was wrong for nine days, and 41 of you ordered from it.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import DEADLINE
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.phrasebook import Match
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule
from mkdocs_statuspage.review.text import Text

NAME = "intent-defence"


def _plan(text: Text, match: Match) -> bool:
    """Tell whether it announces something with its date: "our intention is to publish by Friday"."""
    return DEADLINE.search(text.of(match.sentence)) is not None


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, phrase_check(NAME, _plan), __doc__ or "")
