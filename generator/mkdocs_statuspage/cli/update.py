"""`statuspage update`: append a timed update."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.language import phrase

GUIDANCE = phrase(
    """\
What can customers not do? Who is hit, and who is not?
What can they do meanwhile? What are you doing now?"""
)


def command(
    context: typer.Context,
    *,
    incident: options.OpenIncident = None,
    words: options.GivenText,
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
    how: options.HowMade,
) -> None:
    """Post an update; with one open incident its id may be left out."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.ask import ask_whether, find_incident
    from mkdocs_statuspage.cli.message import Draft
    from mkdocs_statuspage.desk.doubts import refuse_other_time, refuse_repeated
    from mkdocs_statuspage.desk.new_update import Typed, as_saved, nothing_new_message, post

    with Draft(context, words) as draft:
        workspace = find_workspace(context)
        has_text = draft.text is not None
        path, found = find_incident(workspace, incident, posts=True, has_text=has_text)
        typed = Typed(status, component, at, next_, nothing_new, id_, fix_by, because)
        typed.request(workspace, found.kind)  # a misspelt option is told before anybody types
        saved = next((u for u in found.updates if u.id == id_), None) if id_ else None
        if draft.text is None and not draft.edit:
            at_hand = nothing_new_message(workspace.now, workspace.config) if nothing_new else None
            draft.text = saved.message if saved else at_hand
        guidance = f"{found.title}\n\n{workspace.words(GUIDANCE)}"
        text = draft.reviewed(guidance, workspace, how)
        request = typed.request(workspace, found.kind, text)
        if not again and not nothing_new and saved is None:
            ask_whether(lambda: refuse_repeated(found, text), workspace)
        if not nothing_new and saved is None:
            ask_whether(lambda: refuse_other_time(workspace, found, request), workspace, warns=True)
        change = post(workspace, path, as_saved(request, saved) if saved else request)
        done = how.apply(workspace, change)
    present(workspace, done, how)
