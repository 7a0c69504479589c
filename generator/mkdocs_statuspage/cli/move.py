"""`statuspage move`: planned work gets another window; the one it had stays to be seen."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import finish
from mkdocs_statuspage.cli.ask import find_incident
from mkdocs_statuspage.cli.options import find_workspace


def command(
    context: typer.Context,
    work: options.Work,
    start: options.Start,
    end: options.End,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for readers.")],
    how: options.HowMade,
) -> None:
    """Move planned work to another window; pages, calendar and API follow, and subscribers are told."""
    from mkdocs_statuspage.desk.message_check import checked
    from mkdocs_statuspage.desk.planned_work import move_window
    from mkdocs_statuspage.desk.typed_words import both, parse_window

    workspace = find_workspace(context)
    path, found = find_incident(workspace, work, posts=True)
    zone = workspace.config.zone
    begins, ends = parse_window(start, end, workspace.now, zone)
    change = move_window(workspace, path, found, begins, ends, checked(why))
    done = how.apply(workspace, change)
    record = {"incident": found.id, "start": begins.isoformat(), "end": ends.isoformat()}
    said = f"{found.title} · {both(begins, zone)} to {both(ends, zone)}"
    finish(workspace, done, how, record if how.as_json else said)
