"""Figures as people write them in prose: times of day, days, lengths of time and counts, each with its place and what it may mean.

One that may mean several things (`1.840`, `3/11/2026`, a time without its zone) carries each of them: only a figure of which
no reading is on the page is one that the page does not have.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from mkdocs_statuspage.language import Words


class FigureKind(StrEnum):
    """What a figure tells."""

    CLOCK = "time"
    DAY = "day"
    LENGTH = "length of time"
    COUNT = "figure"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure in a text."""

    kind: FigureKind
    start: int
    end: int
    text: str
    values: frozenset[float]
    """What it may mean: minutes of a day as written, a day's number, minutes, or how many."""
    zone: str = ""
    """The zone that a time is in; empty where none is said of it."""
    things: tuple[str, ...] = ()
    """What is counted, the next words first."""
    is_about: bool = False
    """Whether it says of itself that it is not exact."""
    step: float = 1
    """How fine it is, of a length: minutes, hours or days in minutes."""


_CLOCK = r"(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d|h)(?::[0-5]\d)?"
_TWELVE = r"(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?[ap]\.?m\b\.?"
_TIME = re.compile(
    rf"(?<![\d:.,/])(?:(?P<twelve>{_TWELVE})|(?P<clock>{_CLOCK})(?![\d%]|[:.,]\d))"
    r"(?:\s?(?P<zone>Z\b|(?:UTC|GMT)(?:[+−-]\d{1,2}(?::?[0-5]\d)?)?|(?-i:[A-Z]{3,4}\b|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)? time\b|hora d[aeo] [A-Z]\w+)))?",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:from|between|at|since|until|by|das|às|até)\s$", re.IGNORECASE)
