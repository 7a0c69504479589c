"""`Finding`: the one type for everything wrong with somebody's files."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """How much a finding stops."""

    ERROR = "error"
    """Invalid files stop a build; a report with a review error is not published."""
    WARNING = "warning"
    """Must be answered before a report is published, by a change or a waiver."""
    ADVICE = "advice"
    """Shown to the writer only."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a file, as an editor counts: lines and columns from 1, columns in characters."""

    path: str
    """The file, as the user would type it; `-` is standard input."""
    line: int = 1
    column: int = 1
    length: int = 1
    """How many characters from `column` the finding is about; never beyond the line's end."""

    def __str__(self) -> str:
        """Return `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong, where, by which rule, and what to do about it."""

    place: Place
    rule: str
    """The rule's name in kebab-case, as printed in brackets and as waived."""
    message: str
    """What is wrong, one sentence without its full stop."""
    help: str = ""
    """The next step: allowed values, the near match, the command to run."""
    severity: Severity = Severity.ERROR
    source: str = ""
    """The line of the file that the place is in, for the caret on a terminal."""
    text: str = ""
    """The words at fault, whole, where the place is only their first line."""

    def __str__(self) -> str:
        """Return `path:line:col: message; help [rule]`, the form that editors can jump from."""
        text = f"{self.message}; {self.help}" if self.help else self.message
        return f"{self.place}: {text} [{self.rule}]"

    def at(self, place: Place, source: str = "") -> Self:
        """Return the same finding at another place."""
        return type(self)(
            place, self.rule, self.message, self.help, self.severity, source, self.text
        )
