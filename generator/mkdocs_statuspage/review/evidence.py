"""What several rules take as evidence: numbers, times and zones as people write them, and what they prove in a text.

They are for text in lower case unless it says otherwise. A count answers "how many", a duration "how long". The words
of a language (its months, its numbers) stand in its `words.txt`.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from mkdocs_statuspage.review.phrase import Vocabulary
from mkdocs_statuspage.review.phrasebook import languages_of, phrasebook, vocabulary
from mkdocs_statuspage.review.text import ReviewText, Sentence

CLOCK = re.compile(
    r"(?:(?<![\w:.])|(?<=\d\dt))(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d|[:.]\d|%)(?:\s?[ap]\.?m\b\.?)?"
    r"|(?<![\w:.])(?:1\d|2[0-3]|0?[1-9])(?:[.:][0-5]\d)?\s?[ap]\.?m\b\.?"
)

HOURS = r"\b(?:[01]?\d|2[0-3])h(?:[0-5]\d)?\b"
"""17h30, which may as well be a duration."""

CLOCK_RANGE = re.compile(
    r"(?:\d:\d\d|\d\s?[ap]\.?m)\b[^!?;]{0,70}?(?:\b(?:to|and|until|till|through|a|as|e|até)\b|[-–—])[^!?;]{0,50}?"
    r"(?:\b\d{1,2}:\d\d|\d\s?[ap]\.?m)\b"
)

ZONE_NAME = (
    r"UTC|GMT|CES?T|WES?T|EES?T|BST|MSK|[ECMP][SDT]T|AK[SD]T|HST|A[CEW]?[SD]T|IST|JST|KST|SGT|HKT"
    r"|NZ[SD]T|BRT|SAST|[ECMP]T"
)
"""The short names that are no word when they are written small right behind a time."""

ZONE = re.compile(
    rf"(?<![^\W\d_])(?:{ZONE_NAME}|A[CEW]?T)(?![^\W\d_])|\bZ\b"
    r"|\d[:.]?\d\d ?Z\b|(?<=\d)[+\-\u2212]\d\d:?\d\d\b"
    r"|\b(?:[Ee]astern|[Cc]entral|[Mm]ountain|[Pp]acific|[Uu]niversal|Zulu"
    r"|(?!(?:Local|Server|Game|Our|Your|The|Down|Real|Run|Start|End|This|That|First|Last|Next|Second|Same"
    r"|Any|Some|Each|Every|Response|Recovery|Estimated|Expected|Completion|Of|Up)\b)[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?: [A-Z][a-z]+)? [Tt]ime\b"
    r"|\b(?:Eastern|Central|Pacific|Mountain)\b"
)
"""A zone; it keeps its case, since `ist` is in "consisted" and `est` in "latest". "Local time" is none.

Marks of Markdown may touch it: `**UTC**`, `_EDT_`.
"""


@dataclass(frozen=True)
class Figures:
    """What answers "how many", "how long" and "when" in one language; each is compiled when it is first asked."""

    words: Vocabulary

    @cached_property
    def count(self) -> re.Pattern[str]:
        """Match a number of things: `1,840 shops`, `3%`, `two organisations`; no status code, year or duration."""
        return re.compile(
            r"\d(?:[\d,.]*\d)?\s?(?:%|percent|per cent|por cento|in \d|out of)"
            r"|(?<=[a-z], )(?!20[0-3]\d\b)\d[\d,.]*\d?(?=, | of | in )"
            r"|\(\s?(?:about |around |some |roughly )?(?!20[0-3]\d\s?\))\d[\d,.]*\s?\)"
            rf"|(?<![\w:.#])(?!(?:[45]0\d|[45]xx|20[0-3]\d|one|half)\b)(?:{self._number})\s?(?:k\b|m\b|thousand|million)?"
            rf"(?:\s(?:(?:of (?:our|the|you|them)|in (?:all|total|number))\b|(?!(?:and|to|at|on|in|by|or|utc|gmt|{self._unit})\b)[a-z]))"
        )

    @cached_property
    def duration(self) -> re.Pattern[str]:
        """Match how long something took."""
        return re.compile(self._duration)

    @cached_property
    def deadline(self) -> re.Pattern[str]:
        """Match a moment that one can be held to."""
        month, weekday = self.words["month"], self.words["weekday"]
        date = (
            rf"\b\d{{4}}-\d\d-\d\d\b|\b(?:{weekday})\b|\b\d{{1,2}}(?:st|nd|rd|th|º)?\s(?:of\s|de\s)?(?:{month})\b"
            rf"|\b(?:{month})\.?\s\d{{1,2}}\b|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b"
        )
        return re.compile(
            rf"{CLOCK.pattern}|\b(?:{self.words['moment']})\b|~ ?\d+ ?{self._unit}"
            rf"|\b(?:{self.words['until']}) (?:\w+ ){{0,3}}(?:{self._duration}|{date})"
        )

    @property
    def _number(self) -> str:
        return rf"(?:\d[\d,.\u202f ]*\d|\d|\b(?:{self.words['figure']})\b)"

    @property
    def _unit(self) -> str:
        return rf"(?:{self.words['unit']}|ms|[smh])"

    @property
    def _duration(self) -> str:
        half = r"(?:\s+(?:and\s+)?a\s+half)?"
        return rf"(?:{self._number}){half}[\s-]*{self._unit}\b|\ban? (?:hour|day)\b|{HOURS}"


@cache
def figures_of(language: str) -> Figures:
    """Read the figures of a language, with its words."""
    return Figures(vocabulary(language))


AS_OF = re.compile(rf"\b(?:as of|since|posted at|updated at|desde as) {CLOCK.pattern}")
"""A moment that is over: "as of 5:00 a.m. we estimate"."""


@lru_cache(maxsize=8)
def owns_failure(text: ReviewText, language: str) -> bool:
    """Tell whether some sentence says in the first person what we did wrong or failed to do."""
    return phrasebook("no-ownership", language).has(text, "fault")


def says_sorry(text: ReviewText, language: str) -> bool:
    """Tell whether the text says sorry anywhere."""
    return phrasebook("apology", language).has(text, "sorry")


def hears_apologies(language: str) -> bool:
    """Tell whether an apology can be recognised in a language."""
    return language in languages_of("apology")


def has_deadline(text: ReviewText, sentence: Sentence, language: str) -> bool:
    """Tell whether a sentence names a moment that one can be held to."""
    said = AS_OF.sub("", text.of(sentence))
    return figures_of(language).deadline.search(said) is not None


@lru_cache(maxsize=8)
def has_dated_word(text: ReviewText, language: str) -> bool:
    """Tell whether the text says with a time when the next word comes, or when it is over."""
    matches = phrasebook("vague-when", language).matches(text, "next", "expected")
    return any(has_deadline(text, match.sentence, language) for match in matches)
