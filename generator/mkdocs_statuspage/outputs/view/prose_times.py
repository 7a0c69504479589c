"""Exact times in people's prose become `<time>`, in the site's zone: a page has one clock.

A time is exact when its zone stands with it, and its day is known: from the text, or because one day alone
fits what the text is of: the moment of its update, or the hours of its incident. What may be of another day
stays as it was typed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache
from html import escape
from zoneinfo import ZoneInfo, available_timezones

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.model.scalars import format_instant

READ = frozenset({"en", "pt"})
"""The languages whose words for another day are known here."""
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DATE = rf"(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)})[a-z]*(?: (?P<year>\d{{4}}))?"
_ZONE = (
    r"(?P<offset>(?:UTC|GMT)(?:(?P<sign>[+\-−])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?)?|Z)"
    r"|(?P<city>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}) time|(?P<abbreviation>[A-Z]{3,4})"
)
_BETWEEN = r"\s?(?P<dash>[–-])\s?|\s(?:and|to|until|till|e(?: as| às)?|a|às|até(?: às)?)\s"
_TIME = re.compile(
    rf"(?<![\d:.,+\-−])(?:(?:{_DATE})(?:T|,? (?:at |às )?))?"
    rf"(?:(?P<first>{_CLOCK})(?P<link>{_BETWEEN}))?(?P<clock>{_CLOCK})\s?(?:{_ZONE})(?![\w+])(?P<today>\s(?:today|hoje)\b)?"
)
_SIGN = re.compile(r"\d:[0-5]\d")
"""What stands in every time of day: most texts have none, and to look for this is quicker."""
_LOOSE = re.compile(rf"(?<![\d:]){_CLOCK}(?![\d:])")
_ON_DAY = re.compile(
    rf",?\son\s(?:\w+day,? )?(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)})[a-z]*(?: (?P<year>\d{{4}}))?"
)
_BEFORE = re.compile(
    rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)})[a-z]*(?: (?P<year>\d{{4}}))?,?\s(?:from|between|since|by|until)\s$"
)
"""A day that stands before a time, and its word."""
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_OTHER_DAY = re.compile(
    r"yesterday|tomorrow|overnight|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\bnights?\b|\bont[eé]m|amanhã|-feira|sábado|domingo|noite"
    r"|\b(?:every|each|cada|todos os|todas as) (?:\w+ )?(?:hour|day|night|morning|evening|week|month|year|hora|dia|noite|manhã)"
    r"|\b(?:daily|nightly|always|usually|sempre)\b"
    rf"|(?-i:\b(?:{'|'.join(_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|t?ember|ober)?\b)"
    r"|\b(?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)\b"
    r"|\d{4}-\d\d|\d/\d",
    re.IGNORECASE,
)
"""Words by which a time may be of another day, or of many."""
_PARTS = re.compile(
    r"<(code|pre|kbd)\b.*?</\1>|<(?:[^>\"]|\"[^\"]*\")*>|(?P<text>[^<]+)", re.DOTALL
)
_NEAR = timedelta(hours=6)
"""How far from what a text is of a time may be, so that no other day fits as well."""
_SAME_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """What a text is of: the moment at which it was posted, or the hours of its incident."""

    start: datetime
    end: datetime

    def moments(self, clock: str, zone: tzinfo) -> set[datetime]:
        """Return when it was, or will be, this time of day within it or near it."""
        first, last = (at.astimezone(zone).date() for at in (self.start, self.end))
        days = [first + timedelta(days=n) for n in range(-1, (last - first).days + 2)]
        times = [_moment(clock, day, zone) for day in days]
        near = {at for at in times if self.start - _NEAR <= at <= self.end + _NEAR}
        if not near and self.start == self.end and abs(times[1] - self.start) <= _SAME_DAY:
            near.add(times[1])
        return near


def has_times(html: str) -> bool:
    """Tell whether a text names a time with its zone."""
    return ":" in html and _SIGN.search(html) is not None and _TIME.search(html) is not None


Told = tuple[TimeSpan, ...]
"""What a text is of; empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class PageClock:
    """How times are shown on a page."""

    words: Words
    zone: ZoneInfo
    today: date | None = None
    """The day that may be called today; None where what is told is over."""

    def timed(self, html: str, told: Told = ()) -> str:
        """Return clean HTML with its exact times marked.

        Args:
            html: as `prose.render` gives it.
            told: what it is of.
        """
        if not has_times(html):
            return html
        return _PARTS.sub(lambda part: self._text(part, told) if part["text"] else part[0], html)

    def _text(self, part: re.Match[str], told: Told) -> str:
        text = part[0]
        keeps = bool(_LOOSE.search(_TIME.sub("", text)))  # beside a time that stays, so must this
        return _TIME.sub(lambda found: self._shown(found, told, keeps=keeps), text)

    def _shown(self, found: re.Match[str], told: Told, *, keeps: bool) -> str:
        zone = self._zone_of(found)
        clocks = [found[name] for name in ("first", "clock") if found[name]]
        exact = [_exact(found, clock, told, zone) for clock in clocks if zone]
        moments = [at for at in exact if at is not None]
        if zone is None or len(moments) < len(clocks) or moments[-1] < moments[0]:
            return found[0]
        is_same_day = {at.astimezone(self.zone).date() for at in moments} == {
            at.astimezone(zone).date() for at in moments
        }
        said, today = _day_beside(found), found["today"] or ""
        stays = said is not None and said is not found and not is_same_day
        if zone == self.zone or keeps or stays or _is_quoted(found):
            return _marked(found[0].removesuffix(today), moments) + today
        is_dated = bool(found["iso"] or (found["day"] and not is_same_day))
        if is_dated or self._is_past_today(found, moments[-1]):
            return _marked(escape(self._dated(moments)), moments)
        return self._clocks(found, moments, zone)

    def _is_past_today(self, found: re.Match[str], at: datetime) -> bool:
        """Tell whether a text says `today` of a day that is over where it is read."""
        return bool(found["today"]) and at.astimezone(self.zone).date() != self.today

    def _dated(self, moments: list[datetime]) -> str:
        words, zone = self.words, self.zone
        if moments[-1] > moments[0]:
            return words.zoned_span(moments[0], moments[-1], zone)
        return words.zoned_moment(moments[-1], zone)

    def _clocks(self, found: re.Match[str], moments: list[datetime], zone: tzinfo) -> str:
        """Write times of day, each with its day where that is another than the text's."""
        texts = []
        before_clock = found[0][
            : found.start("first" if found["first"] else "clock") - found.start()
        ]
        for at in moments:
            day = at.astimezone(self.zone).date()
            before = "" if day == at.astimezone(zone).date() else f"{self.words.short_day(day)}, "
            texts.append(before + self.words.clock(at, self.zone))
        texts[-1] += f" {self.words.zone_name(self.zone)}"
        if found["dash"]:
            shown = _marked(escape("–".join(texts)), moments)
        else:
            marked = [_marked(escape(text), [at]) for text, at in zip(texts, moments, strict=True)]
            shown = (found["link"] or "").join(marked)
        return before_clock + shown + (found["today"] or "")

    def _zone_of(self, found: re.Match[str]) -> tzinfo | None:
        """Return the zone that a text names; None where it may be several."""
        if found["offset"]:
            return _fixed(found)
        if found["abbreviation"]:
            now = {self.zone.tzname(datetime(2026, month, 1)) for month in (1, 7)}  # noqa: DTZ001
            return self.zone if found["abbreviation"] in now else None
        if f"{found['city']} time" == self.words.zone_name(self.zone):
            return self.zone
        name = zones_by_city().get(found["city"].replace(" ", "_"), "")
        return ZoneInfo(name) if name else None


