"""What waits to be published: each change as the act that makes it anew, in a file of its own, in order.

An entry is written before anything is tried, and deleted once the remote has its change. So whatever is
cut short is tried again, and as every act finds its own work done, nothing is doubled.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.typed_words import both, one_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.writing.files import change_file, create_file
from mkdocs_statuspage.writing.locks import drop_lock, is_locked, locked
from mkdocs_statuspage.writing.refusals import CannotEdit, LeftOut

if TYPE_CHECKING:
    from mkdocs_statuspage.writing.catch_up import Joined, TextEdit

OPENING = "new_incident.with_new_file"
"""The act that makes a file; each other one changes one that is there."""
REPLAYABLE = (
    "alarms.with_posted",
    "amendments.with_text",
    "amendments.without_any_standing",
    "amendments.without_standing",
    OPENING,
    "new_update.with_update",
    "planned_work.with_window",
    "promises_kept.with_kept",
    "report_steps.dated",
    "report_steps.unless_changed",
    "report_steps.with_sections_and_backers",
)
"""The acts that can wait. Each is called with a workspace, a path, the values that are kept, and the text."""


class Entry(BaseModel):
    """One change that waits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    at: datetime
    """When it was done; it keeps that time however late it is sent."""
    path: str
    """Its file, from the site's folder, with slashes."""
    act: str
    """One of `REPLAYABLE`."""
    values: list[Any]
    subject: str
    done: str
    update_id: str
    seen: list[str] = []
    """The updates that stood there when it was written."""
    is_wanted: bool = False
    """Whether somebody said that it is sent although newer words have overtaken it."""

    def change(self, workspace: Workspace) -> FileChange:
        """Return the change as it was when it was done, to be made on any text."""
        path = workspace.root / self.path
        edit = partial(self._made, workspace.as_of(self.at), path)
        return FileChange(path, edit, self.subject, self.done, self.update_id)

    def _made(self, workspace: Workspace, path: Path, text: str) -> str:
        """Make the change.

        Raises:
            CannotRun: another version wrote the entry, which this one does not understand; or what the act raises.
        """
        try:
            act = _act(self.act)
            values = [*self._decoded(act)]
        except (CannotRun, ValueError):
            raise CannotRun(
                "another version of statuspage wrote this; do it again, and drop this"
            ) from None
        return act(workspace, path, *values, text)

    def _decoded(self, act: Callable[..., str]) -> Iterator[Any]:
        hints = get_type_hints(act)
        names = list(signature(act).parameters)[2:-1]
        for name, value in zip(names, self.values, strict=True):
            yield TypeAdapter(hints[name]).validate_python(value)


def _act(name: str) -> Callable[..., str]:
    module, _, function = name.partition(".")
    if name not in REPLAYABLE:
        raise CannotRun(f"{name} is no act that can wait")
    found: Callable[..., str] = getattr(import_module(f"mkdocs_statuspage.desk.{module}"), function)
    return found


def entry_of(workspace: Workspace, change: FileChange, before: Incident | None) -> Entry:
    """Write a change down as the act that makes it."""
    act = change.edit
    if not isinstance(act, partial):
        raise TypeError(f"{change.subject}: the edit has to be a partial of an act")
    name = f"{act.func.__module__.rpartition('.')[2]}.{act.func.__name__}"
    _act(name)
    return Entry(
        id=_new_id(),
        at=workspace.now,
        path=change.path.relative_to(workspace.root).as_posix(),
        act=name,
        values=[to_jsonable_python(value) for value in act.args[2:]],
        subject=change.subject,
        done=change.done,
        update_id=change.update_id,
        seen=[update.id for update in before.updates] if before else [],
    )


