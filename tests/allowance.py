"""How long something may take, on this machine and as it is run."""

import sys


def seconds(most: float) -> float:
    """Allow twice as long while coverage traces every line."""
    return most if sys.gettrace() is None else 2 * most
