"""`statuspage cancel`: planned work is called off, or broken off."""

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import present
from mkdocs_statuspage.cli.ask import find_incident
from mkdocs_statuspage.cli.message import Draft
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.model.statuses import UpdateStatus


def command(
    context: typer.Context, work: options.Work, words: options.GivenText, how: options.HowMade
) -> None:
    """Call off planned work; it stays on its page and in the calendar, as called off."""
    from mkdocs_statuspage.desk.new_update import Request, post
    from mkdocs_statuspage.desk.planned_work import refuse_ended, refuse_unplanned

    with Draft(context, words) as draft:
        workspace = find_workspace(context)
        path, found = find_incident(workspace, work, posts=True)
        refuse_unplanned(found)
        refuse_ended(found, "say more of it in an update:", ("update", found.id, "-m", "TEXT"))
        guidance = workspace.words("Why is it called off, and will it come?")
        text = draft.reviewed(f"{found.title}\n\n{guidance}", workspace, how)
        done = how.apply(workspace, post(workspace, path, Request(text, UpdateStatus.CANCELLED)))
    present(workspace, done, how)
