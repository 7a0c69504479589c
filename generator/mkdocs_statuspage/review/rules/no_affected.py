"""A report that does not say who was hit.

Why: "so your customers aren't wondering if they were hit or not" [S0]. For an incident the field
`affected` decides; a text on its own is read for people, orders or products and what they suffered.

Mend: say who was hit, who was not, and how to tell.

Before: On Monday there was a fault. It has been fixed.

After: Shops in Europe could not take cards from 09:12 to 10:40 UTC. Wallets worked throughout.
"""

import re
from collections.abc import Iterable

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import missing
from mkdocs_statuspage.review.phrasebook import phrasebook
from mkdocs_statuspage.review.rule import REPORTS, Facts, Hit, Rule
from mkdocs_statuspage.review.text import Text

NAME = "no-affected"

NAMED_THING_DOWN = re.compile(
    r"(?<=[a-z,] )[A-Z][\w.]+(?: \w+){0,4} (?:down|downtime|offline|unavailable|unable|unreachable)\b"
)
"""A thing with a name, in the middle of a sentence, that stopped working."""


def check(text: Text, facts: Facts) -> Iterable[Hit]:
    """Go by the field, or look for who or what suffered."""
    if _says_who(text, facts):
        return ()
    return missing(
        "nothing says who was hit",
        "Say who was hit, who was not, and how to tell which one you are",
    )


def _says_who(text: Text, facts: Facts) -> bool:
    if facts.has_affected is not None:
        return facts.has_affected
    found = phrasebook(NAME, facts.language).has(text)
    return found or NAMED_THING_DOWN.search(text.prose) is not None


RULE = Rule(NAME, Severity.ERROR, REPORTS, check, __doc__ or "")
