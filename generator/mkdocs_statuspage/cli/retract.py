"""`statuspage retract`: take an update back, in the open."""

import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.failures import EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import is_interactive
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import Workspace

if TYPE_CHECKING:
    from mkdocs_statuspage.cli.chosen_update import ChosenUpdate


def command(
    context: typer.Context,
    *,
    incident: options.IncidentOfUpdate = None,
    update: options.WhichUpdate = None,
    why: Annotated[
        str | None, typer.Option("--why", help="The reason, for readers where they had it.")
    ] = None,
    yes: options.Yes = False,
    how: options.HowMade,
) -> None:
    """Take an update back: struck through where it was published, gone where nobody has seen it."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.chosen_update import choose_update
    from mkdocs_statuspage.desk.amendments import forget, retract
    from mkdocs_statuspage.desk.message_check import checked

    workspace = find_workspace(context)
    chosen = choose_update(workspace, incident, update)
    if not (chosen.is_named or yes):
        chosen.confirm(workspace, "Take it back?", () if why else ("--why", "TEXT"))
    if not how.dry_run and forget(workspace, chosen.path, chosen.update):
        _tell_removed(workspace, chosen, as_json=how.as_json)
    reason = checked(why or _ask_why())
    done = how.apply(workspace, retract(workspace, chosen.path, chosen.update, reason))
    present(workspace, done, how)


def _ask_why() -> str:
    if is_interactive():
        return str(typer.prompt("Why? Readers see the reason", err=True))
    raise CannotRun(
        "readers have it, and are told why it is gone", instead=(None, ("--why", "TEXT"))
    )


def _tell_removed(workspace: Workspace, chosen: "ChosenUpdate", *, as_json: bool) -> NoReturn:
    """Say that an update is gone without a trace; and end."""
    from mkdocs_statuspage.cli.answer import print_json
    from mkdocs_statuspage.desk.queue import waiting

    left, incident, update = len(waiting(workspace)), chosen.incident.id, chosen.update.id
    if as_json:
        print_json({"incident": incident, "update": update, "removed": True, "waiting": left})
    else:
        sys.stdout.write(
            f"Removed: {update} of {incident} had not been published, and nobody has seen it\n"
        )
    raise typer.Exit(EXIT_NOT_PUBLISHED if left else 0)
