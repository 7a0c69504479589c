"""`statuspage maintenance`: planned work, announced."""

from typing import Annotated

import typer

from mkdocs_statuspage.cli import completion, options
from mkdocs_statuspage.cli.answer import present
from mkdocs_statuspage.cli.ask import as_title
from mkdocs_statuspage.cli.message import Draft
from mkdocs_statuspage.cli.options import find_workspace

Touched = Annotated[
    list[str] | None,
    typer.Option(
        "-c",
        "--component",
        metavar="ID",
        help="A component it touches.",
        autocompletion=completion.complete_components,
    ),
]


def command(
    context: typer.Context,
    *,
    title: Annotated[str, typer.Argument(help="What is done, in customers' words.")],
    start: options.Start,
    end: options.End,
    component: Touched = None,
    words: options.GivenText,
    how: options.HowMade,
) -> None:
    """Announce planned work; it begins and ends by its window."""
    from mkdocs_statuspage.desk.new_incident import PlannedWork, announce
    from mkdocs_statuspage.desk.typed_words import both, one_of, parse_window

    with Draft(context, words) as draft:
        workspace, title = find_workspace(context), as_title(title)
        config = workspace.config
        begins, ends = parse_window(start, end, workspace.now, config.zone)
        touched = tuple(one_of(c, config.components, "component") for c in component or ())
        guidance = workspace.words("What will customers notice, and what do they have to do?")
        text = draft.reviewed(f"{title}\n\n{guidance}", workspace, how)
        work = PlannedWork(title, begins, ends, text, touched)
        done = how.apply(workspace, announce(workspace, work))
    window = f"from {both(begins, config.zone)} to {both(ends, config.zone)}"
    present(workspace, done, how, window)
