"""The kinds of single value that people write: instants, days, durations, ids, lines of text.

Files are read as plain strings (`12:30` is not 750, `no` is not False); these types give the
strings their meaning, and each error says how to write it right.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul", "index"]
    + [f"com{n}" for n in range(10)]
    + [f"lpt{n}" for n in range(10)]
)
"""Names that Windows keeps for devices, and `index`, which a web server keeps for the folder."""

MAX_ID_LENGTH = 100
MAX_LINE_LENGTH = 200


def problem(rule: str, message: str, help_text: str) -> PydanticCustomError:
    """Give the error that reading turns into a finding: a rule, what is wrong, what to do."""
    # A pydantic template would take braces in people's text for its own; so the text is a value.
    context: dict[str, Any] = {"text": message, "help": help_text}
    return PydanticCustomError(rule, "{text}", context)


def parse_instant(value: object) -> datetime:
    """Give the exact moment that `2026-11-03T09:12:00Z` names, in UTC.

    Raises:
        PydanticCustomError: no zone, or no time of this world.
    """
    if isinstance(value, datetime):
        moment = value
    else:
        try:
            moment = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise problem(
                "bad-instant",
                f"{str(value)[:40]!r} is not a date and time",
                "write it as 2026-11-03T09:12:00Z",
            ) from None
    if moment.tzinfo is None:
        raise problem(
            "no-zone",
            f"{str(value)[:40]} has no time zone",
            f"write {format_instant(moment.replace(tzinfo=UTC))} for UTC, or end it with an offset"
            " such as +01:00",
        )
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise problem("bad-instant", f"{value} is outside the calendar", "check the year") from None


def format_instant(moment: datetime) -> str:
    """Give an instant as files carry it: RFC 3339 in UTC, to the second where it is whole."""
    spec = "milliseconds" if moment.microsecond else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=spec).replace("+00:00", "Z")


def parse_day(value: object) -> date:
    """Give the calendar day that `2026-12-01` names."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise problem(
            "bad-date", f"{str(value)[:40]!r} is not a date", "write it as 2026-12-01"
        ) from None


DURATION = re.compile(r"\s*(\d{1,5})\s*(m|min|h|d|wd|w)\s*")


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
        unit = {"m": "minutes", "h": "hours", "d": "days", "wd": "days", "w": "weeks"}[self.unit]
        return timedelta(**{unit: self.amount})


def parse_duration(value: object) -> Duration:
    """Give the length of time that `30m` names."""
    match = DURATION.fullmatch(str(value))
    if match is None:
        raise problem(
            "bad-duration",
            f"{str(value)[:40]!r} is not a length of time",
            "write a number and m, h, d, wd (working days) or w, such as 30m",
        )
    return Duration(f"{int(match[1])}{match[2].replace('min', 'm')}")


def check_identifier(value: str) -> str:
    """Accept an id that is safe as a path and as part of a URL on every system."""
    if re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", value) is None or len(value) > MAX_ID_LENGTH:
        raise problem(
            "bad-id",
            f"{value[:60]!r} cannot be an id",
            f"use small letters, digits and single hyphens, at most {MAX_ID_LENGTH} characters",
        )
    if value.split(".", maxsplit=1)[0] in RESERVED_NAMES:
        raise problem(
            "bad-id", f"{value!r} is a reserved name on some systems", "choose another id"
        )
    return value


def check_line(value: str) -> str:
    """Accept one line of text that says something."""
    text = value.strip()
    if not text:
        raise problem("empty", "this is empty", "write it, or leave the key out")
    if len(text.splitlines()) > 1:
        raise problem("not-one-line", "this must be one line", "put the rest elsewhere")
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

Day = Annotated[
    date, BeforeValidator(parse_day), WithJsonSchema({"type": "string", "format": "date"})
]
"""A day of the site's zone; as a limit it ends with the day."""

Length = Annotated[
    Duration,
    PlainValidator(parse_duration),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,5}(m|min|h|d|wd|w)$"}),
]
"""A `Duration`."""

Identifier = Annotated[
    str,
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

Link = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(https?://|mailto:)\S+$")]
"""An absolute address that a browser may follow."""
