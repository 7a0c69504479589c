"""How it felt for us, or what it cost us.

Why: "Empathize and sympathize" [S1] is about the reader. Our sleepless night is the reader's lost
day seen from the wrong side.

Mend: cut it, and say what it was like for the reader.

Before: This has been a difficult time for us, and our team worked around the clock.

After: You had a shop full of people and no way to take their money.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule

NAME = "self-centred"

RULE = Rule(NAME, Severity.ADVICE, EVERYWHERE, phrase_check(NAME), __doc__ or "")
