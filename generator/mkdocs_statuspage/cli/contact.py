"""`statuspage contact`: the private log of talks with a person who was wronged."""

import sys
from pathlib import Path
from typing import Annotated, get_args

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident, Medium


def command(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(metavar="ID", help="The incident in private/.")],
    medium: Annotated[
        str, typer.Option(help="face_to_face, phone, video, letter or email; or how it begins.")
    ],
    by: Annotated[str, typer.Option(metavar="PERSON", help="Who of us spoke; a person's id.")],
    when: Annotated[
        str | None, typer.Option(metavar="WHEN", help="When: 14:05, or '2026-11-05 12:00'; now.")
    ] = None,
    agreed: Annotated[str | None, typer.Option(metavar="TEXT", help="What was agreed.")] = None,
    dry_run: options.DryRun = False,
) -> None:
    """Note down a talk with somebody who was wronged; it stays in private/."""
    from mkdocs_statuspage.desk.choose import one_of, pick_incident
    from mkdocs_statuspage.desk.typed_times import parse_past

    workspace = find_workspace(context)
    now, config = workspace.now, workspace.config
    path, found = pick_incident(workspace, incident, now)
    _refuse_in_public(workspace, path, found)
    way = one_of(medium, get_args(Medium), "medium")
    entry: dict[str, object] = {
        "medium": way,
        "by": one_of(by, config.people, "person"),
        "at": (parse_past(when, now, config.zone) if when else now).replace(microsecond=0),
    }
    if agreed:
        entry["agreed"] = agreed
    _write(workspace, path, entry, dry_run=dry_run)
    verb = "Would note" if dry_run else "Noted"
    sys.stdout.write(f"{verb}: {way} by {entry['by']} → {workspace.shown(path)}\n")
    sys.stdout.write("It is kept in private/ and is never published.\n")
    _hint_at_order(workspace, found, way)


def _refuse_in_public(workspace: Workspace, path: Path, incident: Incident) -> None:
    if not path.is_relative_to(workspace.private_dir):
        name = f"private/{path.name}"
        raise CannotRun(
            f"{workspace.shown(path)} is no private file: what was said there would be in git",
            f"a contact log is for what concerns one person; move it first: mv"
            f" {workspace.shown(path)} {name}",
        )


def _write(workspace: Workspace, path: Path, entry: dict[str, object], *, dry_run: bool) -> None:
    from mkdocs_statuspage.desk.change import parsed
    from mkdocs_statuspage.writing import append_in
    from mkdocs_statuspage.writing.files import change_file

    def edit(text: str) -> str:
        after = append_in(text, path.suffix, "contacts", entry)
        parsed(workspace, path, after)
        return after

    if dry_run:
        edit(path.read_bytes().decode("utf-8"))
    else:
        change_file(path, edit, lock_dir=workspace.locks_dir)


def _hint_at_order(workspace: Workspace, incident: Incident, way: str) -> None:
    """Say which more personal ways were not tried, in the order of the policy."""
    order = workspace.config.policy.classes[incident.mistake_class].contact_order
    tried = {contact.medium for contact in incident.contacts}
    before = order[: order.index(way)] if way in order else ()
    untried = [name.replace("_", " ") for name in before if name not in tried]
    if untried:
        sys.stderr.write(f"Not tried yet, and more personal: {', '.join(untried)}\n")
