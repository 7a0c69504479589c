"""Serves a folder as any file server does, asks it for pages all the time, and prints what is odd about them.

To each line of standard input it says `round`, when it has gone round once more since.
"""

import re
import sys
import threading
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from select import select

PAGES = ("", "history/", "components/post/", "incidents/2026-11-02-letters-late/", "feed.xml")
"""Where the incident's title stands."""
TITLE = re.compile(r"Letters left a day late( no\. \d+)?")


class Quiet(SimpleHTTPRequestHandler):
    """Python's plain file server without its log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def asked(url: str) -> str:
    """Ask for a page, and give the title in it, or what is odd."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            text = answer.read().decode()
    except (OSError, ValueError) as error:
        return f"odd: {url}: {error}"
    if not text.rstrip().endswith(("</html>", "</rss>")):
        return f"odd: {url}: {text[-80:]}"
    return ",".join(sorted(set(TITLE.findall(text))))


def go_round(url: str) -> list[str]:
    """Ask for each page once; while that lasts the site may change, once, and then it has changed.

    Whoever changes it waits for a `round` first: two changes in one round would look like a mixture.
    """
    seen = [asked(url + page) for page in PAGES]
    odd = [answer for answer in seen if answer.startswith("odd")]
    changes = sum(one != after for one, after in pairwise(seen))
    return odd or ([f"odd: a mixture: {seen}"] if changes > 1 else [])


def main(where: str) -> None:
    """Go round for ever at an address, or in a folder."""
    if not where.startswith("http"):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=where))
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        where = f"http://127.0.0.1:{server.server_port}/"
    is_asked = False
    while True:
        for line in [*go_round(where), *["round"] * is_asked]:
            print(line, flush=True)
        is_asked = bool(select([sys.stdin], [], [], 0)[0] and sys.stdin.readline())


if __name__ == "__main__":
    main(sys.argv[1])
