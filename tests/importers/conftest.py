"""A web server on this machine, for what is fetched by its address."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Reply = tuple[int, Mapping[str, str], bytes]


@dataclass
class Web:
    """What a server has at each path, with its query, and what it was asked."""

    url: str = ""
    pages: dict[str, Any] = field(default_factory=dict)
    """Something for JSON, bytes, or a status, headers and bytes; a function is called for each request."""
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def reply(self, path: str) -> Reply:
        found = self.pages.get(path, (404, {}, b"<html>Nothing here</html>"))
        found = found() if callable(found) else found
        if isinstance(found, tuple):
            return found
        return 200, {}, found if isinstance(found, bytes) else json.dumps(found).encode()


class Server(ThreadingHTTPServer):
    """A server that does not mind when nobody hears it out."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def webs() -> Iterator[Callable[[], Web]]:
    """Give what starts a server."""
    servers = []

    def start() -> Web:
        web = Web()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append((self.path, dict(self.headers)))
                code, headers, data = web.reply(self.path)
                self.send_response(code)
                for name, value in ({"Content-Length": str(len(data))} | dict(headers)).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        web.url = f"http://127.0.0.1:{server.server_port}"
        return web

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def web(webs: Callable[[], Web]) -> Web:
    return webs()
