"""`statuspage amend`: mend the text of an update, visibly once it was published."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace

WhichUpdate = Annotated[
    str,
    typer.Argument(metavar="UPDATE", help="Its id, how it begins, its last letters; or `last`."),
]


def command(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(metavar="ID", help="The incident.")],
    update: WhichUpdate,
    message: options.Message = None,
    file: options.MessageFile = None,
    edit: options.Edit = False,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Mend an update's text; its id stays, so that no subscriber is notified again."""
    from mkdocs_statuspage.cli.answer import hint_after, present
    from mkdocs_statuspage.cli.message import kept_on_failure, read_message
    from mkdocs_statuspage.cli.vet import vet
    from mkdocs_statuspage.desk.choose import pick_incident
    from mkdocs_statuspage.desk.edit_update import change_update, pick_update, was_published

    workspace = find_workspace(context)
    now = workspace.now.replace(microsecond=0)
    path, found = pick_incident(workspace, incident, now)
    chosen = pick_update(found, update)
    start = chosen.message if message is None and file is None else message
    editing = edit or (message is None and file is None)
    text = read_message(start, file, editing, f"{found.title}\n\nMend the text of {chosen.id}.")
    with kept_on_failure(text, workspace, now):
        text = vet(text, workspace.config, allow_secret=allow_secret)
        changes: dict[str, object] = {"message": text + "\n"}
        if was_published(path, chosen):
            changes["amended_at"] = now
        posted = change_update(workspace, path, chosen, changes, "Amended", dry_run=dry_run)
    hint = hint_after(workspace, posted)
    present(workspace, posted, hint, dry_run=dry_run, as_json=as_json)
