"""What writing raises when it will not touch a file: every refusal says where, why and what to do."""

from typing import Self


class CannotEdit(Exception):
    """A text stays as it is, because the change could not be made without touching more."""

    def __init__(self, line: int, column: int, reason: str) -> None:
        super().__init__(line, column, reason)
        self.line = line
        self.column = column
        self.reason = reason

    def __str__(self) -> str:
        """Give `line:column: reason`, both counted from 1 as an editor does."""
        return f"{self.line}:{self.column}: {self.reason}"

    def below(self, lines: int) -> Self:
        """Give the same refusal for a text that starts so many lines down its file."""
        return type(self)(self.line + lines, self.column, self.reason)


class CannotAppend(CannotEdit):
    """A list gets no new item."""


class CannotChange(CannotEdit):
    """A field keeps its value."""


class CannotWrite(Exception):
    """A file could not be replaced or created.

    What stood there before stands there still, unless the message says that the new text does.
    """
