"""The documented settings of a host do what they say."""

import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from followers.tools import ROOT, program, write
from outputs.library import site

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


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home: Path = tmp_path_factory.mktemp("nginx")
    command, port = program("nginx"), free_port()
    (home / "www").mkdir()
    write(site(), home / "www")
    text = (ROOT / "generator" / "docs" / "hosting.md").read_text("utf-8")
    server = re.search(r"(?s)```nginx\n(.*?)```", text)
    assert server is not None
    block = (
        server[1].replace("/srv/status/current", f"{home}/www").replace("8080", f"127.0.0.1:{port}")
    )
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
    for _ in range(50):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("nginx did not start")


@pytest.mark.parametrize(
    ("path", "mime"),
    [
        ("feed.xml", "application/xml; charset=utf-8"),
        ("history.atom", "application/xml; charset=utf-8"),
        ("history.rss", "application/xml; charset=utf-8"),
        ("components/payments/feed.atom", "application/xml; charset=utf-8"),
        ("reports/feed.json", "application/json; charset=utf-8"),
        ("api/v2/summary.json", "application/json; charset=utf-8"),
        ("components/payments/badge.svg", "image/svg+xml; charset=utf-8"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
    ],
)
def test_nginx_serves_what_programs_follow(path: str, mime: str, nginx: str) -> None:
    """Type, short caching and CORS are as in `_headers`."""
    with urllib.request.urlopen(nginx + path, timeout=5) as answer:
        assert answer.headers["Content-Type"] == mime
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
