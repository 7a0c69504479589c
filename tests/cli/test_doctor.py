"""`doctor`: each thing that an incident will need, with its remedy where it is not ready."""

import gzip
import http.server
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from cli.conftest import Run

UPDATE = "20261103T092000Z-k7q2"
PAGE = b"""<script type="module" src="./assets/script.js" async></script><link rel="icon" href="https://x.example/i.svg">"""
Page = dict[str, object]


class Server(http.server.ThreadingHTTPServer):
    """A host of a status page whose files and clock a test sets."""

    files: Page
    off = timedelta()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Answer(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        found = self.server.files.get(self.path.partition("?")[0])
        self.send_response_only(200 if found is not None else 404)
        if isinstance(found, bytes) and found.startswith(b"\x1f\x8b"):
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Date", format_datetime(datetime.now(UTC) + self.server.off, usegmt=True))
        self.end_headers()
        self.wfile.write(found if isinstance(found, bytes) else json.dumps(found).encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def live(site: Path) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    config = site / "mkdocs.yml"
    config.write_text(config.read_text().replace("https://status.tiny.example/", server.url))
    server.files = {
        "/build.json": {"built_at": datetime.now(UTC).isoformat(), "generator": "ours"},
        "/feed.json": {"items": [{"id": f"tag:tiny,2026:{UPDATE}"}]},
        "/": gzip.compress(PAGE),
        "/assets/script.js": b"x" * 2000,
    }
    yield server
    server.shutdown()
    server.server_close()


def found(run: Run) -> dict[str, tuple[str, str]]:
    """Return what was found by its subject, and the remedy."""
    done = run("doctor", "--json")
    told = {one["subject"]: (one["said"], one["remedy"]) for one in json.loads(done.out)}
    assert done.code == (1 if any(remedy for _, remedy in told.values()) else 0)
    return told


def test_all_is_ready(remote: Path, live: Server, run: Run) -> None:
    """It says what it looked at, and ends with 0."""
    told = found(run)
    assert list(told) == ["people", "queue", "push", "page", "newest", "weight", "clock"]
    assert told["push"][0].endswith("takes it")
    assert told["weight"][0] == "2 kB in 2 requests"
    assert told["newest"][0] == "visitors see the newest word"
    assert "ok  push" in run("doctor").out


def gone(live: Server) -> None:
    live.files = {}


def old(live: Server) -> None:
    live.files["/build.json"] = {"built_at": (datetime.now(UTC) - timedelta(hours=27)).isoformat()}


def foreign(live: Server) -> None:
    live.files["/build.json"] = {"by": "another program"}


def login(live: Server) -> None:
    live.files["/build.json"] = b"<html>Log in</html>"


def a_list(live: Server) -> None:
    live.files["/build.json"] = []


def behind(live: Server) -> None:
    live.files["/feed.json"] = {"items": [{"id": "tag:tiny,2026:another"}]}


def plain(live: Server) -> None:
    live.files["/"] = PAGE


def slow_clock(live: Server) -> None:
    live.off = timedelta(minutes=10)


@pytest.mark.parametrize(
    ("hurt", "subject", "said", "remedy"),
    [
        (gone, "page", "it answers 404", "publish it"),
        (login, "page", "it answers with something else", "publish it"),
        (a_list, "page", "it answers with something else", "publish it"),
        (foreign, "page", "no page of ours", "correct `site_url`"),
        (old, "page", "built 27 h ago", "the workflow `clock`"),
        (behind, "newest", f"visitors do not see {UPDATE}", "the last build failed"),
        (plain, "weight", "2 kB in 2 requests, not compressed", "`compress` in mkdocs.yml"),
        (slow_clock, "clock", "s behind the page's server", "timedatectl"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_wrong_with_the_page_is_told(
    remote: Path,
    live: Server,
    run: Run,
    hurt: Callable[[Server], None],
    subject: str,
    said: str,
    remedy: str,
) -> None:
    """Each with what to do about it."""
    hurt(live)
    told = found(run)[subject]
    assert said in told[0]
    assert remedy in told[1]


def test_a_page_that_goes_down_with_its_company_is_told(
    remote: Path, live: Server, site: Path, run: Run
) -> None:
    """One host for both is a remedy to give; one domain is worth a word."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(
        config.read_text().replace("name: Tiny}", "name: Tiny, url: 'http://127.0.0.1/'}")
    )
    assert "goes down with it" in found(run)["host"][0]


@pytest.mark.parametrize("address", ["https://www..tiny.example/", "https://[::1/x"])
def test_an_address_at_which_nobody_can_be_asked_is_told(
    site: Path, run: Run, address: str
) -> None:
    """It is looked at as far as that goes, and said that it is wrong."""
    config = site / "mkdocs.yml"
    config.write_text(config.read_text().replace("https://status.tiny.example/", f"'{address}'"))
    told = found(run)
    assert f"nobody can be asked at `site_url`, {address}" in told["site"][0]
    assert "no address of the web" in told["page"][0]


def test_a_remote_that_takes_nothing_is_told(remote: Path, live: Server, run: Run) -> None:
    """Neither is anything pushed by looking."""
    shutil.rmtree(remote)
    assert "git push --dry-run origin" in found(run)["push"][1]


def test_a_folder_without_git_or_people_is_told(site: Path, live: Server, run: Run) -> None:
    """What to do first."""
    config = site / "incidents" / "statuspage.yml"
    text = config.read_text()
    config.write_text(text[: text.index("people:")] + "clock: 2026-11-03T10:00:00Z\n")
    told = found(run)
    assert "make a repository" in told["push"][1]
    assert "under `people`" in told["people"][1]


@pytest.mark.parametrize(
    ("hours", "ended", "said", "is_well"),
    [
        (3, "success", "3 h ago: success", True),
        (3, "", "3 h ago: under way", True),
        (3, "failure", "3 h ago: failure", False),
        (27, "success", "27 h ago: success", False),
        (None, "", "it has never run", False),
        (None, "exit 4", "not known here", True),
    ],
)
def test_the_last_run_of_the_clock_is_told(
    site: Path,
    live: Server,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    hours: int | None,
    ended: str,
    said: str,
    is_well: bool,
) -> None:
    """As GitHub's own program says; a page that was pushed today hides that no day builds it any more."""
    (site / ".github/workflows").mkdir(parents=True)
    (site / ".github/workflows/clock.yml").touch()
    at = datetime.now(UTC) - timedelta(hours=hours or 0)
    runs = [{"createdAt": f"{at:%Y-%m-%dT%H:%M:%SZ}", "conclusion": ended}]
    program = tmp_path_factory.mktemp("bin") / "gh"
    answer = json.dumps(runs if hours else [])
    program.write_text(ended if ended.startswith("exit") else f"#!/bin/sh\necho '{answer}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    told = found(run)["clock run"]
    assert said in told[0]
    assert (told[1] == "") == is_well
