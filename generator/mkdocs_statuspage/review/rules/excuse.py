"""The cause is dressed to excuse: unprecedented, beyond our control, a sophisticated attack.

Why: no excuses [S1] [S2]. The adjective explains nothing; what the reader wants to know is why you
were not ready, and what you change.

Mend: name the cause without the adjective, and say what you could have had in place.

Before: Due to unprecedented demand the shop was slow.

After: Four times the usual orders came in. We had tested for twice.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.phrasebook import languages_of, phrase_check
from mkdocs_statuspage.review.rule import REPORTS, Rule

NAME = "excuse"

RULE = Rule(NAME, Severity.ADVICE, REPORTS, phrase_check(NAME), __doc__ or "", languages_of(NAME))
