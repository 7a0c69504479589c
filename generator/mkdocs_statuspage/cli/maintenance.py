"""`statuspage maintenance`: planned work, announced."""

from typing import Annotated, Any

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace


def command(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="What is done, in customers' words.")],
    start: Annotated[str, typer.Option(metavar="WHEN", help="When it begins: '2026-11-21 02:00'.")],
    end: Annotated[str, typer.Option(metavar="WHEN", help="When it ends, or how long: 2h.")],
    component: Annotated[
        list[str] | None,
        typer.Option("-c", "--component", metavar="ID", help="A component it touches."),
    ] = None,
    message: options.Message = None,
    file: options.MessageFile = None,
    edit: options.Edit = False,
    allow_secret: options.AllowSecret = False,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Announce planned work; it begins and ends by its window."""
    from mkdocs_statuspage.cli.answer import present
    from mkdocs_statuspage.cli.message import kept_on_failure, read_message
    from mkdocs_statuspage.cli.vet import vet
    from mkdocs_statuspage.desk.choose import one_of
    from mkdocs_statuspage.desk.create import create
    from mkdocs_statuspage.desk.post import new_id
    from mkdocs_statuspage.desk.typed_times import both, parse_next
    from mkdocs_statuspage.model.statuses import UpdateStatus

    workspace = find_workspace(context)
    now, config = workspace.now.replace(microsecond=0), workspace.config
    guidance = f"{title}\n\nWhat will customers notice, and what do they have to do?"
    text = read_message(message, file, edit, guidance)
    with kept_on_failure(text, workspace, now):
        text = vet(text, workspace.config, allow_secret=allow_secret)
        begins = parse_next(start, now, config.zone)
        ends = parse_next(end, begins, config.zone)
        first = {
            "id": new_id(now),
            "at": now,
            "status": UpdateStatus.SCHEDULED.value,
            "message": text + "\n",
        }
        tree: dict[str, Any] = {
            "title": title,
            "kind": "maintenance",
            "scheduled": {"start": begins, "end": ends},
            "components": [one_of(c, config.components, "component") for c in component or ()],
            "updates": [first],
        }
        day = begins.astimezone(config.zone).date()
        posted = create(workspace, tree, day, dry_run=dry_run, publish=False)
    name = workspace.shown(posted.path)
    hint = (
        f"From {both(begins, config.zone)} to {both(ends, config.zone)} · publish: git add {name}"
        f" && git commit -m 'Announce {posted.incident.id}' && git push"
    )
    present(workspace, posted, hint, dry_run=dry_run, as_json=as_json)
