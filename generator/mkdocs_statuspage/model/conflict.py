"""Recognises a file in which git left both sides of a merge."""

import re

_MARKERS = re.compile(r"^<{7}(?: .*)?$.*?^={7}$.*?^>{7}(?: .*)?$", re.MULTILINE | re.DOTALL)


def conflict_markers(text: str) -> int | None:
    """Give the line, counted from 1, on which the first conflict begins; None without one.

    All three markers must stand in their order: a line of `=======` alone may be a heading's rule.
    """
    if "<<<<<<<" not in text:
        return None
    lines = text.replace("\r\n", "\n")
    found = _MARKERS.search(lines)
    return None if found is None else lines.count("\n", 0, found.start()) + 1
