"""What is said about a change: what was written, where it will be seen, and what to do next."""

import difflib
import json
import sys
from typing import Any

import typer

from mkdocs_statuspage.cli.failures import EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.terminal import printable, printable_json
from mkdocs_statuspage.desk.change import Posted
from mkdocs_statuspage.desk.typed_times import both
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.scalars import format_instant


def present(
    workspace: Workspace, posted: Posted, hint: str, *, dry_run: bool, as_json: bool
) -> None:
    """Say in three lines what was written, where it will be seen, and what to do next."""
    code = EXIT_NOT_PUBLISHED if posted.replay and not posted.replay.is_published else 0
    if as_json:
        print_json(record(workspace, posted, dry_run=dry_run))
        raise typer.Exit(code)
    update = next(u for u in posted.incident.updates if u.id == posted.update_id)
    zone = workspace.config.zone
    verb = posted.done if posted.is_new else "Already there"
    verb = f"Would be {verb.lower()}" if dry_run else verb
    name = workspace.shown(posted.path)
    url = workspace.page_url(posted.incident.id, posted.update_id)
    written = (
        f"{verb}: {posted.incident.title} · {update.status} · {both(update.at, zone)} → {name}"
    )
    seen = f"Seen at {url} and in the feeds, once it is {'built' if posted.replay else 'pushed'}"
    sys.stdout.write(printable(f"{written}\n{seen}\n{hint}\n"))
    if dry_run:
        sys.stdout.write(printable(diff(posted, workspace.shown(posted.path))))
    raise typer.Exit(code)


def record(workspace: Workspace, posted: Posted, *, dry_run: bool) -> dict[str, Any]:
    """Give what was posted for a program."""
    update = next(u for u in posted.incident.updates if u.id == posted.update_id)
    return {
        "incident": posted.incident.id,
        "update": update.id,
        "path": workspace.shown(posted.path),
        "url": workspace.page_url(posted.incident.id, update.id),
        "at": format_instant(update.at),
        "status": update.status,
        "next_update_by": update.next_update_by and format_instant(update.next_update_by),
        "written": posted.is_new and not dry_run,
        "published": bool(posted.replay and posted.replay.is_published),
    }


def print_json(data: object) -> None:
    """Print a value for a program."""
    sys.stdout.write(printable_json(json.dumps(data, indent=1, ensure_ascii=False)) + "\n")


def diff(posted: Posted, shown: str) -> str:
    """Give the change as a patch."""
    lines = difflib.unified_diff(
        posted.before.splitlines(keepends=True),
        posted.after.splitlines(keepends=True),
        shown,
        shown,
    )
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)


def published_words(workspace: Workspace, posted: Posted) -> str:
    """Give where it was published, or the command that does it."""
    name = workspace.shown(posted.path)
    ended = posted.replay
    if ended is None:
        return f"Publish: git add {name} && git commit -m 'Update {posted.incident.id}' && git push"
    if ended.is_published:
        behind = "" if ended.caught_up else " (this folder holds other work, so it is as it was)"
        return f"Pushed to {ended.target}{behind}"
    said = f": {ended.said}" if ended.said else ""
    again = f"statuspage update {posted.incident.id} --id {posted.update_id} --publish"
    return f"Saved here and NOT published, {ended.outcome.value}{said}. Go on with: {again}"


def hint_after(workspace: Workspace, posted: Posted) -> str:
    """Give what to do next: publish it, and the next word or the report."""
    update = next(u for u in posted.incident.updates if u.id == posted.update_id)
    push = published_words(workspace, posted)
    if update.next_update_by:
        due = both(update.next_update_by, workspace.config.zone)
        return f"{push} · next word by {due}"
    return push
