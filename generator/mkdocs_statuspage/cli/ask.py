"""Questions on a terminal for what was not given; without one, what the caller has to give.

One of several is chosen with the arrow keys or by its number, and Enter.
"""

import os
import select
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from mkdocs_statuspage.cli.failures import say_failure
from mkdocs_statuspage.cli.options import GivenText
from mkdocs_statuspage.cli.terminal import is_interactive, printable, warn
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.language import Words, load_words
from mkdocs_statuspage.model.statuses import ComponentStatus, Impact

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.incident_files import Undecided
    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.model.config import SiteConfig
    from mkdocs_statuspage.model.incident import Incident
    from mkdocs_statuspage.policy.classes import Answers

T = TypeVar("T")


def find_incident(
    workspace: "Workspace", given: str | None, *, posts: bool = False, has_text: bool = True
) -> "tuple[Path, Incident]":
    """Find the incident that is meant; where several may be, a terminal asks which.

    Raises:
        CannotRun: it is not certain, and there is nobody to ask; or a text stands in its place.
    """
    from mkdocs_statuspage.desk.incident_files import Undecided, pick_incident

    if given and " " in given.strip() and not has_text:
        try:
            return pick_incident(workspace, given, workspace.now, posts=posts)
        except Undecided:
            raise CannotRun(
                f"{given!r} is no incident", "a text goes after -m", instead=(given, ("-m", given))
            ) from None
    return decided(
        workspace, lambda name: pick_incident(workspace, name, workspace.now, posts=posts), given
    )


def decided(workspace: "Workspace", find: Callable[[str | None], T], given: str | None) -> T:
    """Find what is meant; where it may be of several incidents, a terminal asks which."""
    from mkdocs_statuspage.desk.incident_files import Undecided

    try:
        return find(given)
    except Undecided as undecided:
        if not undecided.candidates or not is_interactive():
            raise
        return find(_asked(undecided, workspace.words))


def confirm(question: str, words: Words, *, default: bool = False) -> bool:
    """Ask for a yes or a no, in the site's language; the English ones are understood in each."""
    yes, no = words("yes"), words("no")
    keys = (yes[0].upper(), no[0]) if default else (yes[0], no[0].upper())
    while True:
        given = str(
            typer.prompt(f"{question} [{'/'.join(keys)}]", default="", show_default=False, err=True)
        )
        typed = given.strip().casefold()
        if not typed:
            return default
        for answer, is_yes in ((yes, True), (no, False), ("yes", True), ("no", False)):
            if answer.startswith(typed):
                return is_yes
        warn(words("{yes} or {no}?", yes=yes, no=no))


def insist(question: str, words: Words) -> None:
    """Ask whether it is to be done; the command ends if not."""
    if not confirm(question, words):
        raise typer.Abort


def ask_whether(check: Callable[[], None], workspace: "Workspace", *, warns: bool = False) -> None:
    """Let somebody say on a terminal that a doubtful thing is meant.

    Args:
        workspace: the site, which is asked for in its language.
        check: what raises a `Doubtful`.
        warns: without a terminal it is done with a warning; else it is refused.

    Raises:
        CannotRun: it is not meant, or there is nobody to ask.
    """
    from mkdocs_statuspage.desk.doubts import Doubtful

    try:
        check()
    except Doubtful as doubt:
        if is_interactive():
            words = workspace.words
            if not confirm(f"{doubt.question(words)}. {words('Go on?')}", words):
                raise
        elif warns:
            warn(f"{doubt.message}; {doubt.help}")
        else:
            raise


def _asked(undecided: "Undecided", words: Words) -> str:
    question, labels = (
        undecided.question(words),
        [f"{c.id}  {c.title}" for c in undecided.candidates],
    )
    if len(labels) > 1:
        return undecided.candidates[choose(question, labels, words)].id
    insist(printable(f"{question}\n  {labels[0]}\n{words('Is it that one?')}"), words)
    return undecided.candidates[0].id


def _typed(question: str, default: str | None = "") -> str:
    """Ask for a text; what was pasted with it is of it, and is left neither to the next question nor to the shell."""
    given = typer.prompt(question, default=default, show_default=bool(default), err=True)
    return f"{given}\n{what_waits()}".strip()


def ask_until(question: str, read: Callable[[str], T], default: str | None = "") -> T:
    """Ask until the answer can be read; of one that cannot it is said why, and how it looks.

    Args:
        question: what is asked.
        read: what makes of an answer what it means; raises `CannotRun` for one that is none.
        default: what Enter alone answers; None where it answers nothing.
    """
    while True:
        given = _typed(question, default)
        try:
            return read(given)
        except CannotRun as refused:
            say_failure(refused.message, refused.help)


