"""A date slips, and the reader gets neither the reason nor a new one.

Why: "if you are going to miss any deadlines let people know well in advance as to why" [S0]. The
rule is silent when the sentence or the next gives a reason or a new time.

Mend: say why, the new time, and when you will confirm it.

Before: The repair is taking longer than expected.

After: The new disk is faulty, so the repair takes until 18:00 UTC. We will confirm by 16:00 UTC.
"""

import re

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import DEADLINE
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.phrasebook import Match
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule
from mkdocs_statuspage.review.text import Text

NAME = "deadline-slip"

REASON = re.compile(
    r"\b(?:because|due to|owing to|since|caused by|as a result|so that|reason)\b|: "
)


def _explained(text: Text, match: Match) -> bool:
    after = text.near(match.sentence)[match.end - match.sentence.start :]
    sentence = text.of(match.sentence)
    return bool(REASON.search(text.near(match.sentence)) or DEADLINE.search(after)) or (
        "now expect" in sentence
    )


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, phrase_check(NAME, _explained), __doc__ or "")
