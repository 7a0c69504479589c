"""What writing raises when it will not touch a file: every refusal says where, why and what to do."""

from pathlib import Path
from typing import Self

from mkdocs_statuspage.model.finding import Finding, Place


class CannotEdit(Exception):
    """A text stays as it is: it cannot be read, or not be changed without touching more."""

    def __init__(self, line: int, column: int, reason: str) -> None:
        super().__init__(line, column, reason)
        self.line = line
        self.column = column
        self.reason = reason

    @classmethod
    def at(cls, place: Place, reason: str) -> Self:
        """Make the error for a place of the file."""
        return cls(place.line, place.column, reason)

    @classmethod
    def because(cls, finding: Finding) -> Self:
        """Make the error of what reading refuses: the same place, the same words."""
        return cls.at(finding.place, f"{finding.message}; {finding.help}")

    def __str__(self) -> str:
        """Return `line:column: reason`, both counted from 1 as an editor does."""
        return f"{self.line}:{self.column}: {self.reason}"


class CannotWrite(Exception):
    """A file could not be replaced or created.

    What stood there before stands there still, unless the message says that the new text does.
    """

    kept: Path | None = None
    """Where the text that came with it is kept."""


class LeftOut(Exception):
    """One of several changes cannot be made on what stands there now; says why."""
