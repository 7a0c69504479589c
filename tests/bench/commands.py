"""CPU of commands in proportion to what they take with ten incidents, over longer and longer histories.

`python -m tests.bench.commands [1000 5000]`. Each is run twice, so that what is settled is noted down, and then by turns.
What is open and owed is the same in each history; of all before that nothing is left to do.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from tests.bench.costs import cost_of
from tests.bench.make_reported import make_reported, reported

FEW, TIMES = 10, 5
COUNTS = (1000, 5000)
LINES: Mapping[str, list[str]] = {
    "--version": ["--version"],
    "--help": ["--help"],
    "update": ["update", "-s", "mon", "-m", "A fix is on its way.", "--dry-run"],
    "status": ["status"],
    "check FILE": ["check", f"incidents/{reported(0, FEW)[0]}"],
}
PROGRAM = [sys.executable, "-c", "from mkdocs_statuspage.cli import main; main()"]


def main() -> None:
    """Measure each command in each history, and print a line for it."""
    parser = argparse.ArgumentParser(description="Measure commands over longer histories.")
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    counts = [FEW, *parser.parse_args().counts]
    with tempfile.TemporaryDirectory() as name:
        folders = {count: Path(name, str(count)) for count in counts}
        for count, folder in folders.items():
            make_reported(folder, count)
        print("command     " + "".join(f"{count:>8}: CPU s  times" for count in counts))
        for named, words in LINES.items():
            print(f"{named:12}" + _line(measured(words, folders)), flush=True)


def measured(words: list[str], folders: Mapping[int, Path]) -> Mapping[int, float]:
    """Give the median seconds of a command in each folder."""
    for folder in folders.values():
        cost_of([*PROGRAM, *words], folder)
        cost_of([*PROGRAM, *words], folder)
    taken: dict[int, list[float]] = {count: [] for count in folders}
    for _ in range(TIMES):
        for count, folder in folders.items():
            taken[count].append(cost_of([*PROGRAM, *words], folder).cpu)
    return {count: median(each) for count, each in taken.items()}


def _line(took: Mapping[int, float]) -> str:
    return "".join(f"{cpu:16.2f}{cpu / took[FEW]:7.1f}" for cpu in took.values())


if __name__ == "__main__":
    main()
