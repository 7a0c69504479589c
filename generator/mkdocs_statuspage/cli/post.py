"""Posting an update: from what was asked for to a new item in a file, and what is said about it."""

import difflib
import json
import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from mkdocs_statuspage.cli.errors import EXIT_NOT_PUBLISHED, CannotRun
from mkdocs_statuspage.cli.terminal import printable
from mkdocs_statuspage.cli.times import both
from mkdocs_statuspage.cli.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.model.status import STATUSES_OF, ComponentStatus, UpdateStatus
from mkdocs_statuspage.model.update import Update
from mkdocs_statuspage.reading.source import SourceFile
from mkdocs_statuspage.timeline.clocks import add, cadence
from mkdocs_statuspage.timeline.course import course_of

if TYPE_CHECKING:
    from mkdocs_statuspage.writing.replay import Replay

ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Without the ones that are mistaken for each other when read out on the phone."""


@dataclass(frozen=True)
class Request:
    """What an update is to say."""

    message: str
    status: UpdateStatus | None = None
    """None keeps the status."""
    components: Mapping[str, ComponentStatus] = field(default_factory=dict)
    at: datetime | None = None
    """None is now."""
    next_by: datetime | None = None
    """None follows the policy's cadence."""
    nothing_new: bool = False
    id: str | None = None
    """An id chosen by the caller, so that a repeated call is the same update."""
    written_at: datetime | None = None
    """When it was first written here, for one that is published later."""
    fix_by: datetime | None = None
    """When it should work again; None says nothing about it."""
    fix_because: str | None = None
    """Why that time; needed where it replaces another."""


@dataclass(frozen=True)
class Posted:
    """An update that was written, or would be."""

    path: Path
    before: str
    after: str
    incident: Incident
    """With the update in it."""
    update_id: str
    done: str = "Posted"
    """What was done, in a word."""
    replay: "Replay | None" = None
    """How putting it on the remote ended; None when that was not asked for."""

    @property
    def is_new(self) -> bool:
        """Whether anything changed; an update that was there already is not doubled."""
        return self.before != self.after


def as_saved(request: Request, saved: Update) -> Request:
    """Give the request for an update that stands here already, to put the same on the remote."""
    return replace(
        request,
        status=request.status or saved.status,
        components=request.components or saved.components,
        next_by=request.next_by or saved.next_update_by,
        nothing_new=saved.nothing_new,
        written_at=saved.at,
    )


def new_id(at: datetime) -> str:
    """Give an id for an update: its instant, and four characters that no other writer draws."""
    drawn = "".join(secrets.choice(ID_LETTERS) for _ in range(4))
    return f"{format_instant(at.replace(microsecond=0)).replace('-', '').replace(':', '')}-{drawn}"


def post(
    workspace: Workspace, path: Path, request: Request, *, dry_run: bool, publish: bool
) -> Posted:
    """Append an update to a file, here or on the remote.

    It is computed anew from what the file holds each time, once that cannot change any more.
    """
    now = workspace.now
    # One id for every try, so that a push whose answer was lost posts nothing twice.
    request = replace(request, id=request.id or new_id(request.at or now))

    def change(text: str | None) -> Posted:
        # An incident that is only here goes to the remote with the update.
        here = path.read_bytes().decode("utf-8") if text is None else text
        return appended(workspace, path, here, request, now)

    return carry_out(workspace, path, change, dry_run=dry_run, publish=publish)


def carry_out(
    workspace: Workspace,
    path: Path,
    change: Callable[[str | None], Posted],
    *,
    dry_run: bool,
    publish: bool,
) -> Posted:
    """Make a change to a file: on the remote when that is asked for, and here when it was not or failed.

    Args:
        workspace: the site.
        path: the incident's file; it need not be there.
        change: what is made of a text, None for no file; it may be asked several times.
        dry_run: only compute it.
        publish: put it on the remote by replay.
    """
    from mkdocs_statuspage.cli.publishing import put_on_remote

    done: list[Posted] = []

    def edit(text: str | None) -> str:
        done.append(change(text))
        return done[-1].after

    if dry_run:
        edit(path.read_bytes().decode("utf-8") if path.exists() else None)
        return done[-1]
    ended = put_on_remote(workspace, path, edit) if publish else None
    if ended is None or not ended.is_published:
        _write_here(workspace, path, edit)
    return replace(done[-1], replay=ended)


