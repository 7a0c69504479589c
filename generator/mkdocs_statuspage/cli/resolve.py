"""`statuspage resolve`: the closing update, and what is owed from then on."""

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.desk.file_change import Done
from mkdocs_statuspage.desk.workspace import Workspace

GUIDANCE = "It works again since when? Does anybody have to do anything?"


def command(
    context: typer.Context,
    incident: options.OpenIncident = None,
    message: options.Message = None,
    file: options.MessageFile = None,
    edit: options.Edit = False,
    component: options.Components = None,
    at: options.At = None,
    id_: options.UpdateId = None,
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Post the closing update; its components work again unless -c says otherwise."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.message import kept_on_failure, read_message, reviewed
    from mkdocs_statuspage.desk.file_change import apply
    from mkdocs_statuspage.desk.incident_files import pick_incident
    from mkdocs_statuspage.desk.new_update import Typed, post
    from mkdocs_statuspage.model.statuses import STATUSES_OF

    workspace = find_workspace(context)
    path, found = pick_incident(workspace, incident, workspace.now)
    typed = Typed(status=STATUSES_OF[found.kind][-1], components=component, at=at, id=id_)
    if message is None and file is None:
        typed.request(workspace, found.kind)  # a misspelt option is told before anybody types
    text = read_message(message, file, edit, f"{found.title}\n\n{GUIDANCE}")
    with kept_on_failure(text, workspace):
        text = reviewed(text, workspace, allow_secret=allow_secret)
        change = post(workspace, path, typed.request(workspace, found.kind, text))
        done = apply(workspace, change, dry_run=dry_run, publish=publish, allow_secret=allow_secret)
    present(workspace, done, _report_due(workspace, done), dry_run=dry_run, as_json=as_json)


def _report_due(workspace: Workspace, done: Done) -> str:
    """Say what the report needs and by when; nothing where none is owed."""
    from mkdocs_statuspage.desk.owed import report_due
    from mkdocs_statuspage.desk.typed_words import both

    due = report_due(workspace, done.incident)
    if due is None:
        return ""
    parts = ", ".join(workspace.config.policy.classes[done.incident.mistake_class].sections)
    return f"the report ({parts}) is due by {both(due, workspace.config.zone)}"
