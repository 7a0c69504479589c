"""Numbers, times and zones as people write them, for text in lower case unless it says otherwise.

What a figure proves is for the rules to say: a count answers "how many", a duration "how long".
"""

import re

NUMBER = (
    r"(?:\d[\d,.\u202f ]*\d|\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twenty|thirty|forty|fifty|hundred|a dozen|half|a third|a quarter|a hundred|a thousand)\b)"
)

TIME_UNIT = (
    r"(?:milli)?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|ms|[smh])"
)

DURATION = re.compile(
    rf"(?:{NUMBER})(?:\s+(?:and\s+)?a\s+half)?[\s-]*{TIME_UNIT}\b|\ban? (?:hour|day)\b"
)

CLOCK = re.compile(
    r"(?:(?<![\w:.])|(?<=\d\dt))(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d|[:.]\d|%)(?:\s?[ap]\.?m\b\.?)?"
    r"|(?<![\w:.])(?:1\d|2[0-3]|0?[1-9])(?:[.:][0-5]\d)?\s?[ap]\.?m\b\.?"
)

CLOCK_RANGE = re.compile(
    r"(?:\d:\d\d|\d\s?[ap]\.?m)\b[^!?;]{0,70}?(?:\b(?:to|and|until|till|through)\b|[-–—])[^!?;]{0,50}?"
    r"(?:\b\d{1,2}:\d\d|\d\s?[ap]\.?m)\b"
)

COUNT = re.compile(
    r"\d(?:[\d,.]*\d)?\s?(?:%|percent|per cent|in \d|out of)"
    r"|(?<=[a-z], )(?!20[0-3]\d\b)\d[\d,.]*\d?(?=, | of | in )"
    r"|\(\s?(?:about |around |some |roughly )?(?!20[0-3]\d\s?\))\d[\d,.]*\s?\)"
    rf"|(?<![\w:.#])(?!(?:[45]0\d|[45]xx|20[0-3]\d|one|half)\b)(?:{NUMBER})\s?(?:k\b|m\b|thousand|million)?"
    rf"(?:\s(?:(?:of (?:our|the|you|them)|in (?:all|total|number))\b|(?!(?:and|to|at|on|in|by|or|utc|gmt|{TIME_UNIT})\b)[a-z]))"
)
"""A number of things: `1,840 shops`, `3%`, `two organisations`; no status code, year or duration."""

WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)

DATE = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b(?:{WEEKDAYS})\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{MONTHS})\b"
    rf"|\b(?:{MONTHS})\.?\s\d{{1,2}}\b|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b"
)

WHEN = re.compile(
    rf"{CLOCK.pattern}|{DATE.pattern}|\b(?:in|within|every|for) (?:the next |about |another |at most )?"
    rf"(?:{NUMBER})[\s-]*(?:{TIME_UNIT})\b|\b(?:in|within|every) (?:an|the|half an) hour\b|\bhourly\b"
    r"|\btomorrow\b|\btonight\b|\bnoon\b|\bmidday\b|\bmidnight\b|\bevery half[- ]hour\b"
    r"|\b(?:end of|later) (?:the |this |today)?(?:day|week|month)\b|\bby (?:the )?end of\b"
    r"|\beach (?:hour|day)\b|\bdaily\b"
)
"""A moment that one can hold somebody to."""

ZONE_NAME = (
    r"UTC|GMT|CES?T|WES?T|EES?T|BST|MSK|[ECMP][SDT]T|AK[SD]T|HST|A[CEW]?[SD]T|IST|JST|KST|SGT|HKT"
    r"|NZ[SD]T|BRT|SAST|[ECMP]T"
)
"""The short names that are no word when they are written small right behind a time."""

ZONE = re.compile(
    rf"\b(?:{ZONE_NAME}|A[CEW]?T|Z)\b"
    r"|\d[:.]?\d\d ?Z\b|[+\-\u2212]\d\d:?\d\d\b"
    r"|\b(?:[Ee]astern|[Cc]entral|[Mm]ountain|[Pp]acific|[Uu]niversal|Zulu"
    r"|(?!(?:Local|Server|Game|Our|Your|The|Down|Real|Run|Start|End|This|That|First|Last|Next|Second|Same"
    r"|Any|Some|Each|Every|Response|Recovery|Estimated|Expected|Completion|Of|Up)\b)[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?: [A-Z][a-z]+)? [Tt]ime\b"
    r"|\b(?:Eastern|Central|Pacific|Mountain)\b"
)
"""A zone; it keeps its case, since `ist` is in "consisted" and `est` in "latest". "Local time" is none."""
