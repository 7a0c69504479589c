"""What a report must carry is left out: who was hit, what will be different, how it is made good.

Why: "so your customers aren't wondering if they were hit or not"; the post-incident summary says how it
is prevented and made up [S0]; "a reason to forgive you" [S3]. For an incident the fields `affected`,
`prevention` and `make_good` decide. A text on its own has no fields, and is read for words of theirs;
a note among engineers, which neither says sorry nor addresses anybody, is not asked how it makes good.
The findings are `no-affected`, `no-prevention` and `no-make-good`, each waived by its own name.

Mend: say who was hit, and who was not; promise a change with its owner and date; say what people get,
how and by when, or why nothing.

Before: On Monday there was a fault. We are sorry.

After: Shops in Spain could not take cards. We will add a second line by 1 May (owner: Network), and
refund November's fees.
"""

from collections.abc import Iterator

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import says_sorry
from mkdocs_statuspage.review.phrasebook import languages_of, missing, phrasebook
from mkdocs_statuspage.review.rule import REPORTS, Facts, Hit, Rule
from mkdocs_statuspage.review.text import ReviewText

NAME = "left-out"

AFFECTED = "no-affected"
PREVENTION = "no-prevention"
MAKE_GOOD = "no-make-good"

READER = "reader"
"""The group of words that address those who were hit."""

READ = languages_of(NAME)

SAYS = {
    AFFECTED: (
        "nothing says who was hit",
        "Say who was hit, who was not, and how to tell which one you are",
    ),
    PREVENTION: (
        "nothing says what will be different",
        "Promise at least one change, with its owner and date",
    ),
    MAKE_GOOD: (
        "nothing says how it is made good",
        "Say what you will do for the people who were hit, how and by when; or why nothing",
    ),
}
"""What each finding says, and how to mend it."""


def check(text: ReviewText, facts: Facts) -> Iterator[Hit]:
    """Go by the fields, or look for the words."""
    given = {
        AFFECTED: facts.has_affected,
        PREVENTION: facts.has_prevention,
        MAKE_GOOD: facts.has_make_good,
    }
    for name, (message, mend) in SAYS.items():
        known = given[name]
        if not (_has_words(text, name, facts.language) if known is None else known):
            yield from missing(message, mend, name)


def _has_words(text: ReviewText, name: str, language: str) -> bool:
    """Look for the words; where they are not asked for, they are there."""
    return not _is_asked(text, name, language) or phrasebook(NAME, language).has(text, name)


def _is_asked(text: ReviewText, name: str, language: str) -> bool:
    """Tell whether a text can be asked: not without a list of its language, nor a note among engineers for amends."""
    if language not in READ:
        return False
    for_readers = phrasebook(NAME, language).has(text, READER) or says_sorry(text, language)
    return name != MAKE_GOOD or for_readers


RULE = Rule(NAME, Severity.ERROR, REPORTS, check, __doc__ or "", findings=tuple(SAYS))
