"""From a path to text that is safe to parse: a regular file, not too large, UTF-8, no control codes, no two versions of it.

Nothing here parses. What is refused is refused before anything could hang or crash on it. `Document` is where the
YAML of a Markdown file begins and ends: what it says is read by `reading` and changed by `writing`; both split here,
and so agree. `SourceFile` counts lines as editors do; the functions at the end count them as YAML 1.1 does.
"""

import os
import re
import stat
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from mkdocs_statuspage.model.finding import Finding, Place, Severity

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

    def finding(
        self,
        place: Place,
        rule: str,
        message: str,
        help_text: str,
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        """Return a finding at a place of this file, with its line for the caret."""
        return Finding(place, rule, message, help_text, severity, self.line(place.line))


class UnheldText(SourceFile):
    """A file whose text nobody holds: it is read again when somebody asks for it, which of most files nobody does."""

    name: str
    read: Callable[[str], str]

    def __init__(self, path: str, name: str, read: Callable[[str], str]) -> None:
        """Remember what reads it.

        Args:
            path: as the user would type it.
            name: the file, as the reader knows it.
            read: returns its text; an empty one where that has become another.
        """
        vars(self).update(path=path, name=name, read=read)

    @cached_property
    def text(self) -> str:
        """Its text."""
        return self.read(self.name)


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


def conflict_markers(text: str) -> int | None:
    """Return the line, counted from 1, on which the first conflict begins; None without one.

    All three markers must stand in their order: a line of `=======` alone may be a heading's rule.
    """
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return None
    begun = divided = 0
    for number, line in enumerate(LINE_BREAK.split(text), 1):
        if not begun and _marks(line, "<"):
            begun = number
        elif begun and line == "=======":
            divided = number
        elif divided and _marks(line, ">"):
            return begun
    return None


def _marks(line: str, sign: str) -> bool:
    return line.startswith(sign * 7) and line[7:8] in ("", " ")


BREAKS = "\r\n\x85\u2028\u2029"
"""Every character that ends a line for PyYAML; `str.splitlines` knows four more."""
_YAML_BREAK = re.compile(f"\r\n|[{BREAKS}]")
_YAML_NEWLINE = re.compile("\r\n|[\r\n\x85]")


def line_start(text: str, at: int) -> int:
    """Return the index at which the line of the character at `at` begins."""
    start = max(text.rfind(mark, 0, at) for mark in BREAKS) + 1
    inside_crlf = 0 < start == at < len(text) and text[start - 1 : start + 1] == "\r\n"
    return line_start(text, at - 1) if inside_crlf else start


def next_line(text: str, at: int) -> int:
    """Return the index at which the line after that of `at` begins, or the text's end."""
    found = _YAML_BREAK.search(text, at)
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
    before = [found.group() for found in _YAML_NEWLINE.finditer(text, 0, at)]
    if before:
        return before[-1]
    after = _YAML_NEWLINE.search(text)
    return after.group() if after else "\n"


# A fence may carry trailing blanks: editors leave them, and MkDocs' own front matter allows them.
_OPENING = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"[\r\n](?P<fence>(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z))")


@dataclass(frozen=True, slots=True)
class Document:
    """A text in three parts that give the text again when put together."""

    before: str
    """A byte order mark, if any, and the opening fence with its line break."""
    yaml: str
    """The front matter, its last line break included."""
    after: str
    """The closing fence and the Markdown below it."""

    @property
    def first_line(self) -> int:
        """The number, from 1, of the file's line on which the YAML starts."""
        return 1 + count_breaks(self.before)

    @property
    def body(self) -> str:
        """The Markdown below the closing fence."""
        fence = LINE_BREAK.search(self.after)
        return self.after[fence.end() :] if fence else ""

    @property
    def body_line(self) -> int:
        """The number, from 1, of the file's line on which the Markdown starts."""
        return self.first_line + count_breaks(self.yaml) + 1

    @property
    def text(self) -> str:
        """The whole text again, byte for byte."""
        return self.before + self.yaml + self.after

    def with_yaml(self, yaml: str) -> Self:
        """Return the document with other front matter and everything else as it was."""
        return type(self)(self.before, yaml, self.after)


def split_front_matter(text: str) -> Document | None:
    """Find the front matter between two fences; None when there is none or it is never closed."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    begun = opening.end()
    closing = _CLOSING.search(text, begun - 1)  # it may follow at once
    if closing is None:
        return None
    ended = closing.start("fence")
    return Document(text[:begun], text[begun:ended], text[ended:])


def opens_front_matter(text: str) -> bool:
    """Tell whether a text starts with a fence, so that a missing closing fence can be reported."""
    return _OPENING.match(text) is not None


def count_breaks(text: str) -> int:
    """Count line breaks as editors do: CRLF is one, and U+2028 is none."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")
