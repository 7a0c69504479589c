"""One of several, chosen on a terminal: with the arrow keys or by its number, and Enter."""

import os
import sys
from collections.abc import Sequence

import typer

from mkdocs_statuspage.cli.terminal import printable

UP, DOWN = "\x1b[A", "\x1b[B"


def choose(question: str, labels: Sequence[str]) -> int:
    """Ask for one of several lines, and return its number counted from 0; the first is marked at first."""
    sys.stderr.write(printable(question) + "\n")
    try:
        import termios  # Windows has none
    except ImportError:
        return _by_number(labels)
    if os.environ.get("TERM", "dumb") == "dumb":
        return _by_number(labels)
    fd = sys.stdin.fileno()
    before = termios.tcgetattr(fd)
    keys = termios.tcgetattr(fd)
    keys[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(fd, termios.TCSANOW, keys)  # what was typed ahead is not thrown away
    try:
        return _by_keys(fd, labels)
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


def _by_number(labels: Sequence[str]) -> int:
    for number, label in enumerate(labels, 1):
        sys.stderr.write(printable(f"  {number}  {label}\n"))
    while True:
        given = str(typer.prompt(f"Number, 1 to {len(labels)}", default="1", err=True))
        if given.isdecimal() and 1 <= int(given) <= len(labels):
            return int(given) - 1


def _by_keys(fd: int, labels: Sequence[str]) -> int:
    marked, typed = 0, ""
    _draw(labels, marked)
    while (key := _key(fd)) not in ("\n", "\r"):
        typed = typed + key if key.isdecimal() else ""
        if key in (UP, DOWN):
            marked = (marked + (1 if key == DOWN else -1)) % len(labels)
        elif typed and 1 <= int(typed) <= len(labels):
            marked = int(typed) - 1
        else:
            typed = ""
        sys.stderr.write(f"\x1b[{len(labels) + 1}A")
        _draw(labels, marked)
    return marked


def _key(fd: int) -> str:
    """Read one key; an arrow is three bytes, in either of two spellings."""
    key = os.read(fd, 1)
    if not key:
        raise typer.Abort
    if key == b"\x1b":
        key += os.read(fd, 2).replace(b"O", b"[")
    return key.decode("latin-1")


def _draw(labels: Sequence[str], marked: int) -> None:
    width = os.get_terminal_size(sys.stderr.fileno()).columns
    for number, label in enumerate(labels):
        mark = ">" if number == marked else " "
        line = printable(f"{mark} {number + 1}  {label}").replace("\n", " ")
        sys.stderr.write(f"\r\x1b[2K{line[: max(width - 1, 1)]}\n")
    sys.stderr.write("\r\x1b[2KArrow keys or a number, then Enter.\n")
    sys.stderr.flush()
