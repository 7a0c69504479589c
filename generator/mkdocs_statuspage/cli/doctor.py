"""`statuspage doctor`: is everything ready for the next incident."""

import dataclasses

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.failures import EXIT_FINDINGS
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import console, printable


def command(context: typer.Context, as_json: options.Json = False) -> None:
    """Look whether a push works, the page is live and new, and the clock right; each with its remedy."""
    from mkdocs_statuspage.desk.readiness import examine

    found = []
    for one in examine(find_workspace(context)):
        found.append(one)
        if not as_json:
            mark = "ok  " if one.is_well else "!!  "
            console().print(printable(f"{mark}{one.subject:10}{one.said}"), highlight=False)
            if one.remedy:
                console().print(printable(f"              → {one.remedy}"), highlight=False)
    if as_json:
        print_json([dataclasses.asdict(one) for one in found])
    raise typer.Exit(0 if all(one.is_well for one in found) else EXIT_FINDINGS)
