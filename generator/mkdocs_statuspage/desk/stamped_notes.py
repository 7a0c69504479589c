"""Notes that hold as long as what they are of has the same stamp: size, times and number, as git keeps one of a file.

They lie in `.statuspage/`, each under a sum: what is damaged is as if it were not there.
"""

import json
import os
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from mkdocs_statuspage import __version__
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.reading.file_list import CONFIG_NAME, Listing
from mkdocs_statuspage.writing.locks import is_own, make_shared_folder

RECENT_NS = 2_000_000_000
"""Nanoseconds after a change of a file in which another one might leave the same stamp."""
Stamp = list[int]
"""Size, times of change and number, as the disk has them."""


def stamp_of(path: str | Path) -> Stamp:
    """Stamp a file."""
    of = os.lstat(path)
    return [of.st_size, of.st_mtime_ns, of.st_ctime_ns, of.st_ino]


def has_aged(stamp: Stamp) -> bool:
    """Tell whether the next change of a file with this stamp leaves another one."""
    return max(stamp[1:3]) < time.time_ns() - RECENT_NS


def stamps_in(listing: Listing, workspace: Workspace) -> Mapping[str, Stamp]:
    """Stamp a folder's files; not one that changed just now, and may again without another stamp, nor one that is read from the remote."""
    latest, before = time.time_ns() - RECENT_NS, str(listing.folder) + os.sep
    newer = {path.relative_to(listing.folder).as_posix() for path in workspace.newest.texts}
    stamps = {}
    for name in listing.names:
        if name not in newer:
            of = os.lstat(before + name)
            if of.st_mtime_ns < latest and of.st_ctime_ns < latest:
                stamps[name] = [of.st_size, of.st_mtime_ns, of.st_ctime_ns, of.st_ino]
    return stamps


def surroundings(workspace: Workspace) -> str:
    """Return what else decides what is noted of files: this package, and how the site is set up."""
    config = (workspace.incidents_dir / CONFIG_NAME).read_bytes()
    return sum_of(b"\0".join([__version__.encode(), config]))


def read_note(workspace: Workspace, name: str) -> dict[str, Any]:
    """Read what was noted under a name; nothing where that is damaged."""
    try:
        sum_, _, text = (workspace.state_dir / name).read_bytes().partition(b"\n")
    except OSError:
        return {}
    return json.loads(text) if sum_ == sum_of(text).encode() else {}


def write_note(workspace: Workspace, name: str, tree: Mapping[str, Any]) -> None:
    """Note something under a name, where that can be done; in somebody else's site no folder is made for it."""
    if not (workspace.state_dir.is_dir() or is_own(workspace.root.stat())):
        return
    text = json.dumps(tree, separators=(",", ":")).encode()
    with suppress(OSError):  # it is only quicker with it
        make_shared_folder(workspace.state_dir)
        half = workspace.state_dir / f"{name}.{secrets.token_hex(4)}"
        try:
            half.write_bytes(sum_of(text).encode() + b"\n" + text)
            half.replace(workspace.state_dir / name)
        finally:
            half.unlink(missing_ok=True)


def sum_of(text: bytes) -> str:
    """Return what tells a text from any other."""
    return blake2b(text, digest_size=16).hexdigest()
