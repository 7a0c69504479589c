"""Characters that no document may carry: reading refuses them, and this is the second lock.

A single one of them would make a whole feed or calendar unreadable to strict programs.
"""

import re

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def allowed(text: str) -> str:
    """Give a text with U+FFFD in the place of control characters and lone surrogates."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Give a text without forbidden characters and without line breaks of any kind."""
    return " ".join(allowed(text).split())
