"""A server of thirty pieces of evidence, of which ten are rotten, each in its own way; and what others do besides."""

import gzip
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=utf-8"}
LONG = "<p>We compare each region of the new file with the old one.</p>" * 40
LOG_IN = "<form>Name <input name=n> Password <input type='password' name=p></form>"


def page(title: str, body: str = "<p>Change 881 refuses a file that drops a region.</p>") -> Answer:
    text = f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return 200, HTML, text.encode()


def sent(code: int, where: str, **headers: str) -> Answer:
    return code, {"Location": where, **headers}, b""


MISSING: Answer = (404, HTML, page("Page not found | Acme", "<h1>Page not found</h1>")[2])
SHRUG = page("Acme", "<p>Sorry.</p><p>This page does not exist.</p><a href='/'>Home</a>")
ROBOT = page("Acme", LOG_IN)


@dataclass
class Evidence:
    """The server: what it was asked, and what it answers."""

    url: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    headers: list[Mapping[str, str]] = field(default_factory=list)

    def answer(self, path: str, headers: Mapping[str, str]) -> Answer:
        self.asked[path] += 1
        self.headers.append(headers)
        if path.startswith("/spa/"):  # says the same to every address
            return SHRUG
        if path.startswith("/vault/"):
            return ROBOT
        if path.startswith("/moved-away/"):
            return sent(302, "/news")
        if path == "/cookies":
            return (
                page("Kept") if "seen=1" in headers.get("cookie", "") else sent(302, path, **SETS)
            )
        if path in BUSY_ONCE:
            return page("Kept") if self.asked[path] > 1 else BUSY_ONCE[path]
        return FIXED.get(path, MISSING)


