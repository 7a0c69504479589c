"""What a program takes: processor, time and memory."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class TookTooLong(Exception):
    """A program that was ended, as it took longer than anybody waits."""


class Cost(NamedTuple):
    """What one run took."""

    cpu: float
    """Seconds of the processor, user and system, of the program and of those that it started."""
    peak: float
    """The most memory that one of them held at once, in MB."""
    wall: float
    """Seconds from its beginning to its end."""

    def after(self, before: "Cost") -> "Cost":
        """Give what two runs took, one after the other."""
        return Cost(self.cpu + before.cpu, max(self.peak, before.peak), self.wall + before.wall)


def cost_of(command: Sequence[str], folder: Path, longest: float | None = None) -> Cost:
    """Run a command to its end and give what it took.

    Raises:
        TookTooLong: it was not at its end after `longest` seconds.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment()
    )
    assert process.stdout
    said: list[bytes] = []
    reader = threading.Thread(target=lambda: said.extend(process.stdout or ()))
    reader.start()
    ending = threading.Timer(longest or threading.TIMEOUT_MAX, process.kill)
    ending.daemon = True
    ending.start()
    _, code, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    ending.cancel()
    reader.join()
    process.stdout.close()
    process.returncode = os.waitstatus_to_exitcode(code)
    if longest and wall > longest:
        raise TookTooLong(f"{longest:.0f} s")
    if process.returncode:
        raise SystemExit(b"".join(said).decode(errors="replace"))
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, wall)


def environment() -> dict[str, str]:
    """Give the surroundings, in which modules may be kept compiled: without that every start costs a second."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
