"""The options that several commands share, each declared once with its help."""

from dataclasses import replace
from typing import Annotated

import typer

from mkdocs_statuspage.cli import completion
from mkdocs_statuspage.cli.terminal import warn
from mkdocs_statuspage.desk.workspace import Workspace, nearest_workspace

HERE_ONLY = ("check", "review", "build", "serve", "lock")
"""Commands that speak of the files as they are in this folder, and ask no remote."""


def find_workspace(context: typer.Context) -> Workspace:
    """Find the site that a command works on; see `nearest_workspace`."""
    found = nearest_workspace(context.obj)
    if found.unread:
        warn(found.unread)
    return replace(found, say=warn, follows=context.info_name not in HERE_ONLY)


OpenIncident = Annotated[
    str | None,
    typer.Argument(
        metavar="ID",
        help="The incident, or the beginning of its id or slug; may be left out with one open.",
        autocompletion=completion.complete_open,
    ),
]
AnyIncident = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The incident.", autocompletion=completion.complete_incidents
    ),
]
IncidentOfUpdate = Annotated[
    str | None,
    typer.Argument(
        metavar="ID",
        help="The incident; may be left out with one open.",
        autocompletion=completion.complete_incidents,
    ),
]
WhichUpdate = Annotated[
    str | None,
    typer.Argument(
        metavar="UPDATE",
        help="Its id, how it begins, its last letters; the last that stands when left out.",
        autocompletion=completion.complete_updates,
    ),
]
Message = Annotated[
    str | None, typer.Option("-m", "--message", help="The text; without it your editor opens.")
]
MessageFile = Annotated[
    str | None, typer.Option("-F", "--file", metavar="FILE", help="Read the text; - is stdin.")
]
Edit = Annotated[bool, typer.Option("-e", "--edit", help="Open the text in your editor first.")]
Status = Annotated[
    str | None,
    typer.Option(
        "-s",
        "--status",
        help="investigating, identified, monitoring, resolved; or how it begins.",
        autocompletion=completion.complete_statuses,
    ),
]
Components = Annotated[
    list[str] | None,
    typer.Option(
        "-c",
        "--component",
        metavar="ID=STATUS",
        help="A component's status, such as api=major.",
        autocompletion=completion.complete_bash_pairs,
    ),
]
Next = Annotated[
    str | None,
    typer.Option("--next", metavar="WHEN", help="When the next word comes: 30m, or 14:30."),
]
FixBy = Annotated[
    str | None,
    typer.Option("--fix-by", metavar="WHEN", help="When it should work again: 2h, or 16:30."),
]
Because = Annotated[
    str | None,
    typer.Option("--because", metavar="WHY", help="Why that time, or why it is another now."),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="WHEN", help="When it was: 14:05 in the site's zone; default now."
    ),
]
ClassReason = Annotated[
    str | None,
    typer.Option("--class-reason", metavar="TEXT", help="Why it is no higher, or is let go."),
]
Key = Annotated[
    str | None,
    typer.Option("--key", help="What an alarm calls it, so that a repeated call opens it once."),
]
UpdateId = Annotated[
    str | None,
    typer.Option("--id", help="The update's id, so that a repeated call posts it once."),
]
Publish = Annotated[
    bool | None,
    typer.Option(
        "--publish/--no-publish", help="Push it at once; by default as statuspage.yml says."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Ask nothing: the last that stands is meant.")]
Again = Annotated[
    bool, typer.Option("--again", help="Post it though it says the same as what is there.")
]
AllowSecret = Annotated[
    bool, typer.Option("--allow-secret", help="Post what looks like a key or an internal address.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]
