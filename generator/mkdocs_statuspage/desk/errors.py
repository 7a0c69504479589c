"""What the desk cannot do, for a reason that the user can put right."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs_statuspage.language import Words
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


class Unsure(CannotRun):
    """Something that a person may decide: an error in English, or a question as the site speaks."""

    def __init__(
        self,
        message: str,
        help_text: str = "",
        *,
        listed: str = "",
        instead: tuple[str | None, str | tuple[str, ...]] | None = None,
        line: tuple[str, ...] = (),
        **values: object,
    ) -> None:
        said = message.format(**values) + listed
        super().__init__(said, help_text, instead=instead, line=line)
        self._phrase = message
        self._values = values

    def question(self, words: Words) -> str:
        """Say in a language what there is to decide; `message` is one of its catalogue's strings."""
        return words(self._phrase, **self._values)


class StillWaits(KeyboardInterrupt):
    """An act was interrupted when it was in the queue already: it is sent later, and not done again."""


def invalid_file(shown: str, findings: Sequence[Finding]) -> CannotRun:
    """Return the error for a file that nothing can be done with before it is valid again."""
    return CannotRun(f"{shown} is not valid, and has to be fixed first:", "", findings)


def invalid_values(shown: str, findings: Sequence[Finding]) -> CannotRun:
    """Return the error for values that a file cannot have, which is valid without them or not there."""
    listed = "".join(f"\n  {f.source.strip()[:60]} – {f.message}; {f.help}" for f in findings)
    return CannotRun(
        f"what was typed cannot be written into {shown}:{listed}", "nothing was changed"
    )
