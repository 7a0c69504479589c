"""`statuspage retract`: take an update back, in the open."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.amend import WhichUpdate
from mkdocs_statuspage.cli.options import find_workspace


def command(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(metavar="ID", help="The incident.")],
    update: WhichUpdate,
    why: Annotated[str, typer.Option("--why", help="The reason, for readers.")],
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Take an update back: it stays readable, struck through, and no longer counts."""
    from mkdocs_statuspage.cli.answer import hint_after, present
    from mkdocs_statuspage.cli.message import checked
    from mkdocs_statuspage.desk.choose import pick_incident
    from mkdocs_statuspage.desk.edit_update import change_update, pick_update

    workspace = find_workspace(context)
    now = workspace.now.replace(microsecond=0)
    path, found = pick_incident(workspace, incident, now)
    chosen = pick_update(found, update)
    taken_back: dict[str, object] = {"retracted": {"at": now, "why": checked(why)}}
    posted = change_update(workspace, path, chosen, taken_back, "Taken back", dry_run=dry_run)
    hint = hint_after(workspace, posted)
    present(workspace, posted, hint, dry_run=dry_run, as_json=as_json)
