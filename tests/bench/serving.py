"""From saving to seeing: how long a page that is served takes to tell what was just written."""

import re
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from tests.bench.costs import environment

PATIENCE = 600.0
"""After so many seconds nobody waits for a page any more."""
EVERY = 0.02
CALM = 2.0
"""Seconds of rest before something is saved, so that nothing of before is still being built."""


@dataclass(frozen=True)
class Served:
    """A site that can be served, and a file whose title is seen on one of its pages."""

    command: Callable[[int], Sequence[str]]
    """What serves it at a port of this machine."""
    folder: Path
    source: Path
    page: str


def from_saving_to_seeing(sites: Mapping[str, Served], times: int) -> Mapping[str, float]:
    """Serve each site, save another title in each by turns, and give the median of seconds until it is seen."""
    taken: dict[str, list[float]] = {name: [] for name in sites}
    with ExitStack() as servers:
        pages = {name: servers.enter_context(_serving(site)) for name, site in sites.items()}
        for number in range(times):
            for name, site in sites.items():
                time.sleep(CALM)
                taken[name].append(_seen_after(site.source, pages[name], f"Seen {number} times"))
    return {name: median(seconds) for name, seconds in taken.items()}


@contextmanager
def _serving(site: Served) -> Iterator[str]:
    """Serve a site until the end, and give the address of its page once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/{site.page}"
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            site.command(port), cwd=site.folder, stdout=said, stderr=said, env=environment()
        )
        try:
            _wait_for(address, "", process)
            yield address
        except TimeoutError as error:
            said.seek(0)
            raise SystemExit(f"{error}\n{said.read().decode(errors='replace')}") from None
        finally:
            _end(process)


def _seen_after(source: Path, address: str, title: str) -> float:
    """Save another title, and give the seconds until the page has it."""
    text = source.read_text(encoding="utf-8")
    begun = time.perf_counter()
    source.write_text(re.sub(r"(?m)^title: .*$", f"title: {title}", text, count=1), "utf-8")
    _wait_for(address, title)
    return time.perf_counter() - begun


def _wait_for(address: str, title: str, process: "subprocess.Popen[bytes] | None" = None) -> None:
    """Ask for a page until it has a title."""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until and not (process and process.poll() is not None):
        try:
            with urlopen(address, timeout=PATIENCE) as answer:
                if title in answer.read().decode("utf-8"):
                    return
        except (URLError, OSError):
            pass
        time.sleep(EVERY)
    raise TimeoutError(f"{address} does not answer with {title!r}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a server as a person does, and without regard where it does not end so."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        process.send_signal(number)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            continue
        return
