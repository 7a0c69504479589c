"""`statuspage sync`: follow the remote, and send what waits."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.ask import confirm
from mkdocs_statuspage.cli.failures import EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import console, is_interactive, printable, warn

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.queue import Entry
    from mkdocs_statuspage.desk.sending import Sent
    from mkdocs_statuspage.desk.workspace import Workspace


Branch = Annotated[
    str | None, typer.Option("--to", metavar="BRANCH", help="Push to it, whatever is checked out.")
]
Sends = Annotated[
    list[str] | None,
    typer.Option(
        "--send",
        metavar="ID",
        help="Send it though overtaken: as the newest word, or under a free name.",
    ),
]
Drops = Annotated[
    list[str] | None,
    typer.Option("--drop", metavar="ID", help="Take it out of the queue, and never send it."),
]


def command(
    context: typer.Context,
    to: Branch = None,
    send: Sends = None,
    drop: Drops = None,
    as_json: options.Json = False,
) -> None:
    """Learn what the remote has, and send what waits, in order and with its own times."""
    from mkdocs_statuspage.desk.sending import sync

    workspace = find_workspace(context)
    _decide(workspace, drop or (), send or ())
    done = sync(workspace, branch=to)
    if done.overtaken and not as_json and is_interactive():
        _ask(workspace, done.overtaken)
        done = sync(workspace, branch=to).after(done)
    if as_json:
        print_json(_record(workspace, done))
    else:
        _show(workspace, done)
    raise typer.Exit(EXIT_NOT_PUBLISHED if done.left else 0)


def _decide(workspace: "Workspace", dropped: Sequence[str], wanted: Sequence[str]) -> None:
    """Take entries out of the queue, and let others be sent as the newest word."""
    from mkdocs_statuspage.desk.queue import pick_entry, waiting
    from mkdocs_statuspage.desk.sending import want_entries

    entries = waiting(workspace)
    _ = workspace.newest
    _drop(workspace, [pick_entry(entries, given) for given in dropped])
    want_entries(workspace, [pick_entry(entries, given) for given in wanted])


def _ask(workspace: "Workspace", overtaken: "Sequence[Entry]") -> None:
    """Ask what becomes of each text that newer ones have overtaken."""
    from mkdocs_statuspage.desk.queue import label, message_of
    from mkdocs_statuspage.desk.sending import want_entries

    words = workspace.words
    for entry in overtaken:
        what = label(workspace, entry)
        warn(words("Newer words have been published since: {what}", what=what))
        warn(message_of(entry))
        if confirm(words("Send it all the same, as the newest word?"), words):
            want_entries(workspace, [entry])
        elif confirm(words("Drop it?"), words):
            _drop(workspace, [entry])


def _drop(workspace: "Workspace", entries: "Sequence[Entry]") -> None:
    """Drop entries, and say which are still in a file."""
    from mkdocs_statuspage.desk.sending import drop_entries

    for entry in drop_entries(workspace, entries):
        said = f"“{entry.subject}” ({entry.id[-4:]}) is dropped, and still stands in {entry.path}"
        warn(f"{said}, with what else was written there: take it out before you commit that file")


def _show(workspace: "Workspace", done: "Sent") -> None:
    from mkdocs_statuspage.desk.queue import label
    from mkdocs_statuspage.desk.remedies import SYNC, own_line, reason, remedy

    out = console()
    for entry in done.sent:
        out.print(printable(f"Sent: {label(workspace, entry)}"))
    for entry, why in done.left:
        out.print(printable(f"Waits: {label(workspace, entry)}{why and f' · {why}'}"))
    ended = done.replay
    if ended and not ended.is_published:
        out.print(
            printable(f"NOT published: {reason(ended)}. Go on with: {remedy(workspace, ended)}")
        )
    for entry in done.undecided:
        name = entry.id[-4:]
        send, drop = (own_line(workspace, f"{SYNC} --{how} {name}") for how in ("send", "drop"))
        out.print(printable(f"Decide: {send}, or: {drop}"), highlight=False)
    for entry in done.stuck:
        drop = own_line(workspace, f"{SYNC} --drop {entry.id[-4:]}")
        out.print(
            printable(f"It waits until that is mended, or until it is dropped: {drop}"),
            highlight=False,
        )
    if not done.left and not done.sent:
        out.print("Nothing waits.")


def _record(workspace: "Workspace", done: "Sent") -> dict[str, Any]:
    from mkdocs_statuspage.desk.queue import record_of

    return {
        "sent": [record_of(workspace, entry) for entry in done.sent],
        "waiting": [record_of(workspace, entry) | {"why": why} for entry, why in done.left],
    }
