"""The kinds of single value that people write: instants, days, durations, ids, lines of text.

Files are read as plain strings (`12:30` is not 750, `no` is not False); these types give the
strings their meaning, and each error says how to write it right.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import count
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError


class Model(BaseModel):
    """A frozen value whose fields carry their own documentation, schema and checks.

    The strings below the fields are read where they are shown (`reading.schema`), and a model is
    built when it is first used: commands start a tenth of a second sooner.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_post_init(self, context: object, /) -> None:
        """Share the set of names that were given with all values of which the same were: sets weigh more than the rest."""
        given = self.__pydantic_fields_set__
        shared = _GIVEN.setdefault(frozenset(given), given)
        object.__setattr__(self, "__pydantic_fields_set__", shared)

    def __getstate__(self) -> tuple[Any, ...]:  # type: ignore[override]
        """Return which fields are not as by default, as the bits of a number, and what is in them."""
        usual, said, values = _usual(type(self)), 0, []
        for bit, (name, value) in enumerate(usual.items()):
            own = self.__dict__[name]
            if own is not value and (type(own) is not type(value) or own != value):
                said |= 1 << bit
                values.append(own)
        return (said, *values)

    def __setstate__(self, state: tuple[Any, ...]) -> None:  # type: ignore[override]
        """Share with all others what is as by default: a long history has a hundred thousand values."""
        values, (names, given) = _usual(type(self)).copy(), _said(type(self), state[0])
        values.update(zip(names, state[1:], strict=True))
        _set(self, "__dict__", values)
        _set(self, "__pydantic_fields_set__", given)
        _set(self, "__pydantic_extra__", None)
        _set(self, "__pydantic_private__", None)


_GIVEN: dict[frozenset[str], set[str]] = {}
_set = object.__setattr__


class _Always:
    """Stands for the default of a field that has none."""


@cache
def _usual(kind: type[Model]) -> dict[str, Any]:
    """Return what is in the fields of a model by default, in their order."""
    fields = kind.model_fields.items()
    return {n: _Always if f.is_required() or f.default_factory else f.default for n, f in fields}


@cache
def _said(kind: type[Model], bits: int) -> tuple[tuple[str, ...], set[str]]:
    """Return the fields that the bits of a number stand for, in their order and as pydantic has them."""
    names = tuple(name for bit, name in enumerate(_usual(kind)) if bits >> bit & 1)
    return names, set(names)


RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul", "index"]
    + [f"com{n}" for n in range(10)]
    + [f"lpt{n}" for n in range(10)]
)
"""Names that Windows keeps for devices, and `index`, which a web server keeps for the folder."""

MAX_ID_LENGTH = 100
MAX_LINE_LENGTH = 200


def problem(rule: str, message: str, help_text: str) -> PydanticCustomError:
    """Return the error that reading turns into a finding: a rule, what is wrong, what to do."""
    # A pydantic template would take braces in people's text for its own; so the text is a value.
    context: dict[str, Any] = {"text": message, "help": help_text}
    return PydanticCustomError(rule, "{text}", context)


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?([Zz]|[+-]\d\d(?::?\d\d)?)?", re.ASCII
)
FIRST_YEAR, LAST_YEAR = 1970, 2199
"""Years beyond these are slips of the finger; zones and feeds cannot hold them all."""


def parse_instant(value: object) -> datetime:
    """Parse the exact moment that `2026-11-03T09:12:00Z` names, in UTC.

    Raises:
        PydanticCustomError: no zone, or no time of this world.
    """
    moment = value if isinstance(value, datetime) else _read_instant(str(value).strip())
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise problem("bad-instant", f"the year {moment.year} cannot be meant", "check the year")
    if moment.tzinfo is None:
        example = format_instant(moment.replace(tzinfo=UTC))
        raise problem(
            "no-zone",
            f"{str(value)[:40]!r} has no time zone",
            f"write {example} for UTC, or end it with an offset such as +01:00",
        )
    return moment.astimezone(UTC)


