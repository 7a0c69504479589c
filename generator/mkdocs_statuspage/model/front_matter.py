"""Where the YAML of a Markdown incident file begins and ends: splitting text, nothing more.

What the YAML says is read by `reading` and changed by `writing`; both split here, and so agree.
"""

import re
from dataclasses import dataclass
from typing import Self

# A fence may carry trailing blanks: editors leave them, and MkDocs' own front matter allows them.
_OPENING = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"(?:\A|(?<=[\r\n]))(?:---|\.\.\.)[ \t]*(?=\r|\n|\Z)")
_BREAK = re.compile(r"\r\n|\n|\r")


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
        fence = _BREAK.search(self.after)
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
    rest = text[opening.end() :]
    closing = _CLOSING.search(rest)
    if closing is None:
        return None
    return Document(text[: opening.end()], rest[: closing.start()], rest[closing.start() :])


def opens_front_matter(text: str) -> bool:
    """Tell whether a text starts with a fence, so that a missing closing fence can be reported."""
    return _OPENING.match(text) is not None


def count_breaks(text: str) -> int:
    """Count line breaks as editors do: CRLF is one, and U+2028 is none."""
    return sum(1 for _ in _BREAK.finditer(text))
