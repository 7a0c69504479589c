"""The documented settings of a host do what they say."""

import gzip
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from followers.tools import ROOT, program
from mkdocs_statuspage.desk.live_page import weigh
from plugin.library import free_port, prepare
from plugin.library import run as build

NGINX = """
daemon off; pid {home}/pid; error_log {home}/error.log; {user}
events {{}}
http {{
  access_log off; include /etc/nginx/mime.types;
  client_body_temp_path {home}/a; proxy_temp_path {home}/b; fastcgi_temp_path {home}/c;
  uwsgi_temp_path {home}/d; scgi_temp_path {home}/e;
  {server}
}}
"""
DOWN = "2026-11-10-post-down.md"
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.fixture(scope="module")
def www(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a built site of thirty components, with compressed copies and a picture."""
    home: Path = tmp_path_factory.mktemp("nginx")
    compressed = {"statuspage": {"compress": True}}
    made = prepare("busy", home, plugins=["search", compressed])
    config, down = (home / "incidents" / name for name in ("statuspage.yml", DOWN))
    more = "".join(f"  part-{n}: {{name: Part {n}, group: Group {n % 5}}}\n" for n in range(27))
    config.write_text(config.read_text().replace("people:", f"{more}people:"))
    down.write_text(down.read_text().replace("Nothing leaves.", '"![A picture](box.svg)"'))
    (home / "incidents" / "box.svg").write_text(PICTURE)
    assert build(made).returncode == 0
    return made.site_dir


@pytest.fixture(scope="module")
def nginx(www: Path) -> Iterator[str]:
    """Serve it as the guide says, and give its address."""
    home, command, port = www.parent, program("nginx"), free_port()
    text = (ROOT / "generator" / "docs" / "hosting.md").read_text("utf-8")
    server = re.search(r"(?s)```nginx\n(.*?)```", text)
    assert server is not None
    block = server[1].replace("/srv/status/current", str(www)).replace("8080", f"127.0.0.1:{port}")
    (home / "nginx.conf").write_text(NGINX.format(home=home, server=block, user="user root;"))
    with subprocess.Popen(
        [command, "-c", str(home / "nginx.conf"), "-e", str(home / "log")]
    ) as child:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            child.terminate()


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("nginx did not start")


def asked(url: str, **headers: str) -> tuple[int, Message, bytes]:
    """Ask as a visitor does whose browser takes what is compressed."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip", **headers})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


@pytest.mark.parametrize(
    ("path", "mime"),
    [
        ("feed.xml", "application/xml; charset=utf-8"),
        ("history.atom", "application/xml; charset=utf-8"),
        ("history.rss", "application/xml; charset=utf-8"),
        ("components/post/feed.atom", "application/xml; charset=utf-8"),
        ("reports/feed.json", "application/json; charset=utf-8"),
        ("api/v2/summary.json", "application/json; charset=utf-8"),
        ("components/post/badge.svg", "image/svg+xml; charset=utf-8"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
    ],
)
def test_nginx_serves_what_programs_follow(path: str, mime: str, nginx: str) -> None:
    """Type, short caching and CORS are as in `_headers`, whether they take it compressed or not."""
    for taken in ("gzip", "identity"):
        _, headers, _ = asked(nginx + path, **{"Accept-Encoding": taken})
        assert headers["Content-Type"] == mime
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Cache-Control"] == "public, max-age=60, must-revalidate"
        assert (headers["Content-Encoding"] == "gzip") == (taken == "gzip")


def test_nginx_sends_the_copies_of_pages(nginx: str, www: Path) -> None:
    """Compressed by the build, kept for a minute, read by nobody else, and the same at their own time."""
    status, headers, body = asked(nginx)
    assert (status, headers["Content-Encoding"], headers["Vary"]) == (
        200,
        "gzip",
        "Accept-Encoding",
    )
    assert body == (www / "index.html.gz").read_bytes()
    assert gzip.decompress(body) == (www / "index.html").read_bytes()
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert headers["Access-Control-Allow-Origin"] is None
    assert asked(nginx, **{"If-Modified-Since": headers["Last-Modified"]})[0] == 304
    assert (
        asked(nginx, **{"Accept-Encoding": "identity"})[1]["Last-Modified"]
        == headers["Last-Modified"]
    )


def test_nginx_keeps_for_long_what_has_its_content_in_its_name(nginx: str, www: Path) -> None:
    """A script by another content has another name."""
    [script] = (www / "assets/statuspage").glob("script.*.js")
    _, headers, _ = asked(f"{nginx}assets/statuspage/{script.name}")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    _, headers, _ = asked(f"{nginx}assets/javascripts/lunr/min/lunr.da.min.js")
    assert headers["Cache-Control"] == "public, max-age=60, must-revalidate"


@pytest.mark.parametrize(("path", "code"), [("", 200), ("history/", 200), ("no-such/", 404)])
def test_nginx_guards_pages(path: str, code: int, nginx: str) -> None:
    """That of an address where there is nothing too: our own page, with a way on."""
    status, headers, body = asked(nginx + path)
    assert status == code
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert b"sp-header" in gzip.decompress(body)


def test_nginx_lets_nothing_in_a_picture_run(nginx: str) -> None:
    """Whoever drew it, and also where its own address is opened."""
    assert "sandbox" in asked(f"{nginx}incidents/box.svg")[1]["Content-Security-Policy"]


def test_nginx_leads_on_from_an_old_address(nginx: str) -> None:
    """Without the slash too, whatever stands before nginx and by whatever name."""
    connection = HTTPConnection(urlsplit(nginx).netloc)
    connection.request("GET", "/components/old-phone")
    assert connection.getresponse().headers["Location"] == "/components/old-phone/"
    connection.close()
    _, headers, body = asked(f"{nginx}components/old-phone")
    assert headers["Content-Encoding"] == "gzip"
    assert b'url=../../components/phone/"' in gzip.decompress(body)


def test_the_front_page_is_as_light_as_is_said(nginx: str) -> None:
    """What `doctor` measures: thirty components and an open incident in less than 30 kB and four requests."""
    found = weigh(nginx)
    assert found is not None
    assert found.is_compressed
    assert found.size <= 30_000
    assert found.requests <= 4
