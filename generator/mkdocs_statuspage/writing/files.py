"""Changing and creating files so that each is whole at every moment, old or new, and nobody's change is lost.

What is changed in the text is for the caller to say; here are only locks, bytes and the disk.
"""

import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mkdocs_statuspage.writing.errors import CannotWrite
from mkdocs_statuspage.writing.locks import locked

LARGEST = 256 * 1024
"""Bytes that an incident file may have; reading takes no larger one, so none is made."""
_ATTEMPTS = 5
"""How often a change is made again because an editor without our lock saved in between."""
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
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

    The file is read inside its lock. Mode and owner are kept. On `CannotWrite`, and on whatever `edit`
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
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(path)
        with _temporary(path, data, 0o666 & ~_umask()) as temporary:
            _put_new(path, temporary)
        _sync_folder(path.parent)


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
    data = text.encode()
    if len(data) > LARGEST:
        raise CannotWrite(f"{path}: it would be larger than {LARGEST // 1024} kB; shorten it")
    return data


def _read(path: Path) -> tuple[os.stat_result, str]:
    """Read a file that is safe to replace, with what the disk says about it."""
    status = path.lstat()
    _refuse_unsafe(path, status)
    descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW)
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
    with _temporary(path, text.encode(), stat.S_IMODE(before.st_mode), before) as temporary:
        if not _is_same(path.lstat(), before):
            return False
        temporary.replace(path)
    _sync_folder(path.parent)
    return True


def _is_same(now: os.stat_result, before: os.stat_result) -> bool:
    def identity(status: os.stat_result) -> tuple[int, ...]:
        return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_nlink)

    return identity(now) == identity(before)


@contextmanager
def _temporary(
    path: Path, data: bytes, mode: int, owner: os.stat_result | None = None
) -> Iterator[Path]:
    """Hold data on the disk under a name that nothing reads as an incident; none is left behind."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW
    try:
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(data)
            _give_to(file.fileno(), mode, owner)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _give_to(descriptor: int, mode: int, owner: os.stat_result | None) -> None:
    """Set owner before mode, since a change of owner takes mode bits away."""
    mine = os.fstat(descriptor)
    if owner and (owner.st_uid, owner.st_gid) != (mine.st_uid, mine.st_gid):
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)


def _put_new(path: Path, temporary: Path) -> None:
    """Give a written file its name, which must be free: a link, unlike a rename, takes no other's."""
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
    for leftover in path.parent.iterdir() if path.parent.is_dir() else ():
        if leftover.name.startswith(f".{path.name}.") and leftover.suffix == ".tmp":
            leftover.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make a new name survive a loss of power; systems that cannot sync a folder do so by themselves."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _umask() -> int:
    """Tell the mask for new files, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
