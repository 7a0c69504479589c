"""What the desk cannot do, for a reason that the user can put right."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs_statuspage.model.finding import Finding


class CannotRun(Exception):
    """An act could not be done, for a reason that the user can put right."""

    def __init__(
        self,
        message: str,
        help_text: str = "",
        findings: Sequence[Finding] = (),
        instead: tuple[str | None, str | tuple[str, ...]] | None = None,
        line: tuple[str, ...] = (),
    ) -> None:
        listed = "".join(f"\n  {finding}" for finding in findings)
        super().__init__(message + listed)
        self.message = message + listed
        """One sentence, and below it each finding."""
        self.help = help_text
        """What to do next."""
        self.findings = findings
        """What in a file or a text is in the way, each with its place."""
        self.instead = instead
        """A word as it was given, None where it is missing, and the one or the several to give instead."""
        self.line = line
        """The words of the command to give instead, where it is another one."""
        self.kept: Path | None = None
        """Where the text that came with it is kept."""


def invalid_file(shown: str, findings: Sequence[Finding]) -> CannotRun:
    """Return the error for a file that nothing can be done with before it is valid again."""
    return CannotRun(f"{shown} is not valid, and has to be fixed first:", "", findings)
