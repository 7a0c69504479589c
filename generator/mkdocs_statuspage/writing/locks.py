"""One lock for one file, among every process on this machine that changes it through here.

The lock is a file of its own, outside the incidents: replacing an incident swaps its inode, and a lock
on that would hold nobody back.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from mkdocs_statuspage.writing.refusals import CannotWrite

_PATIENCE = 60.0
"""Fifty writers at once on two cores are through in a tenth of this."""
_POLL = 0.01


class Held(Protocol):
    """A lock that is held until it is released, or its process ends."""

    def release(self) -> None:
        """Let go of it."""


def hold(path: Path) -> Held:
    """Take the lock that a file stands for, at once.

    Raises:
        TimeoutError: another process holds it.
    """
    from filelock import FileLock

    lock = FileLock(path)
    lock.acquire(timeout=0)
    return lock


@contextmanager
def locked(
    path: Path, lock_dir: Path, *, patience: float = _PATIENCE, passing: bool = False
) -> Iterator[None]:
    """Hold the lock of a file, wherever it is called from and whether it exists or not.

    Args:
        path: the file.
        lock_dir: where writers wait for each other.
        patience: the seconds for which one waits.
        passing: whether the lock's own file goes again, as nobody will ask for this one any more.
    """
    # filelock takes 55 ms to import, which only those who write should wait for.
    from filelock import FileLock, Timeout

    make_shared_folder(lock_dir)
    name = lock_dir / _lock_name(path)
    lock = FileLock(name, mode=_mode_below(lock_dir))
    try:
        lock.acquire(timeout=patience, poll_interval=_POLL)
    except PermissionError as error:
        raise CannotWrite(f"{path}: {_whose(name)}") from error
    except Timeout as error:
        reason = f"another process has been writing it for {patience:.0f} seconds; try again"
        raise CannotWrite(f"{path}: {reason}") from error
    try:
        yield
    finally:
        lock.release()
        if passing:
            Path(lock.lock_file).unlink(missing_ok=True)


def drop_lock(path: Path, lock_dir: Path) -> None:
    """Delete the lock of a file that is gone and that nobody will ask for again."""
    (lock_dir / _lock_name(path)).unlink(missing_ok=True)


def is_locked(path: Path, lock_dir: Path) -> bool:
    """Tell whether a living process holds the lock of a file."""
    from filelock import FileLock, Timeout

    name = lock_dir / _lock_name(path)
    if not name.exists():
        return False
    try:
        with FileLock(name).acquire(timeout=0):
            return False
    except (Timeout, PermissionError):
        return True


def make_shared_folder(folder: Path) -> None:
    """Make a folder, those above it too, each as open to its group as the one that it is made in."""
    if folder.is_dir():
        return
    make_shared_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    above = stat.S_IMODE(folder.parent.stat().st_mode)
    with suppress(PermissionError):  # somebody else made it in this moment, in the same way
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | above & (stat.S_IRWXG | stat.S_ISGID))


def is_own(state: os.stat_result) -> bool:
    """Tell whether a file is one's own, so that one may say who else may change it."""
    return not hasattr(os, "geteuid") or state.st_uid == os.geteuid()


def share(path: Path) -> None:
    """Let the group write a new file in a folder that hands its group on to what is made in it."""
    around = path.parent.stat().st_mode
    if around & stat.S_ISGID and around & stat.S_IWGRP:
        path.chmod(stat.S_IMODE(path.stat().st_mode) | stat.S_IRGRP | stat.S_IWGRP)


def _mode_below(folder: Path) -> int:
    """Return the mode of a lock: a group that may write in the folder may take it."""
    return 0o644 | folder.stat().st_mode & stat.S_IWGRP


def _whose(lock: Path) -> str:
    """Say that a lock file cannot be taken, and whose it is."""
    owner = _name_of(lock.stat().st_uid) if lock.exists() else "another"
    return (
        f"the lock {lock} belongs to {owner}, and taking it is not allowed; ask them to delete it"
    )


def _name_of(user: int) -> str:
    try:
        import pwd

        return pwd.getpwuid(user).pw_name
    except (ImportError, KeyError):
        return f"user {user}"


def _lock_name(path: Path) -> str:
    """Name a lock after its file, alike for every spelling of the path that leads there."""
    whole = path.parent.resolve() / path.name
    digest = hashlib.sha256(str(whole).casefold().encode("utf-8", "surrogateescape")).hexdigest()
    return f"{path.stem[:40]}-{digest[:12]}.lock"
