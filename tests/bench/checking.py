"""CPU of `statuspage check` in proportion to `mkdocs build`, over more and more updates.

`python -m tests.bench.checking [10000 30000 100000]`. In proportion to a build, `check` should take a third.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.costs import cost_of
from tests.bench.make_incidents import make_site

COUNTS = (10_000, 30_000, 100_000)
EACH = 5.2
"""Updates of a made-up incident, in the mean."""
CHECK = [sys.executable, "-c", "from mkdocs_statuspage.cli import main; main()", "check"]
BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet"]


def main() -> None:
    """Measure each count and print a line for it."""
    parser = argparse.ArgumentParser(description="Measure checks beside builds.")
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    print("updates   check CPU s   peak MB   build CPU s   peak MB   check/build   check ms/update")
    for wanted in parser.parse_args().counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            make_site(folder, round(wanted / EACH))
            there = updates_in(folder)
            check, build = cost_of(CHECK, folder), cost_of(BUILD, folder)
        costs = f"{check.cpu:14.2f}{check.peak:10.0f}{build.cpu:14.2f}{build.peak:10.0f}"
        each = 1000 * check.cpu / there
        print(f"{there:7}{costs}{check.cpu / build.cpu:14.2f}{each:18.2f}", flush=True)


def updates_in(folder: Path) -> int:
    """Count the updates of a made-up site."""
    files = [path for path in (folder / "incidents").glob("*/*") if path.is_file()]
    return sum(path.read_text(encoding="utf-8").count("\n  - id: 2") for path in files)


if __name__ == "__main__":
    main()