"""What stands before a time that is written with a full stop."""
_NO_TIME = re.compile(r"(?<![\d:.,/])\d{1,2}:\d\d(?![\d:%])")
"""What is written as a time, whether there is one or not."""
_CODE = re.compile(r"(?<![\w/.-])(?P<letters>[A-Z]{1,4})-?(?P<digits>\d{1,6})(?![\w/:])")
"""What a machine shows or a thing is called: E42, R2, HTTP503."""
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d\d)(?![\d/])")
_UNITS: Mapping[str, float] = {
    **dict.fromkeys(("second", "seconds", "sec", "secs", "segundo", "segundos"), 1 / 60),
    **dict.fromkeys(("minute", "minutes", "min", "mins", "minuto", "minutos"), 1),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h", "hora", "horas"), 60),
    **dict.fromkeys(("day", "days", "dia", "dias"), 24 * 60),
    **dict.fromkeys(("week", "weeks", "semana", "semanas"), 7 * 24 * 60),
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_AMOUNT = r"\d+(?:[.,]\d+)?"
_LENGTH = re.compile(
    rf"(?<![\w.,:/])(?:(?P<amount>{_AMOUNT})[\s\u00a0-]?(?P<unit>{_UNIT})\b"
    rf"(?:,?\s?(?:and |e )?(?P<rest>\d+)\s?(?P<lesser>minutes?|mins?|minutos?|hours?|horas?|h)\b)?"
    rf"(?P<half> and a half| e meia)?|(?P<hours>\d{{1,2}})h(?P<minutes>[0-5]\d)(?!\d)"
    rf"|(?P<words>(?:half an|an|one|two|three|four|five|six|uma|duas|três|quatro|cinco|seis|meia) (?P<named>hours?|horas?)(?P<and> and a half| e meia)?(?: (?:and|e) (?P<more>\d+) min(?:utes?|utos?|s)?\b)?))",
    re.IGNORECASE,
)
_WORDS = {"half an": 0.5, "meia": 0.5, "an": 1, "one": 1, "uma": 1, "two": 2, "duas": 2, "três": 3}
_WORDS |= {"three": 3, "four": 4, "quatro": 4, "five": 5, "cinco": 5, "six": 6, "seis": 6}
NUMBERS = {
    word: float(number)
    for number, words in enumerate(
        """zero/none/nenhum/nenhuma one/once/first/um/uma/primeira two/twice/both/second/dois/duas/ambos three/third/três four/quatro five/cinco six/seis
        seven/sete eight/oito nine/nove ten/dez eleven/onze twelve/doze""".split()
    )
    for word in words.split("/")
} | {
    "twenty": 20.0,
    "vinte": 20.0,
    "thirty": 30.0,
    "trinta": 30.0,
    "forty": 40.0,
    "quarenta": 40.0,
    "fifty": 50.0,
    "hundred": 100.0,
    "cem": 100.0,
}
"""Small numbers that a page may write in words where another text has digits."""
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f'’.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_COUNT = re.compile(
    rf"(?<![\w.,:/#§+–-])(?P<sign>[€$£]\s?)?(?P<number>{_NUMBER})(?![\d:/]|[.,]\d|-\d|st\b|nd\b|rd\b|th\b)"
    r"(?:\s?(?P<times>k|thousand|mil|million|milhões|milhão)\b)?\s?(?P<unit>%|per cent|percent|por cento|€|\$|£|EUR\b|USD\b)?"
    r"(?![a-zA-Z]*\d|[a-zA-Z])"
)
_TIMES = {"k": 1e3, "thousand": 1e3, "mil": 1e3, "million": 1e6, "milhões": 1e6, "milhão": 1e6}
_ABOUT = re.compile(
    r"(?:\b(?:about|around|some|roughly|nearly|almost|over|under|approximately|approx\.?|more than|less than|fewer than|at least|at most|just under"
    r"|close to|cerca de|quase|mais de|menos de|perto de|aproximadamente|uns|umas|pelo menos)|[~≈<>])\s?(?:the |an? |of )?$",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(
    r"https?://\S+|\S+@\S+\.\w+|(?:\+|\b00)\d[\d ()-]{6,}\d|\b0\d{2,3}[ -]\d[\d -]{4,}\d|\b\d{4}-\d{3}\b(?!\d)|(?<![\w/])\d{1,2}/\d{1,2}(?![\d/])|\b24/7\b|(?<![\d.,])\d+\s(?:years?|months?|anos|meses)\b|\bfrom \d{1,2} to \d{1,2}\b(?![:.,]\d|\s?%)"
    r"|\b(?:mon|tue|wed|thu|fri)\w*\s?[-–]\s?(?:fri|sat|sun)\w*,? \d[\d:.]*\s?[-–]\s?\d[\d:.]*"
    r"|^[ \t>]*\d{1,2}[.)](?=\s)|\b(?:order|invoice|ticket|case|ref(?:erence)?|fatura|encomenda|caso)\b[ .:#nº°]*[\w-]*\d[\w-]*|#\S+",
    re.IGNORECASE | re.MULTILINE,
)
"""What has digits and is no figure of an incident: addresses, numbers to call, places in a list or a thread, tickets."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NO_THING = frozenset(
    """of the our your their these those all about other more less and or to in on at by for from a an o a os as de da do das dos
    em e ou que were was are is had have has did could will per""".split()
)
_YEARS = range(1900, 2100)
YEAR = "year"
"""What a year by itself is a code of."""


def figures_in(text: str, words: Words) -> Iterator[ToldFigure]:
    """Find every figure of a text, in no particular order; `words` are those of its language."""
    left = _NO_FIGURE.sub(_blank, text)
    for find in (_codes, _days, _lengths_in_words, _clocks, _lengths, _counts):
        found = list(find(left, words))
        yield from found
        for one in found:
            left = left[: one.start] + " " * (one.end - one.start) + left[one.end :]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _figure(
    kind: FigureKind, text: str, found: re.Match[str], values: set[float], **more: object
) -> ToldFigure:
    more.setdefault("is_about", _is_about(text, found.start()))
    said = " ".join(found[0].split()).removesuffix(".")
    return ToldFigure(
        kind,
        found.start(),
        found.end(),
        said,
        frozenset(values),
        **more,  # type: ignore[arg-type]
    )


def _is_about(text: str, start: int) -> bool:
    return _ABOUT.search(text[max(0, start - 24) : start]) is not None


def day_number(month: int, day: int, year: int = 0) -> float:
    """Return the number of a day, by which two are compared; without its year where none is said."""
    return year * 10000 + month * 100 + day


def _codes(text: str, _: Words) -> Iterator[ToldFigure]:
    for found in _CODE.finditer(text):
        digits = float(found["digits"])
        yield _figure(FigureKind.CODE, text, found, {digits}, things=(found["letters"].upper(),))


def _days(text: str, words: Words) -> Iterator[ToldFigure]:
    yield from _days_in_digits(text)
    yield from _named_days(text, words.month_names)


def _days_in_digits(text: str) -> Iterator[ToldFigure]:
    for found in _ISO.finditer(text):
        year, month, day = map(int, found.groups())
        yield _figure(FigureKind.DAY, text, found, {day_number(month, day, year)})
    for found in _SLASHED.finditer(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 if year < 100 else 0
        either = {(first, second), (second, first)}
        values = {day_number(m, d, year) for d, m in either if m <= 12}
        yield _figure(FigureKind.DAY, text, found, values)


def _named_days(text: str, names: Mapping[str, int]) -> Iterator[ToldFigure]:
    month = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![\d:])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|º|\.)?(?:\s+of|\s+de)?\s+(?P<month>{month})\b\.?"
        rf"|\b(?P<month2>{month})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]))(?:,?(?:\s+de)?\s+(?P<year>\d{{4}})\b)?",
        re.IGNORECASE,
    )
    for found in pattern.finditer(text):
        name, day = found["month"] or found["month2"], int(found["day"] or found["day2"])
        year = int(found["year"] or 0)
        values = {day_number(names[name.casefold()], day, year)}
        yield _figure(FigureKind.DAY, text, found, values)


def _clocks(text: str, _: Words) -> Iterator[ToldFigure]:
    is_time = set()
    for found in _TIME.finditer(text):
        is_time.add(found.start())
        said = found["twelve"] or found["clock"]
        hour, minute = re.sub(r"[.h]", ":", said.rstrip("apmAPM. ")).partition(":")[::2]
        before = text[max(0, found.start() - 10) : found.start()]
        if found["clock"] and "." in said and not (found["zone"] or _AT.search(before)):
            continue  # 10.40 is an amount as well
        minutes = int(hour) % (12 if found["twelve"] else 24) * 60 + int(minute[:2] or 0)
        if found["twelve"] and "p" in said.casefold():
            minutes += 12 * 60
        zone = found["zone"] or ""
        is_zone = zone == zone.upper() or " " in zone
        yield _figure(FigureKind.CLOCK, text, found, {minutes}, zone=zone if is_zone else "")
    for found in _NO_TIME.finditer(text):
        if found.start() not in is_time:
            yield _figure(FigureKind.CLOCK, text, found, set())


def _lengths_in_words(text: str, _: Words) -> Iterator[ToldFigure]:
    for found in _LENGTH.finditer(text):
        if found["words"]:
            hours = _WORDS[found["words"].casefold().partition(" h")[0]]
            hours += 0.5 if found["and"] else 0
            minutes = hours * 60 + int(found["more"] or 0)
            step = 1 if found["more"] else 30
            yield _figure(FigureKind.LENGTH, text, found, {minutes}, step=step)


def _lengths(text: str, _: Words) -> Iterator[ToldFigure]:
    for found in _LENGTH.finditer(text):
        if found["hours"]:
            minutes = int(found["hours"]) * 60 + int(found["minutes"])
            yield _figure(FigureKind.LENGTH, text, found, {minutes})
        elif found["amount"]:
            unit = _UNITS[found["unit"].casefold()]
            value = float(found["amount"].replace(",", ".")) * unit
            value += unit / 2 if found["half"] else 0
            if found["rest"]:
                value += int(found["rest"]) * _UNITS[found["lesser"].casefold()]
            step = unit / 2 if found["half"] or not found["rest"] else 1
            yield _figure(FigureKind.LENGTH, text, found, {value}, step=step)


def _counts(text: str, _: Words) -> Iterator[ToldFigure]:
    for found in _COUNT.finditer(text):
        times = _TIMES.get((found["times"] or "").casefold(), 1)
        values = {value * times for value in readings(found["number"])}
        unit = (found["unit"] or found["sign"] or "").strip()
        if not unit and values <= {*_YEARS} and times == 1:
            yield _figure(FigureKind.CODE, text, found, values, things=(YEAR,))
            continue
        things = tuple(_things(text[found.end() : found.end() + 60]))
        yield _figure(
            FigureKind.COUNT,
            text,
            found,
            values,
            things=(unit,) if unit else things,
            is_about=found["times"] is not None or _is_about(text, found.start()),
        )


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


def _things(behind: str) -> Iterator[str]:
    """Yield the words that say what is counted, up to where the sentence pauses."""
    stretch = re.split(r"[.;:!?()\n\d]|, ", behind, maxsplit=1)[0]
    things = [stem(word) for word in _WORD.findall(stretch) if word.casefold() not in _NO_THING]
    yield from things[:3]


def stem(word: str) -> str:
    """Return a word as it is alike in singular and plural."""
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    return (
        re.sub(r"(?:ies|y)$", "i", folded) if folded.endswith(("ies", "y")) else folded.rstrip("s")
    )


def numbers_in_words(text: str) -> set[float]:
    """Return the small numbers that a text writes in words."""
    return {NUMBERS[word] for word in _WORD.findall(text.casefold()) if word in NUMBERS}


def minutes_of(length: timedelta) -> float:
    """Return a length of time in minutes."""
    return length.total_seconds() / 60
