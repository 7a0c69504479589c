"""From PyYAML's marks to lines and columns as editors count them."""

import re
from typing import Any

_RARE = re.compile("[\x85\u2028\u2029]")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Positions:
    """Places in the file that a YAML text is part of; lines and columns from 1.

    YAML also ends a line at U+0085, U+2028 and U+2029, and editors do not: with one of them in the
    text the line that YAML counts is looked up.
    """

    def __init__(self, text: str, first_line: int) -> None:
        self.first_line = first_line
        self.starts = _starts(text, first_line) if _RARE.search(text) else None

    def at(self, mark: Any) -> tuple[int, int]:
        """Give line and column of a mark."""
        if self.starts is None:
            return mark.line + self.first_line, mark.column + 1
        return self.of(mark.line, mark.column)

    def of(self, line: int, column: int) -> tuple[int, int]:
        """Give line and column of a line and column as YAML counts them, from 0."""
        if self.starts is None:
            return line + self.first_line, column + 1
        start_line, start_column = self.starts[min(line, len(self.starts) - 1)]
        return start_line, start_column + column


def _starts(text: str, first_line: int) -> list[tuple[int, int]]:
    """Give where each of YAML's lines begins."""
    starts = [(first_line, 1)]
    begun = 0
    for found in _BREAK.finditer(text):
        line, column = starts[-1]
        is_rare = _RARE.match(found[0]) is not None
        starts.append((line, column + found.end() - begun) if is_rare else (line + 1, 1))
        begun = found.end()
    return starts
