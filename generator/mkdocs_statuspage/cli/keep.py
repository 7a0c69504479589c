"""`statuspage keep`: mark a promise as kept, with what shows it."""

import re
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.timeline.ledger import Given

LINK = re.compile(r"(?:https?://|mailto:)\S+")


def command(
    context: typer.Context,
    promise: Annotated[
        str, typer.Argument(metavar="PROMISE", help="Its id or how it begins, or INCIDENT/PROMISE.")
    ],
    evidence: Annotated[
        str, typer.Option(metavar="URL", help="Where a reader can see that it was done.")
    ],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day it was done; default today.")
    ] = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Mark a promise as kept; readers see it on its page, in the ledger and in the feed."""
    from mkdocs_statuspage.cli.answer import print_json
    from mkdocs_statuspage.desk.which_promise import all_given, file_of, pick_promise

    workspace = find_workspace(context)
    given = pick_promise(all_given(workspace), promise)
    kept_on = _day(workspace, on)
    _refuse(given, evidence, kept_on)
    path = file_of(workspace, given)
    if given.promise.kept_on is None:
        _write(workspace, path, given, kept_on, evidence, dry_run=dry_run)
    if as_json:
        print_json(_record(workspace, path, given, kept_on, evidence, dry_run=dry_run))
    else:
        _say(workspace, path, given, kept_on, dry_run=dry_run)


def _day(workspace: Workspace, given: str | None) -> date:
    today = workspace.now.astimezone(workspace.config.zone).date()
    if given is None:
        return today
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise CannotRun(f"{given!r} is no date", "write it as 2026-12-01") from None
    if day > today:
        raise CannotRun(f"{day} is ahead; today is {today}", "a promise is kept once it is done")
    return day


def _refuse(given: Given, evidence: str, kept_on: date) -> None:
    """Refuse what would make the ledger say something else than what happened."""
    promise = given.promise
    if not LINK.fullmatch(evidence.strip()):
        raise CannotRun(
            f"{evidence!r} is no link that a reader can follow",
            "give one that begins with https://",
        )
    if promise.withdrawn is not None:
        raise CannotRun(
            f"{given.ref} was taken back on {promise.withdrawn.on}",
            "if it was done all the same, delete its `withdrawn:` first",
        )
    if promise.kept_on is not None and (promise.evidence != evidence or promise.kept_on != kept_on):
        raise CannotRun(
            f"{given.ref} counts as kept on {promise.kept_on} already, shown by"
            f" {promise.evidence or 'nothing'}",
            "correct it in the file",
        )


def _write(
    workspace: Workspace, path: Path, given: Given, kept_on: date, evidence: str, *, dry_run: bool
) -> None:
    from mkdocs_statuspage.desk.change import parsed
    from mkdocs_statuspage.writing import Item, set_in
    from mkdocs_statuspage.writing.files import change_file

    def edit(text: str) -> str:
        place = (given.kind, Item(given.promise.id))
        after = set_in(text, path.suffix, (*place, "kept_on"), kept_on)
        after = set_in(after, path.suffix, (*place, "evidence"), evidence.strip())
        parsed(workspace, path, after)
        return after

    if dry_run:
        edit(path.read_bytes().decode("utf-8"))
    else:
        change_file(path, edit, lock_dir=workspace.locks_dir)


def _say(workspace: Workspace, path: Path, given: Given, kept_on: date, *, dry_run: bool) -> None:
    from mkdocs_statuspage.cli.terminal import printable

    due = given.promise.due_on
    late = (kept_on - due).days if due else 0
    when = f", {late} day{'s' if late != 1 else ''} late" if late > 0 else ""
    there = given.promise.kept_on is not None
    verb = "Already kept" if there else "Would be kept" if dry_run else "Kept"
    name = workspace.shown(path)
    text = " ".join(given.promise.promise.split())
    sys.stdout.write(
        printable(
            f"{verb}: {text} · {kept_on}{when} → {name}\n"
            f"Seen at {workspace.page_url(given.incident.id)}, {workspace.url}promises/ and in the"
            " feeds, once it is pushed\n"
            f"Publish: git add {name} && git commit -m 'Keep {given.promise.id}' && git push\n"
        )
    )


def _record(
    workspace: Workspace, path: Path, given: Given, kept_on: date, evidence: str, *, dry_run: bool
) -> dict[str, Any]:
    due = given.promise.due_on
    return {
        "promise": given.ref,
        "path": workspace.shown(path),
        "kept_on": kept_on.isoformat(),
        "late": due is not None and kept_on > due,
        "evidence": evidence,
        "written": given.promise.kept_on is None and not dry_run,
    }
