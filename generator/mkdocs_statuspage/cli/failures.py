"""What a command cannot do, told to a person: the message, the next step, and the exit code."""

import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mkdocs_statuspage import __version__
from mkdocs_statuspage.desk.errors import CannotRun

if TYPE_CHECKING:
    from mkdocs_statuspage.writing.refusals import CannotWrite

EXIT_FINDINGS = 1
EXIT_CANNOT_RUN = 2
EXIT_NOT_PUBLISHED = 3
OURS = __name__.partition(".")[0]
"""The package; a mistake that happens in none of its modules, under MkDocs, is somebody else's."""


def report_failure(error: Exception, words: Sequence[str] = ()) -> int:
    """Say on stderr what went wrong and what to type next, and give the exit code."""
    from mkdocs_statuspage.writing.refusals import CannotEdit, CannotWrite

    if isinstance(error, CannotRun):
        say_failure(error.message, error.help, _next(error, words))
    elif isinstance(error, CannotEdit):
        say_failure(str(error), "nothing was changed")
    elif isinstance(error, CannotWrite):
        say_failure(
            str(error),
            "then type this again:" if error.kept else "nothing was changed",
            _again(error, words),
        )
    elif isinstance(error, FileNotFoundError) and not error.filename:
        say_failure("the folder that you are in is gone", "go to another one")
    elif isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason:
        say_failure(
            "what you typed has bytes that are no UTF-8", "use a terminal that is set to UTF-8"
        )
    elif isinstance(error, OSError):
        say_failure(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), "")
    elif isinstance(error, MemoryError):
        say_failure("there is not enough memory", "")
    else:
        _report_bug(error)
    return EXIT_CANNOT_RUN


def _again(error: "CannotWrite", words: Sequence[str]) -> str:
    """Write the same line, with the text from where it is kept."""
    from mkdocs_statuspage.cli.usage import with_kept

    return with_kept(words, error.kept) if error.kept else ""


def _report_bug(error: Exception) -> None:
    """Say whose mistake it is, and leave what its owner needs in a file, without anybody's words."""
    modules = [
        frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__)
    ]
    owner = owner_of(modules)
    whose = f"a bug in statuspage {__version__}" if owner == OURS else f"{owner} has failed"
    to_whom = "" if owner == OURS else f" to those who make {owner}"
    kind = type(error).__name__
    say_failure(f"{whose}: {kind}: {error}", f"please send {_saved_trace(error)}{to_whom}")


def owner_of(modules: Sequence[str]) -> str:
    """Return the package that failed, given the modules of a traceback: under MkDocs, what it called."""
    packages = [module.partition(".")[0] for module in modules]
    if "mkdocs" not in packages:
        return OURS
    last = len(packages) - 1 - packages[::-1].index("mkdocs")
    called = packages[last + 1 :]
    return OURS if OURS in called else next(iter(called), "mkdocs")


def _saved_trace(error: Exception) -> str:
    """Write where it happened to a file, and return its path; the message is not repeated in it."""
    about = f"statuspage {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
    where = "".join(traceback.format_tb(error.__traceback__))
    with tempfile.NamedTemporaryFile(
        "w",
        prefix="statuspage-bug-",
        suffix=".txt",
        delete=False,
        encoding="utf-8",
        errors="replace",
    ) as file:
        file.write(f"{about}{where}{type(error).__name__}\n")
    return file.name


def _next(error: CannotRun, words: Sequence[str]) -> str:
    """Write the command line that does it right, where that is known."""
    from mkdocs_statuspage.cli.usage import other_line, retyped, with_quotes
    from mkdocs_statuspage.desk.incident_files import Undecided

    if error.line:
        return other_line(words, error.line, error.kept)
    if error.instead is None:
        return ""
    wrong, right = error.instead
    quoted = with_quotes(words, wrong) if isinstance(error, Undecided) else ""
    return quoted or retyped(words, wrong, right, error.kept)


def say_failure(message: str, help_text: str, line: str = "") -> None:
    """Print a failure, its next step, and the line to type."""
    from mkdocs_statuspage.cli.terminal import printable

    sys.stderr.write(printable(f"statuspage: {message}\n"))
    if help_text:
        sys.stderr.write(printable(f"  {help_text}\n"))
    if line:
        sys.stderr.write(printable(f"  Type: {line}\n"))
