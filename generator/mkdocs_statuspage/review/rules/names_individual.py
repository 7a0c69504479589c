"""One person is the cause: human error, operator error, the mistake of an employee.

Why: "Don't point fingers" [S1] [S2]. A system that one slip can bring down was built by many, and a
name in a permanent archive is a punishment. Who signs a report is named, as the one to answer to.

Mend: describe the system that let it happen, and write "we".

Before: The cause was human error.

After: The clean-up accepted a production target without asking, and we ran it there.
"""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.phrasebook import languages_of, phrase_check
from mkdocs_statuspage.review.rule import EVERYWHERE, Rule

NAME = "names-individual"

RULE = Rule(
    NAME, Severity.WARNING, EVERYWHERE, phrase_check(NAME), __doc__ or "", languages_of(NAME)
)
