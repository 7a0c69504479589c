"""How many of the package's files a command passes through: `python -m tests.bench.entered [COMMAND …]`.

Without a command it is `update -m TEXT --dry-run` on a site with one open incident: the way of an append.
"""

import os
import sys
import tempfile
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import FrameType

PACKAGE = Path(__file__).parents[2] / "generator" / "mkdocs_statuspage"
COMMAND = ("update", "-m", "A fix is rolling out to every shop.", "-s", "mon", "--dry-run")
CONFIG = "site_id: bench\norganisation: {name: Bench}\ncomponents: {api: {name: API}}\n"
INCIDENT = """---
title: Cards fail
started_at: 2026-11-03T09:12:00Z
components: [api]
updates:
- id: first
  at: 2026-11-03T09:15:00Z
  status: investigating
  components: {api: major_outage}
  message: Cards fail.
---
"""


def entered(words: list[str], folder: Path) -> tuple[set[str], set[str]]:
    """Run a command in a folder, and return the files in which a function is called, and those imported."""
    called: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if (
            event == "call" and frame.f_code.co_flags & CO_OPTIMIZED
        ):  # no body of a module or a class
            called.add(frame.f_code.co_filename)

    os.chdir(folder)
    sys.setprofile(note)
    from mkdocs_statuspage.cli import run

    run(words)
    sys.setprofile(None)
    files = {getattr(module, "__file__", None) or "" for module in [*sys.modules.values()]}
    return _ours(called), _ours(files)


def _ours(files: set[str]) -> set[str]:
    return {name for name in files if Path(name).is_relative_to(PACKAGE)}


def main() -> None:
    """Measure a command, and say which files it enters."""
    with tempfile.TemporaryDirectory() as folder:
        incidents = Path(folder, "incidents")
        incidents.mkdir()
        (incidents / "statuspage.yml").write_text(CONFIG)
        (incidents / "2026-11-03-cards-fail.md").write_text(INCIDENT)
        called, imported = entered(sys.argv[1:] or [*COMMAND], Path(folder))
    for name in sorted(called):
        print(Path(name).relative_to(PACKAGE))
    print(f"{len(called)} files are entered, {len(imported)} imported")


if __name__ == "__main__":
    main()
