"""MkDocs, or our commands, in a process that has imported everything, and forks for each call.

More than half of what `python -m mkdocs build` computes for a small site is imports, and half of the rest is what
Jinja makes of the same templates. Each call still has a process, a folder, an environment and an end of its own; the
tests of the programs themselves start those.
"""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any


class Warm:
    """The process that forks, as long as this one lives."""

    def __init__(self, program: str, *before: str) -> None:
        self.program = program
        self.process = subprocess.Popen(
            [*before, sys.executable, __file__, program],
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
LATE = (
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.ImageDraw",
    "PIL.ImageFont",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "babel.messages.pofile",
    "backrefs.bre",
    "comrak",
    "feedgen.feed",
    "filelock",
    "icalendar",
    "markdown.extensions.attr_list",
    "markdown.extensions.codehilite",
    "markdown.extensions.fenced_code",
    "markdown.extensions.tables",
    "material.plugins.search.plugin",
    "material.templates",
    "mkdocs.__main__",
    "mkdocs.commands.build",
    "pydantic.dataclasses",
    "pygments.formatters",
    "pygments.lexers",
)
"""What a build loads only where it comes to need it."""


def mkdocs(folder: Path, *args: str, env: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run `mkdocs ARGS` in a folder, as `python -m mkdocs` does."""
    return run(warm("mkdocs"), folder, *args, env=env)


def run(
    process: Warm,
    folder: Path,
    *args: str,
    env: Mapping[str, str],
    stdin: str = "",
    umask: int = 0o022,
) -> "subprocess.CompletedProcess[str]":
    """Have a process run its program in a folder."""
    with tempfile.TemporaryDirectory() as kept:
        Path(kept).chmod(0o777)  # it may be somebody else's process
        given, out, err = (Path(kept, name) for name in ("in", "out", "err"))
        given.write_text(stdin, encoding="utf-8")
        given.chmod(0o644)
        streams = [str(given), str(out), str(err)]
        asked = {"folder": str(folder), "args": args, "env": dict(env), "umask": umask}
        code = process.call(asked | {"streams": streams})
        said = [path.read_text(encoding="utf-8") for path in (out, err)]
    return subprocess.CompletedProcess([process.program, *args], code, *said)


def load_all() -> None:
    """Import what a build imports sooner or later, and have the models validate."""
    from importlib import import_module
    from pkgutil import walk_packages

    from pydantic import BaseModel

    import mkdocs_statuspage

    for module in walk_packages(mkdocs_statuspage.__path__, "mkdocs_statuspage."):
        import_module(module.name)
    for name in LATE:
        import_module(name)
    models = [BaseModel]
    for model in models:
        models += model.__subclasses__()
        if model.__module__.startswith("mkdocs_statuspage."):
            model.model_rebuild()


def mkdocs_program() -> Callable[[list[str]], object]:
    """Import MkDocs with all that a build needs."""
    import mkdocs.__main__

    load_all()
    return lambda args: mkdocs.__main__.cli(args, prog_name="mkdocs")


def statuspage_program() -> Callable[[list[str]], object]:
    """Import our commands with all that they import while they run."""
    import mkdocs_statuspage.cli

    load_all()

    def program(args: list[str]) -> object:
        sys.argv[1:] = args
        return mkdocs_statuspage.cli.main()

    return program


def compile_once() -> None:
    """Have each template compiled once by all forks; what comes of it is known by all that it is made of."""
    import marshal
    from hashlib import sha256

    from jinja2 import Environment

    folder, parent, anew = Path(tempfile.mkdtemp()), os.getpid(), Environment.compile
    atexit.register(lambda: os.getpid() == parent and shutil.rmtree(folder))

    def compile_(self: Any, source: Any, *names: Any, **how: Any) -> Any:
        known = [sorted(some) for some in (self.filters, self.tests, self.extensions)]
        made_of = repr((source, names, how, self.autoescape, known))
        path = folder / sha256(made_of.encode()).hexdigest()
        if path.exists():
            return marshal.loads(path.read_bytes())
        code = anew(self, source, *names, **how)
        written = path.with_suffix(f".{os.getpid()}")
        written.write_bytes(marshal.dumps(code))
        written.replace(path)
        return code

    setattr(Environment, "compile", compile_)  # noqa: B010


def serve(program: Callable[[list[str]], object]) -> None:
    """Fork for each line of standard input, and say how the fork ended."""
    import gc

    compile_once()
    gc.freeze()
    while line := sys.stdin.readline():
        asked = json.loads(line)
        if not (fork := os.fork()):
            take_place(asked)
            program(asked["args"])
            raise SystemExit
        ended = os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])
        sys.stdout.write(f"{ended}\n")
        sys.stdout.flush()


def take_place(asked: dict[str, Any]) -> None:
    """Become a process that was started there, with that environment, and writes into files."""
    os.chdir(asked["folder"])
    os.umask(0)
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.path.insert(0, asked["folder"])
    for number, path in enumerate(asked["streams"]):
        opened = os.open(path, os.O_RDONLY if not number else os.O_WRONLY | os.O_CREAT, 0o666)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    os.umask(asked["umask"])


if __name__ == "__main__":
    serve({"mkdocs": mkdocs_program, "statuspage": statuspage_program}[sys.argv.pop(1)]())
