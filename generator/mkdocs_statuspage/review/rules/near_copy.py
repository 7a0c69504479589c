"""An apology that is four fifths the same as an earlier one.

Why: not "a cookie cutter apology" [S4]. People who were hit twice read both.

Mend: write this one for these people: what they could not do this time.

Before: We are sorry for the interruption and are working to make our platform more reliable.

After: For the second time this month you could not pay your staff on the day you promised to.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.phrasebook import Match, languages_of, phrasebook
from mkdocs_statuspage.review.rule import REPORTS, Facts, Hit, Rule
from mkdocs_statuspage.review.text import WORD, ReviewText

NAME = "near-copy"

SAME = 0.8

SHORTEST = 8
"""Below so many words two honest apologies may well be the same: "We are sorry for the outage"."""


def check(text: ReviewText, facts: Facts) -> Iterator[Hit]:
    """Compare the text's apology with the earlier ones."""
    if not facts.earlier_apologies:
        return
    matches = phrasebook("apology", facts.language).matches(text, "sorry")
    words = _words(_apology(text, matches))
    if len(words) >= SHORTEST and any(_same(words, e) for e in facts.earlier_apologies):
        sentence = matches[0].sentence
        message = "this apology is nearly the same as an earlier one"
        mend = "Write this one for these people: what they could not do this time"
        yield Hit(sentence.start, sentence.end, message, mend)


def apology_of(text: ReviewText, language: str = "en") -> str:
    """Return the sentences of a report that apologise, for `Facts.earlier_apologies`."""
    return _apology(text, phrasebook("apology", language).matches(text, "sorry"))


def _apology(text: ReviewText, matches: list[Match]) -> str:
    indices = sorted({match.sentence.index for match in matches})
    return " ".join(text.of(text.sentences[index]) for index in indices)


@lru_cache(maxsize=256)
def _words(apology: str) -> tuple[str, ...]:
    return tuple(WORD.findall(apology))


def _same(words: tuple[str, ...], earlier: str) -> bool:
    matcher = SequenceMatcher(None, words, _words(earlier), autojunk=False)
    return all(
        ratio() >= SAME for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    )


RULE = Rule(NAME, Severity.ADVICE, REPORTS, check, __doc__ or "", languages_of("apology"))
