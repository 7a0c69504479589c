"""MkDocs in a process that has imported everything, and forks for each call.

More than half of what `python -m mkdocs build` computes for a small site is imports. Each call still has a process,
a folder, an environment and an end of its own; the tests of the programs themselves start those.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path


class Warm:
    """The process that forks, as long as this one lives."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__],
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self.process.communicate)

    def call(self, asked: Mapping[str, object]) -> int:
        """Have one call made, and give how it ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


warm = cache(Warm)


def mkdocs(folder: Path, *args: str, env: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run `mkdocs ARGS` in a folder, as `python -m mkdocs` does."""
    with tempfile.TemporaryDirectory() as kept:
        out, err = Path(kept, "out"), Path(kept, "err")
        asked = {"folder": str(folder), "args": args, "env": dict(env), "out": str(out)}
        code = warm().call(asked | {"err": str(err)})
        said = [path.read_text(encoding="utf-8") for path in (out, err)]
    return subprocess.CompletedProcess(["mkdocs", *args], code, *said)


def serve() -> None:
    """Fork for each line of standard input, and say how the fork ended."""
    import gc

    import material  # noqa: F401
    import mkdocs.__main__
    import mkdocs.commands.build

    import mkdocs_statuspage.mkdocs.plugin  # noqa: F401

    gc.freeze()
    while line := sys.stdin.readline():
        asked = json.loads(line)
        if not (fork := os.fork()):
            take_place(asked)
            mkdocs.__main__.cli(asked["args"], prog_name="mkdocs")
        ended = os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])
        sys.stdout.write(f"{ended}\n")
        sys.stdout.flush()


def take_place(asked: dict[str, str]) -> None:
    """Become a process that was started there, with that environment, and writes into files."""
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.path.insert(0, asked["folder"])
    streams = {0: os.devnull, 1: asked["out"], 2: asked["err"]}
    for number, path in streams.items():
        opened = os.open(path, os.O_RDONLY if not number else os.O_WRONLY | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)


if __name__ == "__main__":
    serve()
