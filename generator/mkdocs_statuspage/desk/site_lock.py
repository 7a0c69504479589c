"""The lock of a site: exact versions of everything that runs here, so that its page is built with the same."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_statuspage import __version__
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.writing.locks import make_shared_folder, share

OURS = "mkdocs-statuspage"
LOCK_NAME = "requirements.txt"
WHEELS_DIR = "wheels"
RENEW = "statuspage lock"
HEAD = f"""\
# What the page is built with: exactly what ran where this was written. Renew it: {RENEW}
"""
_PINNED = re.compile(
    rf"^(?:{OURS} *== *|{OURS} @ (?P<origin>\S+) +# |\./\S+ +# {OURS} )(?P<version>[^\s;#]+)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class SiteLock:
    """What a site installs from."""

    text: str
    """The requirements file."""
    wheels: Mapping[str, bytes]
    """Wheels of this machine that the file names, by their paths from the site's folder."""
    only_here: tuple[str, ...] = ()
    """What was installed from a folder of this machine, where nobody else can fetch it."""


def lock_of_this() -> SiteLock:
    """Read from what is installed here what a site is to install."""
    from mkdocs_statuspage.desk.installed import file_of, needed_by, origin_of

    lines: list[str] = []
    wheels: dict[str, bytes] = {}
    only_here: list[str] = []
    for name, found in sorted(needed_by(OURS).items()):
        origin = origin_of(found)
        path = file_of(origin)
        if not origin:
            lines.append(f"{name}=={found.version}")
        elif path and path.is_file():
            wheels[f"{WHEELS_DIR}/{path.name}"] = path.read_bytes()
            lines.append(f"./{WHEELS_DIR}/{path.name}  # {name} {found.version}")
        else:
            only_here += [name] * ("file:" in origin)
            lines.append(f"{name} @ {origin}  # {found.version}")
    return SiteLock(HEAD + "\n".join(lines) + "\n", wheels, tuple(only_here))


def write_lock(root: Path) -> SiteLock:
    """Write the lock of a site anew."""
    lock = lock_of_this()
    for name, data in {**lock.wheels, LOCK_NAME: lock.text.encode()}.items():
        path = root / name
        make_shared_folder(path.parent)
        is_new = not path.exists()
        path.write_bytes(data)
        if is_new:
            share(path)
    return lock


def tell_if_other(workspace: Workspace) -> None:
    """Say that this is not the version which the site is built with, before something is written by it."""
    try:
        text = (workspace.root / LOCK_NAME).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    pinned = _PINNED.search(text)
    if pinned is None or _is_this(pinned["version"], pinned["origin"] or ""):
        return
    workspace.say(
        f"the page is built with statuspage {pinned['version']}, and this is {__version__}{_another(pinned)}:"
        f" what it writes may be refused there. Renew {LOCK_NAME} with: {RENEW}"
    )


def _is_this(version: str, origin: str) -> bool:
    """Tell whether a locked version is what runs; of two commits from one address, the version says too little."""
    if version != __version__ or not origin.startswith("git+"):
        return version == __version__
    from mkdocs_statuspage.desk.installed import needed_by, origin_of

    running = origin_of(needed_by(OURS)[OURS])
    return not running.startswith("git+") or running == origin


def _another(pinned: re.Match[str]) -> str:
    return " of another commit" if pinned["version"] == __version__ else ""
