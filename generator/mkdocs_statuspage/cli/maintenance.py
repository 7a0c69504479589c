"""`statuspage maintenance`: planned work, announced."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import completion, options
from mkdocs_statuspage.cli.options import find_workspace


def command(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="What is done, in customers' words.")],
    start: Annotated[str, typer.Option(metavar="WHEN", help="When it begins: '2026-11-21 02:00'.")],
    end: Annotated[str, typer.Option(metavar="WHEN", help="When it ends, or how long: 2h.")],
    component: Annotated[
        list[str] | None,
        typer.Option(
            "-c",
            "--component",
            metavar="ID",
            help="A component it touches.",
            autocompletion=completion.complete_components,
        ),
    ] = None,
    message: options.Message = None,
    file: options.MessageFile = None,
    edit: options.Edit = False,
    publish: options.Publish = None,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Announce planned work; it begins and ends by its window."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.message import Draft, reviewed
    from mkdocs_statuspage.desk.file_change import apply
    from mkdocs_statuspage.desk.new_incident import PlannedWork, announce
    from mkdocs_statuspage.desk.typed_words import both, one_of, parse_next

    with Draft(context, message, file) as draft:
        workspace = find_workspace(context)
        now, config = workspace.now.replace(microsecond=0), workspace.config
        begins = parse_next(start, now, config.zone)
        ends = parse_next(end, begins, config.zone)
        touched = tuple(one_of(c, config.components, "component") for c in component or ())
        guidance = f"{title}\n\nWhat will customers notice, and what do they have to do?"
        text = draft.written(guidance, edit=edit)
        text = reviewed(text, workspace, allow_secret=allow_secret)
        change = announce(workspace, PlannedWork(title, begins, ends, text, touched))
        done = apply(workspace, change, dry_run=dry_run, publish=publish, allow_secret=allow_secret)
    window = f"from {both(begins, config.zone)} to {both(ends, config.zone)}"
    present(workspace, done, window, dry_run=dry_run, as_json=as_json)
