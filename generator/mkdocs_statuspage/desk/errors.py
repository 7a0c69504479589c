"""What the desk cannot do, for a reason that the user can put right."""

from collections.abc import Sequence

from mkdocs_statuspage.model.finding import Finding


class CannotRun(Exception):
    """An act could not be done, for a reason that the user can put right."""

    def __init__(self, message: str, help_text: str = "", findings: Sequence[Finding] = ()) -> None:
        listed = "".join(f"\n  {finding}" for finding in findings)
        super().__init__(message + listed)
        self.message = message + listed
        """One sentence, and below it each finding."""
        self.help = help_text
        """What to do next."""
        self.findings = findings
        """What in a file or a text is in the way, each with its place."""


def invalid_file(shown: str, findings: Sequence[Finding]) -> CannotRun:
    """Return the error for a file that nothing can be done with before it is valid again."""
    return CannotRun(f"{shown} is not valid, and has to be fixed first:", "", findings)
