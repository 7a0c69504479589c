"""A file server that compresses as real hosts do, and Chromium to look at what it serves."""

import gzip
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

from warm import mkdocs

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WINDOWLESS = shutil.which("chromium-headless-shell") or CHROMIUM
"""The same without its windows, which cost more than twice what the pages in them do."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGE_TYPES = {
    "status": "",
    "open incident": "incidents/2026-11-18-older-card-readers/",
    "report": "incidents/2026-09-22-payouts-sent-twice/",
    "correction": "incidents/2026-10-06-wrong-price/",
    "maintenance": "incidents/2026-11-21-database-move/",
    "component": "components/checkout/",
    "retired component": "components/fax/",
    "history": "history/",
    "year": "history/2025/",
    "reports": "reports/",
    "promises": "promises/",
    "record": "record/",
    "record to print": "record/sheet/",
    "subscribe": "subscribe/",
    "search": "search/?q=certificate",
    "own page": "about/",
    "not found": "no-such-page/",
}
"""Every kind of page of the example, and where one of it stands."""


class Handler(SimpleHTTPRequestHandler):
    """Serves files compressed, and `404.html` for what is not there."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a compressed file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        path = path if found else Path(self.directory) / "404.html"
        body = gzip.compress(path.read_bytes(), mtime=0)
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a built site, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium."""
    return playwright.chromium.launch(executable_path=WINDOWLESS, args=FLAGS)


def built(folder: Path, site_dir: Path, now: str | None = None) -> Path:
    """Build the site of a folder that has a `mkdocs.yml`."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    if now is not None:
        environment["SOURCE_DATE_EPOCH"] = now
    done = mkdocs(folder, "build", "--quiet", "--site-dir", str(site_dir), env=environment)
    done.check_returncode()
    return site_dir


@cache
def axe() -> str:
    """Give the script that finds what keeps people out."""
    import axe_playwright_python

    folder = Path(axe_playwright_python.__file__).parent
    return next(folder.rglob("axe.min.js")).read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Give what axe finds on a page, best practices included."""
    page.evaluate(axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


class Watch:
    """What a page says on the console, and which other hosts it asks."""

    def __init__(self, page: Page, base: str) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self._note(request.url, base))

    def _note(self, url: str, base: str) -> None:
        if not url.startswith((base, "data:")):
            self.asked.append(url)
