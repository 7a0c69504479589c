"""Posting an update: from what was asked for to a new item in a file, and what is said about it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from mkdocs_statuspage.desk.change import Posted, carry_out, parsed
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.typed_times import both
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.model.statuses import STATUSES_OF, ComponentStatus, UpdateStatus
from mkdocs_statuspage.model.update import Update
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
    written_at: datetime | None = None
    """When it was first written here, for one that is published later."""
    fix_by: datetime | None = None
    """When it should work again; None says nothing about it."""
    fix_because: str | None = None
    """Why that time; needed where it replaces another."""


def says_the_same(there: Update, request: Request) -> bool:
    """Tell whether an update is what is asked for; what the request leaves open is as it is there."""
    return (
        there.message.strip() == request.message
        and request.status in (None, there.status)
        and (not request.components or dict(there.components) == dict(request.components))
        and request.at in (None, there.at)
        and request.nothing_new in (False, there.nothing_new)
    )


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
    there = next((u for u in incident.updates if u.id == request.id), None)
    if there is not None:
        if not says_the_same(there, request):
            raise CannotRun(
                f"{incident.id} has an update {there.id} already, and it says something else",
                "leave --id out, or choose another",
            )
        return Posted(path, text, text, incident, there.id)
    item = item_for(workspace, incident, request, now)
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
