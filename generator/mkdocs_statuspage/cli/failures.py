"""What a command cannot do, told to a person: the message, the next step, and the exit code."""

import sys

from mkdocs_statuspage.desk.errors import CannotRun

EXIT_FINDINGS = 1
EXIT_CANNOT_RUN = 2
EXIT_NOT_PUBLISHED = 3


def report_failure(error: Exception) -> int:
    """Say on stderr what went wrong, and give the exit code."""
    from mkdocs_statuspage.writing import CannotEdit, CannotWrite

    if isinstance(error, CannotRun):
        say_failure(error.message, error.help)
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


def say_failure(message: str, help_text: str) -> None:
    """Print a failure and its next step."""
    from mkdocs_statuspage.cli.terminal import printable

    sys.stderr.write(printable(f"statuspage: {message}\n"))
    if help_text:
        sys.stderr.write(printable(f"  {help_text}\n"))