def ask_why(words: Words) -> str:
    """Ask for the reason that readers are told."""
    from mkdocs_statuspage.desk.message_check import checked

    return ask_until(words("Why? Readers see the reason"), checked, None)


def ask_line(question: str, argument: str) -> str:
    """Ask for a line of text.

    Raises:
        CannotRun: there is nobody to ask.
    """
    if not is_interactive():
        raise CannotRun(
            f"{argument} is missing",
            "give it on the command line; see --help",
            instead=(None, argument),
        )
    return ask_until(question, as_line, None)


def as_line(given: str, what: str = "this") -> str:
    """Return what is a line of text, as files have it."""
    from pydantic_core import PydanticCustomError

    from mkdocs_statuspage.desk.message_check import checked
    from mkdocs_statuspage.model.scalars import check_line

    try:
        return checked(check_line(given), what)
    except PydanticCustomError as error:
        wrong = error.context or {}
        raise CannotRun(wrong["text"].replace("this", what, 1), wrong["help"]) from None


def as_title(given: str) -> str:
    """Return a title that was given on the command line.

    Raises:
        CannotRun: it can be none.
    """
    try:
        return as_line(given, "the title")
    except CannotRun as error:
        error.instead = (given, "TITLE")
        raise


def ask_components(config: "SiteConfig", today: date) -> list[str]:
    """Ask which components are not well, until the answer is one; nobody there, or none, is none."""
    from mkdocs_statuspage.desk.typed_words import component_changes

    current = [
        id_
        for id_, component in config.components.items()
        if component.retired_on is None or component.retired_on >= today
    ]
    if not is_interactive() or not current:
        return []
    words = load_words(config.language)
    sys.stderr.write(f"{words('Components')}: {', '.join(current)}\n")
    statuses = [status for status in ComponentStatus if status.impact is not Impact.NONE]
    sys.stderr.write(f"{words('Statuses')}: {', '.join(statuses)}\n")

    def read(given: str) -> list[str]:
        names = given.replace(",", " ").split()
        component_changes(names, config)
        return names

    example = f"{current[0]}=major"
    return ask_until(
        words("Which are not well? ({example}; empty for none)", example=example), read
    )


def ask_what_to_do(incident: "Incident | None", given: GivenText, words: Words) -> str | None:
    """Ask what people can do meanwhile, where nobody has said it yet; an empty line says nothing.

    Who gave the whole text in one line is only told that it is missing.
    """
    from mkdocs_statuspage.timeline.course import what_to_do

    if not is_interactive() or (incident is not None and what_to_do(incident)):
        return None
    if given.message is not None or given.file is not None:
        warn("nothing says what people can do meanwhile; --do TEXT does")
        return None
    question = words("What can they do meanwhile? (empty for nothing)")
    return _typed(question) or None


def ask_reason(words: Words) -> str | None:
    """Ask why a slip is let go; a script is told that nothing says it."""
    if is_interactive():
        return _typed(words("Why is it let go?"), None)
    warn("nothing says why it is let go; --class-reason TEXT does")
    return None


def ask_answers(answers: "Answers", words: Words) -> "Answers":
    """Ask the questions about the class that were not answered, until a yes decides it."""
    from mkdocs_statuspage.policy.classes import QUESTIONS

    if not is_interactive():
        return answers
    found = dict(answers)
    for question in QUESTIONS:
        if found.get(question.key) is None:
            found[question.key] = confirm(words(question.text), words, default=question.is_likely)
        if found[question.key]:
            break
    return found


END_OF_TEXT = "\x04"
"""What Ctrl-D is where a terminal hands on each key."""
LONGEST_LINE = 4096
"""How many bytes of a line Linux hands on, its end among them."""
AT_ONCE = 0.2
"""Seconds within which the next piece comes of what is pasted."""


def typed_text() -> Iterator[str]:
    """Yield what is typed, piece after piece, until an empty line that nothing follows at once; with Ctrl-C what waits, too.

    So the empty lines of a text that is pasted are its own, and nothing of it is left to the shell.

    Raises:
        CannotRun: a line is so long that the terminal has thrown its end away.
    """
    text = "\n"
    try:
        with _terminal(on=("NOFLSH",)):
            while line := _line():
                yield line
                text += line
                if len(line.encode(errors="surrogateescape")) >= LONGEST_LINE:
                    yield what_waits()
                    raise CannotRun(
                        f"the terminal has thrown away the end of a line: it takes {LONGEST_LINE:,} bytes",
                        "give the text with -F FILE or from a pipe with -F -, or set EDITOR",
                    )
                if text.endswith("\n\n") and (more := what_waits()):
                    yield more
                    text += more
                if text.endswith("\n\n"):
                    return
    except KeyboardInterrupt:
        yield what_waits()
        raise


