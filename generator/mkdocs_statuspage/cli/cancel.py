"""`statuspage cancel`: planned work is called off, or broken off."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import completion, options
from mkdocs_statuspage.cli.options import find_workspace


def command(
    context: typer.Context,
    work: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The planned work, or a part of its name.",
            autocompletion=completion.complete_incidents,
        ),
    ],
    message: options.Message = None,
    file: options.MessageFile = None,
    edit: options.Edit = False,
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Call off planned work; it stays on its page and in the calendar, as called off."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.ask import find_incident
    from mkdocs_statuspage.cli.message import Draft, reviewed
    from mkdocs_statuspage.desk.file_change import apply
    from mkdocs_statuspage.desk.new_update import Request, post
    from mkdocs_statuspage.desk.planned_work import refuse_unplanned
    from mkdocs_statuspage.model.statuses import UpdateStatus

    with Draft(context, message, file) as draft:
        workspace = find_workspace(context)
        path, found = find_incident(workspace, work, posts=True)
        refuse_unplanned(found)
        text = draft.written(f"{found.title}\n\nWhy is it called off, and will it come?", edit=edit)
        text = reviewed(text, workspace, allow_secret=allow_secret)
        change = post(workspace, path, Request(text, UpdateStatus.CANCELLED))
        done = apply(workspace, change, dry_run=dry_run, publish=publish, allow_secret=allow_secret)
    present(workspace, done, dry_run=dry_run, as_json=as_json)
