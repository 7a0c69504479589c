"""Outside programs, a plain file server, and sites that grow while somebody follows them."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from mkdocs_statuspage.site import Site
from outputs.library import NOW, as_bytes, made

ROOT = Path(__file__).parents[2]
INSTALLED = ROOT / ".build" / "followers"
"""Where `tests/followers/install` puts what Debian has not."""


def missing(what: str) -> str:
    """Skip a test whose program is not here; where everything must be here, fail."""
    message = f"{what} is not installed; see tests/followers/install"
    if os.environ.get("CI", "").casefold() in ("1", "true"):
        pytest.fail(message)
    pytest.skip(message)


def program(name: str) -> str:
    """Give the path of a program of the system."""
    return shutil.which(name) or missing(name)


def python() -> str:
    """Give the Python that has the clients from PyPI."""
    path = INSTALLED / "venv" / "bin" / "python"
    return str(path) if path.exists() else missing("a client from PyPI")


def node_modules() -> Path:
    """Give the folder that has the clients from npm."""
    path = INSTALLED / "node_modules"
    return path if path.exists() else Path(missing("a client from npm"))


def run(*command: str, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a program to its end, away from the user's own settings, and give what it said."""
    clean = {
        "PATH": os.environ["PATH"],
        "HOME": str(cwd),
        "LANG": "C.UTF-8",
        "NO_PROXY": "*",
        **(env or {}),
    }
    done = subprocess.run(
        command, cwd=cwd, env=clean, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, f"{command[0]}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


class Quiet(SimpleHTTPRequestHandler):
    """Python's plain file server without its log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def write(site: Site, folder: Path, moment: int = 0) -> None:
    """Write what programs follow.

    Args:
        site: what to write.
        folder: where it is served from.
        moment: a number that grows. Servers answer "not modified" by whole seconds of a file's time,
            and a test builds more often than that.
    """
    for path, content in made(site).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(as_bytes(content))
        os.utime(file, (1_700_000_000 + 60 * moment,) * 2)


CONFIG = """\
site_name: Harbour Books status
site_url: {url}
docs_dir: {incidents}
theme: {{name: material, font: false}}
plugins: [search, statuspage]
"""


def build(incidents: Path, into: Path, url: str, now: datetime = NOW) -> None:
    """Build a whole site as its owner does, by MkDocs."""
    with TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "mkdocs.yml").write_text(CONFIG.format(url=url, incidents=incidents), "utf-8")
        mkdocs = str(Path(sys.executable).parent / "mkdocs")
        env = {"SOURCE_DATE_EPOCH": str(int(now.timestamp()))}
        run(mkdocs, "build", "--quiet", "--site-dir", str(into), cwd=here, env=env)
