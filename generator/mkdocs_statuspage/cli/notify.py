"""`statuspage notify`: tell readers what is new, each once."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.failures import EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import printable, warn

Look = Annotated[
    bool, typer.Option("--look/--no-look", help="Look first whether the page has what is new.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be told, and by what.")]


def command(
    context: typer.Context,
    look: Look = True,
    dry_run: DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Tell chats, programs and mail what is new since readers were last told; the first time nobody is told."""
    from mkdocs_statuspage.desk.telling import outlook, tell, unready

    workspace = find_workspace(context)
    for name, why in unready(workspace):
        warn(f"{name} tells nobody for now: {why}")
    if dry_run:
        planned = outlook(workspace)
        if as_json:
            print_json({"is_first": planned is None, "would_tell": planned or {}})
        else:
            _say(_planned(planned))
        return
    done = tell(workspace, look=look)
    if as_json:
        print_json(
            {
                "is_first": done.is_first,
                "told": done.told,
                "owed": done.owed,
                "problems": done.problems,
            }
        )
    else:
        _say(_outcome(done.is_first, done.told))
    for problem in done.problems:
        sys.stderr.write(printable(f"NOT told: {problem}\n"))
    if done.problems and os.environ.get("GITHUB_ACTIONS") == "true":
        sys.stdout.write(f"::warning title=Not everybody was told::{_annotation(done.problems)}\n")
    raise typer.Exit(EXIT_NOT_PUBLISHED if done.problems or done.owed else 0)


def _say(lines: list[str]) -> None:
    sys.stdout.write(printable("".join(f"{line}\n" for line in lines)))


def _planned(planned: Mapping[str, Sequence[str]] | None) -> list[str]:
    if planned is None:
        return ["Nobody would be told: it is the first time, and all that is there counts as known"]
    told = [f"Would tell {', '.join(names)}: {title}" for title, names in planned.items()]
    return told or ["Nothing is new"]


def _outcome(is_first: bool, told: Mapping[str, Mapping[str, int]]) -> list[str]:
    if is_first:
        return ["Nobody was told: it is the first time, and from now on all that is new is told"]
    lines = [
        f"Told {count} by {name}: {title}"
        for title, channels in told.items()
        for name, count in channels.items()
    ]
    return lines or ["Nothing is new"]


def _annotation(problems: list[str]) -> str:
    """Write problems as the text of an annotation, which holds no line breaks of its own."""
    return "%0A".join(
        one.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A") for one in problems
    )
