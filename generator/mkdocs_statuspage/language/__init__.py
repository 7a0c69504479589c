"""The site's own words, in its language, and how that language writes days, times and numbers.

Babel's room. What people wrote in incident files is theirs and is never translated.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property, lru_cache
from gettext import c2py
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

LOCALE_DIR = Path(__file__).parent / "locale"
ENGLISH = "en"
"""The language of the catalogue's keys."""
FULL_STOPS = ".!?…:"
"""What may end a sentence already."""


def phrase(english: str) -> str:
    """Mark a string that stands in a table as one of the catalogue's, and give it back."""
    return english


@dataclass(frozen=True)
class Catalogue:
    """The strings of one language, by their English."""

    strings: Mapping[str, str]
    """English to this language."""
    plurals: Mapping[str, tuple[str, ...]]
    """English plural to the forms of this language."""
    form_of: Callable[[int], int]
    """Which form a number takes, by the head of the catalogue."""


@dataclass(frozen=True, eq=False)
class Words:
    """The words of one language; a string that the catalogue lacks is given back in English."""

    language: str
    """A language tag such as `en` or `pt`."""

    def __call__(self, english: str, **values: object) -> str:
        """Return a string in this language, with `{name}` places filled."""
        text = english if self._is_english else self.strings.get(english) or english
        return text.format(**self._isolated(values)) if values else text

    def count(self, number: int, one: str, many: str, **values: object) -> str:
        """Return `one` or `many` in this language, with `{n}` and other places filled."""
        forms = () if self._is_english else self._catalogue.plurals.get(many, ())
        english = one if number == 1 else many
        text = forms[self._catalogue.form_of(number)] if forms else english
        return text.format(n=self.number(number), **self._isolated(values))

    @property
    def strings(self) -> Mapping[str, str]:
        """Every string of the site by its English, for templates."""
        return self._catalogue.strings

    def listed(self, items: Iterable[str]) -> str:
        """Return several things as a sentence names them: `A, B and C`."""
        from babel.lists import format_list

        said = str(format_list([self.isolated(item) for item in items], locale=self._european))
        return said.replace(
            "ו\u2068", "ו־\u2068"
        )  # Hebrew's "and" is a prefix, which a foreign word stands off from

    def isolated(self, text: str) -> str:
        """Return people's words so that they turn nothing round beside them, where they are read the other way."""
        foreign = _RIGHTWARD if self._is_leftward else _LEFTWARD
        return f"\u2068{text}\u2069" if foreign.search(text) else text

    def _isolated(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Isolate the texts among values; what is yet to be filled is no text."""
        return {
            name: self.isolated(value) if isinstance(value, str) and "{" not in value else value
            for name, value in values.items()
        }

    @cached_property
    def _is_leftward(self) -> bool:
        return not self._is_english and self.direction == "rtl"

    def sentence(self, text: str) -> str:
        """Return a text with a full stop at its end, unless it ends as a sentence already."""
        return text if text.endswith(tuple(FULL_STOPS)) else f"{text}."

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self._locale.text_direction)

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number with this language's separators; a small whole one has none."""
        is_bare = type(value) is int and 0 <= value < 1000 and not decimals
        return str(value) if is_bare else _number(value, decimals, self._locale)

    def percentage(self, share: float) -> str:
        """Return a share of one in per cent, with its sign: `99.98 %`."""
        return self.per_cent(self.hundredths(share))

    def hundredths(self, share: float) -> str:
        """Return a share of one in per cent, to two decimals, and never 100 for less than all."""
        percent = min(share * 100, 99.99) if share < 1 else 100.0
        return self.number(percent, 0 if percent == 100.0 else 2)

    def per_cent(self, number: str) -> str:
        """Return a number with its sign: `99.9 %`; unparted from the right, where a gap would turn them round."""
        return f"{number}%" if self.direction == "rtl" else f"{number}\u202f%"

    def day(self, day: date, *, weekday: bool = False) -> str:
        """Return a day with its year: `3 November 2026`, or `Tuesday, 3 November 2026`."""
        return _date(day, "full" if weekday else "long", self._european)

    def short_day(self, day: date) -> str:
        """Return a day without its year: `3 Nov`."""
        return _skeleton(day, "MMMd", self._european)

    def medium_day(self, day: date) -> str:
        """Return a day with its year in little room: `3 Nov 2026`."""
        return _date(day, "medium", self._european)

    def month(self, day: date) -> str:
        """Return a month with its year: `November 2026`."""
        text = _skeleton(day, "yMMMM", self._european)
        return text[:1].upper() + text[1:]

    def month_alone(self, day: date) -> str:
        """Return a month without its year, as a heading or the start of a line: `November`."""
        text = _skeleton(day, "LLLL", self._european)
        return text[:1].upper() + text[1:]

    def short_month(self, day: date) -> str:
        """Return a month without its year, in little room: `Nov`."""
        return _skeleton(day, "LLL", self._european).rstrip(".")

    def weekday(self, day: date) -> str:
        """Return the day of the week: `Tuesday`."""
        return _skeleton(day, "cccc", self._european)

    def weekday_letter(self, day: date) -> str:
        """Return the day of the week in the least room: `T`."""
        return _skeleton(day, "ccccc", self._european)

    @property
    def first_weekday(self) -> int:
        """With which day weeks begin where most people speak the language; 0 is Monday."""
        from babel import Locale
        from babel.core import get_global

        tag = str(self._european)
        return int(Locale.parse(get_global("likely_subtags").get(tag, tag)).first_week_day)

    @cached_property
    def month_names(self) -> Mapping[str, int]:
        """The names of the months, long and short, as this language and English write them, in small letters."""
        from babel import Locale

        found: dict[str, int] = {}
        for locale in (Locale.parse("en_GB"), self._locale):
            for width in ("wide", "abbreviated"):
                names = locale.months["format"][width]
                found |= {name.casefold().rstrip("."): number for number, name in names.items()}
        return found

    def clock(self, moment: datetime, zone: ZoneInfo) -> str:
        """Return the time of day: `09:12`; with its offset in the hour that comes twice."""
        local = moment.astimezone(zone)
        before, after = (zone.utcoffset(local.replace(fold=fold)) or timedelta() for fold in (0, 1))
        said = f"{local.hour:02}:{local.minute:02}"
        return f"{said} ({_offset(local)})" if before > after else said

    def zoned_clock(self, moment: datetime, zone: ZoneInfo) -> str:
        """Return the time of day with its zone: `09:12 Lisbon time`."""
        return f"{self.clock(moment, zone)} {self.zone_name(zone)}"

    def zone_name(self, zone: ZoneInfo) -> str:
        """Return the zone as people say it: `Lisbon time`, `UTC`, `UTC+4`."""
        city = _city(zone, self._european)
        if city:
            return self("{city} time", city=city)
        offsets = {_offset(datetime(2026, month, 1, tzinfo=zone)) for month in (1, 7)}
        return offsets.pop() if len(offsets) == 1 else zone.key

    def moment(self, moment: datetime, zone: ZoneInfo, *, weekday: bool = False) -> str:
        """Return a day and time, where the zone is said already: `3 November 2026, 09:12`."""
        day = moment.astimezone(zone).date()
        return f"{self.day(day, weekday=weekday)}, {self.clock(moment, zone)}"

    def zoned_moment(self, moment: datetime, zone: ZoneInfo) -> str:
        """Return a day and time with its zone: `3 November 2026, 09:12 Lisbon time`."""
        return f"{self.moment(moment, zone)} {self.zone_name(zone)}"

    def short_moment(self, moment: datetime, zone: ZoneInfo) -> str:
        """Return a day without its year, and the time: `3 Nov, 09:12`."""
        day = moment.astimezone(zone).date()
        return f"{self.short_day(day)}, {self.clock(moment, zone)}"

    def zoned_span(self, start: datetime, end: datetime, zone: ZoneInfo) -> str:
        """Return a stretch of time with its zone: `3 November 2026, 09:12–10:40 Lisbon time`."""
        return f"{self.span(start, end, zone)} {self.zone_name(zone)}"

    def span(self, start: datetime, end: datetime, zone: ZoneInfo, *, weekday: bool = False) -> str:
        """Return a stretch of time without saying anything twice: `3 November 2026, 09:12–10:40`."""
        first, last = start.astimezone(zone), end.astimezone(zone)
        if first.date() == last.date():
            day = self.day(first.date(), weekday=weekday)
            return f"{day}, {self.clock(start, zone)}–{self.clock(end, zone)}"
        begun = self.moment(start, zone, weekday=weekday)
        return f"{begun} – {self.moment(end, zone, weekday=weekday)}"

    def duration(self, length: timedelta) -> str:
        """Return a length of time to the minute: `1 h 28 min`, `3 d 4 h`."""
        minutes = round(length.total_seconds() / 60)
        if minutes < 1:
            return self("under a minute")
        days, rest = divmod(minutes, 24 * 60)
        hours, minutes = divmod(rest, 60)
        day, hour, minute = self("d"), self("h"), self("min")
        parts = ((days, day), (hours, hour)) if days else ((hours, hour), (minutes, minute))
        return " ".join(f"{n}\u00a0{unit}" for n, unit in parts if n)

    @cached_property
    def _is_english(self) -> bool:
        return self.language.split("-", maxsplit=1)[0] == ENGLISH

    @cached_property
    def _catalogue(self) -> Catalogue:
        return read_catalogue(self.language)

    @cached_property
    def _locale(self) -> Any:  # babel.Locale; imported late, it takes 30 ms
        from babel import Locale

        return Locale.parse(self.language.replace("-", "_"))

    @cached_property
    def _european(self) -> Any:
        # Bare "en" is American to Babel: "November 3, 2026". Day first is read right everywhere.
        from babel import Locale

        return Locale.parse("en_GB") if self.language == ENGLISH else self._locale


_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""A letter that is written from the right."""
_RIGHTWARD = re.compile(rf"(?!{_LEFTWARD.pattern})[^\W\d_]")
_ISOLATION = str.maketrans(dict.fromkeys("\u2068\u2069"))


def bare(text: str) -> str:
    """Return a text of ours as a file of the site may have it: nothing in one turns its reading round."""
    return text.translate(_ISOLATION)


def _offset(local: datetime) -> str:
    """Return the offset of a local time as people write it: `UTC`, `UTC+1`, `UTC+5:30`."""
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    digits = f"{hours}:{rest:02}" if rest else str(hours)
    return f"UTC{'-' if minutes < 0 else '+'}{digits}" if minutes else "UTC"


@cache
def _dates() -> Any:
    """Import Babel's dates, which ask for the zone of the surroundings: `TZ` may name anything, and it is never shown."""
    zone = os.environ.pop("TZ", None)
    try:
        from babel import dates
    finally:
        if zone is not None:
            os.environ["TZ"] = zone
    return dates


@lru_cache(maxsize=256)
def _city(zone: ZoneInfo, locale: Any) -> str:
    """Return the city that a zone is known by; empty for one that is only an offset."""
    if "/" not in zone.key or zone.key.startswith("Etc/"):
        return ""
    return str(_dates().get_timezone_location(zone, locale=locale, return_city=True))


# A site names the same days and numbers again and again, and Babel takes its time over each.
@lru_cache(maxsize=4096)
def _date(day: date, form: str, locale: Any) -> str:
    return str(_dates().format_date(day, form, locale=locale))


@lru_cache(maxsize=4096)
def _skeleton(day: date, skeleton: str, locale: Any) -> str:
    if skeleton[0] in "Lc":  # what stands by itself
        return str(_dates().format_date(day, skeleton, locale=locale))
    return str(_dates().format_skeleton(skeleton, day, locale=locale))


@lru_cache(maxsize=4096)
def _number(value: float, decimals: int, locale: Any) -> str:
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=locale))


