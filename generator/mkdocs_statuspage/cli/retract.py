"""`statuspage retract`: take an update back, in the open."""

import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import finish, present, print_json
from mkdocs_statuspage.cli.ask import ask_why
from mkdocs_statuspage.cli.chosen_update import ChosenUpdate, choose_update
from mkdocs_statuspage.cli.failures import EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import is_interactive
from mkdocs_statuspage.desk.errors import CannotRun

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mkdocs_statuspage.desk.file_change import Done, FileChange
    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.model.incident import Incident, Update


def command(
    context: typer.Context,
    *,
    incident: options.IncidentOfUpdate = None,
    update: options.WhichUpdate = None,
    why: Annotated[
        str | None, typer.Option("--why", help="The reason, for readers where they had it.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="All that stand: it never happened, or a false alarm.")
    ] = False,
    yes: options.Yes = False,
    how: options.HowMade,
) -> None:
    """Take an update back: struck through where it was published, gone where nobody has seen it."""
    from mkdocs_statuspage.desk.amendments import forget, standing
    from mkdocs_statuspage.desk.message_check import checked
    from mkdocs_statuspage.desk.readers import may_have

    if every and update:
        raise CannotRun("--all takes back every update that stands", instead=(update, ()))
    workspace, why = find_workspace(context), (why or "").strip()
    chosen = choose_update(workspace, incident, "last" if every else update)
    path, meant = chosen.path, standing(chosen.incident) if every else [chosen.update]
    if not (chosen.is_named or yes):
        _confirm(workspace, chosen, len(meant), why, every=every)
    if any(may_have(workspace, path, one) for one in meant):
        why = checked(why or _ask_why(workspace, chosen.incident))
    gone = [u for u in reversed(meant) if not how.dry_run and forget(workspace, path, u)]
    left = [one for one in meant if one not in gone]
    if not left:
        _tell_removed(workspace, chosen, meant, as_json=how.as_json)
    why = checked(why or _ask_why(workspace, chosen.incident))
    done = how.apply(workspace, _taken_back(workspace, path, left, why, every=every))
    if every:
        _tell_all(workspace, done, left, how)
    present(workspace, done, how)


def _taken_back(
    workspace: "Workspace", path: "Path", updates: "Sequence[Update]", why: str, *, every: bool
) -> "FileChange":
    from mkdocs_statuspage.desk.amendments import retract, retract_all

    if every:
        return retract_all(workspace, path, updates, why)
    return retract(workspace, path, updates[0], why)


def _confirm(
    workspace: "Workspace", chosen: ChosenUpdate, count: int, why: str, *, every: bool
) -> None:
    words = workspace.words
    question = words("Take all {n} back?", n=count) if count > 1 else words("Take it back?")
    chosen.confirm(workspace, question, () if why else ("--why", "TEXT"), every=every)


def _ask_why(workspace: "Workspace", incident: "Incident") -> str:
    if is_interactive():
        return ask_why(workspace.words)
    readers = "readers have it, and are told why it is gone"
    said = "its file keeps it, with the reason" if incident.draft else readers
    raise CannotRun(said, instead=(None, ("--why", "TEXT")))


def _tell_removed(
    workspace: "Workspace", chosen: ChosenUpdate, gone: "Sequence[Update]", *, as_json: bool
) -> NoReturn:
    """Say that updates are gone without a trace; and end."""
    from mkdocs_statuspage.desk.queue import waiting

    left, incident = len(waiting(workspace)), chosen.incident.id
    if as_json:
        ids = {"update": gone[-1].id, "updates": [one.id for one in gone]}
        print_json({"incident": incident, **ids, "removed": True, "waiting": left})
    else:
        names = ", ".join(one.id for one in gone)
        sys.stdout.write(
            f"Removed: {names} of {incident} had not been published, and nobody has seen it\n"
        )
    raise typer.Exit(EXIT_NOT_PUBLISHED if left else 0)


def _tell_all(
    workspace: "Workspace", done: "Done", taken: "Sequence[Update]", how: options.HowMade
) -> NoReturn:
    """Say that all that stood was taken back; and end."""
    had = " of a draft" if done.incident.draft else " that readers have"
    count = f"all {len(taken)} updates" if len(taken) > 1 else f"the one update{had}"
    said = f"{done.incident.title} · {count}"
    ids = {"incident": done.incident.id, "updates": [one.id for one in taken]}
    finish(workspace, done, how, ids if how.as_json else said)