def _fixed(found: re.Match[str]) -> timezone:
    minutes = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
    return timezone(timedelta(minutes=-minutes if found["sign"] in ("-", "−") else minutes))


def _is_quoted(found: re.Match[str]) -> bool:
    """Tell whether a time stands in a quotation, whose words are somebody's own."""
    before = found.string[: found.start()]
    return (
        before.count("“") > before.count("”")
        or (before.count('"') + before.count("&quot;")) % 2 == 1
    )


def _marked(text: str, moments: list[datetime]) -> str:
    start, end = format_instant(moments[0]), format_instant(moments[-1])
    kind = f'data-time="span" data-end="{end}"' if end > start else 'data-time="local"'
    return f'<time datetime="{start}" {kind}>{text}</time>'


def _exact(found: re.Match[str], clock: str, told: Told, zone: tzinfo | None) -> datetime | None:
    """Return the moment of a time, where its text or what that is of leaves no other; in UTC none is lost."""
    if zone is None:
        return None
    said = _day_beside(found)
    try:
        if said:
            day = _day_said(said, told, zone)
            return _moment(clock, day, zone) if day else None
    except ValueError:
        return None
    fitting = {at for span in told for at in span.moments(clock, zone)}
    if len(fitting) != 1:
        return None
    at = fitting.pop()
    return at if _is_of(found.string[max(0, found.start() - 60) : found.end() + 40], at) else None


def _is_of(around: str, day: date) -> bool:
    """Tell whether words around a time speak of no other day than this."""
    own = rf"\b{day.day} {_MONTHS[day.month - 1]}[a-z]*|\b{_WEEKDAYS[day.weekday()]}s?\b"
    return _OTHER_DAY.search(re.sub(own, "", around)) is None


def _day_beside(found: re.Match[str]) -> re.Match[str] | None:
    """Find the day that a text names with a time, or right before or after it."""
    if found["iso"] or found["day"]:
        return found
    before = found.string[max(0, found.start() - 60) : found.start()]
    return _BEFORE.search(before) or _ON_DAY.match(found.string, found.end())


def _day_said(said: re.Match[str], told: Told, zone: tzinfo) -> date | None:
    """Return the day that a text names; without its year, the nearest to what the text is of."""
    groups = said.groupdict()
    if groups.get("iso"):
        return date.fromisoformat(groups["iso"])
    day, month = int(groups["day"]), _MONTHS.index(groups["month"]) + 1
    if groups["year"]:
        return date(int(groups["year"]), month, day)
    if not told:
        return None
    near = told[0].start.astimezone(zone).date()
    days = [date(near.year + more, month, day) for more in (-1, 0, 1)]
    return min(days, key=lambda one: abs(one - near))


def _moment(clock: str, day: date, zone: tzinfo) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


@cache
def zones_by_city() -> Mapping[str, str]:
    """Return each zone by its city."""
    former = ("", "Etc", "SystemV", "US", "Brazil", "Mexico", "Canada", "Chile")
    zones = {name: name.rpartition("/") for name in sorted(available_timezones())}
    return {city: name for name, (area, _, city) in zones.items() if area not in former}
