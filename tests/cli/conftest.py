"""A small site of its own for every test, and a way to run commands on it as the shell does."""

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mkdocs_statuspage.cli import main
from mkdocs_statuspage.cli.terminal import console

MKDOCS = """\
site_name: Tiny status
site_url: https://status.tiny.example/
docs_dir: incidents
theme: {name: material, font: false}
plugins: [search, statuspage]
"""
CONFIG = """\
site_id: tiny
organisation: {name: Tiny}
timezone: Europe/Lisbon
components:
  checkout: {name: Checkout, group: Payments}
  api: {name: API, group: Payments}
people:
  ana: {name: Ana Reis, role: Head of Payments, reply_to: ana@tiny.example}
  rui: {name: Rui Lima, role: Founder, reply_to: rui@tiny.example}
clock: 2026-11-03T10:00:00Z
"""
OPEN_INCIDENT = """\
---
title: Card payments fail
class: affecting
started_at: 2026-11-03T09:12:00Z
components: [checkout]
# a note that stays
updates:
  - id: 20261103T092000Z-k7q2
    at: 2026-11-03T09:20:00Z
    status: investigating
    components: {checkout: major_outage}
    next_update_by: 2026-11-03T09:50:00Z
    message: |
      Card payments fail. We are looking for the cause.
---

## What happened
"""


@dataclass(frozen=True)
class Result:
    """What a command gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a site with one open incident; its clock stands at 10:00 UTC on 3 November 2026."""
    write_site(tmp_path)
    return tmp_path


@pytest.fixture
def run(site: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs `statuspage ARGS` in the site's folder, without a terminal."""

    def call(*args: str, stdin: str = "") -> Result:
        monkeypatch.chdir(site)
        monkeypatch.setattr(sys, "argv", ["statuspage", *args])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        console.cache_clear()
        capfd.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        out, err = capfd.readouterr()
        return Result(code, out, err)

    return call


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, text=True, check=True
    )
    return done.stdout


def write_site(folder: Path) -> None:
    (folder / "incidents").mkdir()
    (folder / "mkdocs.yml").write_text(MKDOCS)
    (folder / "incidents" / "statuspage.yml").write_text(CONFIG)
    (folder / "incidents" / "2026-11-03-card-payments.md").write_text(OPEN_INCIDENT)


@pytest.fixture(scope="session")
def pushed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a site that is pushed, and its bare repository: made once, to be copied."""
    folder = tmp_path_factory.mktemp("pushed")
    site, bare = folder / "site", folder / "status.git"
    site.mkdir()
    write_site(site)
    subprocess.run(["git", "init", "--bare", "-q", "-b", "main", str(bare)], check=True)
    git(site, "init", "-q", "-b", "main")
    git(site, "config", "user.name", "Ana")
    git(site, "config", "user.email", "ana@tiny.example")
    git(site, "remote", "add", "origin", str(bare))
    (site / ".gitignore").write_text(".statuspage/\nprivate/\n")
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "Begin")
    git(site, "push", "-q", "-u", "origin", "main")
    return folder


@pytest.fixture
def remote(site: Path, pushed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the bare repository that the site's folder is a clone of."""
    bare = tmp_path_factory.mktemp("remote") / "status.git"
    shutil.copytree(pushed / "status.git", bare)
    shutil.copytree(pushed / "site" / ".git", site / ".git")
    shutil.copy(pushed / "site" / ".gitignore", site)
    config = site / ".git" / "config"
    config.write_text(config.read_text().replace(str(pushed / "status.git"), str(bare)))
    git(site, "update-index", "-q", "--refresh")
    return bare
