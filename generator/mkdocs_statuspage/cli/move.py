"""`statuspage move`: planned work gets another window; the one it had stays to be seen."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import completion, options
from mkdocs_statuspage.cli.options import find_workspace


def command(
    context: typer.Context,
    work: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The planned work, or a part of its name.",
            autocompletion=completion.complete_incidents,
        ),
    ],
    start: Annotated[str, typer.Option(metavar="WHEN", help="When it begins: '2026-11-21 02:00'.")],
    end: Annotated[str, typer.Option(metavar="WHEN", help="When it ends, or how long: 2h.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for readers.")],
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Move planned work to another window; pages, calendar and API follow, and say that it was moved."""
    from mkdocs_statuspage.cli.answer import finish
    from mkdocs_statuspage.cli.ask import find_incident
    from mkdocs_statuspage.desk.file_change import apply
    from mkdocs_statuspage.desk.message_check import checked
    from mkdocs_statuspage.desk.planned_work import move_window
    from mkdocs_statuspage.desk.typed_words import both, parse_next

    workspace = find_workspace(context)
    path, found = find_incident(workspace, work, posts=True)
    zone = workspace.config.zone
    begins = parse_next(start, workspace.now.replace(microsecond=0), zone)
    ends = parse_next(end, begins, zone)
    change = move_window(workspace, path, found, begins, ends, checked(why))
    done = apply(workspace, change, dry_run=dry_run, publish=publish, allow_secret=allow_secret)
    record = {"incident": found.id, "start": begins.isoformat(), "end": ends.isoformat()}
    said = f"{found.title} · {both(begins, zone)} to {both(ends, zone)}"
    finish(workspace, done, record if as_json else said, dry_run=dry_run)
