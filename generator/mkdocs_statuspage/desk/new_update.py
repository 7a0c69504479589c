"""A new update: from what was typed to a new item in an incident's file."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.message_check import checked
from mkdocs_statuspage.desk.typed_words import (
    both,
    component_changes,
    one_of,
    parse_next,
    parse_past,
)
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.language import bare, load_words
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.dates import FAST_CLOCK
from mkdocs_statuspage.model.incident import AlarmState, Incident, Update
from mkdocs_statuspage.model.scalars import MAX_ID_LENGTH, format_instant, is_update_id
from mkdocs_statuspage.model.statuses import STATUSES_OF, ComponentStatus, Kind, UpdateStatus
from mkdocs_statuspage.timeline.clocks import add, cadence
from mkdocs_statuspage.timeline.course import course_of, effective_updates

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
    """When it was first written locally, for one that is published later."""
    fix_by: datetime | None = None
    """When it should work again; None says nothing about it."""
    fix_because: str | None = None
    """Why that time; needed where it replaces another."""
    alarm: AlarmState | None = None
    """What our monitoring saw, where it is no person who speaks."""
    do: str | None = None
    """What those who are hit can do from now on; None leaves what was said."""


@dataclass(frozen=True)
class Typed:
    """What somebody typed beside the text."""

    status: str | None = None
    components: Sequence[str] | None = None
    at: str | None = None
    next_by: str | None = None
    nothing_new: bool = False
    id: str | None = None
    fix_by: str | None = None
    because: str | None = None
    do: str | None = None

    def request(self, workspace: Workspace, kind: Kind, text: str = "") -> Request:
        """Read the update that is asked for.

        Raises:
            CannotRun: a word, an id or a time is not one.
        """
        now, zone = workspace.now, workspace.config.zone
        if self.because and not self.fix_by:
            said = "--because gives the reason for a time, and no --fix-by gives the time"
            raise CannotRun(said, instead=(None, ("--fix-by", "WHEN")))
        return Request(
            message=text,
            status=self._status(kind),
            components=component_changes(self.components or (), workspace.config),
            at=parse_past(self.at, now, zone) if self.at else None,
            next_by=_whole(parse_next(self.next_by, now, zone)) if self.next_by else None,
            nothing_new=self.nothing_new,
            id=_id(self.id) if self.id else None,
            fix_by=_whole(parse_next(self.fix_by, now, zone)) if self.fix_by else None,
            fix_because=checked(self.because, "--because") if self.because else None,
            do=checked(self.do, "--do") if self.do else None,
        )

    def _status(self, kind: Kind) -> UpdateStatus | None:
        if self.status is None:
            return None
        return UpdateStatus(one_of(self.status, STATUSES_OF[kind], "status"))


def _id(given: str) -> str:
    """Return what can be an update's id.

    Raises:
        CannotRun: it cannot.
    """
    if not is_update_id(given):
        likely = re.sub(r"[^A-Za-z0-9_.:~-]+", "-", given.strip())
        raise CannotRun(
            f"--id {given!r} cannot be an update's id",
            f"use letters, digits, hyphens and dots, at most {MAX_ID_LENGTH} characters",
            instead=(given, likely if is_update_id(likely) else "ID"),
        )
    return given


def _whole(moment: datetime) -> datetime:
    """Return the minute of a moment: nobody promises seconds."""
    return moment.replace(second=0, microsecond=0)


def says_the_same(there: Update, request: Request) -> bool:
    """Tell whether an update is what is asked for; what the request leaves open is as it is there."""
    return (
        there.message.strip() == request.message
        and request.status in (None, there.status)
        and (not request.components or dict(there.components) == dict(request.components))
        and request.at in (None, there.at)
        and request.nothing_new in (False, there.nothing_new)
        and request.do in (None, there.do)
    )


def as_saved(request: Request, saved: Update) -> Request:
    """Return the request for an update that is in the folder already, to put the same on the remote."""
    return replace(
        request,
        status=request.status or saved.status,
        components=request.components or saved.components,
        next_by=request.next_by or saved.next_update_by,
        nothing_new=saved.nothing_new,
        do=request.do or saved.do,
        written_at=saved.at,
    )


def may_lack_advice(incident: Incident, request: Request) -> bool:
    """Tell whether an update of what lasts leaves open what people can do."""
    closes = request.status is not None and request.status.closes
    return incident.owes_answers and not (closes or request.do or request.nothing_new)


def nothing_new_message(now: datetime, config: SiteConfig) -> str:
    """Write a word for when there is nothing new, as the site speaks; its time makes it no copy of the last one."""
    words = load_words(config.language)
    return bare(
        words(
            "We are still working on this. There is nothing new to tell you as of {time}.",
            time=words.zoned_clock(now, config.zone),
        )
    )


def new_id(at: datetime) -> str:
    """Draw an id for an update: its instant, and four characters that no other writer draws."""
    drawn = "".join(secrets.choice(ID_LETTERS) for _ in range(4))
    return f"{format_instant(at.replace(microsecond=0)).replace('-', '').replace(':', '')}-{drawn}"


def post(workspace: Workspace, path: Path, request: Request) -> FileChange:
    """Append an update to a file."""
    # One id for every try, so that a push whose answer was lost posts nothing twice.
    id_ = request.id or new_id(request.at or workspace.now)
    edit = partial(with_update, workspace, path, replace(request, id=id_))
    return FileChange(path, edit, f"Update {path.stem}", update_id=id_)


def with_update(workspace: Workspace, path: Path, request: Request, text: str) -> str:
    """Write the update at the end of a file's text, computed from what the text holds.

    Raises:
        CannotRun: the file is invalid, or has an update of that id that says something else.
        CannotEdit: the file is written in a way that cannot be appended to safely.
    """
    from mkdocs_statuspage.writing.document import append_in, append_update

    incident = parsed(workspace, path, text)
    there = next((u for u in incident.updates if u.id == request.id), None)
    if there is not None:
        if not says_the_same(there, request):
            raise CannotRun(
                f"{incident.id} has an update {there.id} already, and it says something else",
                "leave --id out, or choose another",
                instead=(there.id, f"{there.id}-2"),
            )
        return text
    item = item_for(workspace, incident, request)
    after = append_update(text, path.suffix, item)
    if request.fix_by is None:
        return after
    return append_in(after, path.suffix, "expected_fix", fix_item(incident, request, item["at"]))


def fix_item(incident: Incident, request: Request, at: object) -> dict[str, object]:
    """Compute an expected fix as it is written to the file.

    Raises:
        CannotRun: it replaces an earlier one, and nothing says why.
    """
    if incident.expected_fix and not request.fix_because:
        raise CannotRun(
            "another time was given before, and people plan by it",
            "say why it moves: --because WHY",
            instead=(None, ("--because", "WHY")),
        )
    item: dict[str, object] = {"at": at, "by": request.fix_by}
    return item | ({"reason": request.fix_because} if request.fix_because else {})


def item_for(workspace: Workspace, incident: Incident, request: Request) -> dict[str, object]:
    """Compute the update as it is written to the file."""
    at = _time_of(workspace, incident, request)
    status = request.status or standing_status(incident)
    item: dict[str, object] = {"id": request.id or new_id(at), "at": at, "status": str(status)}
    if request.components:
        item["components"] = {id_: s.value for id_, s in request.components.items()}
    if status and not status.closes and (due := _next_by(workspace, incident, request, at, status)):
        item["next_update_by"] = due
    if request.nothing_new:
        item["nothing_new"] = True
    if request.alarm:
        item["alarm"] = request.alarm
    if request.do:
        item["do"] = request.do
    return item | {"message": request.message + "\n"}


def _time_of(workspace: Workspace, incident: Incident, request: Request) -> datetime:
    """Return when an update was said: as asked, else now, and after the last one.

    Raises:
        CannotRun: it would not be the last one.
    """
    zone = workspace.config.zone
    at = (request.at or request.written_at or workspace.now).replace(microsecond=0)
    if not incident.updates:
        return at
    last = incident.updates[-1].at
    if request.at is None:
        if last > workspace.now + FAST_CLOCK:
            raise CannotRun(
                f"the last update is dated ahead, {both(last, zone)}:"
                " one after it would not count until then",
                "correct its `at:` in the file, then run this again",
            )
        return max(at, last + timedelta(seconds=1))
    if at < last:
        raise CannotRun(
            f"the last update is from {both(last, zone)}, and --at is {both(at, zone)}",
            "updates stay in the order of their times; leave --at out for now",
            instead=("--at", ()),
        )
    return at


def standing_status(incident: Incident) -> UpdateStatus:
    """Return where an incident stands by its last update that was not taken back."""
    said = [update.status for update in effective_updates(incident) if update.status]
    return said[-1] if said else STATUSES_OF[incident.kind][0]


def _next_by(
    workspace: Workspace, incident: Incident, request: Request, at: datetime, status: UpdateStatus
) -> datetime | None:
    """Compute when the next word comes: as asked, else as the policy says."""
    if request.next_by is not None:
        return request.next_by
    if status not in (UpdateStatus.INVESTIGATING, UpdateStatus.IDENTIFIED, UpdateStatus.MONITORING):
        return None
    config = workspace.config
    began = course_of(incident, at, config.current_ids).began_at if incident.updates else at
    every = cadence(config.policy.classes[incident.mistake_class], at - began, status)
    return None if every is None else add(at, every, config.zone).replace(second=0)
