"""`statuspage update`: append a timed update."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace

GUIDANCE = """\
What can customers not do? Who is hit, and who is not?
What can they do meanwhile? What are you doing now?"""


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
    again: options.Again = False,
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Post an update; with one open incident its id may be left out."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.ask import ask_whether, find_incident
    from mkdocs_statuspage.cli.message import Draft, reviewed
    from mkdocs_statuspage.desk.doubts import refuse_other_time, refuse_repeated
    from mkdocs_statuspage.desk.file_change import apply
    from mkdocs_statuspage.desk.new_update import Typed, as_saved, nothing_new_message, post

    with Draft(context, message, file) as draft:
        workspace = find_workspace(context)
        has_text = draft.text is not None
        path, found = find_incident(workspace, incident, posts=True, has_text=has_text)
        typed = Typed(status, component, at, next_, nothing_new, id_, fix_by, because)
        typed.request(workspace, found.kind)  # a misspelt option is told before anybody types
        saved = next((u for u in found.updates if u.id == id_), None) if id_ else None
        if draft.text is None and not edit:
            at_hand = nothing_new_message(workspace.now) if nothing_new else None
            draft.text = saved.message if saved else at_hand
        text = draft.written(f"{found.title}\n\n{GUIDANCE}", edit=edit)
        text = reviewed(text, workspace, allow_secret=allow_secret)
        request = typed.request(workspace, found.kind, text)
        if not again and not nothing_new and saved is None:
            ask_whether(lambda: refuse_repeated(found, text))
        if not nothing_new and saved is None:
            ask_whether(lambda: refuse_other_time(workspace, found, request), warns=True)
        change = post(workspace, path, as_saved(request, saved) if saved else request)
        done = apply(workspace, change, dry_run=dry_run, publish=publish, allow_secret=allow_secret)
    present(workspace, done, dry_run=dry_run, as_json=as_json)
