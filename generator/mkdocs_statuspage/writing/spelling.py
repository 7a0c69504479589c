"""How a value is spelled in YAML: scalars, and the mappings and lists around them.

Text comes out with `\\n` between its lines and none at its end; where it is put decides the rest. Every
spelling is a proposal; what it reads back as is checked where it is put (`proof.py`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum

from mkdocs_statuspage.writing.refusals import CannotEdit
from mkdocs_statuspage.yaml_text.comparison import stays_text
from mkdocs_statuspage.yaml_text.source import FORBIDDEN

Scalar = str | int | float | bool | date | None
Value = Scalar | Mapping[str, "Value"] | Sequence["Value"]

_LONG = 60
"""Quoted text longer than this is easier on the eye as a block of lines."""
_WIDTH = 100
"""What stands in braces ends before this column, or is laid out in lines."""
_FEW = 3
"""A mapping of more keys than this is laid out in lines, as updates and promises are."""

# No-break spaces and joiners are part of French and of emoji: shown as they are, never escaped.
_JOINING = "\xa0\u202f\u200c\u200d"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# YAML 1.1 as PyYAML reads it makes 750 of `12:30`, YAML 1.2 makes numbers of `1e3` and `0o17`.
_LIKE_A_NUMBER = re.compile(r"[-+.]?[0-9][0-9_.:,]*(?:[eExXoO][-+]?[0-9a-fA-F_]*)?|[-+.]*")
_WORDS = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf")
)
SURROGATE = re.compile("[\ud800-\udfff]")


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
    """Return a value in the seven plain types that can be written; anything else is a TypeError."""
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


def writable(value: object, forbidden: re.Pattern[str] = FORBIDDEN) -> Value:
    """Return a value as it will be written; `CannotEdit` names what cannot be."""
    try:
        given = normal(value)
    except TypeError as error:
        raise CannotEdit(1, 1, str(error)) from error
    for text in _texts(given):
        bad = forbidden.search(text)
        if bad:
            what = "half of a surrogate pair" if SURROGATE.match(bad[0]) else "which is not allowed"
            raise CannotEdit(1, 1, f"the text holds U+{ord(bad[0]):04X}, {what}; remove it")
    return given


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


def _texts(value: Value) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            yield from value
            for entry in value.values():
                yield from _texts(entry)
        case Sequence():
            for entry in value:
                yield from _texts(entry)


def plain(value: Scalar) -> str:
    """Spell a value that is not text, or the text itself."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case datetime():
            return _instant(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def quoted(text: str) -> str:
    """Spell text in double quotes on one line, with what cannot be seen escaped.

    JSON's own escapes are used where it has them, but never a pair of surrogates: PyYAML reads such a
    pair as two halves of nothing.
    """
    return '"' + "".join(_escaped(character) for character in text) + '"'


def in_line(value: Scalar, *, flow: bool = False) -> str:
    """Spell a value on one line, text without quotes where it would stay text."""
    if not isinstance(value, str):
        return plain(value)
    return value if _may_be_plain(value, flow=flow) else quoted(value)


def literal(text: str, indent: int) -> str:
    """Spell text as a block of lines, its header first; ask `may_be_literal` before."""
    header = "|" if text.endswith("\n") else "|-"
    lines = text.removesuffix("\n").split("\n")
    return "\n".join([header, *(" " * indent + line if line else "" for line in lines)])


def may_be_literal(text: str) -> bool:
    """Tell whether a block of lines can hold a text so that people can read and mend it."""
    lines = text.removesuffix("\n").split("\n")
    first = next((line for line in lines if line), "")
    return (
        bool(first.strip())
        and not first.startswith((" ", "\t"))
        and not text.endswith("\n\n")
        and all(_is_visible(character) or character in "\n\t" for character in text)
    )


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _may_be_plain(text: str, *, flow: bool) -> bool:
    return (
        text[:1].isalnum()
        and not text[-1].isspace()
        and not text.endswith(":")
        and not any(mark in text for mark in (": ", " #"))
        and not (flow and any(mark in text for mark in ",[]{}?"))
        and all(map(_is_visible, text))
        and not _means_something_else(text)
    )


def _means_something_else(text: str) -> bool:
    is_like = text.lower() in _WORDS or _LIKE_A_NUMBER.fullmatch(text)
    return bool(is_like) or not stays_text(text)


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _is_visible(character):
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _is_visible(character: str) -> bool:
    return character.isprintable() or character in _JOINING
