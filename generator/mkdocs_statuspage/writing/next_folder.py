"""`NextFolder`: a folder that grows beside the one it will replace, so that nobody ever meets a part of it.

Whoever reads the folder finds the former one until the new one is whole, and then the new one. A process that is killed
leaves the former; what it had begun is removed by the next.
"""

import ctypes
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from mkdocs_statuspage.writing.locks import Held, hold, is_own

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_MARK = ".next-"
_LOCK = "lock"
_FORMER = "former"
_NEW_BORN = 60.0
"""Seconds in which a room without a lock may be one whose maker is just about to lock it."""


@dataclass(frozen=True)
class NextFolder:
    """A folder in the making."""

    target: Path
    """The folder that it will replace."""
    room: Path
    """The folder beside it that holds whatever is needed for that, and goes afterwards."""
    lock: Held

    @property
    def path(self) -> Path:
        """Where to write in the meantime."""
        return self.room / "new"

    def go_on(self, spare: Path) -> None:
        """Begin with what is in a folder that was replaced before, where one was left on the same disk and nothing is written yet."""
        with suppress(OSError):
            if not spare.is_symlink():
                self.path.rmdir()
                spare.rename(self.path)
        self.path.mkdir(exist_ok=True)

    def replace(self, spare: Path | None = None, *, is_waited_for: bool = False) -> str:
        """Put it in the place of the former folder, and tell what makes that less than one step, if anything does.

        Args:
            spare: where goes what stays of the former folder, for a later one to go on from; where it cannot, or there is none, all of it is removed.
            is_waited_for: somebody looks at it as soon as this returns, so that the former folder goes meanwhile; some disks take
                seconds to remove a thousand folders.
        """
        _keep_hidden(self.target, self.path)
        gone = [*_keep_unchanged(self.target, self.path)]
        _make_like(self.target, self.path)
        _share(self.path, self.target.parent.stat().st_mode)
        said = _put(self.path, self.target, self.room / _FORMER)
        if spare is not None:
            self._leave(spare, gone)
        if is_waited_for and self._former:
            Thread(target=self.give_up).start()
        else:
            self.give_up()
        return said

    @property
    def _former(self) -> Path | None:
        """The former folder: where the new one was, or beside it; None where there was none, or it was put away."""
        there = (self.path, self.room / _FORMER)
        return next((path for path in there if path.is_dir()), None)

    def _leave(self, spare: Path, gone: Sequence[str]) -> None:
        """Put the former folder away, in the place of one that was put away before, without what is no more: it may have been withheld."""
        shutil.rmtree(spare, ignore_errors=True)
        with suppress(OSError):
            if former := self._former:
                for at in gone:
                    _remove(former / at)
                former.rename(spare)

    def give_up(self) -> None:
        """Remove it and what belongs to it; the former folder stays."""
        self.lock.release()
        shutil.rmtree(self.room, ignore_errors=True)


def next_folder(target: Path, *, copied: bool = False) -> NextFolder:
    """Begin a folder that will replace another one, which need not be there.

    Args:
        target: the folder that it will replace; where it is a link, what that leads to.
        copied: whether it begins with all that the other one has.
    """
    target = target.resolve()
    room = _room(target)
    begun = NextFolder(target, room, hold(room / _LOCK))
    (room / ".gitignore").write_text("*\n", encoding="utf-8")
    if copied and target.is_dir():
        shutil.copytree(target, begun.path, symlinks=True)
    else:
        begun.path.mkdir()
    return begun


def _room(target: Path) -> Path:
    """Make the folder to work in: beside the target, or, where that is not allowed, where temporary files are."""
    prefix = f".{target.name}{_MARK}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(target, prefix)
        return Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    except PermissionError:
        return Path(tempfile.mkdtemp(prefix=prefix))


def _clear_leftovers(target: Path, prefix: str) -> None:
    """Remove what killed processes left; where one was killed between two renames, the former folder comes back."""
    for room in [path for path in target.parent.iterdir() if path.name.startswith(prefix)]:
        with suppress(OSError, TimeoutError):  # it may go meanwhile
            if not (room / _LOCK).exists() and time.time() - room.stat().st_mtime < _NEW_BORN:
                continue
            lock = hold(room / _LOCK)
            if not target.exists() and (room / _FORMER).is_dir():
                (room / _FORMER).rename(target)
            lock.release()
            shutil.rmtree(room, ignore_errors=True)


def _keep_hidden(former: Path, new: Path) -> None:
    """Take over what MkDocs leaves alone in a folder that it empties: hidden files, such as a work tree's `.git`."""
    hidden = [path for path in _entries(former) if path.name.startswith(".")]
    for path in hidden:
        there = new / path.name
        if os.path.lexists(there):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, there, symlinks=True)
        else:
            shutil.copy2(path, there, follow_symlinks=False)


