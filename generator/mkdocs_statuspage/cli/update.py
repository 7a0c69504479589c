"""`statuspage update`: append a timed update."""

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import present
from mkdocs_statuspage.cli.ask import ask_what_to_do, ask_whether
from mkdocs_statuspage.cli.message import Draft
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.language import phrase

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.new_update import Request, Typed
    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.model.incident import Incident

GUIDANCE = phrase(
    """\
What can customers not do? Who is hit, and who is not?
What can they do meanwhile? What are you doing now?"""
)


@dataclass(frozen=True)
class Beside:
    """What is typed beside the text, under the names of `Typed`."""

    status: options.Status = None
    components: options.Components = None
    next_by: options.Next = None
    fix_by: options.FixBy = None
    because: options.Because = None
    at: options.At = None
    nothing_new: Annotated[
        bool, typer.Option("--nothing-new", help="Say that the work goes on, with nothing new.")
    ] = False
    do: options.Do = None
    id: options.UpdateId = None


def command(
    context: typer.Context,
    *,
    incident: options.OpenIncident = None,
    words: options.GivenText,
    beside: Beside,
    again: options.Again = False,
    how: options.HowMade,
) -> None:
    """Post an update; with one open incident its id may be left out."""
    from mkdocs_statuspage.desk.new_update import Typed, as_saved, may_lack_advice, post

    with Draft(context, words) as draft:
        workspace = find_workspace(context)
        path, found = draft.incident(workspace, incident)
        typed = Typed(**asdict(beside))
        typed.request(workspace, found.kind)  # a misspelt option is told before anybody types
        saved = next((u for u in found.updates if u.id == typed.id), None) if typed.id else None
        if draft.text is None and not draft.edit:
            draft.text = saved.message if saved else _nothing_new(typed, workspace)
        text = draft.reviewed(f"{found.title}\n\n{workspace.words(GUIDANCE)}", workspace, how)
        request = typed.request(workspace, found.kind, text)
        if not (saved or workspace.is_private(path)) and may_lack_advice(found, request):
            request = replace(request, do=ask_what_to_do(found, words, workspace.words))
        if not typed.nothing_new and saved is None:
            _ask_what_is_doubtful(workspace, found, request, again=again)
        change = post(workspace, path, as_saved(request, saved) if saved else request)
        done = how.apply(workspace, change)
    present(workspace, done, how)


def _nothing_new(typed: "Typed", workspace: "Workspace") -> str | None:
    from mkdocs_statuspage.desk.new_update import nothing_new_message

    return nothing_new_message(workspace.now, workspace.config) if typed.nothing_new else None


def _ask_what_is_doubtful(
    workspace: "Workspace", found: "Incident", request: "Request", *, again: bool
) -> None:
    """Ask whether to say the same once more, and the time of another event."""
    from mkdocs_statuspage.desk.doubts import refuse_other_time, refuse_repeated

    if not again:
        ask_whether(lambda: refuse_repeated(found, request.message), workspace)
    ask_whether(lambda: refuse_other_time(workspace, found, request), workspace, warns=True)
