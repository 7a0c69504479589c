"""Where lines begin and end as YAML 1.1 counts them; `SourceFile` counts them as editors do."""

import re

BREAKS = "\r\n\x85\u2028\u2029"
"""Every character that ends a line for PyYAML; `str.splitlines` knows four more."""
_BREAK = re.compile(f"\r\n|[{BREAKS}]")
_NEWLINE = re.compile("\r\n|[\r\n\x85]")


def line_start(text: str, at: int) -> int:
    """Return the index at which the line of the character at `at` begins."""
    start = max(text.rfind(mark, 0, at) for mark in BREAKS) + 1
    inside_crlf = 0 < start == at < len(text) and text[start - 1 : start + 1] == "\r\n"
    return line_start(text, at - 1) if inside_crlf else start


def next_line(text: str, at: int) -> int:
    """Return the index at which the line after that of `at` begins, or the text's end."""
    found = _BREAK.search(text, at)
    return found.end() if found else len(text)


def column(text: str, at: int) -> int:
    """Count the characters before `at` on its line."""
    return at - line_start(text, at)


def ends_in_break(text: str) -> bool:
    """Tell whether a text's last line is complete; an empty text has none that is not."""
    return not text or text[-1] in BREAKS


def newline_at(text: str, at: int) -> str:
    """Return the line break in use just before `at`, so that a mixed file keeps its neighbourhood.

    U+2028 and U+2029 are content when PyYAML folds them, so new lines never end in one.
    """
    before = [found.group() for found in _NEWLINE.finditer(text, 0, at)]
    if before:
        return before[-1]
    after = _NEWLINE.search(text)
    return after.group() if after else "\n"
