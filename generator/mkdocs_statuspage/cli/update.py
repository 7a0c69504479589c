"""`statuspage update`: append a timed update."""

from datetime import datetime
from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace


def command(
    context: typer.Context,
    incident: options.OpenIncident = None,
    message: options.Message = None,
    file: options.MessageFile = None,
    edit: options.Edit = False,
    status: options.Status = None,
    component: options.Components = None,
    next_: options.Next = None,
    fix_by: options.FixBy = None,
    because: options.Because = None,
    at: options.At = None,
    nothing_new: Annotated[
        bool, typer.Option("--nothing-new", help="Say that the work goes on, with nothing new.")
    ] = False,
    id_: options.UpdateId = None,
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Post an update; with one open incident its id may be left out."""
    from mkdocs_statuspage.cli.answer import hint_after, present
    from mkdocs_statuspage.cli.message import kept_on_failure, read_message
    from mkdocs_statuspage.cli.vet import vet
    from mkdocs_statuspage.desk.choose import pick_incident
    from mkdocs_statuspage.desk.post import as_saved, post
    from mkdocs_statuspage.desk.typed import Typed

    workspace = find_workspace(context)
    now = workspace.now
    path, found = pick_incident(workspace, incident, now)
    typed = Typed(status, component, at, next_, nothing_new, id_, fix_by, because)
    if message is None and file is None:
        typed.request(workspace, found.kind)  # a misspelt option is told before anybody types
    saved = next((u for u in found.updates if u.id == id_), None) if id_ else None
    if message is None and file is None and not edit:
        message = saved.message if saved else nothing_new_message(now) if nothing_new else None
    text = read_message(message, file, edit, _guidance(found.title))
    with kept_on_failure(text, workspace, now):
        text = vet(text, workspace.config, allow_secret=allow_secret)
        request = typed.request(workspace, found.kind, text)
        request = as_saved(request, saved) if saved else request
        pushes = workspace.config.publish if publish is None else publish
        posted = post(workspace, path, request, dry_run=dry_run, publish=pushes)
    present(workspace, posted, hint_after(workspace, posted), dry_run=dry_run, as_json=as_json)


def nothing_new_message(now: datetime) -> str:
    """Give a word for when there is nothing new; its time makes it no copy of the last one."""
    return f"We are still working on this. There is nothing new to tell you as of {now:%H:%M} UTC."


def _guidance(title: str) -> str:
    return (
        f"{title}\n\nWhat can customers not do? Who is hit, and who is not?\n"
        "What can they do meanwhile? What are you doing now?"
    )
