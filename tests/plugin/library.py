"""Builds small sites with MkDocs, as a user would, and reads what came out."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from select import select
from typing import Any

import yaml

from warm import mkdocs

SITES = Path(__file__).parent.parent / "pages" / "sites"
NOW = "1794299400"
"""10 November 2026, 08:30 UTC."""
CONFIG: dict[str, Any] = {
    "site_name": "Harbour Mail status",
    "site_url": "https://status.harbour.example/",
    "docs_dir": "incidents",
    "theme": {"name": "material", "font": False},
    "plugins": ["search", "statuspage"],
}


@dataclass(frozen=True)
class Built:
    """A site on the disk."""

    folder: Path
    """Where `mkdocs.yml` is."""

    @property
    def site_dir(self) -> Path:
        """Where the site is."""
        return self.folder / "site"

    def read(self, path: str) -> str:
        """Give the text of a built file."""
        return (self.site_dir / path).read_text(encoding="utf-8")

    def pages(self) -> Iterator[tuple[str, str]]:
        """Give every HTML page with its path."""
        for path in sorted(self.site_dir.rglob("*.html")):
            yield path.relative_to(self.site_dir).as_posix(), path.read_text(encoding="utf-8")


def prepare(name: str, folder: Path, **config: Any) -> Built:
    """Copy a small site and write its `mkdocs.yml`."""
    shutil.copytree(SITES / name, folder / "incidents", dirs_exist_ok=True)
    settings = yaml.safe_dump(CONFIG | config)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return Built(folder)


def run(
    built: Built, *flags: str, now: str = NOW, verb: str = "build"
) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build`; not quietly, as MkDocs then counts no warnings, and nothing is strict."""
    environment = os.environ | {"SOURCE_DATE_EPOCH": now, "NO_MKDOCS_2_WARNING": "1"}
    return mkdocs(built.folder, verb, *flags, env=environment)


def build(name: str, folder: Path, **config: Any) -> Built:
    """Copy and build a small site."""
    built = prepare(name, folder, **config)
    result = run(built, "--strict")
    assert result.returncode == 0, result.stdout + result.stderr
    return built


def free_port() -> int:
    """Give a port that nobody listens on, of those that the system gives nobody who asks for any."""
    while True:
        port = SystemRandom().randrange(10_000, 32_000)
        with socket.socket() as asked, suppress(OSError):
            asked.bind(("127.0.0.1", port))
            return port


def heard(server: "subprocess.Popen[bytes]", text: str, say: Callable[[], object]) -> None:
    """Say something to a server, again while nothing comes of it, until it answers with a text in its log.

    A server that has just begun to answer may not look yet at the files that somebody writes.
    """
    assert server.stderr
    found, log = b"", server.stderr.fileno()
    say()
    while text.encode() not in found:
        if select([log], [], [], 5)[0]:
            more = os.read(log, 65_536)
            assert more, f"it ended without {text}: {found.decode()}"
            found += more
        else:
            say()
