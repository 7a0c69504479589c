"""What the desk cannot do, for a reason that the user can mend."""


class CannotRun(Exception):
    """A command could not do its work, for a reason that the user can mend."""

    def __init__(self, message: str, help_text: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help_text
