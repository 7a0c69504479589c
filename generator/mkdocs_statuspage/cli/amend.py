"""`statuspage amend`: change the text of an update, visibly once it was published."""

from typing import TYPE_CHECKING, Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import present
from mkdocs_statuspage.cli.chosen_update import ChosenUpdate, choose_update
from mkdocs_statuspage.cli.message import Draft
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import is_interactive

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.workspace import Workspace


def command(
    context: typer.Context,
    *,
    incident: options.IncidentOfUpdate = None,
    update: options.WhichUpdate = None,
    words: options.GivenText,
    withhold: Annotated[
        bool, typer.Option("--withhold", help="Keep the former text from readers: a secret, say.")
    ] = False,
    do: options.Do = None,
    yes: options.Yes = False,
    how: options.HowMade,
) -> None:
    """Change an update's text; its id stays, so that no subscriber is notified again."""
    from mkdocs_statuspage.desk.amendments import NewWords, amend, reword_what_waits

    with Draft(context, words) as draft:
        workspace = find_workspace(context)
        own, chosen = workspace.words, choose_update(workspace, incident, update)
        if do and draft.text is None and not draft.edit:
            draft.text = chosen.update.message
        if not (chosen.is_named or yes) and (draft.text is not None or not is_interactive()):
            lacking = () if draft.text else ("-m", "TEXT")
            chosen.confirm(workspace, own("Put the new text in its place?"), lacking)
        if draft.text is None and (draft.edit or is_interactive()):
            draft.text, draft.edit = chosen.update.message, True
        text = draft.reviewed(_guidance(workspace, chosen), workspace, how)
        new = NewWords(text, do)
        if not how.dry_run:
            new = reword_what_waits(workspace, chosen.path, chosen.update, new)
        change = amend(workspace, chosen.path, chosen.update, new, withhold=withhold)
        done = how.apply(workspace, change)
    present(workspace, done, how)


def _guidance(workspace: "Workspace", chosen: ChosenUpdate) -> str:
    asked = workspace.words("Change the text of {update}.", update=chosen.update.id)
    return f"{chosen.incident.title}\n\n{asked}"
