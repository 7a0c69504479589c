"""`statuspage resolve`: the closing update, and what is owed from then on."""

from typing import TYPE_CHECKING

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import present
from mkdocs_statuspage.cli.ask import ask_whether
from mkdocs_statuspage.cli.message import Draft
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.language import phrase
from mkdocs_statuspage.model.statuses import STATUSES_OF, Kind, UpdateStatus

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.file_change import Done
    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.model.incident import Incident

GUIDANCE = phrase("It works again since when? Does anybody have to do anything?")


def command(
    context: typer.Context,
    *,
    incident: options.OpenIncident = None,
    words: options.GivenText,
    component: options.Components = None,
    at: options.At = None,
    do: options.Do = None,
    id_: options.UpdateId = None,
    again: options.Again = False,
    how: options.HowMade,
) -> None:
    """Post the closing update; its components work again unless -c says otherwise."""
    from mkdocs_statuspage.desk.doubts import refuse_repeated
    from mkdocs_statuspage.desk.new_update import Typed, post
    from mkdocs_statuspage.desk.planned_work import refuse_ended

    with Draft(context, words) as draft:
        workspace = find_workspace(context)
        path, found = draft.incident(workspace, incident)
        typed = Typed(_closing(found), component, at, id=id_, do=do)
        is_there = id_ in {update.id for update in found.updates}
        if found.kind is Kind.MAINTENANCE and not is_there:
            refuse_ended(found, "say more of it in an update:", ("update", found.id, "-m", "TEXT"))
        typed.request(workspace, found.kind)  # a misspelt option is told before anybody types
        text = draft.reviewed(f"{found.title}\n\n{workspace.words(GUIDANCE)}", workspace, how)
        if not again and not is_there:
            ask_whether(lambda: refuse_repeated(found, text), workspace)
        request = typed.request(workspace, found.kind, text)
        done = how.apply(workspace, post(workspace, path, request))
    present(workspace, done, how, _report_due(workspace, done))


def _closing(incident: "Incident") -> UpdateStatus:
    return next(status for status in STATUSES_OF[incident.kind] if status.closes)


def _report_due(workspace: "Workspace", done: "Done") -> str:
    """Say what the report needs and by when; nothing where none is owed."""
    from mkdocs_statuspage.desk.owed import report_due
    from mkdocs_statuspage.desk.typed_words import both

    due = report_due(workspace, done.incident)
    if due is None:
        return ""
    parts = ", ".join(workspace.config.policy.classes[done.incident.mistake_class].sections)
    return f"the report ({parts}) is due by {both(due, workspace.config.zone)}"
