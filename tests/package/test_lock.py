"""Development is locked: every version is exact, has its hashes, and comes from the public registry."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = (
    "requirements/dev.txt",
    "requirements/uv.txt",
    "requirements/plugins.txt",
    "tests/followers/requirements.txt",
    "tests/bench/requirements.txt",
)
NPM_LOCKS = ("package-lock.json", "tests/followers/package-lock.json")


def locked(name: str) -> dict[str, set[str]]:
    """Give the versions of each package in a lock; another Python or system may have another."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text(name), re.MULTILINE):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def wanted() -> list[Requirement]:
    project: dict[str, Any] = tomllib.loads(text("pyproject.toml"))
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", LOCKS)
def test_every_version_has_its_hashes_and_no_address(name: str) -> None:
    """A line is a comment, an exact version, or a hash: no index, no link, no folder of somebody's machine."""
    lines = [line for line in text(name).splitlines() if line and not line.startswith("#")]
    packages = [line for line in lines if not line.startswith(" ")]
    hashes = [line for line in lines if line.startswith(" ")]
    assert packages
    assert [p for p in packages if not re.fullmatch(r"[\w.-]+==[^\s/]+( ; [^/]+)? \\", p)] == []
    assert [h for h in hashes if not re.fullmatch(r" +--hash=sha256:[0-9a-f]{64}( \\)?", h)] == []


def test_the_lock_has_what_pyproject_asks_for() -> None:
    """After a change of pyproject.toml `make lock` is due; this says so."""
    lock = locked("requirements/dev.txt")
    late = [
        str(one)
        for one in wanted()
        if not all(map(one.specifier.contains, lock.get(canonicalize_name(one.name), [""])))
    ]
    assert late == [], "run `make lock`"


@pytest.mark.parametrize("name", NPM_LOCKS)
def test_what_npm_installs_is_locked(name: str) -> None:
    """Each package has its integrity, and comes from the public registry if the lock says from where."""
    packages = {k: v for k, v in json.loads(text(name))["packages"].items() if k}
    assert packages
    assert [k for k, v in packages.items() if "integrity" not in v] == []
    public = "https://registry.npmjs.org/"
    assert [v for v in packages.values() if not v.get("resolved", public).startswith(public)] == []