def _keep_unchanged(former: Path, new: Path, below: str = "") -> Iterator[str]:
    """Take over files in which nothing changed, their times too, so that what copies by times copies only what did; yield where else stood what is no more."""
    were: dict[str, os.DirEntry[str]] = {}
    with suppress(OSError):
        were = {entry.name: entry for entry in os.scandir(former)}
    for entry in [*os.scandir(new)]:
        was, at = were.pop(entry.name, None), below + entry.name
        if was is None:
            continue
        if entry.is_dir(follow_symlinks=False) and was.is_dir(follow_symlinks=False):
            yield from _keep_unchanged(former / entry.name, new / entry.name, f"{at}/")
        elif was.inode() != entry.inode() and not keep_if_same(
            former / entry.name, new / entry.name
        ):
            yield at
    yield from (below + name for name in were)


def keep_if_same(there: Path, path: Path) -> bool:
    """Put a former file in the place of a new one that says the same; tell whether it did."""
    with suppress(OSError):
        if _is_same(there, path) and is_own(there.lstat()):
            link = path.with_name(f".{path.name}.former")
            os.link(there, link)
            link.replace(path)
            return True
    return False


def _remove(path: Path) -> None:
    """Remove a file, a link or a folder, where there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _is_same(there: Path, path: Path) -> bool:
    """Tell whether two files are equal, and two."""
    was, now = there.lstat(), path.lstat()
    is_plain = stat.S_ISREG(was.st_mode) and stat.S_ISREG(now.st_mode)
    if not is_plain or was.st_size != now.st_size or was.st_ino == now.st_ino:
        return False
    return was.st_mode == now.st_mode and there.read_bytes() == path.read_bytes()


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _make_like(former: Path, new: Path) -> None:
    """Keep the mode, the group and the owner, as far as that is allowed."""
    if not former.is_dir():
        return
    there = former.stat()
    with suppress(OSError, AttributeError):
        os.chown(new, -1, there.st_gid)
    with suppress(OSError, AttributeError):
        os.chown(new, there.st_uid, -1)
    with suppress(OSError):
        shutil.copystat(former, new)


def _share(new: Path, around: int) -> None:
    """Let the group put another one in its place, where it shares the folder around: that moves and removes all of this one."""
    if not (around & stat.S_ISGID and around & stat.S_IWGRP):
        return
    for path in (new, *new.rglob("*")):
        if not path.is_symlink():
            more = stat.S_IRWXG if path.is_dir() else stat.S_IRGRP | stat.S_IWGRP
            path.chmod(stat.S_IMODE(path.stat().st_mode) | more)


def _put(new: Path, target: Path, former: Path) -> str:
    """Put a folder in its place in the best way that the system knows."""
    if not target.exists():
        new.rename(target)
        return ""
    for way in (_exchange, _rename_twice):
        with suppress(OSError):
            way(new, target, former)
            return "" if way is _exchange else "in two steps, between which there was none"
    _file_by_file(new, target)
    return "file by file, as it can be neither renamed nor written beside"


def _exchange(new: Path, target: Path, former: Path) -> None:
    """Exchange two folders in one step, as Linux can; then the former one goes."""
    if sys.platform != "linux":
        raise OSError("this system exchanges no folders")
    rename: Callable[..., int] | None = getattr(
        ctypes.CDLL(None, use_errno=True), "renameat2", None
    )
    if rename is None:
        raise OSError("this system's library exchanges no folders")
    names = os.fsencode(new), os.fsencode(target)
    if rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE):
        raise OSError(ctypes.get_errno(), "could not be exchanged")


def _rename_twice(new: Path, target: Path, former: Path) -> None:
    """Take the former folder away and put the new one there, where a system cannot exchange them."""
    target.rename(former)
    try:
        new.rename(target)
    except OSError:
        former.rename(target)
        raise


def _file_by_file(new: Path, target: Path) -> None:
    """Replace every file by itself, pages after what they load, and then remove what is no more."""
    wanted = {path.relative_to(new) for path in _files(new)}
    for name in sorted(wanted, key=lambda path: (path.suffix == ".html", path)):
        _replace_file(new / name, target / name)
    for path in [*_files(target)]:
        if path.relative_to(target) not in wanted:
            path.unlink()
    for folder, _, _ in os.walk(target, topdown=False):
        with suppress(OSError):
            Path(folder).rmdir()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def _replace_file(source: Path, path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    with suppress(FileExistsError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.next")
    shutil.copy2(source, temporary, follow_symlinks=False)
    temporary.replace(path)
