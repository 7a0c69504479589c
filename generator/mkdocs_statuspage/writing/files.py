"""Changing and creating files so that each is whole at every moment and nobody's change is lost.

What is changed in the text is for the caller to say; here are only locks, bytes and the disk.
"""

import errno
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mkdocs_statuspage.writing.locks import locked, make_shared_folder, share
from mkdocs_statuspage.writing.refusals import CannotWrite

LARGEST = 256 * 1024
"""Bytes that an incident file may have; reading takes no larger one, so none is made."""
_ATTEMPTS = 5
"""How often a change is made again because an editor without our lock saved in between."""
# Neither follow a link nor wait for a pipe; nor, on Windows, translate line ends.
_SAFELY = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
_PLAIN = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EIO: "the disk reports an error",
    errno.EACCES: "writing there is not allowed",
    errno.EPERM: "writing there is not allowed",
    errno.EROFS: "the disk is read-only",
    errno.ENOENT: "there is no such file",
    errno.ENAMETOOLONG: "the name is too long",
}


def change_file(path: Path, edit: Callable[[str], str], *, lock_dir: Path) -> str:
    """Replace a file's text by what `edit` makes of it, and give the new text.

    The file is read inside its lock, and `edit` is asked again when somebody without the lock saved in
    between. Mode and owner are kept. On `CannotWrite`, and on whatever `edit`
    raises, the file is as it was; so it is after a crash, unless it is already the new one.
    """
    with _plainly(path), locked(path, lock_dir):
        _clear_leftovers(path)
        for _ in range(_ATTEMPTS):
            before, text = _read(path)
            new = _edited(path, edit, text)
            if new == text or _replace(path, new, before):
                return new
    raise CannotWrite(f"{path}: another program keeps changing it; close it there and try again")


def create_file(path: Path, text: str, *, lock_dir: Path) -> None:
    """Write a new file, its folders included; one that is there already is never touched."""
    data = _bytes(path, text)
    with _plainly(path), locked(path, lock_dir):
        make_shared_folder(path.parent)
        _clear_leftovers(path)
        with _temporary(path, data) as temporary:
            _put_new(path, temporary)
        _sync_folder(path)


def remove_file(path: Path, *, lock_dir: Path, holding: Callable[[str], bool]) -> bool:
    """Remove a file that holds a text which may go; tell whether it did: somebody may have written more into it."""
    with _plainly(path), locked(path, lock_dir):
        before, text = _read(path)
        if not holding(text) or not _is_same(path.lstat(), before):
            return False
        path.unlink()
        _sync_folder(path)
        return True


class _EditFailed(Exception):
    """Carries what `edit` raised past the translation of the disk's errors."""


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    """Say what the disk says so that anybody understands it; errors of `edit` pass as they are."""
    try:
        yield
    except _EditFailed as failed:
        raise failed.__cause__ or failed from None
    except OSError as error:
        said = _PLAIN.get(error.errno or 0, error.strerror or str(error))
        raise CannotWrite(f"{path}: {said}; nothing was changed") from error


def _edited(path: Path, edit: Callable[[str], str], text: str) -> str:
    try:
        new = edit(text)
    except Exception as error:
        raise _EditFailed from error
    _bytes(path, new)
    return new


def _bytes(path: Path, text: str) -> bytes:
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X}"
        raise CannotWrite(f"{path}: the text holds {half}, half of a character") from error
    if len(data) > LARGEST:
        raise CannotWrite(f"{path}: it would be larger than {LARGEST // 1024} kB; shorten it")
    return data


def _read(path: Path) -> tuple[os.stat_result, str]:
    """Read a file that is safe to replace, with what the disk says about it."""
    status = path.lstat()
    _refuse_unsafe(path, status)
    descriptor = os.open(path, os.O_RDONLY | _SAFELY)
    with os.fdopen(descriptor, "rb") as file:
        opened = os.fstat(descriptor)
        _refuse_unsafe(path, opened)
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise CannotWrite(f"{path}: it is larger than {LARGEST // 1024} kB; nothing was changed")
    return opened, _decoded(path, data)


