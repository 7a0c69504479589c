"""`statuspage amend`: change the text of an update, visibly once it was published."""

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace


def command(
    context: typer.Context,
    incident: options.AnyIncident,
    update: options.WhichUpdate,
    message: options.Message = None,
    file: options.MessageFile = None,
    edit: options.Edit = False,
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Change an update's text; its id stays, so that no subscriber is notified again."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.ask import find_incident
    from mkdocs_statuspage.cli.message import Draft, reviewed
    from mkdocs_statuspage.desk.amendments import amend, pick_update
    from mkdocs_statuspage.desk.file_change import apply

    with Draft(context, message, file) as draft:
        workspace = find_workspace(context)
        path, found = find_incident(workspace, incident)
        chosen = pick_update(found, update)
        if draft.text is None:
            draft.text, edit = chosen.message, True
        text = draft.written(f"{found.title}\n\nChange the text of {chosen.id}.", edit=edit)
        text = reviewed(text, workspace, allow_secret=allow_secret)
        change = amend(workspace, path, chosen, text)
        done = apply(workspace, change, dry_run=dry_run, publish=publish, allow_secret=allow_secret)
    present(workspace, done, dry_run=dry_run, as_json=as_json)
