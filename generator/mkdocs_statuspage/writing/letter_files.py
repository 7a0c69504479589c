"""Letters on this machine: a file each that only its owner reads, and the list of those that a mail server has taken."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from mkdocs_statuspage.writing.locks import locked, make_shared_folder


class Handover(StrEnum):
    """What became of a letter."""

    BEGUN = "begun"
    """It was being handed over; where nothing follows, nobody knows whether it arrived."""
    TAKEN = "taken"
    """The mail server answers for it."""
    REFUSED = "refused"
    """The mail server did not take it."""


def put_letter(path: Path, data: bytes) -> None:
    """Write a letter that only its owner may read; a reader never meets half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


class HandedOver:
    """What became of each letter of an incident, by its message id: a line for each step, on the disk before the next is taken."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Handover] = {}
        for line in path.read_bytes().splitlines() if path.exists() else ():
            self._read(line)

    def _read(self, line: bytes) -> None:
        """Read a step; a line that was cut off when the machine stopped is none."""
        try:
            step = json.loads(line)
            self._known[step["id"]] = Handover(step["became"])
        except (ValueError, KeyError, TypeError):
            return

    def state_of(self, id_: str) -> Handover | None:
        """Return what became of a letter; None where it was never handed over."""
        return self._known.get(id_)

    def note(self, id_: str, became: Handover) -> None:
        """Write down what becomes of a letter, so that it is there even if the machine stops now."""
        line = json.dumps({"id": id_, "became": became.value})
        with self._path.open("ab") as file:
            file.write(f"\n{line}\n".encode())  # the line before may have been cut off
            file.flush()
            os.fsync(file.fileno())
        self._known[id_] = became


@contextmanager
def handed_over(path: Path, lock_dir: Path) -> Iterator[HandedOver]:
    """Read the list of what was handed over, and hold it: two processes never send the same letters.

    Raises:
        CannotWrite: another process is sending.
    """
    make_shared_folder(path.parent)
    with locked(path, lock_dir, patience=0):
        yield HandedOver(path)