SETS = {"Set-Cookie": "seen=1; Path=/"}
BUSY_ONCE: Mapping[str, Answer] = {
    "/busy": (429, {"Retry-After": "0"}, b"Wait"),
    "/restarting": (503, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, b"Soon"),
}
FIXED: Mapping[str, Answer] = {
    "/": page("Acme"),
    "/news": page("News | Acme", LONG),
    "/login?next=%2Fprivate": page("Sign in | Acme", LOG_IN),
    "/changes/881": page("Change 881 | Acme"),
    "/file.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"),
    "/no-type": (200, {}, b"A region guard is in place."),
    "/led": sent(302, "/changes/881"),
    "/slash": sent(301, "/slash/"),
    "/slash/": page("Kept"),
    "/new-home": sent(301, "/changes/881"),
    "/about-404s": page(
        "How we fixed the 404 errors | Acme", "<h1>Our 404 errors</h1><p>Gone.</p>"
    ),
    "/not-found-story": page("Page not found - how we made it tell the truth", "<p>A story.</p>"),
    "/with-a-log-in-beside": page("Change 882 | Acme", f"<h1>Change 882</h1><p>Done.</p>{LOG_IN}"),
    "/long-with-log-in": page("Sign in", LOG_IN + LONG),
    "/packed": (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(page("Kept")[2])),
    "/latin": (
        200,
        {"Content-Type": "text/html; charset=iso-8859-1"},
        "<p>Já está".encode("latin-1"),
    ),
    "/caf%C3%A9": page("Café"),
    "/search?id=5": page("Ticket 5"),
    "/refreshed": page("Kept", "<meta http-equiv=refresh content='0; url=/changes/881'>"),
    "/json": (200, {"Content-Type": "application/json"}, b'{"state": "closed"}'),
    "/change-404": page("Change 404 · acme/pay"),
    "/404-media": page("404 Media: a story", "<p>Nothing was gone.</p>"),
    "/removed": page("Kept", "<p>The wrong page was removed.</p><p>It is not there any more.</p>"),
    "/json-kept": (200, {"Content-Type": "application/json"}, b'{"error": null, "state": "done"}'),
    "/language": sent(302, "/language?lang=en"),
    "/language?lang=en": page("Kept"),
    "/partly": (203, HTML, b"<p>It is done."),
    "/odd-charset": (
        200,
        {"Content-Type": "text/html; charset=punycode"},
        b"<p>It is done." * 9000,
    ),
    "/padlock": page("Access to card data is denied to all but two"),
    # rotten
    "/for-sale": page("acme-changes.example is for sale", "<p>Make an offer.</p>"),
    "/suspended": page("Account Suspended", "<p>Contact your host.</p>"),
    "/json-error": (200, {"Content-Type": "application/json"}, b'{"message": "Not Found"}'),
    "/json-code": (200, {"Content-Type": "application/json"}, b'{"error": {"code": 404}}'),
    "/plain": (200, {"Content-Type": "text/plain"}, b"  \r\n "),
    "/denied": page("Access denied", "<p>Ask your administrator.</p>"),
    "/to-no-page": sent(302, "/404.html"),
    "/404.html": page("Acme", "<p>Hm.</p>"),
    **{f"/long-way{n}": sent(302, f"/long-way{n + 1}") for n in range(1, 20)},
    "/long-way": sent(302, "/long-way1"),
    "/to-mail": sent(302, "mailto:ana@tiny.example"),
    "/deleted": (410, HTML, b"Gone"),
    "/soft": page("Page not found · Acme", "<h1>Oops!</h1>"),
    "/private": sent(302, "/login?next=%2Fprivate"),
    "/first-page": sent(301, "/"),
    "/circle": sent(302, "/circle-2"),
    "/circle-2": sent(302, "/circle"),
    "/empty": (200, HTML, b""),
    "/broken": (500, HTML, b"Internal error"),
    "/to-metadata": sent(302, "http://169.254.169.254/latest/meta-data/"),
    "/password": (401, HTML | {"WWW-Authenticate": "Basic"}, b"Who are you?"),
}
GOOD = (
    "/changes/881 /file.pdf /no-type /led /slash /new-home /about-404s /not-found-story"
    " /with-a-log-in-beside /long-with-log-in /packed /latin /café /search?id=5 /refreshed /json"
    " /cookies /busy /restarting /drip"
).split()
"""Twenty that a reader can see."""
GOOD_TOO = (
    "/change-404 /404-media /removed /json-kept /language /partly /odd-charset /padlock".split()
)
"""More that a reader can see, and that looks as if not."""
ROTTEN: Mapping[str, str] = {
    "/never": "gone",
    "/deleted": "gone",
    "/soft": "gone",
    "/spa/changes/881": "gone",
    "/first-page": "gone",
    "/private": "closed",
    "/password": "closed",
    "/circle": "silent",
    "/broken": "silent",
    "/hangs": "silent",
}
"""Ten that nobody can see, each with what it is."""
ROTTEN_TOO: Mapping[str, str] = {
    "/empty": "gone",
    "/to-metadata": "closed",
    "/vault/881": "closed",
    "/moved-away/881": "gone",
    "/breaks-off": "silent",
    "/for-sale": "gone",
    "/suspended": "gone",
    "/json-error": "gone",
    "/json-code": "gone",
    "/plain": "gone",
    "/denied": "closed",
    "/to-no-page": "gone",
    "/long-way": "silent",
    "/to-mail": "silent",
    "/endless-head": "silent",
}
"""More ways in which evidence rots."""


RAW = ("/drip", "/hangs", "/breaks-off", "/endless-head")


def _raw(path: str, write: Callable[[bytes], object], is_over: threading.Event) -> None:
    """Answer as servers do that do not keep to the rules."""
    if path == "/drip":
        write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not is_over.wait(0.02):
            write(b"<p>One more line of it.")
    elif path == "/hangs":
        is_over.wait(1)
    elif path == "/breaks-off":
        write(b"HTTP/1.1 200 OK\r\nContent-Le")
    elif path == "/endless-head":
        write(b"HTTP/1.1 200 OK\r\n")
        while not is_over.wait(0.02):
            write(b"X")


@contextmanager
def served(certificate: Path | None = None) -> Iterator[Evidence]:
    """Serve the evidence on this machine; with a certificate over TLS."""
    found, is_over = Evidence(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_HEAD(self) -> None:
            self.send_error(405)

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path in RAW:
                found.asked[self.path] += 1
                _raw(path, self.wfile.write, is_over)
                return
            headers = {key.lower(): value for key, value in self.headers.items()}
            code, told, body = found.answer(self.path, headers)
            self.send_response(code)
            for key, value in told.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def handle(self) -> None:
            with suppress(OSError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    scheme, host = ("https", "localhost") if certificate else ("http", "127.0.0.1")
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    found.url = f"{scheme}://{host}:{server.server_port}"
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    ).start()
    try:
        yield found
    finally:
        is_over.set()
        server.shutdown()
        server.server_close()
        time.sleep(0)