def _new_id() -> str:
    """Name an entry so that the order of names is the one in which they were written."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}"


@contextmanager
def held(workspace: Workspace, entry: Entry) -> Iterator[None]:
    """Write an entry, and keep others from sending it while we do."""
    with locked(_hand(workspace, entry), workspace.locks_dir, passing=True):
        write(workspace, entry)
        yield


def write(workspace: Workspace, entry: Entry) -> None:
    """Write an entry."""
    create_file(_file(workspace, entry), _text_of(entry), lock_dir=workspace.locks_dir)


def rewrite(workspace: Workspace, entry: Entry) -> None:
    """Write an entry in the place of the one of its id."""
    path, text = _file(workspace, entry), _text_of(entry)
    change_file(path, lambda _: text, lock_dir=workspace.locks_dir)


def _text_of(entry: Entry) -> str:
    return entry.model_dump_json(indent=1) + "\n"


def wanted_now(workspace: Workspace, entry: Entry) -> Entry:
    """Return an entry as one that is said now, whatever was said meanwhile."""
    return entry.model_copy(update={"id": _new_id(), "at": workspace.now, "is_wanted": True})


def waiting(workspace: Workspace) -> Sequence[Entry]:
    """Return what waits, in the order in which it was done; a file that is no entry is told of."""
    found = []
    for path in sorted(_folder(workspace).glob("*.json")):
        try:
            found.append(Entry.model_validate(json.loads(path.read_bytes())))
        except (OSError, ValueError, ValidationError):
            workspace.say(f"passed over: {workspace.shown(path)} holds nothing that can be sent")
    return found


def free(workspace: Workspace) -> list[Entry]:
    """Return what waits and is not being sent by a process at this moment."""
    return [
        entry
        for entry in waiting(workspace)
        if not is_locked(_hand(workspace, entry), workspace.locks_dir)
    ]


def remove(workspace: Workspace, entries: Iterable[Entry]) -> None:
    """Delete entries: the remote has them, or they are not wanted."""
    for entry in entries:
        _file(workspace, entry).unlink(missing_ok=True)
        drop_lock(_file(workspace, entry), workspace.locks_dir)


def pick_entry(entries: Sequence[Entry], given: str) -> Entry:
    """Find the entry that an id or its end names.

    Raises:
        CannotRun: none or several.
    """
    ends = [entry for entry in entries if entry.id.endswith(f"-{given}")]
    wanted = ends[0].id if len(ends) == 1 else one_of(given, [e.id for e in entries], "change")
    return next(entry for entry in entries if entry.id == wanted)


def label(workspace: Workspace, entry: Entry) -> str:
    """Say what an entry is, when it was done, and how long ago that is."""
    ago = workspace.words.duration(max(workspace.now - entry.at, timedelta()))
    return f"{entry.subject} · {both(entry.at, workspace.config.zone)}, {ago} ago · {entry.id[-4:]}"


def message_of(entry: Entry) -> str:
    """Return the text that an update would say; empty for another act."""
    said = entry.values[0] if entry.act == "new_update.with_update" else {}
    return str(said.get("message", ""))


def record_of(workspace: Workspace, entry: Entry) -> dict[str, Any]:
    """Return what a program is told of an entry."""
    return {
        "id": entry.id,
        "what": entry.subject,
        "path": entry.path,
        "update": entry.update_id or None,
        "at": format_instant(entry.at),
        "minutes": round((workspace.now - entry.at).total_seconds() / 60),
    }


def newer_words(
    workspace: Workspace, entry: Entry, text: str | None, ours: Iterable[str]
) -> Sequence[str]:
    """Return the ids of the updates in a text that have overtaken the one that waits.

    They were said after it, and whoever wrote it had not seen them.
    """
    if entry.act != "new_update.with_update" or not text or entry.is_wanted:
        return []
    incident = parsed(workspace, workspace.root / entry.path, text)
    if any(update.id == entry.update_id for update in incident.updates):
        return []
    known, since = {*entry.seen, *ours}, entry.at - timedelta(seconds=1)
    return [u.id for u in incident.updates if u.id not in known and u.at > since]


def edits_waiting(workspace: Workspace) -> Mapping[Path, "Joined"]:
    """Return what waits for each file as one edit, for a text that does not have it."""
    from mkdocs_statuspage.writing.catch_up import in_turn

    entries = waiting(workspace)
    steps = ((str(workspace.root / e.path), left_out_if_refused(workspace, e)) for e in entries)
    return {Path(name): edit for name, edit in in_turn(steps).items()}


def left_out_if_refused(workspace: Workspace, entry: Entry) -> "TextEdit":
    """Return an entry's edit that leaves it out, with the reason, where it cannot be made."""
    change = entry.change(workspace)

    def edit(text: str | None) -> str:
        if text is None and entry.act != OPENING:
            raise LeftOut(
                f"there is no {entry.path} any more; say it in the file that took its place, and drop this"
            )
        try:
            return change.edit(text or "")
        except (CannotRun, CannotEdit) as refused:
            raise LeftOut(str(refused)) from refused

    return edit


def _folder(workspace: Workspace) -> Path:
    return workspace.state_dir / "queue"


def _file(workspace: Workspace, entry: Entry) -> Path:
    return _folder(workspace) / f"{entry.id}.json"


def _hand(workspace: Workspace, entry: Entry) -> Path:
    """Name what is locked while a process sends an entry; the file itself has a lock for writing it."""
    return _folder(workspace) / f"{entry.id}.sending"