def _line() -> str:
    """Read a line, empty at the end of the text; a terminal that is gone ends no text, as Ctrl-D does, but interrupts it."""
    line = ""
    with suppress(OSError):
        line = sys.stdin.readline()
    if not line and not sys.stdin.isatty():
        raise KeyboardInterrupt
    return line


def what_waits() -> str:
    """Take what was typed or pasted and not read, the beginning of a line too, until no more comes at once."""
    if sys.platform == "win32":
        return _keys_on_windows()
    found, fd = b"", sys.stdin.fileno()
    with _terminal(off=("ICANON",)) as is_there:
        while is_there and select.select([fd], [], [], AT_ONCE)[0] and (more := os.read(fd, 4096)):
            found += more
    return found.decode(sys.stdin.encoding, "surrogateescape").replace(END_OF_TEXT, "")


def _keys_on_windows() -> str:
    import msvcrt

    found, until = "", time.monotonic() + AT_ONCE
    while time.monotonic() < until:
        if msvcrt.kbhit():  # type: ignore[attr-defined, unused-ignore]
            found += msvcrt.getwch()  # type: ignore[attr-defined, unused-ignore]
            until = time.monotonic() + AT_ONCE
        else:
            time.sleep(AT_ONCE / 20)
    return found.replace("\r", "\n")


@contextmanager
def _terminal(*, on: Sequence[str] = (), off: Sequence[str] = ()) -> Iterator[bool]:
    """Switch how a terminal takes what is typed, without throwing away what waits; tell whether it can: it may be closed."""
    try:
        import termios  # Windows has none
    except ImportError:
        yield False
        return
    fd = sys.stdin.fileno()
    try:
        before, flags = termios.tcgetattr(fd), termios.tcgetattr(fd)
    except termios.error:
        yield False
        return
    for name in on:
        flags[3] |= getattr(termios, name)
    for name in off:
        flags[3] &= ~getattr(termios, name)
    termios.tcsetattr(fd, termios.TCSANOW, flags)
    try:
        yield True
    finally:
        with suppress(termios.error):
            termios.tcsetattr(fd, termios.TCSADRAIN, before)


UP, DOWN = "\x1b[A", "\x1b[B"


def choose(question: str, labels: Sequence[str], words: Words) -> int:
    """Ask for one of several lines, and return its number counted from 0; the first is marked at first."""
    sys.stderr.write(printable(question) + "\n")
    if os.environ.get("TERM", "dumb") == "dumb":
        return _by_number(labels, words)
    with _terminal(off=("ICANON", "ECHO")) as takes_keys:
        if takes_keys:
            return _by_keys(
                sys.stdin.fileno(), labels, words("Arrow keys or a number, then Enter.")
            )
    return _by_number(labels, words)


def _by_number(labels: Sequence[str], words: Words) -> int:
    for number, label in enumerate(labels, 1):
        sys.stderr.write(printable(f"  {number}  {label}\n"))
    while True:
        question = words("Number, 1 to {last}", last=len(labels))
        given = str(typer.prompt(question, default="1", err=True))
        if given.isdecimal() and 1 <= int(given) <= len(labels):
            return int(given) - 1


def _by_keys(fd: int, labels: Sequence[str], keys: str) -> int:
    marked, typed = 0, ""
    _draw(labels, marked, keys)
    while (key := _key(fd)) not in ("\n", "\r"):
        typed = typed + key if key.isdecimal() else ""
        if key in (UP, DOWN):
            marked = (marked + (1 if key == DOWN else -1)) % len(labels)
        elif typed and 1 <= int(typed) <= len(labels):
            marked = int(typed) - 1
        else:
            typed = ""
        sys.stderr.write(f"\x1b[{len(labels) + 1}A")
        _draw(labels, marked, keys)
    return marked


def _key(fd: int) -> str:
    """Read one key; an arrow is three bytes, in either of two spellings."""
    key = os.read(fd, 1)
    if not key:
        raise typer.Abort
    if key == b"\x1b":
        key += os.read(fd, 2).replace(b"O", b"[")
    return key.decode("latin-1")


def _draw(labels: Sequence[str], marked: int, keys: str) -> None:
    width = os.get_terminal_size(sys.stderr.fileno()).columns
    for number, label in enumerate(labels):
        mark = ">" if number == marked else " "
        line = printable(f"{mark} {number + 1}  {label}").replace("\n", " ")
        sys.stderr.write(f"\r\x1b[2K{line[: max(width - 1, 1)]}\n")
    sys.stderr.write(f"\r\x1b[2K{keys[: max(width - 1, 1)]}\n")
    sys.stderr.flush()
