"""A time that nobody can plan with: soon, shortly, in the coming days, as soon as possible.

Why: "regular updates", "even if there's nothing to report", and set timings [S0]. People decide by
the time, not by the mood. The rule is silent beside a time that one can be held to, and in a text
that says when its next update comes.

Mend: give a time and a zone for the next word, even if there is nothing new then.

Before: We will keep you updated as soon as we know more.

After: Next update by 14:30 UTC, whether or not it is mended.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import DEADLINE, has_dated_next_update
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.phrasebook import Match
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule
from mkdocs_statuspage.review.text import Text

NAME = "vague-when"


def _dated(text: Text, match: Match) -> bool:
    return has_dated_next_update(text) or DEADLINE.search(text.of(match.sentence)) is not None


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, phrase_check(NAME, _dated), __doc__ or "")
