"""From a path to text that is safe to parse: a regular file, not too large, UTF-8, no control codes.

Nothing here parses. What is refused is refused before anything could hang or crash on it.
"""

import os
import re
import stat
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mkdocs_statuspage.model.conflict import conflict_markers
from mkdocs_statuspage.model.finding import Finding, Place

MAX_BYTES = 256 * 1024
"""The longest real incident measured 36 updates and 40 kB."""

LINE_BREAK = re.compile("\r\n|[\n\r]")
"""What editors take for the end of a line; YAML knows three more, see `lines`."""

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control codes, but for tab and line ends
    "\u202a-\u202e\u2066-\u2069"  # text-direction overrides: they make text read as it is not
    "\ud800-\udfff"  # halves of surrogate pairs
    "\ufdd0-\ufdef\ufffe\uffff"  # non-characters
    "]"
)
"""Characters that spoil XML, terminals or the reader's trust."""


@dataclass(frozen=True)
class SourceFile:
    """A file's text, and how the user knows the file."""

    path: str
    """As the user would type it."""
    text: str
    """Decoded, line ends as they are, without a byte order mark."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return LINE_BREAK.split(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """The index at which each line begins."""
        return [0, *(found.end() for found in LINE_BREAK.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of a character of the text, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def place(self, offset: int, length: int = 1) -> Place:
        """Return the place of a character of the text."""
        return Place(self.path, *self.position(offset), length)

    def line_start(self, number: int) -> int:
        """Return the index at which a line begins, counted from 1."""
        return self.starts[number - 1] if number > 1 else 0

    def line(self, number: int) -> str:
        """Return a line of the text, counted from 1; empty where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def finding(self, place: Place, rule: str, message: str, help_text: str) -> Finding:
        """Return an error at a place of this file, with its line for the caret."""
        return Finding(place, rule, message, help_text, source=self.line(place.line))


def one_line(text: object, length: int = 60) -> str:
    """Return what somebody wrote as it can stand in a message: short, on one line, nothing unseen."""
    words = " ".join(str(text)[: 4 * length].split())
    if not words.isprintable():
        words = "".join(sign if sign.isprintable() else "\ufffd" for sign in words)
    return words if len(words) <= length else words[: length - 1] + "…"


def read_source(path: Path, shown: str) -> SourceFile | Finding:
    """Read a file, or say why it cannot be read safely."""
    try:
        data = _bytes(path, shown)
    except OSError as error:
        message = f"cannot be read: {(error.strerror or 'no such file').lower()}"
        help_text = "check that it is there, and that you may read it"
        return Finding(Place(shown), "unreadable", message, help_text)
    if isinstance(data, Finding):
        return data
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, shown)
    return check_source(SourceFile(shown, text.removeprefix("\ufeff")))


def check_source(source: SourceFile) -> SourceFile | Finding:
    """Return the source back, or the first thing in it that must not be there."""
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


# Between the look at the path and its opening somebody may put a link or a FIFO there: the opened
# file is looked at once more, and opening neither follows the one nor waits for the other.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)  # fmt: skip


def _bytes(path: Path, shown: str) -> bytes | Finding:
    refused = _refused(os.lstat(path), shown)
    if refused is not None:
        return refused
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        refused = _refused(os.fstat(file.fileno()), shown)
        data = b"" if refused else file.read(MAX_BYTES + 1)
        return refused or (_too_large(shown, len(data)) if len(data) > MAX_BYTES else data)


def _refused(state: os.stat_result, shown: str) -> Finding | None:
    if stat.S_ISLNK(state.st_mode):
        return Finding(Place(shown), "not-a-file", "is a symbolic link", "put the file itself here")
    if not stat.S_ISREG(state.st_mode):
        return Finding(Place(shown), "not-a-file", "is not a regular file", "remove it")
    return _too_large(shown, state.st_size) if state.st_size > MAX_BYTES else None


def _too_large(shown: str, size: int) -> Finding:
    message = f"has {size:,} bytes; {MAX_BYTES:,} are the most"
    help_text = "put pictures and logs into files of their own beside it"
    return Finding(Place(shown), "too-large", message, help_text)


def _not_utf8(data: bytes, start: int, shown: str) -> Finding:
    before = data[:start].decode("utf-8").removeprefix("\ufeff")
    rest = data[start:].split(b"\n", 1)[0].decode("utf-8", "replace")
    source = SourceFile(shown, before + rest)
    message = f"not UTF-8: byte 0x{data[start]:02x}"
    return source.finding(source.place(len(before)), "not-utf8", message, "save the file as UTF-8")