def _read_instant(text: str) -> datetime:
    """Read a date and time; one without a time of day too, so that its help can give an example."""
    found = _INSTANT.fullmatch(f"{text}T00:00" if _DAY.fullmatch(text) else text)
    if found is None:
        help_text = "write it as 2026-11-03T09:12:00Z"
        raise problem("bad-instant", f"{text[:40]!r} is not a date and time", help_text)
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2]}{(found[3] or '').upper()}")
    except ValueError:
        help_text = "check the month, the day, the hour and the rest; seconds go to 59"
        raise problem("bad-instant", f"there is no time {text[:40]!r}", help_text) from None


def format_instant(moment: datetime) -> str:
    """Return an instant as files carry it: RFC 3339 in UTC, to the second where it is whole."""
    spec = "milliseconds" if moment.microsecond else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=spec).replace("+00:00", "Z")


def parse_day(value: object) -> date:
    """Parse the calendar day that `2026-12-01` names."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = str(value).strip()
    if _DAY.fullmatch(text) is None:
        example = text[:10] if _INSTANT.fullmatch(text) else "2026-12-01"
        message = f"{text[:40]!r} is not a date"
        raise problem("bad-date", message, f"write the day alone, as {example}")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        message, help_text = f"there is no day {text!r}", "check the month and the day"
        raise problem("bad-date", message, help_text) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise problem("bad-date", f"the year {day.year} cannot be meant", "check the year")
    return day


DURATION = re.compile(r"\s*(\d{1,5})\s*(m|min|h|d|wd|w)\s*", re.ASCII)


class Duration(str):
    """A length of time as the policy writes it: `30m`, `2h`, `14d`, `3wd` (working days), `8w`."""

    __slots__ = ()

    @property
    def amount(self) -> int:
        """How many of the unit."""
        return int(self.rstrip("mhdw"))

    @property
    def unit(self) -> str:
        """One of `m h d wd w`."""
        return self.lstrip("0123456789")

    @property
    def span(self) -> timedelta:
        """The length on the clock; a working day counts as a day here, see `timeline.clocks`."""
        return _span_of(self)


@lru_cache(maxsize=256)
def _span_of(length: Duration) -> timedelta:
    unit = {"m": "minutes", "h": "hours", "d": "days", "wd": "days", "w": "weeks"}[length.unit]
    return timedelta(**{unit: length.amount})


def parse_duration(value: object) -> Duration:
    """Parse the length of time that `30m` names."""
    match = DURATION.fullmatch(str(value))
    if match is None:
        raise problem(
            "bad-duration",
            f"{str(value)[:40]!r} is not a length of time",
            "write a number and m, h, d, wd (working days) or w, such as 30m",
        )
    return Duration(f"{int(match[1])}{match[2].replace('min', 'm')}")


_IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


def check_identifier(value: str) -> str:
    """Accept an id that is safe as a path and as part of a URL on every system."""
    if len(value) > MAX_ID_LENGTH or _IDENTIFIER.fullmatch(value) is None:
        raise problem(
            "bad-id",
            f"{value[:60]!r} cannot be an id",
            f"use small letters, digits and single hyphens, at most {MAX_ID_LENGTH} characters",
        )
    if value.split(".", maxsplit=1)[0] in RESERVED_NAMES:
        raise problem("bad-id", f"{value!r} is a reserved name on some systems", "choose another")
    return value


_UPDATE_ID = re.compile(r"[A-Za-z0-9_.:~-]+")


def is_update_id(value: str) -> bool:
    """Tell whether an id may stand behind the # of an address and in an attribute."""
    return len(value) <= MAX_ID_LENGTH and _UPDATE_ID.fullmatch(value) is not None


_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)


_LONGEST_LABEL = 63
"""What name servers take between two dots."""


def is_host(name: str) -> bool:
    """Tell whether name servers could know a host by a name: each part of it is there, and none is too long."""
    labels = name.removesuffix(".").split(".")
    sent = (one if one.isascii() else f"xn--{one.encode('punycode').decode()}" for one in labels)
    return all(0 < len(one) <= _LONGEST_LABEL for one in sent)


