"""A process of its own that appends updates to a file; the tests start many, and kill some.

Usage: writer.py FILE LOCKS FIRST COUNT [STEP]. With STEP the process kills itself before that call to
the disk. The number of calls it made is printed at its end. With STEP "each" every update is appended by a fork.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from mkdocs_statuspage.writing.document import append_update
from mkdocs_statuspage.writing.files import change_file

CALLS = (
    "open",
    "fdopen",
    "fsync",
    "fchmod",
    "lstat",
    "fstat",
    "replace",
    "unlink",
    "listdir",
    "mkdir",
)
FIRST_AT = datetime(2026, 11, 3, 9, tzinfo=UTC)


class Killer:
    """Counts calls to the disk, and ends the process without warning before one of them."""

    def __init__(self, step: int | None) -> None:
        self.step = step
        self.made = 0

    def watch(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **options: Any) -> Any:
            self.made += 1
            if self.made == self.step:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)

        return watched


def with_update(text: str, number: int) -> str:
    """Append an update once, a second after the last one at the earliest."""
    updates = yaml.load(text, Loader=yaml.CSafeLoader)["updates"] or []
    if any(update["id"] == f"u{number}" for update in updates):
        return text
    last = updates[-1]["at"] if updates else FIRST_AT
    at = max(FIRST_AT, last + timedelta(seconds=1))
    message = f"Update {number}.\n"
    return append_update(text, ".yml", {"id": f"u{number}", "at": at, "message": message})


def main(file: str, locks: str, first: str, count: str, step: str | None = None) -> None:
    killer = Killer(int(step) if step else None)
    import filelock  # noqa: F401 - its own opening of files at import is no step

    for name in CALLS:
        setattr(os, name, killer.watch(getattr(os, name)))
    for number in range(int(first), int(first) + int(count)):
        change_file(Path(file), lambda text, n=number: with_update(text, n), lock_dir=Path(locks))
    print(killer.made)


def forks(file: str, locks: str, first: str, count: str) -> None:
    """Start a process for each update, all at once, as quickly as this system can."""
    started = []
    for number in range(int(first), int(first) + int(count)):
        if not (fork := os.fork()):
            main(file, locks, str(number), "1")
            return
        started.append(fork)
    sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]) for fork in started))


if __name__ == "__main__":
    if sys.argv[-1] == "each":
        forks(*sys.argv[1:-1])
    else:
        main(*sys.argv[1:])
