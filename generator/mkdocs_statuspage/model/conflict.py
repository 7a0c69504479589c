"""Recognises a file in which git left both sides of a merge."""

import re

_BREAK = re.compile(r"\r\n|\n|\r")


def conflict_markers(text: str) -> int | None:
    """Return the line, counted from 1, on which the first conflict begins; None without one.

    All three markers must stand in their order: a line of `=======` alone may be a heading's rule.
    """
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return None
    begun = divided = 0
    for number, line in enumerate(_BREAK.split(text), 1):
        if not begun and _marks(line, "<"):
            begun = number
        elif begun and line == "=======":
            divided = number
        elif divided and _marks(line, ">"):
            return begun
    return None


def _marks(line: str, sign: str) -> bool:
    return line.startswith(sign * 7) and line[7:8] in ("", " ")
