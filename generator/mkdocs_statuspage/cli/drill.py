"""`statuspage drill`: rehearse an incident, and see how long each step takes."""

import dataclasses

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import console


def command(context: typer.Context, as_json: options.Json = False) -> None:
    """Rehearse an incident on a copy that nobody sees: open, update, publish, write a letter, resolve; each step is timed."""
    from mkdocs_statuspage.desk.rehearsal import rehearse

    steps = []
    for step in rehearse(find_workspace(context)):
        steps.append(step)
        if not as_json:
            console().print(f"{step.seconds:6.1f} s  {step.name}")
    if as_json:
        print_json([dataclasses.asdict(step) for step in steps])
    else:
        total = sum(step.seconds for step in steps)
        console().print(f"{total:6.1f} s  from the first word to a page that is well again")