def _write_here(workspace: Workspace, path: Path, edit: Callable[[str | None], str]) -> None:
    from mkdocs_statuspage.writing.files import change_file, create_file

    if path.exists():
        change_file(path, edit, lock_dir=workspace.locks_dir)
    else:
        create_file(path, edit(None), lock_dir=workspace.locks_dir)


def appended(
    workspace: Workspace, path: Path, text: str, request: Request, now: datetime
) -> Posted:
    """Give a file's text with the update in it, checked by reading it again.

    Raises:
        CannotRun: the file is invalid, or would be.
        CannotAppend: the file is written in a way that cannot be appended to safely.
    """
    from mkdocs_statuspage.writing import append_in, append_update

    incident = parsed(workspace, path, text)
    item = item_for(workspace, incident, request, now)
    there = next((u for u in incident.updates if u.id == item["id"]), None)
    if there is not None:
        if there.message.strip() != request.message:
            raise CannotRun(
                f"{incident.id} has an update {there.id} already, and it says something else",
                "leave --id out, or choose another",
            )
        return Posted(path, text, text, incident, there.id)
    after = append_update(text, path.suffix, item)
    if request.fix_by is not None:
        after = append_in(
            after, path.suffix, "expected_fix", fix_item(incident, request, item["at"])
        )
    return Posted(path, text, after, parsed(workspace, path, after), str(item["id"]))


def fix_item(incident: Incident, request: Request, at: object) -> dict[str, object]:
    """Give an expected fix as it is written to the file.

    Raises:
        CannotRun: it replaces an earlier one, and nothing says why.
    """
    if incident.expected_fix and not request.fix_because:
        raise CannotRun(
            "another time was given before, and people plan by it",
            "say why it moves: --because WHY",
        )
    item: dict[str, object] = {"at": at, "by": request.fix_by}
    return item | ({"reason": request.fix_because} if request.fix_because else {})


def parsed(workspace: Workspace, path: Path, text: str) -> Incident:
    """Give the incident that a text describes.

    Raises:
        CannotRun: something is wrong with it; says what.
    """
    from mkdocs_statuspage.model.finding import Finding
    from mkdocs_statuspage.reading.folder import parse_incident
    from mkdocs_statuspage.reading.source import check_source

    source = check_source(SourceFile(workspace.shown(path), text.removeprefix("\ufeff")))
    if isinstance(source, Finding):
        raise CannotRun(f"this file has to be mended first:\n  {source}")
    incident, findings = parse_incident(source, path.name, workspace.config)
    if incident is None:
        listed = "\n".join(f"  {finding}" for finding in findings)
        raise CannotRun(f"{source.path} has to be mended first:\n{listed}")
    return incident


def item_for(
    workspace: Workspace, incident: Incident, request: Request, now: datetime
) -> dict[str, object]:
    """Give the update as it is written to the file."""
    last = incident.updates[-1] if incident.updates else None
    at = (request.at or request.written_at or now).replace(microsecond=0)
    if request.at is None and last is not None:
        at = max(at, last.at + timedelta(seconds=1))
    elif last is not None and at < last.at:
        raise CannotRun(
            f"the last update is from {both(last.at, workspace.config.zone)},"
            f" and --at is {both(at, workspace.config.zone)}",
            "updates stay in the order of their times; leave --at out for now",
        )
    status = request.status or (last.status if last else STATUSES_OF[incident.kind][0])
    item: dict[str, object] = {"id": request.id or new_id(at), "at": at, "status": str(status)}
    if request.components:
        item["components"] = {id_: s.value for id_, s in request.components.items()}
    if status and not status.closes and (due := _next_by(workspace, incident, request, at, status)):
        item["next_update_by"] = due
    if request.nothing_new:
        item["nothing_new"] = True
    return item | {"message": request.message + "\n"}


def _next_by(
    workspace: Workspace, incident: Incident, request: Request, at: datetime, status: UpdateStatus
) -> datetime | None:
    """Give when the next word comes: as asked, else as the policy says."""
    if request.next_by is not None:
        return request.next_by
    if status not in (UpdateStatus.INVESTIGATING, UpdateStatus.IDENTIFIED, UpdateStatus.MONITORING):
        return None
    config = workspace.config
    began = course_of(incident, at, config.current_ids).began_at if incident.updates else at
    every = cadence(config.policy.classes[incident.mistake_class], at - began, status)
    return None if every is None else add(at, every, config.zone).replace(second=0)


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
    sys.stdout.write(json.dumps(data, indent=1, ensure_ascii=False) + "\n")


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
