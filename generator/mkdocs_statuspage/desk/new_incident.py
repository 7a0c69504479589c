"""A new incident or planned work: its id, what stands in its file, and that it never replaces another."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.incident_files import incident_paths, private_incidents
from mkdocs_statuspage.desk.new_update import Request, fix_item, item_for, new_id
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import incident_id
from mkdocs_statuspage.model.statuses import MistakeClass, UpdateStatus
from mkdocs_statuspage.policy.classes import (
    UNDECIDED,
    Answers,
    decide,
    is_lower,
    lets_go,
    publishes,
)

Fields = Mapping[str, object]
"""Fields of a file by their names, as they are written."""


@dataclass(frozen=True)
class Opening:
    """What is known of an incident when it begins, beside its first update."""

    title: str
    mistake_class: MistakeClass = UNDECIDED
    class_reason: str | None = None
    started_at: datetime | None = None
    """None is now."""
    detected_by: str | None = None
    affected: Mapping[str, str | None] = field(default_factory=dict)
    key: str | None = None
    """What the caller calls it, so that a repeated call opens it once."""
    is_draft: bool = False
    """Whether it is only prepared, for a person to post."""


@dataclass(frozen=True)
class PlannedWork:
    """What is announced of work that lies ahead."""

    title: str
    start: datetime
    end: datetime
    message: str
    components: tuple[str, ...] = ()


def chosen_class(
    given: MistakeClass | None, answers: Answers, reason: str | None, config: SiteConfig
) -> MistakeClass:
    """Decide the class of a new incident: as named, else as the answers decide.

    Raises:
        CannotRun: the class that was named is lower than the answers make it, without a reason.
    """
    decided = decide(answers, config.policy.when_in_doubt)
    if given is None:
        return decided or UNDECIDED
    if decided is not None and is_lower(given, decided) and not reason:
        raise CannotRun(
            f"the answers make it {decided}, and {given} is lower",
            "say why with --class-reason TEXT, or leave --class out",
            instead=(None, ("--class-reason", "TEXT")),
        )
    return given


def open_incident(workspace: Workspace, opening: Opening, request: Request) -> FileChange:
    """Begin an incident with its first update, which is made as every later one is.

    One of a class that is never published goes to `private/`.
    """
    there = _of_key(workspace, opening.key) if opening.key else None
    if there is not None:
        return _same_again(workspace, *there, opening, request)
    if lets_go(opening.mistake_class, workspace.config):
        request = replace(request, status=request.status or UpdateStatus.RESOLVED)
    started_at = (opening.started_at or workspace.now).replace(microsecond=0)
    head = _head(opening, started_at, request)
    known = {key: head[key] for key in ("class", "started_at")}
    # What people typed is checked where the file is read.
    bare = Incident.model_validate({**known, "title": "new", "id": "new", "path": "new.md"})
    item = item_for(workspace, bare, request)
    fixes = [fix_item(bare, request, item["at"])] if request.fix_by else []
    tree = {key: value for key, value in head.items() if value}
    tree |= {"expected_fix": fixes} if fixes else {}
    day = started_at.astimezone(workspace.config.zone).date()
    is_public = publishes(opening.mistake_class, workspace.config)
    folder = workspace.incidents_dir if is_public else workspace.private_dir
    return _new_file(workspace, folder, tree, item, day)


def _head(opening: Opening, started_at: datetime, request: Request) -> Fields:
    """Return the fields above the updates, in the order of the file; some of them may be empty."""
    return {
        "title": opening.title,
        "class": opening.mistake_class.value,
        "class_reason": opening.class_reason,
        "started_at": started_at,
        "detected_by": opening.detected_by,
        "components": list(request.components),
        "affected": {key: value for key, value in opening.affected.items() if value},
        "key": opening.key,
        "draft": opening.is_draft,
    }


def _of_key(workspace: Workspace, key: str) -> tuple[Path, Incident] | None:
    """Find the incident that was opened with a key."""
    public = [(workspace.incidents_dir / i.path, i) for i in workspace.reading.incidents]
    return next(
        (one for one in (*public, *private_incidents(workspace)) if one[1].key == key), None
    )


def _same_again(
    workspace: Workspace, path: Path, there: Incident, opening: Opening, request: Request
) -> FileChange:
    """Return the change that changes nothing, for a call that was made before.

    Raises:
        CannotRun: the call says something else than the one before.
    """
    first = there.updates[0]
    if there.title != opening.title or first.message.strip() != request.message:
        raise CannotRun(
            f"{there.id} has the key {opening.key} already, and says something else",
            "for another word of it:",
            line=("update", there.id, "-m", "TEXT"),
        )
    edit = partial(with_new_file, workspace, path, workspace.text_of(path))
    return FileChange(path, edit, f"Open {there.id}", update_id=first.id)


def announce(workspace: Workspace, work: PlannedWork) -> FileChange:
    """Announce planned work; it begins and ends by its window."""
    now = workspace.now.replace(microsecond=0)
    first = {
        "id": new_id(now),
        "at": now,
        "status": UpdateStatus.SCHEDULED.value,
        "message": work.message + "\n",
    }
    tree: dict[str, object] = {
        "title": work.title,
        "kind": "maintenance",
        "scheduled": {"start": work.start, "end": work.end},
        "components": list(work.components),
    }
    day = work.start.astimezone(workspace.config.zone).date()
    return _new_file(workspace, workspace.incidents_dir, tree, first, day)


def _new_file(
    workspace: Workspace, folder: Path, tree: Fields, first: Fields, day: date
) -> FileChange:
    from mkdocs_statuspage.writing.document import compose_markdown

    kind = str(tree.get("kind", "incident"))
    id_ = incident_id(day, str(tree["title"]), kind, incident_paths(workspace))
    path = folder / f"{id_}.md"
    new = compose_markdown({**tree, "updates": [first]}, "")
    edit = partial(with_new_file, workspace, path, new)
    verb = "Announce" if kind == "maintenance" else "Open"
    return FileChange(path, edit, f"{verb} {id_}", update_id=str(first["id"]))


def with_new_file(workspace: Workspace, path: Path, new: str, text: str) -> str:
    """Write a file that is not there yet; one that has its first word, or was opened with its key, is left as it is.

    Raises:
        CannotRun: there is another one in its place.
    """
    if text in ("", new):
        return new
    ours, there = parsed(workspace, path, new), parsed(workspace, path, text)
    is_there = ours.updates[0].id in {update.id for update in there.updates}
    if not is_there and (ours.key is None or there.key != ours.key):
        raise CannotRun(f"there is another {path.name}", "choose another title")
    return text
