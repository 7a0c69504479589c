"""`statuspage amend`: change the text of an update, visibly once it was published."""

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace


def command(
    context: typer.Context,
    incident: options.IncidentOfUpdate = None,
    update: options.WhichUpdate = None,
    message: options.Message = None,
    file: options.MessageFile = None,
    edit: options.Edit = False,
    yes: options.Yes = False,
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Change an update's text; its id stays, so that no subscriber is notified again."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.chosen_update import choose_update
    from mkdocs_statuspage.cli.message import Draft, reviewed
    from mkdocs_statuspage.cli.terminal import is_interactive
    from mkdocs_statuspage.desk.amendments import amend
    from mkdocs_statuspage.desk.file_change import apply

    with Draft(context, message, file) as draft:
        workspace = find_workspace(context)
        chosen = choose_update(workspace, incident, update)
        if not (chosen.is_named or yes) and (draft.text is not None or not is_interactive()):
            lacking = () if draft.text else ("-m", "TEXT")
            chosen.confirm(workspace, "Put the new text in its place?", lacking)
        if draft.text is None and (edit or is_interactive()):
            draft.text, edit = chosen.update.message, True
        guidance = f"{chosen.incident.title}\n\nChange the text of {chosen.update.id}."
        text = draft.written(guidance, edit=edit)
        text = reviewed(text, workspace, allow_secret=allow_secret)
        change = amend(workspace, chosen.path, chosen.update, text)
        done = apply(workspace, change, dry_run=dry_run, publish=publish, allow_secret=allow_secret)
    present(workspace, done, dry_run=dry_run, as_json=as_json)
