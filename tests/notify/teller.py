"""A process that tells readers in forks, all at once for each line of standard input, and kills each after its time.

A line is a JSON list of folders and seconds. Each fork's number is printed as a list, which `TELLER` has in what a fork
starts; then how each ended: `0`, or the signal as a negative number.
What one says that ends in another way is said on standard error.
"""

import json
import os
import signal
import sys
import time

from mkdocs_statuspage.cli import run


def told(folder: str) -> None:
    kept, said = os.dup(2), os.memfd_create("said")
    os.dup2(said, 1)
    os.dup2(said, 2)
    code = run(["-C", folder, "notify", "--no-look"])
    sys.stdout.flush()
    if code:
        os.write(kept, os.pread(said, 10_000, 0))
    os._exit(code)


def started(folder: str) -> int:
    fork = os.fork()
    os.setpgid(fork, fork)  # by both, as either may be first
    if not fork:
        os.environ["TELLER"] = str(os.getpid())
        told(folder)
    return fork


def ended(forks: list[int], seconds: list[float]) -> list[int]:
    """Give each its time, and say how it ended."""
    began, codes = time.monotonic(), dict.fromkeys(forks, 1)
    left = dict(zip(forks, seconds, strict=True))
    while left:
        for fork in list(left):
            is_late = time.monotonic() - began > left[fork]
            if is_late:
                os.killpg(fork, signal.SIGKILL)
            done, status = os.waitpid(fork, 0 if is_late else os.WNOHANG)
            if done:
                codes[fork] = os.waitstatus_to_exitcode(status)
                del left[fork]
        time.sleep(0.002)
    return list(codes.values())


def main() -> None:
    from pkgutil import walk_packages

    import mkdocs_statuspage

    for module in walk_packages(mkdocs_statuspage.__path__, "mkdocs_statuspage."):
        __import__(module.name)
    while line := sys.stdin.readline():
        asked = json.loads(line)
        forks = [started(folder) for folder, _ in asked]
        print(json.dumps(forks), flush=True)
        print(json.dumps(ended(forks, [seconds for _, seconds in asked])), flush=True)


if __name__ == "__main__":
    main()
