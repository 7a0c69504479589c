"""The harm is made to sound small: a small number of users, briefly, only, the vast majority.

Why: people need to know "if they were hit or not" [S0], and whoever was hit was hit wholly. A
figure beside the adjective answers the question, so the rule is silent when the same or the next
sentence has one: a count or a clock range for how many, those or a duration for how long and how bad.

Mend: give the number and the duration, or drop the adjective.

Before: A small number of users experienced a brief interruption.

After: 1,840 shops, 3 % of all, could not take cards from 09:12 to 10:40 UTC.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.numbers import CLOCK_RANGE, COUNT, DURATION
from mkdocs_statuspage.review.phrasebook import Match
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule
from mkdocs_statuspage.review.text import Text

NAME = "minimising"

ANSWERED_BY = {
    "how-many": (COUNT, CLOCK_RANGE),
    "how-long": (COUNT, DURATION, CLOCK_RANGE),
    "how-bad": (COUNT, DURATION, CLOCK_RANGE),
}
"""Which figures answer what a group of phrases leaves open."""


def _answered(text: Text, match: Match) -> bool:
    near = text.near(match.sentence)
    return any(figure.search(near) for figure in ANSWERED_BY.get(match.group.name, ()))


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, phrase_check(NAME, _answered), __doc__ or "")
