"""Times as people type them into posts: with or without a day, seconds, a zone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from mkdocs_statuspage.model.scalars import FIRST_YEAR, LAST_YEAR

_HOURS: Mapping[str, float] = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8, "jst": 9,
}  # fmt: skip
"""What the names of zones stand for, by RFC 5322 and as Europe uses them."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_ZONE = (
    r"(?:gmt|utc)[+-]\d\d?(?::?\d\d)?\b|\(?(?:"
    + "|".join(sorted(_HOURS, key=len, reverse=True))
    + r")\b\)?|[+-]\d\d:?\d\d\b"
)
_DAY = rf"\d{{4}}[-/]\d\d?[-/]\d\d?|{_MONTH} \d\d?(?:st|nd|rd|th)?,? \d{{4}}|\d\d?(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
_CLOCK = r"\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]m\b)?"
TYPED = (
    rf"(?:(?P<day>{_DAY})(?:(?:t|[ ,]+(?:at )?|[ ,]*[-–—][ ]*)(?P<clock>{_CLOCK})\s*(?P<zone>{_ZONE})?)?"
    rf"|(?P<only_clock>{_CLOCK})\s*(?P<only_zone>{_ZONE})?)"
)
"""A time, without regard to case: a day, a time of day, or both, and a zone."""
_TYPED = re.compile(TYPED, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedTime:
    """What somebody typed of a time."""

    day: date | None = None
    clock: time | None = None
    zone: tzinfo | None = None

    def at(self, zone: tzinfo, day: date | None = None) -> datetime:
        """Return the moment in UTC; midnight where no time of day was typed."""
        typed = datetime.combine(self.day or day or date(FIRST_YEAR, 1, 2), self.clock or time())
        return typed.replace(tzinfo=self.zone or zone).astimezone(UTC)


def read_typed(value: object) -> TypedTime | None:
    """Read the time that a value is, and nothing else; None when it is none."""
    if isinstance(value, datetime):
        clock = value.time().replace(microsecond=value.microsecond // 1000 * 1000)
        return TypedTime(value.date(), clock, value.tzinfo)
    if isinstance(value, date):
        return TypedTime(value)
    found = _TYPED.fullmatch(str(value).strip())
    return typed_in(found) if found else None


def typed_in(found: re.Match[str]) -> TypedTime | None:
    """Return the time that a match of `TYPED` names; None for a 30 February, or a year of no history."""
    try:
        day = _day(found["day"]) if found["day"] else None
        clock = found["clock"] or found["only_clock"]
        if day and not FIRST_YEAR < day.year <= LAST_YEAR:
            return None
        return TypedTime(
            day, _clock(clock) if clock else None, _zone(found["zone"] or found["only_zone"])
        )
    except ValueError:
        return None


def _day(text: str) -> date:
    numbers = [int(part) for part in re.findall(r"\d+", text)]
    if len(numbers) == 3:
        return date(*numbers)
    name = re.search(r"[a-z]{3,}", text, re.IGNORECASE)
    month = 1 + _MONTHS.index(name[0][:3].lower()) if name else 0
    return date(max(numbers), month, min(numbers))


def _clock(text: str) -> time:
    hour, minute, second = (text.lower().rstrip(" apm") + ":0").split(":")[:3]
    seconds = float(second)
    number = int(hour)
    if text.lower().endswith("m"):
        number = number % 12 + (12 if "p" in text.lower() else 0)
    return time(number, int(minute), int(seconds), round(seconds % 1 * 1000) % 1000 * 1000)


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    hours = _HOURS.get(text.strip("()").lower())
    if hours is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    # Some write GMT+2.
    sign = -1 if "-" in text else 1
    digits = text.lstrip("GMTUCgmtuc+-").replace(":", "")
    digits = digits.zfill(2) + "00" if len(digits) < 3 else digits.zfill(4)
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
