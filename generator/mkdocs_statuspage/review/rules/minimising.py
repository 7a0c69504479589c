"""The harm is made to sound small: a small number of users, briefly, a minor disruption.

Why: people need to know "if they were hit or not" [S0], and whoever was hit was hit wholly. A
figure beside the adjective answers the question, so the rule is silent when its sentence or a neighbour
has one: a count or a clock range for how many, those or a duration for how long and how bad. What is
only expected (planned work, "you may see") is let pass; so is "some".

Mend: give the number and the duration, or drop the adjective.

Before: A small number of users experienced a brief interruption.

After: 1,840 shops, 3 % of all, could not take cards from 09:12 to 10:40 UTC.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import CLOCK_RANGE, figures_of
from mkdocs_statuspage.review.phrasebook import Match, languages_of, phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule
from mkdocs_statuspage.review.text import ReviewText

NAME = "minimising"

HOW_MANY = "how-many"
"""The group of phrases that a duration does not answer."""


def _answered(text: ReviewText, match: Match, language: str) -> bool:
    near = text.near(match.sentence, before=1)
    figures = figures_of(language)
    if figures.count.search(near) or CLOCK_RANGE.search(near):
        return True
    return match.group.name != HOW_MANY and figures.duration.search(near) is not None


_check = phrase_check(NAME, _answered)

RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, _check, __doc__ or "", languages_of(NAME))
