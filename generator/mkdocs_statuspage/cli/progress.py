"""How far a long act is, on a terminal; where nobody looks, in a pipe or in CI, nothing is said."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mkdocs_statuspage.cli.terminal import console, printable

Step = Callable[[str, int, int], None]
"""Says what is done now, how much of it is done, and of how much; 0 where nobody knows."""


@contextmanager
def progress() -> Iterator[Step]:
    """Show a bar on stderr while something is done, and take it away afterwards."""
    if not sys.stderr.isatty() or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        yield lambda *_: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None)

        def step(what: str, done: int, total: int) -> None:
            shown.update(task, description=printable(what), completed=done, total=total or None)

        yield step
