"""`statuspage retract`: take an update back, in the open."""

import sys
from typing import Annotated, NoReturn

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.failures import EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.desk.workspace import Workspace


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
    """Take an update back: struck through where it was published, gone where nobody has seen it."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.ask import find_incident
    from mkdocs_statuspage.desk.amendments import pick_update, retract
    from mkdocs_statuspage.desk.file_change import apply
    from mkdocs_statuspage.desk.message_check import checked
    from mkdocs_statuspage.desk.sending import forget_update

    workspace = find_workspace(context)
    path, found = find_incident(workspace, incident)
    chosen = pick_update(found, update)
    if not dry_run and not workspace.is_private(path) and forget_update(workspace, path, chosen.id):
        _tell_removed(workspace, found.id, chosen.id, as_json=as_json)
    change = retract(workspace, path, chosen, checked(why))
    done = apply(workspace, change, dry_run=dry_run, publish=publish, allow_secret=allow_secret)
    present(workspace, done, dry_run=dry_run, as_json=as_json)


def _tell_removed(workspace: Workspace, incident: str, update: str, *, as_json: bool) -> NoReturn:
    """Say that an update is gone without a trace; and end."""
    from mkdocs_statuspage.cli.answer import print_json
    from mkdocs_statuspage.desk.queue import waiting

    left = len(waiting(workspace))
    if as_json:
        print_json({"incident": incident, "update": update, "removed": True, "waiting": left})
    else:
        sys.stdout.write(
            f"Removed: {update} of {incident} had not been published, and nobody has seen it\n"
        )
    raise typer.Exit(EXIT_NOT_PUBLISHED if left else 0)
