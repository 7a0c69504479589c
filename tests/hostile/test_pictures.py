"""Pictures that try to act, in Chromium: what passes the check does nothing, and behind our header nothing does."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

import pytest

from hostile.chromium import browser
from mkdocs_statuspage.outputs.hosts import INERT as POLICY
from mkdocs_statuspage.reading.attachments import check_asset
from reading.active_pictures import ACTIVE, FILES, INERT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright, Request

ALL: Mapping[str, bytes] = {
    **{f"{name}.svg": data for name, data in {**ACTIVE, **INERT}.items()},
    **FILES,
}
WAYS = ("<iframe src='{}'></iframe>", "<object data='{}'></object>", "<embed src='{}'>", "<img src='{}'>")  # fmt: skip
"""How a page shows a file; the first is that in which most acts."""
XML = [
    "xsd",
    "rng",
    "wadl",
    "tei",
    "vxml",
    "xsl",
    "xslt",
    "kml",
    "gpx",
    "rdf",
    "rss",
    "atom",
    "mathml",
    "mml",
    "wsdl",
    "svg.html",
    "pdf.xml",
]

HOOK = "window.alert = () => console.log(`ran: ${location.href}`);"
"""Says it instead of waiting for somebody."""


class Host(SimpleHTTPRequestHandler):
    """Serves files as a host with a long list of types does, for whom XML is XML by whatever name."""

    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        **{f".{kind}": "application/xml" for kind in XML},
        **{f".{kind}": "text/html" for kind in ("php", "asp", "HTML", "unheard-of", "xml.xsd")},
        "": "text/html",
    }
    policy = ""

    def end_headers(self) -> None:
        """Add the header, but for the page that only shows the others."""
        if self.policy and not self.path.startswith("/all."):
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class StrictHost(Host):
    """Serves with the header that `_headers` names for pictures."""

    policy = POLICY


@contextmanager
def served(folder: Path, host: type[Host]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(folder)))
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def watched(chromium: "Browser") -> Iterator[tuple["Page", list[str]]]:
    """Open a window, and yield it with what acts in it: an `alert`, or a question to another host."""
    page, did = chromium.new_page(viewport={"width": 300, "height": 300}), []
    page.add_init_script(HOOK)
    page.on("console", lambda said: did.append(said.text) if "ran: " in said.text else None)
    page.on("dialog", lambda dialog: (did.append(dialog.message), dialog.dismiss()))
    page.on("requestfailed", lambda asked: did.extend(asked_elsewhere(asked)))
    page.context.on("page", lambda popup: popup.close())
    yield page, did
    page.close()


def asked_elsewhere(request: "Request") -> list[str]:
    """Give the address where another host was asked, which is nowhere found; a browser stops what it may not ask."""
    stopped = request.failure in ("csp", "origin")
    return [request.url] if "elsewhere.example" in request.url and not stopped else []


def acting(chromium: "Browser", folder: Path, host: type[Host]) -> list[str]:
    """Open each file by itself, click into it, and give those that act."""
    found = []
    with served(folder, host) as url:
        for path in sorted(folder.iterdir()):
            with watched(chromium) as (page, did), suppress(Exception):  # some are downloads
                page.goto(f"{url}{quote(path.name)}", wait_until="load")
                page.mouse.click(40, 40)
                page.wait_for_timeout(100)
            found += [path.name] if did else []
    return found


def acting_in_a_page(
    chromium: "Browser", folder: Path, host: type[Host], ways: tuple[str, ...] = WAYS[:1]
) -> list[str]:
    """Show every file of a folder in a page, and give what they do."""
    shown = "".join(way.format(quote(p.name)) for p in folder.iterdir() for way in ways)
    (folder / "all.html").write_text(f"<!doctype html>{shown}")
    with served(folder, host) as url, watched(chromium) as (page, did):
        page.goto(f"{url}all.html", wait_until="load", timeout=120_000)
        page.wait_for_timeout(1000)
    (folder / "all.html").unlink()
    return did


@pytest.fixture
def every(tmp_path: Path) -> Path:
    """Give a folder with all of them."""
    folder = tmp_path / "every"
    folder.mkdir()
    for name, data in ALL.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def passed(tmp_path: Path) -> Path:
    """Give a folder with those that the check lets pass."""
    folder = tmp_path / "passed"
    folder.mkdir()
    for name, data in ALL.items():
        (folder / name).write_bytes(data)
        if check_asset(folder / name):
            (folder / name).unlink()
    assert {path.name for path in folder.iterdir()} == {f"{name}.svg" for name in INERT}
    return folder


def test_pictures_in_a_page_do_nothing(playwright: "Playwright", every: Path, passed: Path) -> None:
    """Without our header those that pass the check, behind it all of them; without either many act."""
    with browser(playwright) as chromium:
        assert len(acting_in_a_page(chromium, every, Host)) > 40
        assert acting_in_a_page(chromium, every, StrictHost) == []
        assert acting_in_a_page(chromium, passed, Host, WAYS) == []


@pytest.mark.long
def test_pictures_do_nothing_when_they_are_opened(
    playwright: "Playwright", every: Path, passed: Path
) -> None:
    """By their own address, when somebody clicks into them, and in whatever way a page shows them."""
    with browser(playwright) as chromium:
        assert acting_in_a_page(chromium, every, StrictHost, WAYS) == []
        assert len(acting(chromium, every, Host)) > 60
        assert acting(chromium, every, StrictHost) == []
        assert acting(chromium, passed, Host) == []
