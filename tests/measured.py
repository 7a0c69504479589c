"""Programs that a test starts, and that are measured with it."""

import os
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).parent.parent


def surroundings() -> dict[str, str]:
    """Give this process's environment, by which a Python that starts in it is measured as this one is.

    A third of a second each: for what is only met in a process of its own, such as a terminal.
    """
    if Coverage.current() is None:
        return dict(os.environ)
    own = {
        "COVERAGE_PROCESS_START": ROOT / "pyproject.toml",
        "COVERAGE_FILE": ROOT / ".build/coverage",
    }
    return os.environ | {name: str(path) for name, path in own.items()}
