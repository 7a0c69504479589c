"""Posting an update: from what was asked for to a new item in a file, and what is said about it."""

import difflib
import json
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from mkdocs_statuspage.cli.errors import CannotRun
from mkdocs_statuspage.cli.terminal import printable
from mkdocs_statuspage.cli.times import both
from mkdocs_statuspage.cli.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.model.status import STATUSES_OF, ComponentStatus, UpdateStatus
from mkdocs_statuspage.reading.source import SourceFile
from mkdocs_statuspage.timeline.clocks import add, cadence
from mkdocs_statuspage.timeline.course import course_of

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

    @property
    def is_new(self) -> bool:
        """Whether anything changed; an update that was there already is not doubled."""
        return self.before != self.after


def new_id(at: datetime) -> str:
    """Give an id for an update: its instant, and four characters that no other writer draws."""
    drawn = "".join(secrets.choice(ID_LETTERS) for _ in range(4))
    return f"{format_instant(at.replace(microsecond=0)).replace('-', '').replace(':', '')}-{drawn}"


def post(workspace: Workspace, path: Path, request: Request, *, dry_run: bool) -> Posted:
    """Append an update to a file; it is computed anew from what the file holds once it is locked."""
    from mkdocs_statuspage.writing.files import change_file

    now = workspace.now
    done: list[Posted] = []

    def edit(text: str) -> str:
        done.append(appended(workspace, path, text, request, now))
        return done[-1].after

    if dry_run:
        edit(path.read_bytes().decode("utf-8"))
    else:
        change_file(path, edit, lock_dir=workspace.locks_dir)
    return done[-1]


def appended(
    workspace: Workspace, path: Path, text: str, request: Request, now: datetime
) -> Posted:
    """Give a file's text with the update in it, checked by reading it again.

    Raises:
        CannotRun: the file is invalid, or would be.
        CannotAppend: the file is written in a way that cannot be appended to safely.
    """
    from mkdocs_statuspage.writing import append_update

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
    return Posted(path, text, after, parsed(workspace, path, after), str(item["id"]))


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
    at = (request.at or now).replace(microsecond=0)
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
    if as_json:
        print_json(record(workspace, posted, dry_run=dry_run))
        return
    update = next(u for u in posted.incident.updates if u.id == posted.update_id)
    zone = workspace.config.zone
    verb = posted.done if posted.is_new else "Already there"
    verb = f"Would be {verb.lower()}" if dry_run else verb
    name = workspace.shown(posted.path)
    url = workspace.page_url(posted.incident.id, posted.update_id)
    written = (
        f"{verb}: {posted.incident.title} · {update.status} · {both(update.at, zone)} → {name}"
    )
    seen = f"Seen at {url} and in the feeds, once it is pushed"
    sys.stdout.write(printable(f"{written}\n{seen}\n{hint}\n"))
    if dry_run:
        sys.stdout.write(printable(diff(posted, workspace.shown(posted.path))))


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


def hint_after(workspace: Workspace, posted: Posted) -> str:
    """Give what to do next: publish it, and the next word or the report."""
    update = next(u for u in posted.incident.updates if u.id == posted.update_id)
    name = workspace.shown(posted.path)
    push = f"Publish: git add {name} && git commit -m 'Update {posted.incident.id}' && git push"
    if update.next_update_by:
        due = both(update.next_update_by, workspace.config.zone)
        return f"{push} · next word by {due}"
    return push
