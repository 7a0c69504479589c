"""`make bench`: what our site takes beside a plain one of Hugo and one of cState, of one history and in one run.

`python -m tests.bench [100 1000] --hugo PROGRAM [--cstate FOLDER]`: a report in each incident, see `make_reported`. Everything is
run by turns, so that what else the machine does falls on all; the table is Markdown. Ratios can be compared between
machines, seconds cannot. Below each table stands how long it takes from saving a file to seeing it on a page that is served.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench.costs import Cost, TookTooLong, cost_of
from tests.bench.hugo_sites import make_cstate, make_plain
from tests.bench.make_reported import make_reported, reported
from tests.bench.serving import Served, from_saving_to_seeing

COUNTS = (100, 1000)
TIMES = 3
PROGRAM = (sys.executable, "-c", "from mkdocs_statuspage.cli import main; main()")
BUILD = (*PROGRAM, "build", "--quiet")
HUGO_ROW = "plain Hugo"
LONGEST = 120.0
"""Seconds after which nobody waits for cState any more, which takes minutes for some thousand incidents."""


@dataclass(frozen=True)
class Bench:
    """The sites of one history."""

    folder: Path
    hugo: str
    """Hugo's own program."""
    count: int
    longest: float
    """After how many seconds cState is ended."""

    @property
    def ours(self) -> Path:
        """Where our site is."""
        return self.folder / "ours"

    def cold(self) -> Cost:
        """Build ours with nothing kept from before."""
        self._put_aside(self.ours / ".statuspage")
        return self.restored()

    def restored(self) -> Cost:
        """Build ours with what a build keeps beside the site, and no site, as in CI."""
        self._put_aside(self.ours / "site")
        return cost_of(BUILD, self.ours)

    def updated(self) -> Cost:
        """Post an update and build, as beside a site that was built before."""
        id_ = Path(reported(0, self.count)[0]).stem
        said = ("update", id_, "--no-publish", "--again", "-m", f"It is {datetime.now(UTC)} now.")
        return cost_of(BUILD, self.ours).after(cost_of((*PROGRAM, *said), self.ours))

    def empty(self) -> Cost:
        """Build a site of one page with MkDocs and Material alone, which ours cannot be quicker than."""
        return cost_of((sys.executable, "-m", "mkdocs", "build", "--quiet"), self.folder / "empty")

    def plain(self) -> Cost:
        """Build Hugo's plain site."""
        return self._by_hugo("plain")

    def cstate(self) -> Cost:
        """Build cState's site."""
        return self._by_hugo("cstate")

    def _by_hugo(self, name: str) -> Cost:
        folder = self.folder / name
        self._put_aside(folder / "public")
        longest = self.longest if name == "cstate" else None
        return cost_of((self.hugo, "--noBuildLock"), folder, longest)

    def _put_aside(self, folder: Path) -> None:
        """Move what a build left out of the way; ext4 writes new files thirty times slower for minutes after many were removed."""
        if folder.exists():
            folder.rename(tempfile.mkdtemp(dir=self.folder))

    def served(self) -> Mapping[str, Served]:
        """Give the sites that can be served: the page of the newest incident is looked at, which is open."""
        path = Path(reported(0, self.count)[0])
        ours = self.ours / "incidents" / path
        plain = self.folder / "plain" / "content" / "incidents" / path.name
        page = f"incidents/{path.stem}/"
        return {
            "`statuspage serve`": Served(self._serve, self.ours, ours, page),
            "`hugo server`": Served(self._hugo_server, self.folder / "plain", plain, page),
        }

    def _serve(self, port: int) -> Sequence[str]:
        return (*PROGRAM, "serve", "--dev-addr", f"127.0.0.1:{port}")

    def _hugo_server(self, port: int) -> Sequence[str]:
        return (self.hugo, "server", "--noBuildLock", "--port", str(port))


ROWS: Mapping[str, Callable[[Bench], Cost]] = {
    "ours, nothing kept": Bench.cold,
    "ours, with what is kept": Bench.restored,
    "ours, one update → published": Bench.updated,
    "MkDocs with Material, one page": Bench.empty,
    HUGO_ROW: Bench.plain,
    "cState": Bench.cstate,
}
"""What is measured, in the order of a turn."""


def main() -> None:
    """Measure each count, and print its table."""
    parser = argparse.ArgumentParser(description="Measure builds beside Hugo's.")
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    parser.add_argument("--hugo", required=True, help="Hugo's program.")
    parser.add_argument("--cstate", type=Path, help="The folder of cState's theme.")
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument(
        "--longest", type=float, default=LONGEST, help="Seconds after which cState is ended."
    )
    options = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}, load {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory() as name:
        for count in options.counts:
            folder = Path(name, str(count))
            bench = Bench(folder, str(Path(options.hugo).absolute()), count, options.longest)
            _make(bench, options.cstate)
            print(table(measured(bench, options.times), bench), flush=True)
            print(_seen(from_saving_to_seeing(bench.served(), options.times)), flush=True)


def _make(bench: Bench, theme: Path | None) -> None:
    make_reported(bench.ours, bench.count)
    (bench.folder / "empty" / "docs").mkdir(parents=True)
    (bench.folder / "empty" / "docs" / "index.md").write_text("# Nothing\n", encoding="utf-8")
    settings = "site_name: Empty\ntheme: {name: material, font: false}\n"
    (bench.folder / "empty" / "mkdocs.yml").write_text(settings, encoding="utf-8")
    make_plain(bench.folder / "plain", bench.ours / "incidents")
    if theme:
        make_cstate(bench.folder / "cstate", bench.ours / "incidents", theme)


def measured(bench: Bench, times: int) -> Mapping[str, Cost | None]:
    """Give the median of each row, None of what took too long; rows for which nothing was made are left out."""
    rows = dict(ROWS)
    if not (bench.folder / "cstate").is_dir():
        del rows["cState"]
    taken: dict[str, list[Cost]] = {row: [] for row in rows}
    for _ in range(times):
        for row, run in list(rows.items()):
            try:
                taken[row].append(run(bench))
            except TookTooLong:
                del rows[row]  # nor will it be quicker the next time
    return {row: _median(costs) if row in rows else None for row, costs in taken.items()}


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(*map(median, zip(*costs, strict=True)))


def table(took: Mapping[str, Cost | None], bench: Bench) -> str:
    """Write a table of Markdown."""
    beside = took[HUGO_ROW]
    assert beside is not None
    lines = [
        f"| {bench.count} incidents | CPU | × Hugo | wall | × Hugo | memory |",
        "|---|---|---|---|---|---|",
    ]
    lines += (
        f"| {row} | {cost.cpu:.2f} s | {cost.cpu / beside.cpu:.2f} | {cost.wall:.2f} s"
        f" | {cost.wall / beside.wall:.2f} | {cost.peak:.0f} MB |"
        if cost
        else f"| {row} | | | not done after {bench.longest:.0f} s | | |"
        for row, cost in took.items()
    )
    return "\n".join([*lines, ""])


def _seen(took: Mapping[str, float]) -> str:
    """Write how long it takes until something is seen."""
    said = (f"{seconds:.2f} s with {name}" for name, seconds in took.items())
    return f"From saving a title to seeing it: {', '.join(said)}.\n"


def _machine() -> str:
    """Say what it runs on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    model = next(models, platform.processor() or platform.machine())
    return f"{os.cpu_count()} × {model}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
