"""What is said about a change: what was written, where it will be seen, and what to do next."""

import difflib
import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from mkdocs_statuspage.cli.failures import EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import HowMade
from mkdocs_statuspage.cli.terminal import printable, printable_json

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.file_change import Done
    from mkdocs_statuspage.desk.workspace import Workspace

PRIVATE = "It is kept in private/ and is never published."


def present(workspace: "Workspace", done: "Done", how: HowMade, next_: str = "") -> NoReturn:
    """Say what became of an update, and end; `next_` is what else there is to do."""
    from mkdocs_statuspage.desk.typed_words import both

    update, zone = done.update, workspace.config.zone
    if how.as_json:
        finish(workspace, done, how, _record(workspace, done))
    if update.next_update_by and not update.retracted:
        due = f"next word by {both(update.next_update_by, zone)}"
        next_ = f"{due} · {next_}" if next_ else due
    said = f"{done.incident.title} · {update.status} · {both(update.at, zone)}"
    finish(workspace, done, how, said, next_)


def finish(
    workspace: "Workspace",
    done: "Done",
    how: HowMade,
    said: str | Mapping[str, Any],
    next_: str = "",
    seen_too: Sequence[str] = (),
) -> NoReturn:
    """Say in three lines, or to a program, what became of a change; and end with its exit code."""
    if isinstance(said, str):
        lines = [
            f"{_verb(done, dry_run=how.dry_run)}: {said} → {workspace.shown(done.path)}",
            *_outlook(workspace, done, next_, seen_too),
        ]
        patch = diff(done, workspace.shown(done.path)) if how.dry_run else ""
        sys.stdout.write(printable("\n".join(lines) + "\n" + patch))
    else:
        print_json(
            {
                **said,
                "path": workspace.shown(done.path),
                "written": done.is_new and not how.dry_run,
                "published": done.is_published,
                "waiting": done.waiting,
            }
        )
    raise typer.Exit(EXIT_NOT_PUBLISHED if done.is_unsent else 0)


def _verb(done: "Done", *, dry_run: bool) -> str:
    word = done.change.done
    if not done.is_new:
        return "Already there" if word == "Posted" else f"Already {word.lower()}"
    return f"Would be {word.lower()}" if dry_run else word


def _outlook(
    workspace: "Workspace", done: "Done", next_: str, seen_too: Sequence[str]
) -> Sequence[str]:
    """Say where a change will be seen, and what to do next; what is private is seen nowhere."""
    if unseen := _unseen(workspace, done):
        return [" · ".join(filter(None, (unseen, next_)))]
    places = ", ".join([workspace.page_url(done.incident.id, done.change.update_id), *seen_too])
    once = "built" if done.is_published else "published" if done.replay else "pushed"
    seen = f"Seen at {places} and in the feeds, once it is {once}"
    words = published_words(workspace, done)
    # A line that ends with a command is copied to its end.
    lines = [(seen,), (words, next_)] if done.is_published else [(seen, next_), (words,)]
    return [" · ".join(filter(None, line)) for line in lines]


def _unseen(workspace: "Workspace", done: "Done") -> str:
    """Say why no reader will see a change; nothing where they will."""
    from mkdocs_statuspage.desk.remedies import own_line
    from mkdocs_statuspage.policy.classes import publishes

    name, incident = workspace.shown(done.path), done.incident
    if workspace.is_private(done.path):
        return PRIVATE
    if not publishes(incident.mistake_class, workspace.config):
        return f"A {incident.mistake_class} is never published; keep it in private/: see `{own_line(workspace, 'statuspage check')}`"
    return (
        f"{name} is a draft, and on no page until `draft: true` is deleted"
        if incident.draft
        else ""
    )


def published_words(workspace: "Workspace", done: "Done") -> str:
    """Say where a change was published, or the command that does it."""
    from mkdocs_statuspage.desk.remedies import publish_line, reason, remedy

    ended = done.replay
    if ended is None:
        return f"Publish: {publish_line(workspace, done.change.subject, done.path)}"
    if ended.is_published:
        return (
            f"Pushed to {ended.target}{_along(workspace, done)}{_others(workspace, done.waiting)}"
        )
    kept = "in this folder" if workspace.newest.is_here else "in its queue"
    said = f"Saved {kept} and NOT published: {reason(ended)}{_others(workspace, done.waiting - 1)}"
    return f"{said}. Go on with: {remedy(workspace, ended)}"


def _along(workspace: "Workspace", done: "Done") -> str:
    """Say what of this folder went along, and where the folder does not follow what was pushed."""
    from mkdocs_statuspage.desk.remedies import line_to_join

    follows = done.replay is not None and done.replay.caught_up
    if done.change.made_from is None:
        return "" if follows else " (this folder holds other work, so it is as it was)"
    along = ", with all that was changed in this file by hand"
    return (
        along
        if follows
        else f"{along}; join the two: {line_to_join(workspace, done.path, done.change.subject)}"
    )


def _others(workspace: "Workspace", waiting: int) -> str:
    from mkdocs_statuspage.desk.remedies import SYNC, own_line

    wait = "others wait" if waiting > 1 else "other waits"
    return f" ({waiting} {wait}: {own_line(workspace, SYNC)})" if waiting > 0 else ""


def _record(workspace: "Workspace", done: "Done") -> dict[str, Any]:
    from mkdocs_statuspage.model.scalars import format_instant

    update = done.update
    is_seen = not _unseen(workspace, done)
    url = workspace.page_url(done.incident.id, update.id) if is_seen else None
    return {
        "incident": done.incident.id,
        "update": update.id,
        "url": url,
        "at": format_instant(update.at),
        "status": update.status,
        "next_update_by": update.next_update_by and format_instant(update.next_update_by),
    }


def print_json(data: object) -> None:
    """Print a value for a program."""
    sys.stdout.write(printable_json(json.dumps(data, indent=1, ensure_ascii=False)) + "\n")


def diff(done: "Done", shown: str) -> str:
    """Write the change as a patch."""
    lines = difflib.unified_diff(
        done.before.splitlines(keepends=True),
        done.after.splitlines(keepends=True),
        shown,
        shown,
    )
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)
