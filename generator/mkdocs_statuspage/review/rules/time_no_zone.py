"""A time of day without its zone.

Why: people read it in their own, and a page is read everywhere. The rule speaks once, at the first such
time, and is silent in a text that names a zone anywhere: beside a time, in a heading, or once for all.
What lasted so long ("took 1h30") is no time of day.

Mend: add the zone: "14:30 UTC", or both of two that most readers live in.

Before: The site went down at 10:02.

After: The site went down at 10:02 UTC (11:02 in Lisbon).
"""

import re
from collections.abc import Iterable

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import CLOCK, HOURS, ZONE, ZONE_NAME
from mkdocs_statuspage.review.rule import EVERYWHERE, Facts, Hit, Rule
from mkdocs_statuspage.review.text import ReviewText

NAME = "time-no-zone"

NOT_A_TIME = re.compile(
    r"(?i:\b(?:ratio|score|scored|won|lost|odds|psalm|verse|chapter|aspect|scale|version|port|line"
    r"|open|opened|opening|opens|close|closes)\b[^\w\n]*(?:\w+[^\w\n]+){0,2}$"
    r"|\b(?:took|takes|lasted|duration|length)(?: (?:of|was|about|around|some|nearly|over|only|just|another|all of))*\W*$)"
)
"""What stands before a figure that is no time of day."""

CHAPTER = re.compile(
    r"\b(?!At|By|From|Until|Till|To|Since|Around|About|Before|After|Between|And|On|The|It|Near|Nearly"
    r"|Then|Today|Yesterday|Tomorrow|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Time|Start|End|Update"
    r"|[A-Z][a-z]*(?:uary|arch|pril|une|uly|ust|ber))[1-3]?\s?[A-Z][a-z]{2,} $"
)
"""The name of a book before what looks like a time: John 3:16."""

ZONE_BEHIND = re.compile(
    rf"\d(?:\s?[ap]\.?m\.?)?\s?[(,]?\s?(?i:{ZONE_NAME}|zulu|eastern|central|pacific|mountain)\b"
)
"""A zone right behind a time, where small letters are no word: "5:00am pst"."""

MOMENT = (
    r"(?<=\bat )|(?<=\bby )|(?<=\bfrom )|(?<=\bsince )|(?<=\buntil )|(?<=\bbefore )|(?<=\bafter )"
)

SPOKEN = re.compile(
    rf"(?:{MOMENT}){HOURS}|\b\d{{1,2}} o'clock\b|\b(?:[01]\d|2[0-3])[0-5]\d (?=hours\b|hrs\b)"
    r"|\b(?:[01]?\d|2[0-3])\.[0-5]\d ?(?=hrs\b)"
)
"""Times as they are said and written elsewhere: at 17h30, four o'clock, 0200 hours."""

MAY_BE_A_TIME = re.compile(r"\d(?::\d|\s?[ap]\.?m| ?h| o'clock)")
"""What every time of day holds; quicker to look for than the times."""


def check(text: ReviewText, _: Facts) -> Iterable[Hit]:
    """Find the first time, in a text that names no zone."""
    if not MAY_BE_A_TIME.search(text.lower):
        return ()
    if ZONE.search(text.prose) or ZONE_BEHIND.search(text.lower):
        return ()
    found = [match for times in (CLOCK, SPOKEN) for match in times.finditer(text.lower)]
    times = (m for m in sorted(found, key=lambda m: m.start()) if _is_time(text, m))
    return [_hit(match) for match in times][:1]


def _hit(match: re.Match[str]) -> Hit:
    mend = f'Add the zone, as in "{match.group().strip()} UTC", or say once which zone all times are in'
    return Hit(match.start(), match.end(), "a time without its zone", mend)


def _is_time(text: ReviewText, match: re.Match[str]) -> bool:
    line = text.prose.rfind("\n", 0, match.start()) + 1
    before = text.prose[max(line, match.start() - 40) : match.start()]
    after = text.lower[match.end() : match.end() + 10]
    return not (
        NOT_A_TIME.search(before)
        or CHAPTER.search(before)
        or (match.re is CLOCK and re.match(r"\s?(?:hours|h\b|min|long\b|with )", after))
    )


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, check, __doc__ or "", frozenset({"en"}))
