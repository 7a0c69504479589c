"""Figures as people write them in prose: times of day, days, lengths of time, shares and counts, each with its place and what it may mean.

One that may mean several things (`1.840`, `3/11/2026`, a time without its zone) carries each of them: only a figure of which
no reading is on the page is one that the page does not have.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, partial

from mkdocs_statuspage.language import Words, load_words
from mkdocs_statuspage.messages.told_numbers import in_digits


class FigureKind(StrEnum):
    """What a figure tells."""

    CLOCK = "time"
    DAY = "day"
    LENGTH = "length of time"
    SHARE = "share"
    COUNT = "figure"
    CODE = "code"


class Nearness(StrEnum):
    """How near a figure says that it is."""

    EXACT = ""
    ABOUT = "about"
    OVER = "over"
    """What it means is more than what it says."""
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure in a text."""

    kind: FigureKind
    start: int
    end: int
    text: str
    values: frozenset[float]
    """What it may mean: minutes of a day as written, a day's number, minutes, percents, or how many."""
    zone: str = ""
    """The zone that a time is in; empty where none is said of it."""
    things: tuple[str, ...] = ()
    """What is counted, the next words first."""
    nearness: Nearness = Nearness.EXACT
    step: float = 1
    """How fine it is: minutes, hours or days in minutes; of a share, how far off it may be."""
    is_in_words: bool = False


