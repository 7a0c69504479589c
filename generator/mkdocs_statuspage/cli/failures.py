"""What a command cannot do, told to a person: the message, the next step, and the exit code."""

import sys
from collections.abc import Sequence

from mkdocs_statuspage.desk.errors import CannotRun

EXIT_FINDINGS = 1
EXIT_CANNOT_RUN = 2
EXIT_NOT_PUBLISHED = 3


def report_failure(error: Exception, words: Sequence[str] = ()) -> int:
    """Say on stderr what went wrong and what to type next, and give the exit code."""
    from mkdocs_statuspage.writing import CannotEdit, CannotWrite

    if isinstance(error, CannotRun):
        say_failure(error.message, error.help, _next(error, words))
    elif isinstance(error, CannotEdit | CannotWrite):
        say_failure(str(error), "nothing was changed")
    elif isinstance(error, OSError):
        say_failure(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), "")
    else:
        say_failure(
            f"a bug in statuspage: {type(error).__name__}: {error}",
            "run the command again with --debug before its name, and report what it prints",
        )
    return EXIT_CANNOT_RUN


def _next(error: CannotRun, words: Sequence[str]) -> str:
    """Write the command line that does it right, where that is known."""
    from mkdocs_statuspage.cli.retyped import retyped, with_quotes
    from mkdocs_statuspage.desk.choice import Undecided

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
