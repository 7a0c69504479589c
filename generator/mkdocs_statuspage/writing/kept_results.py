"""What was made before, kept beside the site, so that it need not be made again: each under a key of all that it depends on.

Nothing trusts it over the files. What stands under another key, what is half written, damaged or no longer holds is as if
it were not there; and where the whole cannot be read or written, everything is made as it is without it.
"""

import hashlib
import io
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum, EnumType
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_statuspage.writing.locks import make_shared_folder, share

OWN = ("mkdocs_statuspage", "datetime", "pathlib")
"""Whose classes may be in what is kept; nothing else is ever called or made of it, whoever wrote it there."""


def _member(kind: object, name: object) -> Enum:
    """Return a member of an enumeration: Python 3.11.0 to 3.11.3, Debian 12's among them, writes one as an attribute."""
    if isinstance(kind, EnumType) and isinstance(name, str):
        found: Enum = kind[name]
        return found
    raise pickle.UnpicklingError(f"{name} of {kind} does not belong here")


_CLASSES: dict[tuple[str, str], Callable[..., Any]] = {
    ("builtins", "frozenset"): frozenset,
    ("builtins", "set"): set,
    ("builtins", "getattr"): _member,
}
"""What was found to belong here, by module and name."""
AT_ONCE = 64
"""How many results are written together."""
PATIENCE = 0.5
"""Seconds in which another process may finish its writing; after that we do without."""
FORMS_KEPT = 3
"""How many files for other configurations stay: a site that is built and served by turns needs two."""
FOLDER = "cache"

_OF_SURROUNDINGS = frozenset(
    [
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    ]
)
"""Troubles of a database in which nothing is wrong."""
_TABLE = """CREATE TABLE IF NOT EXISTS kept (
    name TEXT PRIMARY KEY, key BLOB NOT NULL, value BLOB NOT NULL, seal BLOB NOT NULL
)"""
"""Rows have numbers: a tree ordered by names, with whole files in it, takes twice as long to write and to read."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return a class of our own, or of plain values of Python's."""
        found = _CLASSES.get((module, name))
        if found is None:
            found = _CLASSES[module, name] = self._found(module, name)
        return found

    def _found(self, module: str, name: str) -> type:
        if module.partition(".")[0] in OWN and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__.partition(".")[0] in OWN:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} does not belong here")


def digest(*parts: str | bytes) -> bytes:
    """Return what tells these parts, in this order, from any others."""
    return digest_of(parts)


