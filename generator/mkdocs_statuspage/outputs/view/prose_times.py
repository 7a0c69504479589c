"""Exact times in people's prose become `<time>`, in the site's zone: a page has one clock.

A time is exact when its zone stands with it, and its day is known: from the text, or as that on which the
update was posted. What may be of another day stays as it was typed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache
from html import escape
from zoneinfo import ZoneInfo, available_timezones

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.model.scalars import format_instant

_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DATE = rf"(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)})[a-z]* (?P<year>\d{{4}})"
_ZONE = (
    r"(?P<offset>(?:UTC|GMT)(?:(?P<sign>[+\-−])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?)?|Z)"
    r"|(?P<city>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}) time|(?P<abbreviation>[A-Z]{3,4})"
)
_TIME = re.compile(
    rf"(?<![\d:.,+\-−])(?:(?:{_DATE})(?:T|,? (?:at )?))?"
    rf"(?:(?P<first>{_CLOCK}) ?[–-] ?)?(?P<clock>{_CLOCK}) ?(?:{_ZONE})(?![\w+])"
)
_LOOSE = re.compile(rf"(?<![\d:]){_CLOCK}(?![\d:])")
_OTHER_DAY = re.compile(
    r"yesterday|tomorrow|overnight|last night|\b\w+day\b(?<!today)|\bont[eé]m|amanhã|-feira|sábado|domingo"
    rf"|\b(?:{'|'.join(_MONTHS)})|\d{{4}}-\d\d|\d/\d",
    re.IGNORECASE,
)
"""Words by which a time may be of another day than its update."""
_PARTS = re.compile(
    r"<(code|pre|kbd)\b.*?</\1>|<(?:[^>\"]|\"[^\"]*\")*>|(?P<text>[^<]+)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class PageClock:
    """How times are shown on a page."""

    words: Words
    zone: ZoneInfo

    def timed(self, html: str, at: datetime | None) -> str:
        """Return clean HTML with its exact times marked.

        Args:
            html: as `prose.render` gives it.
            at: when it was posted, where it was.
        """
        if _TIME.search(html) is None:
            return html
        return _PARTS.sub(lambda part: self._text(part, at) if part["text"] else part[0], html)

    def _text(self, part: re.Match[str], at: datetime | None) -> str:
        text = part[0]
        keeps = bool(_LOOSE.search(_TIME.sub("", text)))  # beside a time that stays, so must this
        return _TIME.sub(lambda found: self._shown(found, at, keeps=keeps), text)

    def _shown(self, found: re.Match[str], at: datetime | None, *, keeps: bool) -> str:
        zone = self._zone_of(found)
        day = _day_of(found, at, zone) if zone else None
        if zone is None or day is None:
            return found[0]
        moments = [_moment(found[name], day, zone) for name in ("first", "clock") if found[name]]
        start, end = moments[0], moments[-1]
        if end < start:
            return found[0]
        kind = (
            f'data-time="span" data-end="{format_instant(end)}"'
            if end > start
            else 'data-time="local"'
        )
        is_ours = zone == self.zone or keeps
        text = found[0] if is_ours else escape(self._words(found, start, end, day))
        return f'<time datetime="{format_instant(start)}" {kind}>{text}</time>'

    def _words(self, found: re.Match[str], start: datetime, end: datetime, day: date) -> str:
        words, zone = self.words, self.zone
        if found["iso"] or found["day"]:
            return (
                words.zoned_span(start, end, zone) if end > start else words.zoned_moment(end, zone)
            )
        clocks = [words.clock(at, zone) for at in ((start, end) if end > start else (end,))]
        other = start.astimezone(zone).date()
        before = "" if other == day else f"{words.short_day(other)}, "
        return f"{before}{'–'.join(clocks)} {words.zone_name(zone)}"

    def _zone_of(self, found: re.Match[str]) -> tzinfo | None:
        """Return the zone that a text names; None where it may be several."""
        if found["offset"]:
            return _fixed(found)
        if found["abbreviation"]:
            now = {self.zone.tzname(datetime(2026, month, 1)) for month in (1, 7)}  # noqa: DTZ001
            return self.zone if found["abbreviation"] in now else None
        if f"{found['city']} time" == self.words.zone_name(self.zone):
            return self.zone
        name = _cities().get(found["city"].replace(" ", "_"), "")
        return ZoneInfo(name) if name else None


def _fixed(found: re.Match[str]) -> timezone:
    minutes = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
    return timezone(timedelta(minutes=-minutes if found["sign"] in ("-", "−") else minutes))


def _day_of(found: re.Match[str], at: datetime | None, zone: tzinfo) -> date | None:
    """Return the day of a time, where the text or its update says it."""
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        if found["day"]:
            return date(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"]))
    except ValueError:
        return None
    around = found.string[max(0, found.start() - 60) : found.end() + 40]
    if at is None or _OTHER_DAY.search(around):
        return None
    day = at.astimezone(zone).date()
    is_near = abs(_moment(found["clock"], day, zone) - at) <= timedelta(hours=12)
    return day if is_near else None


def _moment(clock: str, day: date, zone: tzinfo) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


@cache
def _cities() -> Mapping[str, str]:
    """Return each zone by its city."""
    return dict(_by_city())


def _by_city() -> Iterator[tuple[str, str]]:
    for name in sorted(available_timezones()):
        area, _, city = name.rpartition("/")
        if area and area not in ("Etc", "SystemV", "US", "Brazil", "Mexico", "Canada", "Chile"):
            yield city, name
