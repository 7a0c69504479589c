"""`statuspage contact`: the private log of talks with a person who was wronged."""

import sys
from typing import Annotated, get_args

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import PRIVATE
from mkdocs_statuspage.cli.ask import find_incident
from mkdocs_statuspage.cli.options import find_workspace

How = Annotated[
    str, typer.Option(help="face_to_face, phone, video, letter or email; or how it begins.")
]
When = Annotated[
    str | None, typer.Option(metavar="WHEN", help="When: 14:05, or '2026-11-05 12:00'; now.")
]


def command(
    context: typer.Context,
    incident: Annotated[str, options.incident_argument("The incident in private/.")],
    medium: How,
    by: Annotated[str, options.person_option("Who of us spoke; a person's id.")],
    when: When = None,
    agreed: Annotated[str | None, typer.Option(metavar="TEXT", help="What was agreed.")] = None,
    dry_run: options.DryRun = False,
) -> None:
    """Note down a talk with somebody who was wronged; it stays in private/."""
    from mkdocs_statuspage.desk.contact_log import note_contact, untried_media
    from mkdocs_statuspage.desk.file_change import apply
    from mkdocs_statuspage.desk.typed_words import one_of, parse_past
    from mkdocs_statuspage.model.incident import Medium

    workspace = find_workspace(context)
    now, config = workspace.now, workspace.config
    path, found = find_incident(workspace, incident)
    way = one_of(medium, get_args(Medium), "medium")
    person = one_of(by, config.people, "person")
    at = parse_past(when, now, config.zone) if when else now
    change = note_contact(workspace, path, medium=way, by=person, at=at, agreed=agreed)
    apply(workspace, change, dry_run=dry_run)
    verb = "Would note" if dry_run else "Noted"
    sys.stdout.write(f"{verb}: {way} by {person} → {workspace.shown(path)}\n{PRIVATE}\n")
    untried = ", ".join(name.replace("_", " ") for name in untried_media(workspace, found, way))
    if untried:
        sys.stderr.write(f"Not tried yet, and more personal: {untried}\n")
