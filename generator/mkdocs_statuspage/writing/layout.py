"""How mappings and lists are laid out around their scalars: in lines, or in braces on one line.

Text comes out with `\\n` between its lines and none at its end; where it is put decides the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from mkdocs_statuspage.writing.spelling import Scalar, in_line, literal, may_be_literal, quoted

Value = Scalar | Mapping[str, "Value"] | Sequence["Value"]

_LONG = 60
"""Quoted text longer than this is easier on the eye as a block of lines."""
_WIDTH = 100
"""What stands in braces ends before this column, or is laid out in lines."""
_FEW = 3
"""A mapping of more keys than this is laid out in lines, as updates and promises are."""


class Spelling(Enum):
    """How text is spelled: as people like it, and two plainer ways to fall back on."""

    READABLE = "plain, or a literal block"
    QUOTED = "every text in double quotes"
    JSON = "every key and text in double quotes"


@dataclass(frozen=True, slots=True)
class Dash:
    """Where the items of a list stand."""

    column: int
    gap: int = 1
    """The spaces between the dash and the item."""
    own_line: int | None = None
    """The item's column when it starts on the line below its dash."""


def normal(value: object) -> Value:
    """Give a value in the seven plain types that can be written; anything else is a TypeError."""
    match value:
        case datetime() if value.utcoffset() is None:
            raise TypeError("an instant needs an offset or Z")
        case None | bool() | date():
            return value
        case str() | int() | float():
            # A StrEnum is text and an IntEnum a number, and both would print as themselves.
            kind = next(kind for kind in (str, int, float) if isinstance(value, kind))
            return kind(value)
        case Mapping():
            return {_key(key): normal(entry) for key, entry in value.items()}
        case Sequence() if not isinstance(value, bytes | bytearray):
            return [normal(entry) for entry in value]
        case _:
            raise TypeError(f"a value of type {type(value).__name__} cannot be written")


def flow(value: Value, spelling: Spelling) -> str:
    """Lay a value out on one line."""
    match value:
        case Mapping():
            entries = (f"{key_text(k, spelling)}: {flow(v, spelling)}" for k, v in value.items())
            return "{" + ", ".join(entries) + "}"
        case str():
            return in_line(value, flow=True) if spelling is Spelling.READABLE else quoted(value)
        case Sequence():
            return "[" + ", ".join(flow(entry, spelling) for entry in value) + "]"
        case _:
            return in_line(value)


def pairs(mapping: Mapping[str, Value], column: int, spelling: Spelling) -> str:
    """Lay a mapping out in lines at a column; the first line comes without its indentation."""
    return ("\n" + " " * column).join(
        pair(key, value, column, spelling) for key, value in mapping.items()
    )


def pair(key: str, value: Value, column: int, spelling: Spelling, step: int = 2) -> str:
    """Lay one key out with its value; the items of a list stand `step` columns to the right."""
    head = key_text(key, spelling) + ":"
    inline, lines = value_parts(value, column, spelling, column + len(head), step)
    return head + inline + ("\n" + lines if lines else "")


def value_parts(
    value: Value, column: int, spelling: Spelling, used: int = 0, step: int = 2
) -> tuple[str, str]:
    """Lay out what follows a key's colon: the rest of its line, and the lines below it."""
    match value:
        case str() if _wants_lines(value, spelling):
            header, _, lines = literal(value, column + 2).partition("\n")
            return " " + header, lines
        case Mapping() | Sequence() if not isinstance(value, str) and not _is_short(value, used):
            return "", _lines(value, column, spelling, step)
        case str() if spelling is not Spelling.READABLE:
            return " " + quoted(value), ""
        case Mapping() | Sequence() if not isinstance(value, str):
            return " " + flow(value, spelling), ""
        case _:
            return " " + in_line(value), ""


def items(values: Sequence[Value], dash: Dash, spelling: Spelling) -> str:
    """Lay a list out in lines; the first line comes without its indentation."""
    return ("\n" + " " * dash.column).join(item(value, dash, spelling) for value in values)


def item(value: Value, dash: Dash, spelling: Spelling) -> str:
    """Lay out one item behind its dash, on the dash's line or on the one below."""
    own_line = dash.own_line
    inner = dash.column + 1 + dash.gap if own_line is None else own_line
    between = " " * dash.gap if own_line is None else "\n" + " " * own_line
    if isinstance(value, Mapping) and value:
        return "-" + between + pairs(value, inner, spelling)
    inline, lines = value_parts(value, dash.column, spelling)
    return "-" + inline + ("\n" + lines if lines else "")


def is_line(value: Value) -> bool:
    """Tell whether a value reads well in braces: no text of several lines, no long text."""
    match value:
        case Mapping():
            return all(map(is_line, value.values()))
        case str():
            return "\n" not in value and not _wants_lines(value, Spelling.READABLE)
        case Sequence():
            return all(map(is_line, value))
        case _:
            return True


def key_text(key: str, spelling: Spelling) -> str:
    """Spell a mapping's key."""
    return quoted(key) if spelling is Spelling.JSON else in_line(key, flow=True)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key must be text, not {type(key).__name__}")
    return str(key)


def _wants_lines(text: str, spelling: Spelling) -> bool:
    if spelling is not Spelling.READABLE or not may_be_literal(text):
        return False
    return "\n" in text or (len(text) > _LONG and in_line(text) != text)


def _is_short(value: Mapping[str, Value] | Sequence[Value], used: int) -> bool:
    """Small and flat goes in braces: `{checkout: major_outage}`, `[checkout, api]`."""
    if isinstance(value, Mapping):
        flat = len(value) <= _FEW and all(_is_scalars(entry) for entry in value.values())
    else:
        flat = not any(map(_is_nested, value))
    return flat and is_line(value) and used + 1 + len(flow(value, Spelling.READABLE)) <= _WIDTH


def _is_scalars(value: Value) -> bool:
    """Tell whether a value is a scalar or a list of nothing but scalars."""
    if isinstance(value, Mapping):
        return False
    return isinstance(value, str) or not (
        isinstance(value, Sequence) and any(map(_is_nested, value))
    )


def _is_nested(value: Value) -> bool:
    return isinstance(value, Mapping | Sequence) and not isinstance(value, str)


def _lines(
    value: Mapping[str, Value] | Sequence[Value], column: int, spelling: Spelling, step: int
) -> str:
    if isinstance(value, Mapping):
        return " " * (column + 2) + pairs(value, column + 2, spelling)
    return " " * (column + step) + items(value, Dash(column + step), spelling)
