"""The terminal: Rich's consoles, and text that cannot steer them."""

import re
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


HARD_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})
"""Python calls them unprintable; figures and durations are set with them."""


@cache
def console(*, stderr: bool = False) -> "Console":
    """Give the console of a stream. Markup is off: a title of `[/]` is a title."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=True)


def is_interactive() -> bool:
    """Whether a person can be asked something: a terminal on both sides."""
    return sys.stdin.isatty() and sys.stderr.isatty()


_LOG_COMMAND = re.compile(r"^([^\S\n]*:)(?=:)|(##)(?=\[)", re.MULTILINE)
"""What a workflow's log takes for a command: `::` that begins a line, behind blanks too, and `##[`."""


def printable(text: str) -> str:
    """Give text that steers neither a terminal nor the log of a workflow; line ends stay."""
    plain = text.translate(HARD_SPACES)
    shown = "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in plain)
    return _LOG_COMMAND.sub(lambda found: f"{found[0]} ", shown)


def printable_json(text: str) -> str:
    """Give the same JSON in which no string is a command to the log of a workflow."""
    return text.replace("##[", "\\u0023#[")


def warn(message: str) -> None:
    """Print a line on stderr."""
    sys.stderr.write(printable(message) + "\n")