@cache
def load_words(language: str) -> Words:
    """Return the words of a language; English, dates and all, where there is no catalogue of it."""
    return Words(language if language.split("-", maxsplit=1)[0] in languages() else ENGLISH)


def is_language(tag: str) -> bool:
    """Tell whether a tag is that of a language, of which there need be no catalogue."""
    if tag == ENGLISH:
        return True
    from babel import Locale, UnknownLocaleError

    try:
        return bool(Locale.parse(tag.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return False


@cache
def languages() -> tuple[str, ...]:
    """List the languages of which there is a catalogue."""
    return tuple(sorted(path.name for path in LOCALE_DIR.iterdir() if path.is_dir()))


@cache
def read_catalogue(language: str) -> Catalogue:
    """Read the catalogue of a language over the English one, so that no string is missing."""
    english = _read_po(ENGLISH)
    own = _read_po(language.split("-", maxsplit=1)[0])
    return Catalogue(
        {**{text: text for text in english.strings}, **{k: v for k, v in own.strings.items() if v}},
        {many: forms for many, forms in own.plurals.items() if all(forms)},
        own.form_of,
    )


def _read_po(language: str) -> Catalogue:
    _dates()  # which this imports too
    from babel.messages.pofile import read_po

    path = LOCALE_DIR / language / "LC_MESSAGES" / "statuspage.po"
    if not path.is_file():
        return Catalogue({}, {}, int)
    with path.open("rb") as file:
        read = read_po(file)
    messages = [message for message in read if message.id]
    return Catalogue(
        {str(m.id): str(m.string) for m in messages if isinstance(m.id, str)},
        {m.id[1]: tuple(m.string or ()) for m in messages if isinstance(m.id, tuple)},
        c2py(read.plural_expr),
    )
