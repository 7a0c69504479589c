"""`statuspage post`: say what an alarm has prepared."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import present
from mkdocs_statuspage.cli.ask import confirm, decided
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import is_interactive, warn

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
    from mkdocs_statuspage.desk.alarms import pick_prepared, post_prepared
    from mkdocs_statuspage.desk.amendments import standing

    workspace = find_workspace(context)
    chosen = decided(workspace, lambda name: pick_prepared(workspace, name), incident)
    if is_interactive() and not how.as_json and not how.dry_run:
        texts = [update.message.strip() for update in standing(chosen)]
        warn(f"{chosen.title}\n\n" + "\n".join(texts))
        if not confirm(workspace.words("Post it?"), workspace.words, default=True):
            raise typer.Abort
    present(workspace, how.apply(workspace, post_prepared(workspace, chosen)), how)