def host_in(address: str) -> str:
    """Return the host that an address on the web names; empty where nobody could be asked there."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host if is_host(host) else ""


def is_on_the_web(address: str) -> bool:
    """Tell whether a text is the whole address of something on the web."""
    return _LINK.fullmatch(address) is not None and host_in(address) != ""


def check_link(value: str) -> str:
    """Accept an address that a browser may follow."""
    text = value.strip()
    is_mail = text.casefold().startswith("mailto:") and _LINK.fullmatch(text) is not None
    if not (is_mail or is_on_the_web(text)):
        help_text = "write all of it, from https:// on, and without blanks"
        raise problem("bad-link", f"{value[:60]!r} is not an address on the web", help_text)
    return text


def check_line(value: str) -> str:
    """Accept one line of text that says something."""
    text = value.strip()
    if not text:
        raise problem("empty", "this is empty", "write it, or leave the key out")
    if len(text.splitlines()) > 1:
        raise problem("not-one-line", "this must be one line", "join the lines into one")
    if len(text) > MAX_LINE_LENGTH:
        raise problem(
            "too-long",
            f"this has {len(text)} characters",
            f"keep it to {MAX_LINE_LENGTH}",
        )
    return text


def check_text(value: str) -> str:
    """Accept text that says something."""
    if not value.strip():
        raise problem("empty", "this is empty", "write it, or leave the key out")
    return value


Instant = Annotated[
    datetime,
    BeforeValidator(parse_instant),
    PlainSerializer(format_instant, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""An exact moment; aware, in UTC."""

CalendarDay = Annotated[
    date, BeforeValidator(parse_day), WithJsonSchema({"type": "string", "format": "date"})
]
"""A day of the site's zone; as a limit it ends with the day."""

Length = Annotated[
    Duration,
    PlainValidator(parse_duration),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,5}(m|min|h|d|wd|w)$"}),
]
"""A `Duration`."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Marks a string that names something and is no text: reading checks that it is there."""


Reference = Annotated[str, Naming()]
"""The id of something else: a person, a rule, another incident, an entry of another system."""

Identifier = Annotated[
    str,
    Naming(),
    AfterValidator(check_identifier),
    WithJsonSchema({"type": "string", "pattern": r"^[a-z0-9]+([-_.][a-z0-9]+)*$"}),
]
"""An id that may stand in a URL and a file name."""

Line = Annotated[
    str,
    AfterValidator(check_line),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_LINE_LENGTH}),
]
"""One line of text."""

Text = Annotated[str, AfterValidator(check_text), WithJsonSchema({"type": "string"})]
"""Markdown of any length."""

WebAddress = Annotated[
    str,
    AfterValidator(check_link),
    WithJsonSchema({"type": "string", "pattern": r'^(https?://|mailto:)[^\s<>"]+$'}),
]
"""An absolute address that a browser may follow."""


_LONGEST_SLUG = 70
"""Room for the date before it and a number behind it."""


def slug(text: str) -> str:
    """Return the small letters and digits of a text, with hyphens for the rest; may be empty."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "").lower()).strip("-")
    if len(words) <= _LONGEST_SLUG:
        return words
    head, _, _ = words[: _LONGEST_SLUG + 1].rpartition("-")
    return head or words[:_LONGEST_SLUG]


def incident_id(day: date, title: str, kind: str, taken: Container[str]) -> str:
    """Return the id of an incident: the day it began and its title's slug, numbered if taken."""
    wanted = f"{day}-{slug(title) or kind}"
    return next(id_ for id_ in numbered([wanted]) if id_ not in taken)


def numbered(wanted: Iterable[str]) -> Iterator[str]:
    """Yield the wanted names, then the first of them with 2, 3 and so on behind it."""
    first, *others = wanted
    yield from (first, *others)
    yield from (f"{first}-{number}" for number in count(2))
