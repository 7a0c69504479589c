"""`statuspage resolve`: the closing update, and what is owed from then on."""

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.desk.change import Posted
from mkdocs_statuspage.desk.workspace import Workspace


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
    from mkdocs_statuspage.cli.message import kept_on_failure, read_message
    from mkdocs_statuspage.cli.vet import vet
    from mkdocs_statuspage.desk.choose import pick_incident
    from mkdocs_statuspage.desk.post import post
    from mkdocs_statuspage.desk.typed import Typed
    from mkdocs_statuspage.model.statuses import STATUSES_OF

    workspace = find_workspace(context)
    now = workspace.now
    path, found = pick_incident(workspace, incident, now)
    closing = STATUSES_OF[found.kind][-1]
    typed = Typed(status=closing, components=component, at=at, id=id_)
    if message is None and file is None:
        typed.request(workspace, found.kind)  # a misspelt option is told before anybody types
    guidance = f"{found.title}\n\nIt works again since when? Does anybody have to do anything?"
    text = read_message(message, file, edit, guidance)
    with kept_on_failure(text, workspace, now):
        text = vet(text, workspace.config, allow_secret=allow_secret)
        request = typed.request(workspace, found.kind, text)
        pushes = workspace.config.publish if publish is None else publish
        posted = post(workspace, path, request, dry_run=dry_run, publish=pushes)
    hint = _owed(workspace, posted)
    present(workspace, posted, hint, dry_run=dry_run, as_json=as_json)


def _owed(workspace: Workspace, posted: Posted) -> str:
    """Give what the report needs and by when."""
    from mkdocs_statuspage.cli.answer import hint_after
    from mkdocs_statuspage.desk.typed_times import both
    from mkdocs_statuspage.timeline.clocks import Owed, clocks_of
    from mkdocs_statuspage.timeline.course import course_of

    config = workspace.config
    course = course_of(posted.incident, workspace.now, config.current_ids)
    clocks = clocks_of(course, config.policy, config.zone)
    due = next((clock.due_at for clock in clocks if clock.owed is Owed.REPORT), None)
    push = hint_after(workspace, posted)
    if due is None:
        return push
    parts = ", ".join(config.policy.classes[posted.incident.mistake_class].sections)
    return f"{push} · the report ({parts}) is due by {both(due, config.zone)}"
