"""A time of day without its zone.

Why: people read it in their own, and a page is read everywhere. The rule is silent in a text that
names its zone once for all: in a heading, or with its first time.

Mend: add the zone: "14:30 UTC", or both of two that most readers live in.

Before: The site went down at 10:02.

After: The site went down at 10:02 UTC (11:02 in Lisbon).
"""

import re
from collections.abc import Iterator

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import first_in_each_block
from mkdocs_statuspage.review.numbers import CLOCK, ZONE, ZONE_NAME
from mkdocs_statuspage.review.rule import EVERYWHERE, Facts, Hit, Rule
from mkdocs_statuspage.review.text import Text

NAME = "time-no-zone"

ALL_TIMES = re.compile(
    r"(?i:\b(?:all |the )?(?:times?|timestamps?|timeline)\b[^.\n]{0,40}?(?:\bin\b|\(|:))[^.\n]{0,20}?"
    rf"(?:{ZONE.pattern})"
)

NOT_A_TIME = re.compile(
    r"(?i:\b(?:ratio|score|scored|won|lost|odds|psalm|verse|chapter|aspect|scale|version|port|line"
    r"|open|opened|opening|opens|close|closes)\b)"
)

CHAPTER = re.compile(
    r"\b(?!At|By|From|Until|Till|To|Since|Around|About|Before|After|Between|And|On|The|It|Near|Nearly"
    r"|Then|Today|Yesterday|Tomorrow|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Time|Start|End|Update"
    r"|[A-Z][a-z]*(?:uary|arch|pril|une|uly|ust|ber))[1-3]?\s?[A-Z][a-z]{2,} $"
)
"""The name of a book before what looks like a time: John 3:16."""

ZONE_BEHIND = re.compile(rf"\s?[(,]?\s?(?i:{ZONE_NAME}|zulu)\b")
"""A zone right behind the time, where small letters are no word: "5:00am pst"."""

ZONE_WITHIN = 45
"""So far after a time its zone may stand: `09:12 to 10:40 on 3 March UTC`."""

SPOKEN = re.compile(
    r"\b(?:[01]?\d|2[0-3])h[0-5]\d\b|\b\d{1,2} o'clock\b|\b(?:[01]\d|2[0-3])[0-5]\d (?=hours\b|hrs\b)"
    r"|\b(?:[01]?\d|2[0-3])\.[0-5]\d ?(?=hrs\b)"
)
"""Times as they are said and written elsewhere: 17h30, four o'clock, 0200 hours."""

HINT = re.compile(r"\d:\d\d|\d\s?[ap]\.?m\b|\dh\d\d|o'clock|\d{4} h(?:ou)?rs|\.\d\d ?hrs")


def check(text: Text, _: Facts) -> Iterator[Hit]:
    """Find times without a zone, one for each paragraph or list item."""
    if not HINT.search(text.lower) or ALL_TIMES.search(text.prose):
        return
    times = [match for match in _clock_times(text) if _is_time(text, match)]
    if times and not _has_zone(text, times[0]):
        bare = (match for match in times if not _has_zone(text, match))
        yield from first_in_each_block(text, map(_hit, bare))


def _clock_times(text: Text) -> list[re.Match[str]]:
    found = (match for times in (CLOCK, SPOKEN) for match in times.finditer(text.lower))
    return sorted(found, key=lambda match: match.start())


def _hit(match: re.Match[str]) -> Hit:
    mend = f'Add the zone, as in "{match.group().strip()} UTC"'
    return Hit(match.start(), match.end(), "a time without its zone", mend)


def _is_time(text: Text, match: re.Match[str]) -> bool:
    before = text.prose[max(0, match.start() - 40) : match.start()]
    after = text.lower[match.end() : match.end() + 10]
    return not (
        NOT_A_TIME.search(before)
        or CHAPTER.search(before)
        or (match.re is CLOCK and re.match(r"\s?(?:hours|h\b|min|long\b|with )", after))
    )


def _has_zone(text: Text, match: re.Match[str]) -> bool:
    """Look behind the time to the sentence's end, and at the sentence's other times."""
    sentence = text.sentence_at(match.start())
    if sentence is None:
        return False
    return (
        ZONE_BEHIND.match(text.lower, match.end()) is not None
        or ZONE.search(text.prose, sentence.start, sentence.end) is not None
    )


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, check, __doc__ or "")
