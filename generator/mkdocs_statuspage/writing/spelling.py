"""How one value is spelled in YAML: plain, double-quoted, or as a literal block.

Every spelling is a proposal; what it reads back as is checked where it is put (`check.py`).
"""

import re
from datetime import UTC, date, datetime

import yaml

Scalar = str | int | float | bool | date | None

# No-break spaces and joiners are part of French and of emoji: shown as they are, never escaped.
_JOINING = "\xa0\u202f\u200c\u200d"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# YAML 1.1 as PyYAML reads it makes 750 of `12:30`, YAML 1.2 makes numbers of `1e3` and `0o17`.
_LIKE_A_NUMBER = re.compile(r"[-+.]?[0-9][0-9_.:,]*(?:[eExXoO][-+]?[0-9a-fA-F_]*)?|[-+.]*")
_WORDS = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf")
)


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


def typed(text: str, implicit: tuple[bool, bool]) -> object:
    """Read a scalar's text as PyYAML's safe loader does; `implicit` tells plain from quoted."""
    loader = yaml.SafeLoader("")
    tag = loader.resolve(yaml.ScalarNode, text, implicit)  # type: ignore[no-untyped-call]
    return loader.construct_object(yaml.ScalarNode(tag, text))


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
    if text.lower() in _WORDS or _LIKE_A_NUMBER.fullmatch(text):
        return True
    loader = yaml.SafeLoader("")
    tag = loader.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return bool(tag != "tag:yaml.org,2002:str")


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _is_visible(character):
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _is_visible(character: str) -> bool:
    return character.isprintable() or character in _JOINING
