"""CPU and peak memory of `mkdocs build` over more and more incidents, and the ratios between them.

`python -m tests.bench [100 500 1000 2000]`. Ratios can be compared between machines, seconds cannot.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

from tests.bench.make_incidents import make_site

COUNTS = (100, 500, 1000, 2000)


class Cost(NamedTuple):
    """What one build took."""

    cpu: float
    """Seconds of the processor, user and system."""
    peak: float
    """The most memory held at once, in MB."""


def main() -> None:
    """Measure each count and print a line for it."""
    parser = argparse.ArgumentParser(description="Measure builds.")
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    print("incidents   CPU s   peak MB   ms per incident beyond the first count")
    first: tuple[int, Cost] | None = None
    for count in parser.parse_args().counts:
        cost = measure(count)
        more = ""
        if first and count > first[0]:
            more = f"{1000 * (cost.cpu - first[1].cpu) / (count - first[0]):.2f}"
        first = first or (count, cost)
        print(f"{count:9}{cost.cpu:8.2f}{cost.peak:10.0f}   {more}", flush=True)


def measure(count: int) -> Cost:
    """Build a made-up site once and give what it took."""
    with tempfile.TemporaryDirectory() as folder:
        make_site(Path(folder), count)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        return cost_of(command, Path(folder))


def cost_of(command: list[str], folder: Path) -> Cost:
    """Run a command to its end and give what it took."""
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout
    said: list[bytes] = []
    reader = threading.Thread(target=lambda: said.extend(process.stdout or ()))
    reader.start()
    _, code, usage = os.wait4(process.pid, 0)
    reader.join()
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode:
        raise SystemExit(b"".join(said).decode(errors="replace"))
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