def _refuse_unsafe(path: Path, status: os.stat_result) -> None:
    """Refuse what a replacement would tear from its other end: links, pipes, devices."""
    if stat.S_ISLNK(status.st_mode):
        raise CannotWrite(f"{path}: it is a symbolic link; name the file it leads to")
    if not stat.S_ISREG(status.st_mode):
        raise CannotWrite(f"{path}: it is not an ordinary file")
    if status.st_nlink > 1:
        raise CannotWrite(f"{path}: it has a second name (a hard link); copy it first")


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02x}"
        raise CannotWrite(f"{path}:{line}: not UTF-8: byte {byte}; save it as UTF-8") from error


def _replace(path: Path, text: str, before: os.stat_result) -> bool:
    """Put a new text in a file's place, or tell that the file has changed since it was read."""
    with _temporary(path, text.encode(), before) as temporary:
        if not _is_same(path.lstat(), before):
            return False
        temporary.replace(path)
    _sync_folder(path)
    return True


def _is_same(now: os.stat_result, before: os.stat_result) -> bool:
    def identity(status: os.stat_result) -> tuple[int, ...]:
        return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_nlink)

    return identity(now) == identity(before)


@contextmanager
def _temporary(path: Path, data: bytes, like: os.stat_result | None = None) -> Iterator[Path]:
    """Hold data on the disk under a name that nothing reads as an incident; none is left behind."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY
    try:
        # What replaces a private file is private from its first byte; a new file obeys the umask.
        with os.fdopen(os.open(temporary, flags, 0o600 if like else 0o666), "wb") as file:
            file.write(data)
            file.flush()
            if like:
                _make_like(file.fileno(), like)
            else:
                share(temporary)
            os.fsync(file.fileno())
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _make_like(descriptor: int, like: os.stat_result) -> None:
    """Set group, owner and mode, the mode last, since a change of owner takes bits of it away.

    Only its owner and root may give a file away. In a folder that a group shares the file becomes its
    writer's, and stays the group's.
    """
    if hasattr(os, "fchown"):
        for uid, gid in ((-1, like.st_gid), (like.st_uid, -1)):
            with suppress(PermissionError):
                os.fchown(descriptor, uid, gid)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, _mode_for(os.fstat(descriptor), like))


def _mode_for(mine: os.stat_result, like: os.stat_result) -> int:
    """Return the mode of the file before; where its group could not be kept, no other group gets its rights."""
    mode = stat.S_IMODE(like.st_mode)
    if mine.st_gid == like.st_gid:
        return mode
    others = mode & stat.S_IRWXO
    return mode & ~stat.S_IRWXG | others << 3


def _put_new(path: Path, temporary: Path) -> None:
    """Return a written file its name, which must be free: a link, unlike a rename, takes no other's."""
    taken = f"{path}: it exists already, and was not touched; choose another name"
    try:
        path.hardlink_to(temporary)
    except FileExistsError as error:
        raise CannotWrite(taken) from error
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
            raise
        # A disk that knows no hard links: FAT, and some that are shared over a network.
        if os.path.lexists(path):
            raise CannotWrite(taken) from error
        temporary.rename(path)


def _clear_leftovers(path: Path) -> None:
    """Remove what a writer left that was killed; under the lock nobody else can be using it."""
    ours = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}\.tmp")
    for leftover in path.parent.iterdir() if path.parent.is_dir() else ():
        if ours.fullmatch(leftover.name):
            leftover.unlink(missing_ok=True)


def _sync_folder(path: Path) -> None:
    """Make a file's new name survive a loss of power, where folders can be synced at all."""
    try:
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        # Windows opens no folders, and some disks sync none: there is nothing more to be done.
        if error.errno not in (errno.EACCES, errno.EINVAL, errno.ENOTSUP):
            unsure = "the new text stands there, but the disk did not confirm it; do it once more"
            raise CannotWrite(f"{path}: {unsure}") from error