def digest_of(parts: Iterable[str | bytes]) -> bytes:
    """Return the same of parts that need not be there at the same time."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8, "big") + data)
    return found.digest()


@cache
def form_of_package() -> bytes:
    """Return the form of what this process has loaded: it runs as it was, whatever is changed meanwhile."""
    return form_of(Path(__file__).parent.parent)


def form_of(folder: Path) -> bytes:
    """Return what tells the files of a folder, by their names and by what is in them, from any others."""
    return digest_of(_named_files(folder))


def _named_files(folder: Path) -> Iterator[str | bytes]:
    for path in sorted(folder.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            yield path.relative_to(folder).as_posix()
            yield path.read_bytes()


Remembered = dict[tuple[str, bytes], dict[str, tuple[bytes, Any]]]
"""Results by kind and form, and then by name, each with its key."""


class KeptResults:
    """Results of one kind, of one configuration, by name."""

    def __init__(
        self, folder: Path, kind: str, form: bytes, remembered: "Remembered | None" = None
    ) -> None:
        """Open them; the folder is made.

        Args:
            folder: that of a site's own state.
            kind: what they are results of.
            form: what all of them depend on, as a digest.
            remembered: what this process found or kept before, for one that builds again and again.
        """
        self.kind, self.form = kind, form
        self.held = {} if remembered is None else remembered.setdefault((kind, form), {})
        self.holds = remembered is not None
        self.path = folder / FOLDER / f"{kind}-{form.hex()[:16]}.db"
        self.waiting: dict[str, tuple[bytes, bytes]] = {}
        self.asked: set[str] = set()
        self.keys: dict[str, bytes] = {}
        self.connection = self._opened()
        if self.connection is not None:
            with self._doing_without():
                self.keys = dict(self.connection.execute("SELECT name, key FROM kept"))

    def knows(self, name: str, key: bytes) -> bool:
        """Tell whether something is kept under a name and this key, and leave it for the next run."""
        self.asked.add(name)
        return self.keys.get(name) == key

    def find(self, name: str, key: bytes) -> Any:
        """Return what was kept under a name, or None where that has another key, or cannot be read."""
        self.asked.add(name)
        if name in self.waiting:
            self._write()
        there = self.held.get(name)
        if there is not None and there[0] == key:
            return there[1]
        found = self._read(name, key) if self.keys.get(name) == key else None
        if found is not None:
            self._hold(name, key, found)
        return found

    def _read(self, name: str, key: bytes) -> Any:
        if self.connection is None:
            return None
        with self._doing_without():
            row = self.connection.execute(
                "SELECT value, seal FROM kept WHERE name = ? AND key = ?", (name, key)
            ).fetchone()
            if row and row[1] == self._seal(name, key, row[0]):
                return _Unpickler(io.BytesIO(row[0])).load()
        return None

    def _hold(self, name: str, key: bytes, value: Any) -> None:
        if self.holds:
            self.held[name] = (key, value)

    def spare(self, name: str) -> None:
        """Leave what is under a name for the next run, as this one does without it."""
        self.asked.add(name)

    def keep(self, name: str, key: bytes, value: Any) -> None:
        """Keep a result under its name, in the place of the former one."""
        self.asked.add(name)
        self.keys[name] = key
        self._hold(name, key, value)
        self.waiting[name] = (key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        if len(self.waiting) >= AT_ONCE:
            self._write()

    def close(self, *, is_whole: bool) -> None:
        """Write what waits and let go; of a whole run, forget what nobody asked for."""
        gone = [(name,) for name in self.keys.keys() - self.asked] if is_whole else []
        self._write()
        if self.connection is None:
            return
        with self._doing_without(), self.connection:
            self.connection.executemany("DELETE FROM kept WHERE name = ?", gone)
        if self.connection is not None:
            self.connection.close()
            self._forget_other_forms()

    def _seal(self, name: str, key: bytes, value: bytes) -> bytes:
        return digest(self.kind, self.form, name, key, value)

    def _write(self) -> None:
        rows = [
            (name, key, value, self._seal(name, key, value))
            for name, (key, value) in self.waiting.items()
        ]
        self.waiting.clear()
        if self.connection is None or not rows:
            return
        with self._doing_without(), self.connection:
            self.connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)

    def _opened(self) -> sqlite3.Connection | None:
        with suppress(OSError), self._doing_without():
            make_shared_folder(self.path.parent)
            found = sqlite3.connect(self.path, timeout=PATIENCE, check_same_thread=False)
            found.execute("PRAGMA synchronous = OFF")  # a lost result is made again
            found.execute("PRAGMA secure_delete = ON")  # a word may have been withheld
            found.execute("PRAGMA cache_size = -128")  # kB; each result is read once
            found.execute(_TABLE)
            share(self.path)
            return found
        return None

    @contextmanager
    def _doing_without(self) -> Iterator[None]:
        """Do without it from the first trouble on; where that is not somebody else's writing, or the disk's, what is there goes.

        Of a damaged database anything may come: wrong types, words that are no text.
        """
        try:
            yield
        except sqlite3.OperationalError as error:
            self.connection = None
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_IOERR)
            if code & 0xFF not in _OF_SURROUNDINGS:
                self._remove(self.path)
        except Exception:
            self.connection = None
            self._remove(self.path)

    def _forget_other_forms(self) -> None:
        """Remove what belongs to configurations that were not used for the longest time."""
        with suppress(OSError):
            self.path.touch()
            found = self.path.parent.glob(f"{self.kind}-*.db")
            latest = sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for path in latest[FORMS_KEPT:]:
                self._remove(path)

    @staticmethod
    def _remove(path: Path) -> None:
        """Remove a database, and what it has beside it of a writing that was cut off."""
        for one in (path, path.with_name(f"{path.name}-journal")):
            with suppress(OSError):
                one.unlink()
