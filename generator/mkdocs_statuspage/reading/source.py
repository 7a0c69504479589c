"""From a path to text that is safe to parse: a regular file, not too large, UTF-8, no control codes.

Nothing here parses. What is refused is refused before anything could hang or crash on it.
"""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from mkdocs_statuspage.model.conflict import conflict_markers
from mkdocs_statuspage.model.finding import Finding, Place

MAX_BYTES = 256 * 1024
"""The longest real incident measured 36 updates and 40 kB."""

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What YAML takes for the end of a line."""

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control codes, but for tab and line ends
    "\u202a-\u202e\u2066-\u2069"  # text-direction overrides: they make text read as it is not
    "\ud800-\udfff"  # halves of surrogate pairs
    "\ufdd0-\ufdef\ufffe\uffff"  # non-characters
    "]"
)
"""Characters that spoil XML, terminals or the reader's trust."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's text, and how the user knows the file."""

    path: str
    """As the user would type it."""
    text: str
    """Decoded, line ends as they are, without a byte order mark."""

    def place(self, offset: int, length: int = 1) -> Place:
        """Give the line and column of a character of the text."""
        starts = [0, *(m.end() for m in LINE_BREAK.finditer(self.text, 0, offset))]
        return Place(self.path, len(starts), offset - starts[-1] + 1, length)

    def line(self, number: int) -> str:
        """Give a line of the text, counted from 1; empty where there is none."""
        lines = LINE_BREAK.split(self.text)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def finding(self, place: Place, rule: str, message: str, help_text: str) -> Finding:
        """Give an error at a place of this file, with its line for the caret."""
        return Finding(place, rule, message, help_text, source=self.line(place.line))


def read_source(path: Path, shown: str) -> SourceFile | Finding:
    """Read a file, or say why it cannot be read safely."""
    refused = _refused(path, shown)
    if refused is not None:
        return refused
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        return _too_large(shown, len(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = SourceFile(shown, data[: error.start].decode("utf-8"))
        return before.finding(
            before.place(len(before.text)),
            "not-utf8",
            f"not UTF-8: byte 0x{data[error.start]:02x}",
            "save the file as UTF-8",
        )
    return check_source(SourceFile(shown, text.removeprefix("\ufeff")))


def check_source(source: SourceFile) -> SourceFile | Finding:
    """Give the source back, or the first thing in it that must not be there."""
    bad = FORBIDDEN.search(source.text)
    if bad is not None:
        return source.finding(
            source.place(bad.start()),
            "forbidden-character",
            f"character U+{ord(bad[0]):04X} is not allowed",
            "delete it; it cannot be seen, and spoils feeds or misleads readers",
        )
    line = conflict_markers(source.text)
    if line is not None:
        return source.finding(
            Place(source.path, line),
            "conflict",
            "two versions of this file were merged and the markers are still in it",
            "keep the lines of both that hold, and delete the <<<<<<<, ======= and >>>>>>> lines",
        )
    return source


def _refused(path: Path, shown: str) -> Finding | None:
    try:
        state = os.lstat(path)
    except OSError as error:
        return Finding(Place(shown), "unreadable", f"cannot be read: {error.strerror}", "check it")
    if stat.S_ISLNK(state.st_mode):
        return Finding(Place(shown), "not-a-file", "is a symbolic link", "put the file itself here")
    if not stat.S_ISREG(state.st_mode):
        return Finding(Place(shown), "not-a-file", "is not a regular file", "remove it")
    return _too_large(shown, state.st_size) if state.st_size > MAX_BYTES else None


def _too_large(shown: str, size: int) -> Finding:
    return Finding(
        Place(shown),
        "too-large",
        f"has {size:,} bytes; {MAX_BYTES:,} are the most",
        "put pictures and logs into files of their own beside it",
    )
