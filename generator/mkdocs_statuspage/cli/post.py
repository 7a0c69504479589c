"""`statuspage post`: say what an alarm has prepared."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import present
from mkdocs_statuspage.cli.ask import confirm
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import is_interactive, warn
from mkdocs_statuspage.desk.errors import CannotRun

Prepared = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help="The incident; the newest that is prepared without it."),
]


def command(
    context: typer.Context,
    incident: Prepared = None,
    *,
    how: options.HowMade,
) -> None:
    """Post the first word that an alarm has prepared; on a terminal it is shown, and one key posts it."""
    from mkdocs_statuspage.desk.alarms import post_prepared, prepared
    from mkdocs_statuspage.desk.typed_words import one_of

    workspace = find_workspace(context)
    there = prepared(workspace)
    if not there:
        begin = ("open", "TITLE", "-c", "COMPONENT=major", "-m", "TEXT")
        raise CannotRun("no alarm has prepared anything; an incident is begun so:", line=begin)
    wanted = one_of(incident, [one.id for one in there], "prepared incident") if incident else ""
    chosen = next((one for one in there if one.id == wanted), there[0])
    if is_interactive() and not how.as_json and not how.dry_run:
        warn(f"{chosen.title}\n\n" + "\n".join(update.message.strip() for update in chosen.updates))
        if not confirm(workspace.words("Post it?"), workspace.words, default=True):
            raise typer.Abort
    present(workspace, how.apply(workspace, post_prepared(workspace, chosen)), how)
