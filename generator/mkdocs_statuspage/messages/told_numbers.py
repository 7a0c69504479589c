"""Numbers that people write in words, as digits: `forty-one` is `41`, `an hour and a half` `1.5 hours`, `half past nine` `9:30`.

English and Portuguese. Each digit knows where its words stood.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class InDigits:
    """A text whose numbers are digits."""

    text: str
    starts: Sequence[int]
    """Where each sign of it stood in the text as it was written."""
    ends: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of it stood."""
        return self.starts[start], self.ends[end - 1]


_SMALL: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        """zero one/um/uma two/dois/duas three/três four/quatro five/cinco six/seis seven/sete eight/oito nine/nove ten/dez eleven/onze
        twelve/doze thirteen/treze fourteen/catorze/quatorze fifteen/quinze sixteen/dezasseis/dezesseis seventeen/dezassete/dezessete
        eighteen/dezoito nineteen/dezanove/dezenove""".split()
    )
    for word in words.split("/")
}
_TENS: Mapping[str, int] = {
    word: 10 * number
    for number, words in enumerate(
        """twenty/vinte thirty/trinta forty/quarenta fifty/cinquenta sixty/sessenta seventy/setenta eighty/oitenta
        ninety/noventa""".split(),
        2,
    )
    for word in words.split("/")
}
_HUNDREDS: Mapping[str, int] = {"cem": 100, "cento": 100} | {
    f"{stem}{ending}": 100 * number
    for number, stem in enumerate(
        "duzent trezent quatrocent quinhent seiscent setecent oitocent novecent".split(), 2
    )
    for ending in ("os", "as")
}
_SCALES: Mapping[str, int] = {
    "hundred": 100,
    **dict.fromkeys(("thousand", "mil"), 1000),
    **dict.fromkeys(("million", "milhão", "milhões"), 10**6),
}
_PLAIN: Mapping[str, int] = {**_SMALL, **_TENS, **_HUNDREDS}
_ANY = "|".join(sorted((*_PLAIN, *_SCALES), key=len, reverse=True))
_MONTH = r"(?:(?<=\d de )|(?<=\d\. ))dez\."
"""December of a day, in Portuguese and German: `1 de dez.`, `1. Dez.`."""
_RUN = re.compile(
    rf"\b(?!{_MONTH})(?:{_ANY})(?:(?:[\s-]|\sand\s|\se\s)(?:{_ANY}))*\b", re.IGNORECASE
)
_UNITS = r"(?:seconds?|minutes?|mins?|hours?|days?|weeks?|segundos?|minutos?|horas?|dias?|semanas?)"
_IS_NUMBER = re.compile(
    rf"\s(?:{_UNITS}\b|(?:\w+\s)?in\s(?:every\s)?\w+|out of\s|(?:\w+\s)?em cada\s|of (?:the |our )?(?:\d|{_ANY})|d[aoe]s? (?:nossos )?(?:\d|{_ANY}))",
    re.IGNORECASE,
)
"""What stands behind a `one` that counts."""
_N = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PHRASES: Sequence[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern, re.IGNORECASE), digits)
    for pattern, digits in (
        (r"\bhalf an? (hour|day)\b", r"0.5 \1s"),
        (r"\ba quarter of an hour\b|\bum quarto de hora\b", "15 minutes"),
        (r"\bthree[- ]quarters of an hour\b|\btrês quartos de hora\b", "45 minutes"),
        (r"\b(?:an|one) hour and a half\b|\b(?:uma )?hora e meia\b", "1.5 hours"),
        (r"\b(?:an|one) hour\b|\buma hora\b", "1 hour"),
        (r"\bmeia hora\b", "0.5 hours"),
        (r"\b(?:at|às) (?:noon|midday)\b|\bmeio-dia\b", "12:00"),
        (r"\b(?:at )?midnight\b|\bmeia-noite\b", "0:00"),
        (r"\bhalf a dozen\b|\bmeia dúzia\b", "6"),
        (r"\b(?:a|one) dozen\b|\buma dúzia\b", "12"),
        (r"\btwice\b", "2 times"),
    )
]
_PAST = re.compile(
    rf"\b(?P<part>half|(?:a )?quarter|{_N}|twenty(?:-five)?)(?: minutes)? (?P<way>past|to) (?P<hour>{_N})\b(?!\s?\w*(?:hour|minute|shops?|of|out)\b|[:.,]?\d)"
    rf"|\b(?P<whole>{_N}) o[’']clock\b",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(r"\b(\d+) and a half\b|\b(\d+) (hours?|horas?) (?:and a half|e meia)\b")


def in_digits(text: str) -> InDigits:
    """Write the numbers of a text in digits."""
    first = _replaced(InDigits(text, range(len(text)), range(1, len(text) + 1)), _phrases)
    return _replaced(_replaced(first, _runs), _halves)


Found = tuple[int, int, str]
"""From where to where something stands, and what it is in digits."""
Finder = Callable[[str], Iterator[Found]]


def _phrases(text: str) -> Iterator[Found]:
    for found in _PAST.finditer(text):
        if digits := _clock(found):
            yield found.start(), found.end(), digits
    for pattern, digits in _PHRASES:
        for found in pattern.finditer(text):
            yield found.start(), found.end(), found.expand(digits)


def _clock(found: re.Match[str]) -> str:
    """Return the time of day of `ten past nine`; empty where it is none."""
    if found["whole"]:
        return f"{_value(found['whole'])}:00"
    part, hour = found["part"].casefold(), _value(found["hour"])
    named = {"half": 30, "quarter": 15, "a quarter": 15, "twenty-five": 25}
    minutes = named.get(part) or _value(part)
    is_time = minutes in (5, 10, 15, 20, 25, 30) or " minutes " in found[0].casefold()
    is_time = is_time and 1 <= hour <= 12
    if found["way"].casefold() == "to":
        hour, minutes = (hour - 1) or 12, 60 - minutes
    return f"{hour}:{minutes:02}" if is_time else ""


def _value(word: str) -> int:
    return int(word) if word.isdecimal() else _PLAIN[word.casefold()]


def _runs(text: str) -> Iterator[Found]:
    for found in _RUN.finditer(text):
        yield from _numbers(found, text)


def _numbers(run: re.Match[str], text: str) -> Iterator[Found]:
    """Yield the numbers in a run of number words: several where they do not go together."""
    words = [*re.finditer(r"[^\W\d_]+", run[0])]
    n = 0
    while n < len(words):
        taken = _taken([word[0].casefold() for word in words[n:]])
        start, end = run.start() + words[n].start(), run.start() + words[n + taken - 1].end()
        value = read_number(text[start:end])
        if value is not None and not (value == 1 and not _IS_NUMBER.match(text, end)):
            yield start, end, str(value)
        n += taken
        while n < len(words) and words[n][0].casefold() in ("and", "e"):
            n += 1


def _taken(words: Sequence[str]) -> int:
    """Return how many of some words make one number."""
    size, n = _size(words[0]), 1
    while n < len(words):
        step = 2 if words[n] in ("and", "e") and n + 1 < len(words) else 1
        word = words[n + step - 1]
        is_and_wrong = step == 2 and words[n] == "and" and size < 100
        grows = word in _SCALES and words[n] not in ("and", "e")
        if is_and_wrong or not (grows or _size(word) < size >= 20):
            return n
        size, n = _SCALES[word] if grows else _size(word), n + step
    return n


@cache
def _size(word: str) -> int:
    """Return what a number word leaves room below: `twenty` for what is less than ten."""
    if word in _SCALES:
        return _SCALES[word]
    if word in _HUNDREDS:
        return 100
    return 1 if _PLAIN[word] < 10 else 20


def read_number(words: str) -> int | None:
    """Return the value of a number in words; None of a scale by itself, which is no number."""
    total = current = 0
    known = [
        word for word in re.findall(r"[^\W\d_]+", words.casefold()) if word not in ("and", "e")
    ]
    if len(known) == 1 and known[0] in _SCALES:
        return None
    for word in known:
        if word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
        else:
            current += _PLAIN[word]
    return total + current


def _halves(text: str) -> Iterator[Found]:
    for found in _AND_A_HALF.finditer(text):
        number, unit = found[1] or found[2], found[3]
        yield found.start(), found.end(), f"{number}.5" + (f" {unit}" if unit else "")


def _replaced(read: InDigits, find: Finder) -> InDigits:
    """Return a text with what a finder finds in it written in digits; what overlaps counts once."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, digits in sorted(find(read.text), key=lambda one: (one[0], -one[1])):
        if start < at:
            continue
        text += [read.text[at:start], digits]
        first, last = read.place(start, end)
        starts += [*read.starts[at:start], *[first] * len(digits)]
        ends += [*read.ends[at:start], *[last] * len(digits)]
        at = end
    text.append(read.text[at:])
    return InDigits("".join(text), [*starts, *read.starts[at:]], [*ends, *read.ends[at:]])
