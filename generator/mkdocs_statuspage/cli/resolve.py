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
    again: options.Again = False,
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Post the closing update; its components work again unless -c says otherwise."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.ask import ask_whether, find_incident
    from mkdocs_statuspage.cli.message import Draft, reviewed
    from mkdocs_statuspage.desk.doubts import refuse_repeated
    from mkdocs_statuspage.desk.file_change import apply
    from mkdocs_statuspage.desk.new_update import Typed, post
    from mkdocs_statuspage.model.statuses import STATUSES_OF

    with Draft(context, message, file) as draft:
        workspace = find_workspace(context)
        has_text = draft.text is not None
        path, found = find_incident(workspace, incident, posts=True, has_text=has_text)
        closing = next(status for status in STATUSES_OF[found.kind] if status.closes)
        typed = Typed(status=closing, components=component, at=at, id=id_)
        typed.request(workspace, found.kind)  # a misspelt option is told before anybody types
        text = draft.written(f"{found.title}\n\n{GUIDANCE}", edit=edit)
        text = reviewed(text, workspace, allow_secret=allow_secret)
        if not again and id_ not in {update.id for update in found.updates}:
            ask_whether(lambda: refuse_repeated(found, text))
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
