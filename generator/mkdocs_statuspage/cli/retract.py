"""`statuspage retract`: take an update back, in the open."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace


def command(
    context: typer.Context,
    incident: options.AnyIncident,
    update: options.WhichUpdate,
    why: Annotated[str, typer.Option("--why", help="The reason, for readers.")],
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Take an update back: it stays readable, struck through, and no longer counts."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.ask import find_incident
    from mkdocs_statuspage.desk.amendments import pick_update, retract
    from mkdocs_statuspage.desk.file_change import apply
    from mkdocs_statuspage.desk.message_check import checked

    workspace = find_workspace(context)
    path, found = find_incident(workspace, incident)
    change = retract(workspace, path, pick_update(found, update), checked(why))
    done = apply(workspace, change, dry_run=dry_run, publish=publish, allow_secret=allow_secret)
    present(workspace, done, dry_run=dry_run, as_json=as_json)
