"""What this machine knows of whom it told, and which runs on it live: sooner than the ledger, and by readers.

It holds hashes of readers' addresses, on a machine that has the addresses themselves.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mkdocs_statuspage.writing.locks import hold, make_shared_folder
from mkdocs_statuspage.writing.refusals import CannotWrite


@dataclass(frozen=True)
class Journal:
    """Who was told of one thing by one channel."""

    folder: Path
    key: str
    channel: str

    @property
    def path(self) -> Path:
        """Its file."""
        return self.folder / _hashed(f"{self.key}\n{self.channel}")

    def told(self, readers: Iterable[str]) -> frozenset[str]:
        """Return those of some readers who were told."""
        lines = self.path.read_text().splitlines() if self.path.exists() else ()
        known = frozenset(lines)
        return frozenset(reader for reader in readers if _hashed(reader) in known)

    def note(self, reader: str) -> None:
        """Note that a reader was told; it stays, whatever ends this process.

        Raises:
            CannotWrite: it cannot be noted.
        """
        try:
            make_shared_folder(self.folder)
            with self.path.open("a") as file:
                file.write(f"{_hashed(reader)}\n")
        except OSError as error:
            raise CannotWrite(f"{self.path}: {error.strerror or error}") from None

    def forget(self) -> None:
        """Forget it, as the ledger knows that all were told."""
        self.path.unlink(missing_ok=True)


def _hashed(name: str) -> str:
    return sha256(name.encode(errors="replace")).hexdigest()


def state_home(otherwise: Path) -> Path:
    """Return where a user's programs keep what they know, for every clone on this machine; else another folder."""
    given = os.environ.get("XDG_STATE_HOME")
    try:
        home = (Path(given) if given else Path.home() / ".local" / "state") / "statuspage"
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):
        home = otherwise / "telling"
        make_shared_folder(home)
    return home


def _sign_of(home: Path, run: str) -> Path:
    """Return the file whose lock a run holds while it lives."""
    return home / f"{run}.lock"


@contextmanager
def sign_of_life(home: Path, run: str) -> Iterator[None]:
    """Show other runs on this machine that one lives; whatever ends it, the system takes that back."""
    held = hold(_sign_of(home, run))
    try:
        yield
    finally:
        held.release()


def is_gone(home: Path, run: str) -> bool:
    """Tell whether a run has ended for sure: it was on this machine, and lives no more."""
    sign = _sign_of(home, run)
    if not sign.exists():
        return False
    try:
        hold(sign).release()
    except OSError:
        return False
    return True


def forget_run(home: Path, run: str) -> None:
    """Take away what is left of a run that has nothing taken any more."""
    _sign_of(home, run).unlink(missing_ok=True)
