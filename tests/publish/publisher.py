"""A process that publishes a site in a fork for each line of standard input, and kills it with all that it started.

Usage: publisher.py ROOT TARGET. A line is the folder of a built site and the seconds that the fork has. How it ended
is printed: `0`, or the signal as a negative number. What stands at the other end of a line (a `setsid`) lives on.
"""

import os
import signal
import sys
import time
from pathlib import Path

from mkdocs_statuspage.model.config import HostingTarget
from mkdocs_statuspage.writing.hosting_targets import put_site


def publish(site: str, root: str, target: HostingTarget) -> None:
    put_site(Path(site), target, Path(root))
    os._exit(0)


def killed(fork: int, seconds: float) -> int:
    """Give a process so much time, and say how it ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(fork, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.killpg(fork, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])


def main(root: str, target: str) -> None:
    wanted = HostingTarget.model_validate_json(target)
    while line := sys.stdin.readline():
        site, seconds = line.rsplit(maxsplit=1)
        fork = os.fork()
        os.setpgid(fork, fork)  # by both, as either may be first
        if not fork:
            publish(site, root, wanted)
        print(killed(fork, float(seconds)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
