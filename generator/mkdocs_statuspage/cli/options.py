"""The options that several commands share, each declared once with its help; those that go together are a group."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mkdocs_statuspage.cli import completion
from mkdocs_statuspage.cli.terminal import warn

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.file_change import Done, FileChange
    from mkdocs_statuspage.desk.workspace import Workspace

HERE_ONLY = ("check", "review", "build", "serve", "lock", "notify")
"""Commands that speak of the files as they are in this folder, and ask no remote."""


def find_workspace(context: typer.Context) -> "Workspace":
    """Find the site that a command works on; see `nearest_workspace`."""
    from mkdocs_statuspage.desk.workspace import nearest_workspace

    found = nearest_workspace(context.obj)
    if found.unread:
        warn(found.unread)
    return replace(found, say=warn, follows=context.info_name not in HERE_ONLY)


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command that takes the options of a group one by one; a group is a dataclass of options."""
    given = signature(command).parameters.values()
    groups: dict[str, Any] = {p.name: p.annotation for p in given if is_dataclass(p.annotation)}
    parts = [
        signature(groups[p.name]).parameters.values() if p.name in groups else [p] for p in given
    ]

    @wraps(command)
    def called(**options: Any) -> None:
        for name, group in groups.items():
            options[name] = group(
                **{field.name: options.pop(field.name) for field in fields(group)}
            )
        command(**options)

    shown = [one.replace(kind=Parameter.KEYWORD_ONLY) for part in parts for one in part]
    called.__signature__ = Signature(shown)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in shown}
    return called


def incident_argument(help_text: str) -> Any:
    """Declare an argument that names an incident."""
    return typer.Argument(
        metavar="ID", help=help_text, autocompletion=completion.complete_incidents
    )


def person_option(help_text: str, *names: str) -> Any:
    """Declare an option that names somebody of ours."""
    return typer.Option(
        *names, metavar="PERSON", help=help_text, autocompletion=completion.complete_people
    )


OpenIncident = Annotated[
    str | None,
    typer.Argument(
        metavar="ID",
        help="The incident, or the beginning of its id or slug; may be left out with one open.",
        autocompletion=completion.complete_open,
    ),
]
Beside = Annotated[
    list[str] | None,
    typer.Option(
        "--beside",
        metavar="TEXT",
        help="What may be said although the page lacks it; may be given again.",
    ),
]
IncidentOfUpdate = Annotated[
    str | None, incident_argument("The incident; may be left out with one open.")
]
Work = Annotated[str, incident_argument("The planned work, or a part of its name.")]
Start = Annotated[str, typer.Option(metavar="WHEN", help="When it begins: '2026-11-21 02:00'.")]
End = Annotated[str, typer.Option(metavar="WHEN", help="When it ends, or how long: 2h.")]
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
Do = Annotated[
    str | None, typer.Option("--do", metavar="TEXT", help="What those who are hit can do.")
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


@dataclass(frozen=True)
class GivenText:
    """The text that comes with a command, or where it is."""

    message: Message = None
    file: MessageFile = None
    edit: Edit = False


@dataclass(frozen=True)
class HowMade:
    """How a change is made: where it goes, what may be in it, and who is told of it."""

    publish: Publish = None
    allow_secret: AllowSecret = False
    dry_run: DryRun = False
    as_json: Json = False

    def apply(self, workspace: "Workspace", change: "FileChange") -> "Done":
        """Make a change in this way."""
        from mkdocs_statuspage.desk.file_change import apply

        return apply(
            workspace,
            change,
            dry_run=self.dry_run,
            publish=self.publish,
            allow_secret=self.allow_secret,
        )
