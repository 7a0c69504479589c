"""What is installed here: our own package, all that it needs, and where each came from."""

import json
import re
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from mkdocs_statuspage.writing.git import Git

_CREDENTIALS = re.compile(r"(?<=^https://)[^/@]+@")
_SHORT_SSH = re.compile(r"(?P<host>[^/@\s]+@[^:/\s]+):(?P<path>.+)")


def needed_by(name: str) -> Mapping[str, Distribution]:
    """Return an installed distribution and every one that it needs here, each by its name."""
    waiting, found = [Requirement(name)], dict[str, Distribution]()
    seen = set[tuple[str, frozenset[str]]]()
    while waiting:
        wanted = waiting.pop()
        key = canonicalize_name(wanted.name), frozenset(wanted.extras)
        one = None if key in seen else _installed(key[0])
        seen.add(key)
        if one is not None:
            found[key[0]] = one
            needed = map(Requirement, one.requires or ())
            waiting += [more for more in needed if _holds(more, key[1])]
    return found


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # needed on another system, perhaps
        return None


def _holds(wanted: Requirement, extras: frozenset[str]) -> bool:
    asked = extras or {""}
    return wanted.marker is None or any(wanted.marker.evaluate({"extra": e}) for e in asked)


def origin_of(found: Distribution) -> str:
    """Return the address that something was installed from; empty for an index (PEP 610)."""
    told: dict[str, Any] = json.loads(found.read_text("direct_url.json") or "{}")
    url = str(told.get("url", ""))
    if vcs := told.get("vcs_info"):
        return f"{vcs['vcs']}+{url}@{vcs['commit_id']}" + _part(told.get("subdirectory"))
    if "archive_info" in told:
        known = told["archive_info"].get("hashes", {})
        hashes = [f"{name}={value}" for name, value in known.items()]
        return url + "".join(f"#{one}" for one in hashes[:1])
    folder = file_of(url)
    return (folder and _git_address(folder)) or url


def file_of(address: str) -> Path | None:
    """Return the file or folder of this machine that an address names, if it does."""
    return Path(url2pathname(urlsplit(address).path)) if address.startswith("file:") else None


def _git_address(folder: Path) -> str | None:
    """Return the git address of a folder whose newest commit, unchanged, is on its remote."""
    git = Git(folder)
    commit, url = git.ask("rev-parse", "HEAD"), git.ask("remote", "get-url", "origin")
    is_there = commit and git.ask("branch", "--remotes", "--contains", commit)
    if not url or not is_there or git.run("diff", "--quiet", "HEAD", "--", ".").code:
        return None
    url = _CREDENTIALS.sub("", url)
    if "://" not in url:
        short = _SHORT_SSH.fullmatch(url)
        url = (
            f"ssh://{short['host']}/{short['path']}" if short else (folder / url).resolve().as_uri()
        )
    return f"git+{url}@{commit}" + _part((git.ask("rev-parse", "--show-prefix") or "").strip("/"))


def _part(subdirectory: str | None) -> str:
    return f"#subdirectory={subdirectory}" if subdirectory else ""
