"""The terminal: Rich's consoles, and text that cannot steer them."""

import json
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
    """Return the console of a stream. Markup is off: a title of `[/]` is a title."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=True)


def is_interactive() -> bool:
    """Whether a person can be asked something: a terminal on both sides."""
    return sys.stdin.isatty() and sys.stderr.isatty()


_LOG_COMMAND = re.compile(r"^([^\S\n]*:)(?=:)|(##)(?=\[)", re.MULTILINE)
"""What a workflow's log takes for a command: `::` that begins a line, behind blanks too, and `##[`."""


def printable(text: str) -> str:
    """Return text that steers neither a terminal nor the log of a workflow; line ends stay."""
    shown = text.translate(HARD_SPACES)
    if not shown.replace("\n", "").isprintable():
        shown = "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in shown)
    return _LOG_COMMAND.sub(lambda found: f"{found[0]} ", shown)


def printable_json(text: str) -> str:
    """Return the same JSON as any terminal and program can read it, and no log of a workflow obeys it."""
    safe = text.replace("##[", "\\u0023#[")
    if sys.stdout.encoding.lower().replace("-", "").startswith("utf"):
        return safe
    return _BEYOND_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], safe)


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def warn(message: str) -> None:
    """Print a line on stderr."""
    sys.stderr.write(printable(message) + "\n")
