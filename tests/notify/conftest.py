"""A pushed site with a way to tell: servers on this machine take what it tells."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import CONFIG, pushed, remote, run, site
from mail_servers import Mailbox, mail_server

__all__ = [
    "Told",
    "answers",
    "mailbox",
    "post",
    "pushed",
    "remote",
    "run",
    "said",
    "site",
    "webhook",
]

KEY = "whsec_c3RhdHVzcGFnZSB0ZXN0cw=="


@dataclass
class Told:
    """A program on the web, and what it was sent."""

    url: str = ""
    requests: list[tuple[str, str, dict[str, str], Any]] = field(default_factory=list)
    """Method, path, headers and what the body says."""
    answer: Callable[[str, str, Any], tuple[int, Any]] = lambda *_: (200, {})
    """Gives a status and what the answer says, for a method, a path and a body."""

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for _, _, headers, _ in self.requests]


@pytest.fixture
def answers() -> Iterator[Callable[[], Told]]:
    """Give what starts a program on the web."""
    servers = []

    def start() -> Told:
        told = Told()

        class Handler(BaseHTTPRequestHandler):
            def _taken(self) -> None:
                text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                body = json.loads(text) if text else None
                headers = {name.lower(): value for name, value in self.headers.items()}
                told.requests.append((self.command, self.path, headers | {"raw": text}, body))
                code, tree = told.answer(self.command, self.path, body)
                data = (tree if isinstance(tree, str) else json.dumps(tree)).encode()
                self.send_response(code)
                self.send_header("Content-Length", str(len(data)))
                if code == 302:
                    self.send_header("Location", f"{told.url}/elsewhere")
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = _taken  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        told.url = f"http://127.0.0.1:{server.server_port}"
        return told

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def webhook(answers: Callable[[], Told]) -> Told:
    return answers()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as found:
        yield found


@pytest.fixture
def post(
    site: Path, remote: Path, webhook: Told, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let the site tell by webhook, and by mail three readers."""
    monkeypatch.setenv("HOOK_KEY", KEY)
    monkeypatch.setenv("XDG_STATE_HOME", str(site / ".statuspage" / "home"))
    (site / ".git" / "info" / "exclude").write_text("readers.csv\n")
    (site / "readers.csv").write_text(
        "name,address,components\nJosé Ñuñez,jose@reader.test,\nבן לוי,ben@reader.test,checkout api\nEve,eve@reader.test,api\n"
    )
    (site / "incidents/statuspage.yml").write_text(
        f"""{CONFIG}mail: {{host: 127.0.0.1, port: {mailbox.port}, tls: none, per_minute: 60000}}
notify:
  hook: {{to: webhook, at: "{webhook.url}/hook", secret_in: HOOK_KEY}}
  customers: {{to: mail, at: readers.csv, sender: ana}}
"""
    )


def said(mailbox: Mailbox) -> list[tuple[str, str]]:
    """Give who got what, in the order of names."""
    pairs = zip(mailbox.recipients, mailbox.taken, strict=True)
    return sorted((to, str(message["Subject"])) for to, message in pairs)