_CLOCK = r"(?:\d{1,2}[:h]\d\d|(?:[01]?\d|2[0-3])(?:\.[0-5]\d|h))(?::[0-5]\d)?"
_TWELVE = r"\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?"
_CITY = r"(?-i:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
_TIME = re.compile(
    rf"(?<![\d:.,/])(?:(?P<twelve>{_TWELVE})|(?P<clock>{_CLOCK})(?![\d%]|[:.,]\d)|(?P<bare>\d{{4}})(?=Z\b|\s(?:UTC|GMT|hours|hrs)\b))"
    r"(?:\s?\(?(?P<zone>Z\b|(?:UTC|GMT)(?:[+−-]\d{1,2}(?::?[0-5]\d)?)?|(?-i:[A-Z]{3,4}\b)"
    rf"|{_CITY} time\b|(?:hora d[aeo]|(?P<town>in|em)) {_CITY}))?",
    re.IGNORECASE,
)
_PART_OF_DAY = r"\s(?:in the (?:morning|afternoon|evening)|at night|da (?:manhã|tarde|noite))\b"
_BARE_HOUR = re.compile(
    r"(?<![\d:.,/])(?:1[0-2]|0?[1-9])(?P<minutes>[:.][0-5]\d)?"
    rf"(?=\s?(?:[-–—]|to|and|until|till|às|e as)\s?\d{{1,2}}(?:[:.][0-5]\d)?(?:\s?[ap]\.?m\b|{_PART_OF_DAY})|{_PART_OF_DAY})",
    re.IGNORECASE,
)
"""An hour of which another word says of which half of the day it is: `2–4 pm`, `2 in the morning`."""
_LATE = re.compile(r"\b(?:afternoon|evening|tonight|tarde|noite)\b", re.IGNORECASE)
"""Words by which `2:15` may be a quarter past fourteen."""
_AT = re.compile(r"\b(?:from|between|at|since|until|by|das|às|as|até)\s$", re.IGNORECASE)
"""What stands before a time that is written with a full stop."""
_CODE = re.compile(r"(?<![\w/.-])(?P<letters>[A-Z]{1,4})[-/]?(?P<digits>\d{1,6})(?![\w/:]|[.,]\d)")
"""What a machine shows or a thing is called: E42, R2, HTTP503."""
_VERSION = re.compile(r"(?<![\w./-])\d{1,3}(?:\.\d{1,4}){2,3}(?![\w/]|\.\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d\d)\2(\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/])")
_SHORT = re.compile(
    r"\b(?:on|by|until|since|em|dia|até|desde) (\d{1,2})/(\d{1,2})(?![\d/])", re.IGNORECASE
)
_DAY_ALONE = re.compile(
    r"\b(?:(?:on|by|until|since|from|before|after|até|of) the (?P<day>\d{1,2})(?:st|nd|rd|th)(?=[.,;:!?)]|$|\s(?:at|and|to|or)\b)"
    r"|\b(?:o|no|ao|do|até ao|até) dia (?P<dia>\d{1,2})\b(?!\s+de\b|/)"
    r"|day,? (?:the )?(?P<nth>\d{1,2})(?:st|nd|rd|th)\b(?!\s+of\b|\s+(?-i:[A-Z])))",
    re.IGNORECASE | re.MULTILINE,
)
_UNITS: Mapping[str, float] = {
    **dict.fromkeys(("second", "seconds", "sec", "secs", "segundo", "segundos", "s"), 1 / 60),
    **dict.fromkeys(("minute", "minutes", "min", "mins", "minuto", "minutos", "m"), 1),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h", "hora", "horas"), 60),
    **dict.fromkeys(("day", "days", "dia", "dias"), 24 * 60),
    **dict.fromkeys(("week", "weeks", "semana", "semanas"), 7 * 24 * 60),
}
_UNIT = "|".join(sorted((unit for unit in _UNITS if len(unit) > 1), key=len, reverse=True))
_UNIT = rf"(?:{_UNIT}|h|(?<=\d)(?-i:[ms]))\b"
_AMOUNT = r"\d+(?:[.,]\d+)?"
_SHARE = re.compile(
    r"(?<![\w.,:/])(?:(?P<part>\d{1,4})\s(?:(?P<thing>[^\W\d_]+)\s)?(?:in|out of|em cada|de cada)\s(?:every\s)?(?P<whole>\d{1,4})"
    rf"(?![\d:%]|[.,]\d|(?:\s|-)(?:{_UNIT}|months?|years?|meses|anos))"
    r"|(?P<times>an?|one|um|uma|\d)[\s-](?P<name>half|halves|third|quarter|fifth|tenth|terço|quarto|quinto|décimo)s?\s(?:of|d[aoe]s?)\b"
    r"|(?P<half>\bhalf (?:of|the|our|all|your)|\bmetade d[aoe]s?)\b)",
    re.IGNORECASE,
)
_PARTS: Mapping[str, int] = {
    "half": 2,
    "halves": 2,
    **dict.fromkeys(("third", "terço"), 3),
    **dict.fromkeys(("quarter", "quarto"), 4),
    **dict.fromkeys(("fifth", "quinto"), 5),
    **dict.fromkeys(("tenth", "décimo"), 10),
}
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f'’.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_COUNT = re.compile(
    rf"(?<![\w.,:/#§+–-])(?P<sign>(?:US|R)?[€$£]\s?|(?:EUR|USD|GBP)\s)?(?P<number>{_NUMBER})(?![\d:/]|[.,]\d|-\d|st\b|nd\b|rd\b|th\b|º|ª)"
    r"(?:\s?(?P<times>k|K|thousand|mil|million|billion|milhões|milhão|mn|bn)\b|(?P<mega>[mM])(?=\s?[€$£]|\b))?"
    r"\s?(?P<unit>%|per cent\b|percent\b|pct\b|por cento\b|€|\$|£|EUR\b|USD\b|GBP\b|euros?\b|dollars?\b|dólares\b|pounds?\b|libras\b)?"
    r"(?![a-zA-Z]*\d|[a-zA-Z])"
)
_TIMES = {"k": 1e3, "thousand": 1e3, "mil": 1e3, "million": 1e6, "milhões": 1e6, "milhão": 1e6}
_TIMES |= {"mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
_ALIKE_UNITS: Mapping[str, str] = {
    **dict.fromkeys(("per cent", "percent", "pct", "por cento"), "%"),
    **dict.fromkeys(("eur", "euro", "euros"), "€"),
    **dict.fromkeys(("us$", "r$", "usd", "dollar", "dollars", "dólares"), "$"),
    **dict.fromkeys(("gbp", "pound", "pounds", "libras"), "£"),
}
_NEAR: Mapping[Nearness, re.Pattern[str]] = {
    nearness: re.compile(rf"(?:\b(?:{words})|{signs})\s?(?:the |an? |of |as )?$", re.IGNORECASE)
    for nearness, words, signs in (
        (
            Nearness.OVER,
            r"over|more than|at least|upwards of|well over|mais de|pelo menos|acima de",
            ">",
        ),
        (
            Nearness.UNDER,
            r"under|nearly|almost|less than|fewer than|close to|at most|quase|menos de|abaixo de|perto de",
            "<",
        ),
        (
            Nearness.ABOUT,
            r"about|around|some|roughly|approximately|approx\.?|circa|c\.|cerca de|aproximadamente|uns|umas|à volta de|por volta d[aeo]s?",
            "[~≈]",
        ),
    )
}
_NEAR_BEHIND = re.compile(r"\s?(?:or so|or thereabouts|-odd|-ish|ish|ou menos)\b", re.IGNORECASE)
_NO_FIGURE = re.compile(
    r"https?://\S+|\S+@\S+\.\w+|(?:\+|\b00)\d[\d ()-]{6,}\d|\b0\d{2,3}[ -]\d[\d -]{4,}\d|\b\d{4}-\d{3}\b(?!\d)|(?<![\w/])(?<!\b(?:on|by|em) )(?<!\b(?:dia|até) )(?<!\b(?:until|since) )(?<!\bdesde )\d{1,2}/\d{1,2}(?![\d/])|\b24/7\b|\b(?:24 hours|7 days) a (?:day|week)\b|\b(?:24 horas|7 dias) por (?:dia|semana)\b|(?<![\d.,])\d+\s(?:years?|months?|anos|meses)\b|\bfrom \d{1,2} to \d{1,2}\b(?![:.,]\d|\s?%|\s?[^\W\d_])"
    r"|\b\d+[ -]min(?:ute)?s? read\b|\b(?:leitura de \d+ min\w*|\d+ min\w* de leitura)"
    r"|\b(?:mon|tue|wed|thu|fri)\w*\s?[-–]\s?(?:fri|sat|sun)\w*,? \d[\d:.]*\s?[-–]\s?\d[\d:.]*"
    r"|^[ \t>]*\d{1,2}[.)](?=\s)|\b(?:order|invoice|ticket|case|ref(?:erence)?|fatura|encomenda|caso|pedido)\b[ .:#nº°]*[\w-]*\d[\w-]*|#\S+",
    re.IGNORECASE | re.MULTILINE,
)
"""What has digits and is no figure of an incident: addresses, numbers to call, places in a list or a thread, tickets."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NO_THING = frozenset(
    """of the our your their these those all about other more less and or to in on at by for from a an o a os as de da do das dos
    em e ou que were was are is had have has did could will per""".split()
)
_A_DAY = date(2026, 1, 20)
_YEARS = range(1900, 2100)
YEAR = "year"
"""What a year by itself is a code of."""
PERCENT = "%"


def figures_in(text: str, words: Words) -> Iterator[ToldFigure]:
    """Find every figure of a text, in no particular order; `words` are those of its language."""
    read = in_digits(text)
    left = _NO_FIGURE.sub(partial(_blank, words), read.text)
    for find in (_codes, _versions, _days, _clocks, _lengths, _shares, _counts):
        found = list(find(left, words))
        for one in found:
            start, end = read.place(one.start, one.end)
            said = " ".join(text[start:end].split()).removesuffix(".")
            there = replace(one, start=start, end=end, text=said)
            yield there if any(sign.isdigit() for sign in said) else _in_words(there)
            left = left[: one.start] + " " * (one.end - one.start) + left[one.end :]


def _in_words(figure: ToldFigure) -> ToldFigure:
    """Return a figure that is in words: a time of either half of the day, a round number as about that."""
    values, nearness = figure.values, figure.nearness
    if figure.kind is FigureKind.CLOCK:
        values |= {value + 12 * 60 for value in values if value < 12 * 60}
    is_round = figure.kind is FigureKind.COUNT and all(v >= 100 and v % 100 == 0 for v in values)
    if is_round and nearness is Nearness.EXACT:
        nearness = Nearness.ABOUT
    return replace(figure, values=values, nearness=nearness, is_in_words=True)


def _blank(words: Words, found: re.Match[str]) -> str:
    """Return as many blanks; what begins a line as it is, where days begin so: `1. Januar`."""
    said = found[0].lstrip(" \t>")
    is_day = said.endswith(".") and words.short_day(_A_DAY).startswith(f"{_A_DAY.day}.")
    if is_day and _named_day(words.language).match(found.string, found.end() - len(said)):
        return found[0]
    return " " * len(found[0])


def _figure(
    kind: FigureKind, text: str, found: re.Match[str], values: set[float], **more: object
) -> ToldFigure:
    more.setdefault("nearness", _nearness(text, found.start(), found.end()))
    start, end = found.span()
    return ToldFigure(kind, start, end, found[0], frozenset(values), **more)  # type: ignore[arg-type]


def _nearness(text: str, start: int, end: int) -> Nearness:
    before = text[max(0, start - 24) : start]
    said = (nearness for nearness, pattern in _NEAR.items() if pattern.search(before))
    behind = Nearness.ABOUT if _NEAR_BEHIND.match(text, end) else Nearness.EXACT
    return next(said, behind)


def day_number(month: int, day: int, year: int = 0) -> float:
    """Return the number of a day, by which two are compared; without its year or month where none is said."""
    return year * 10000 + month * 100 + day


def _codes(text: str, _: Words) -> Iterator[ToldFigure]:
    for found in _CODE.finditer(text):
        if found["letters"] in ("EUR", "USD", "GBP"):
            continue
        digits = float(found["digits"])
        yield _figure(FigureKind.CODE, text, found, {digits}, things=(found["letters"].upper(),))


def _versions(text: str, _: Words) -> Iterator[ToldFigure]:
    for found in _VERSION.finditer(text):
        parts = found[0].split(".")
        if len(parts[2]) != 4 and any(len(part) != 3 for part in parts[1:]):  # 3.11.2026, 2.318.440
            value = sum(int(part) * 10000**n for n, part in enumerate(reversed(parts)))
            yield _figure(FigureKind.CODE, text, found, {float(value)}, things=("version",))


def _days(text: str, words: Words) -> Iterator[ToldFigure]:
    yield from _days_in_digits(text)
    yield from _named_days(text, words.language)


def _days_in_digits(text: str) -> Iterator[ToldFigure]:
    for found in _ISO.finditer(text):
        year, _, month, day = found.groups()
        yield _figure(FigureKind.DAY, text, found, {day_number(int(month), int(day), int(year))})
    for pattern in (_SLASHED, _SHORT):
        for found in pattern.finditer(text):
            numbers = [int(group) for group in found.groups() if group.isdecimal()]
            first, second, year = (*numbers, 0)[:3]
            year += 2000 if 0 < year < 100 else 0
            either = {(first, second), (second, first)}
            values = {day_number(m, d, year) for d, m in either if m <= 12}
            yield _figure(FigureKind.DAY, text, found, values)
    for found in _DAY_ALONE.finditer(text):
        yield _figure(
            FigureKind.DAY, text, found, {int(found["day"] or found["dia"] or found["nth"])}
        )


@cache
def _month_names(language: str) -> Mapping[str, int]:
    portuguese = load_words("pt").month_names
    whole = {name: n for name, n in portuguese.items() if len(name) > 3}
    words = load_words(language)
    return {**whole, **words.month_names, **_months_of_days(words), "sep": 9, "sept": 9}


def _months_of_days(words: Words) -> Mapping[str, int]:
    """Return the months as days name them, which may be by more than their names: `בנובמבר`."""
    days = [_A_DAY.replace(month=month) for month in range(1, 13)]
    said = [(day.month, one) for day in days for one in (words.day(day), words.short_day(day))]
    return {max(re.findall(r"[^\s\d.]+", one), key=len).casefold(): month for month, one in said}


@cache
def _named_day(language: str) -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _month_names(language)), key=len, reverse=True))
    english = "|".join(sorted(load_words("en").month_names, key=len, reverse=True))
    return re.compile(
        rf"(?<![\d:])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|º|\.)?(?:\s+of|\s+de)?\s+(?P<month>{month})(?!\w)(?! of\b)\.?"
        rf"|(?P<first>\d{{1,2}})(?:st|nd|rd|th|º)?(?=\s?(?:[-–]|to|and|or|e|a|ou)\s?\d{{1,2}}(?:st|nd|rd|th|º)?(?:\s+of|\s+de)?\s+(?P<shared>{month})(?!\w))"
        rf"|\b(?P<month2>{english}|sep)\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]))(?:,?(?:\s+de)?\s+(?P<year>(?:19|20)\d\d)\b)?",
        re.IGNORECASE,
    )


def _named_days(text: str, language: str) -> Iterator[ToldFigure]:
    names = _month_names(language)
    for found in _named_day(language).finditer(text):
        name = found["month"] or found["month2"] or found["shared"]
        day = int(found["day"] or found["day2"] or found["first"])
        values = {day_number(names[name.casefold()], day, int(found["year"] or 0))}
        yield _figure(FigureKind.DAY, text, found, values)


def _clocks(text: str, _: Words) -> Iterator[ToldFigure]:
    half = 12 * 60 if _LATE.search(text) else 0
    known = set()
    for found in _TIME.finditer(text):
        known.add(found.start())
        if (minutes := _minutes(found, text)) is not None:
            later = half if found["clock"] and minutes < 12 * 60 else 0
            values = {float(minutes), float(minutes + later)} if minutes >= 0 else set()
            yield _figure(FigureKind.CLOCK, text, found, values, zone=_zone(found["zone"] or ""))
    for found in _BARE_HOUR.finditer(text):
        if found.start() not in known:
            hour, minute = int(found[0].split(found["minutes"] or " ")[0]), found["minutes"] or ":0"
            minutes = hour % 12 * 60 + int(minute[1:])
            known.add(found.start())
            values = {float(minutes), minutes + 12 * 60.0}
            yield _figure(FigureKind.CLOCK, text, found, values)


def _minutes(found: re.Match[str], text: str) -> int | None:
    """Return the minutes of the day that a time names, -1 where there is no such time; None where it may be something else."""
    if found["bare"]:
        return _valid(int(found["bare"][:2]), int(found["bare"][2:]))
    said = found["twelve"] or found["clock"]
    before = text[max(0, found.start() - 10) : found.start()]
    if found["clock"] and "." in said and not (found["zone"] or _AT.search(before)):
        return None  # 10.40
    hour, minute = re.sub(r"[.h]", ":", said.rstrip("apmAPM. ")).partition(":")[::2]
    if found["twelve"]:
        half = 12 if "p" in said.casefold() else 0
        is_hour = 1 <= int(hour) <= 12
        return _valid(int(hour) % 12 + half, int(minute[:2] or 0)) if is_hour else -1
    if "h" in said and int(hour) > 24:
        return None  # 36h30
    return _valid(int(hour), int(minute[:2] or 0))


def _valid(hour: int, minute: int) -> int:
    return (hour % 24) * 60 + minute if hour <= 24 and minute < 60 else -1


def _zone(said: str) -> str:
    """Return the zone that a time is in; what is in small letters or only stands behind it is none."""
    is_zone = said == said.upper() or " " in said
    return said if is_zone else ""


@cache
def _units(language: str) -> Mapping[str, float]:
    """Return how many minutes each unit has, with those that the language's own lengths are in."""
    words = load_words(language)
    return {
        **_UNITS,
        words("d").casefold(): 24 * 60,
        words("h").casefold(): 60,
        words("min").casefold(): 1,
    }


@cache
def _length(language: str) -> re.Pattern[str]:
    """Return what finds a length of time, as people say it or as the language's own are written."""
    words = load_words(language)
    day, *less = (re.escape(words(unit)) for unit in ("d", "h", "min"))
    unit = rf"(?:{_UNIT}|(?<=\d\s)(?-i:{'|'.join((day, *less))})(?!\w))"
    lesser = rf"(?:(?:minutes?|mins?|minutos?|hours?|horas?|h|m)\b|(?-i:{'|'.join(less)})(?!\w))"
    return re.compile(
        rf"(?<![\w.,:/€$£])(?:(?P<amount>{_AMOUNT})[\s\u00a0-]?(?P<unit>{unit})"
        rf"(?:,?\s?(?:and |e )?(?P<rest>\d+)\s?(?P<lesser>{lesser}))?"
        rf"|(?P<first>{_AMOUNT})(?=\s?(?:[-–]|to|or|a|ou)\s?{_AMOUNT}[\s\u00a0-]?(?P<shared>{unit}))"
        r"|(?P<hours>\d{1,2})h(?P<minutes>[0-5]\d)(?!\d))",
        re.IGNORECASE,
    )


def _lengths(text: str, words: Words) -> Iterator[ToldFigure]:
    units = _units(words.language)
    for found in _length(words.language).finditer(text):
        if found["hours"]:
            minutes = int(found["hours"]) * 60 + int(found["minutes"])
            yield _figure(FigureKind.LENGTH, text, found, {minutes})
            continue
        unit = units[(found["unit"] or found["shared"]).casefold()]
        amount = float((found["amount"] or found["first"]).replace(",", "."))
        value = amount * unit
        if found["rest"]:
            value += int(found["rest"]) * units[found["lesser"].casefold()]
        step = 1 if found["rest"] else unit / 2
        yield _figure(FigureKind.LENGTH, text, found, {value}, step=step)


def _shares(text: str, _: Words) -> Iterator[ToldFigure]:
    for found in _SHARE.finditer(text):
        if found["half"]:
            part, whole = 1, 2
        elif found["name"]:
            times = found["times"]
            part = int(times) if times.isdecimal() else 1
            whole = _PARTS[found["name"].casefold()]
        else:
            part, whole = int(found["part"]), int(found["whole"])
        if 0 < part <= whole or found["half"]:
            yield _figure(FigureKind.SHARE, text, found, {100 * part / whole}, step=2)


def _counts(text: str, _: Words) -> Iterator[ToldFigure]:
    for found in _COUNT.finditer(text):
        times = _TIMES.get((found["times"] or found["mega"] or "").casefold(), 1)
        values = {value * times for value in readings(found["number"])}
        unit = (found["unit"] or found["sign"] or "").strip().casefold()
        if not unit and values <= {*_YEARS} and times == 1:
            yield _figure(FigureKind.CODE, text, found, values, things=(YEAR,))
            continue
        behind = tuple(_things(text[found.end() : found.end() + 60]))
        things = (_ALIKE_UNITS.get(unit, unit),) if unit else behind or _labelled(text, found)
        near = _nearness(text, found.start(), found.end())
        if times > 1 and near is Nearness.EXACT:
            near = Nearness.ABOUT
        yield _figure(FigureKind.COUNT, text, found, values, things=things, nearness=near)


def _labelled(text: str, found: re.Match[str]) -> tuple[str, ...]:
    """Return what a label says that is counted: `declined payments: 11306`."""
    label = re.search(r"([^\W\d_][^.:;,\n\d|]{0,40})[:=|]\s*$", text[: found.start()])
    return tuple(stem(word) for word in _WORD.findall(label[1])[-2:][::-1]) if label else ()


def readings(number: str) -> set[float]:
    """Return what a number may be: `1.840` is more than a thousand, or less than two."""
    bare = re.sub(r"[ \u00a0\u202f'’]", "", number)
    found = set()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare) or bare.isdecimal():
        found.add(float(re.sub(r"[.,]", "", bare)))
    if re.fullmatch(r"\d+[.,]\d+", bare):
        found.add(float(bare.replace(",", ".")))
    if mixed := re.fullmatch(r"(\d{1,3}(?:([.,])\d{3})+)[.,](\d+)", bare):
        found.add(float(f"{re.sub(r'[.,]', '', mixed[1])}.{mixed[3]}"))
    return found


_OF_MORE = re.compile(r"^\s*(?:out of|of|d[aoe]s?)\s(?:[^\W\d_]+\s){0,2}(?=\d)\d+", re.IGNORECASE)
"""What stands between the two counts of `two of our four gateways`."""


def _things(behind: str) -> Iterator[str]:
    """Yield the words that say what is counted, up to where the sentence pauses."""
    stretch = re.split(r"[.;:!?()\n\d]|, ", _OF_MORE.sub("", behind), maxsplit=1)[0]
    things = [stem(word) for word in _WORD.findall(stretch) if word.casefold() not in _NO_THING]
    yield from things[:3]


def stem(word: str) -> str:
    """Return a word as it is alike in singular and plural."""
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    return (
        re.sub(r"(?:ies|y)$", "i", folded) if folded.endswith(("ies", "y")) else folded.rstrip("s")
    )


def minutes_of(length: timedelta) -> float:
    """Return a length of time in minutes."""
    return length.total_seconds() / 60
