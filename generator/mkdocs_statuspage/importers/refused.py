"""What an importer raises when there is nothing it can make a history of."""


class CannotImport(Exception):
    """Nothing was imported; says why, and what to do about it."""

    def __init__(self, message: str, help_text: str = "") -> None:
        super().__init__(message, help_text)
        self.message = message
        self.help = help_text

    def __str__(self) -> str:
        """Return both sentences on one line."""
        return f"{self.message}; {self.help}" if self.help else self.message
