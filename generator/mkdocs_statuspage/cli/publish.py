"""`statuspage publish`: put the site on its hosts without CI, and look at what visitors see."""

import dataclasses
import sys
from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.failures import EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import printable


def command(
    context: typer.Context,
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="TARGET...", help="Of `targets` in statuspage.yml; all by default."),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Build the site, put it at each target, and say what visitors see there; no target waits for another."""
    from mkdocs_statuspage.desk.publication import built, chosen_targets, publish_to

    workspace = find_workspace(context)
    wanted = chosen_targets(workspace, targets or [])
    site = built(workspace)
    ended = []
    for name, target in wanted.items():
        ended.append(publish_to(workspace, name, target, site))
        if not as_json:
            done = ended[-1]
            seen = f"visitors see it at {done.url}" if done.is_seen else "put there"
            said = f"NOT published: {done.problem}" if done.problem else seen
            sys.stdout.write(printable(f"{name}: {said}\n"))
            sys.stdout.flush()
    if as_json:
        print_json([dataclasses.asdict(one) for one in ended])
    raise typer.Exit(EXIT_NOT_PUBLISHED if any(one.problem for one in ended) else 0)
