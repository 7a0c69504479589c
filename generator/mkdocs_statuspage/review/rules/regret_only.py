"""Regret where an apology should be.

Why: "regret" says how we feel about an event; "sorry" says that we did something to you. Regret is
one element of an apology and not the strongest (Lewicki, Polin and Lount 2016). The rule is silent
when the text also says sorry.

Mend: say "we are sorry", for what and to whom.

Before: We regret the disruption to your day.

After: We are sorry that you could not open your shop.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import has_apology
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.phrasebook import Match
from mkdocs_statuspage.review.rule import EVERYWHERE, NO_FACTS, Rule
from mkdocs_statuspage.review.text import Text

NAME = "regret-only"


def _apologised(text: Text, _: Match) -> bool:
    return has_apology(text, NO_FACTS)


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, phrase_check(NAME, _apologised), __doc__ or "")
