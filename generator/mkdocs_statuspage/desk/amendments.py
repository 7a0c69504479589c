"""What becomes of an update that stands in a file: its text is amended, or it is taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.incident_files import incident_paths, open_incidents
from mkdocs_statuspage.desk.message_check import has_secret
from mkdocs_statuspage.desk.readers import is_here_alone, may_have, may_have_file
from mkdocs_statuspage.desk.typed_words import one_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident, Update
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.writing.files import change_file, remove_file
from mkdocs_statuspage.writing.refusals import CannotEdit
from mkdocs_statuspage.yaml_text.source import split_front_matter

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.queue import Entry
    from mkdocs_statuspage.writing.document import ItemStep


@dataclass(frozen=True)
class Rewording:
    """A message, and what is put in its place."""

    read: str
    written: str
    is_seen: bool
    """Whether readers had the former one."""
    keeps: bool = True
    """Whether readers may go on reading the former one, folded below the new."""
    do: str | None = None
    """What those who are hit can do, in place of what the update said of it; None leaves that."""
    before: str | None = None
    """What it said before that, which may stand there too; None where it said nothing else."""


@dataclass(frozen=True)
class NewWords:
    """What is put in an update's place."""

    text: str
    do: str | None = None
    """What those who are hit can do; None leaves what was said."""
    before: str | None = None
    """What the update said first, where that was amended already and waits: the remote may have it."""


def pick_by_update(workspace: Workspace, given: str) -> Path | None:
    """Find the file of the open incident that has the update which somebody named instead of the incident."""
    for course in open_incidents(workspace, workspace.now):
        if any(given == u.id or u.id.endswith(f"-{given}") for u in course.incident.updates):
            return incident_paths(workspace)[course.incident.id]
    return None


def pick_update(incident: Incident, given: str | None) -> Update:
    """Find the update that an id, its beginning or its end names; `last`, or nothing, is the last that stands.

    Raises:
        CannotRun: none or several.
    """
    ids = [update.id for update in incident.updates]
    if given in ("last", None):
        if not standing(incident):
            raise CannotRun(f"{incident.id} has no update that stands", line=("status",))
        return standing(incident)[-1]
    ends = [id_ for id_ in ids if id_.rpartition("-")[2].startswith(str(given))]
    wanted = ends[0] if len(ends) == 1 else one_of(str(given), ids, "update")
    return next(update for update in incident.updates if update.id == wanted)


def standing(incident: Incident) -> Sequence[Update]:
    """Return the updates that nobody has taken back."""
    return [update for update in incident.updates if update.retracted is None]


def amend(
    workspace: Workspace,
    path: Path,
    update: Update,
    new: NewWords,
    *,
    withhold: bool = False,
) -> FileChange:
    """Put another text in an update's place, visibly once it was published; its id stays.

    What readers had is kept beside it, unless it is withheld or has in it what must not leave the house.
    """
    keeps = not (withhold or has_secret(f"{update.message}\n{update.do or ''}", workspace.config))
    is_seen = may_have(workspace, path, update)
    words = Rewording(update.message, new.text, is_seen, keeps, new.do, new.before)
    edit = partial(with_text, workspace, path, update.id, words)
    is_here = is_here_alone(workspace, path, update) and not _waits(workspace, path, update)
    return FileChange(path, edit, f"Amend {path.stem}", "Amended", update.id, is_here)


def reword_what_waits(workspace: Workspace, path: Path, update: Update, new: NewWords) -> NewWords:
    """Let an update that waits be sent with new words, as the former ones need not leave this folder.

    Amendments of it that wait go; return the words with what the first of these had read, as they stand for all.
    """
    from mkdocs_statuspage.desk.queue import free, remove, rewrite
    from mkdocs_statuspage.desk.sending import REWORDING, SAYING

    name, before = path.relative_to(workspace.root).as_posix(), None
    for entry in free(workspace):
        if (entry.path, entry.update_id) != (name, update.id):
            continue
        if entry.act == REWORDING:
            before = before or entry.values[1].get("before") or entry.values[1]["read"]
            remove(workspace, [entry])
        elif entry.act in SAYING:
            rewrite(workspace, reworded(workspace, entry, update.message, new.text, new.do))
    return replace(new, before=before)


def reworded(
    workspace: Workspace, entry: "Entry", former: str, text: str, do: str | None = None
) -> "Entry":
    """Return what waits with other words of its update.

    Raises:
        CannotRun: it says something else than the former ones.
    """
    from mkdocs_statuspage.desk.queue import OPENING

    first = entry.values[0]
    if entry.act == OPENING:
        words = Rewording(former, text, is_seen=False, do=do)
        first = with_text(workspace, workspace.root / entry.path, entry.update_id, words, first)
    else:
        first = first | {"message": text} | ({"do": do} if do else {})
    return entry.model_copy(update={"values": [first, *entry.values[1:]]})


def _waits(workspace: Workspace, path: Path, update: Update) -> bool:
    from mkdocs_statuspage.desk.queue import waiting

    name = path.relative_to(workspace.root).as_posix()
    return any((one.path, one.update_id) == (name, update.id) for one in waiting(workspace))


def retract(workspace: Workspace, path: Path, update: Update, why: str) -> FileChange:
    """Take an update back: it stays readable, struck through, and no longer counts."""
    edit = partial(without_standing, workspace, path, update.id, why)
    is_here = is_here_alone(workspace, path, update) and not _waits(workspace, path, update)
    return FileChange(path, edit, f"Retract {path.stem}", "Taken back", update.id, is_here)


def retract_all(
    workspace: Workspace, path: Path, updates: Sequence[Update], why: str
) -> FileChange:
    """Take several updates back in one change, each as if by itself: what they told of never happened."""
    ids = tuple(update.id for update in updates)
    edit = partial(without_any_standing, workspace, path, ids, why)
    return FileChange(path, edit, f"Retract {path.stem}", "Taken back", ids[-1])


def forget(workspace: Workspace, path: Path, update: Update) -> bool:
    """Remove an update that nobody can have seen, without a trace; tell whether that was done."""
    from mkdocs_statuspage.desk.sending import forget_update

    if workspace.is_private(path):
        return False
    waited = forget_update(workspace, path, update)
    if waited is not None or may_have(workspace, path, update):
        return bool(waited)
    return _forget_here(workspace, path, update)


def _forget_here(workspace: Workspace, path: Path, update: Update) -> bool:
    """Remove an update from a file of this folder; with its only word goes the file that says nothing else."""
    text = workspace.text_of(path)
    incident = parsed(workspace, path, text)
    if len(incident.updates) > 1:
        edit = partial(without_trace, workspace, path, update.id)
        try:
            change_file(path, edit, lock_dir=workspace.locks_dir)
        except CannotEdit:  # in brackets, say; struck through it leaves no harm
            return False
        return True
    document = split_front_matter(text)
    has_prose = document.body.strip() if document else any(map(incident.section, SectionKind))
    says_more = has_prose or incident.preventions or incident.make_goods
    if says_more or may_have_file(workspace, path):
        return False
    return remove_file(path, lock_dir=workspace.locks_dir, holding=lambda there: there == text)


def without_trace(workspace: Workspace, path: Path, id_: str, text: str) -> str:
    """Write a file's text without an update, and without the time for a fix that came with it.

    Raises:
        CannotRun: there is no such update, or no other.
    """
    from mkdocs_statuspage.writing.document import remove_from

    incident = parsed(workspace, path, text)
    if len(incident.updates) < 2:
        raise CannotRun(f"{path.stem} says nothing else")
    at = _update_in(workspace, path, id_, text).at
    text = remove_from(text, path.suffix, "updates", step_to(incident, id_, text))
    for number in reversed(range(len(incident.expected_fix))):
        if incident.expected_fix[number].at == at:
            text = remove_from(text, path.suffix, "expected_fix", number)
    return text


def with_text(workspace: Workspace, path: Path, id_: str, words: Rewording, text: str) -> str:
    """Write another message for an update; one that readers had is marked as amended.

    Raises:
        CannotRun: there is no such update, or somebody else has amended it since.
    """
    found = _update_in(workspace, path, id_, text)
    known = (words.read, words.written, words.before or words.read)
    if found.message.strip() not in map(str.strip, known):
        raise CannotRun(
            f"somebody else has changed {id_} meanwhile", "read it, and amend it once more"
        )
    fields, former_values = _changed(found, words)
    if not fields:
        return text
    if words.is_seen:
        at = workspace.now.replace(microsecond=0)
        kept = former_values if words.keeps else {"withheld": True}
        former = [written(one) for one in found.earlier]
        fields |= {"amended_at": at, "earlier": [*former, {"until": at, **kept}]}
    return _with_fields(workspace, path, id_, fields, text)


def _changed(found: Update, words: Rewording) -> tuple[dict[str, object], dict[str, object]]:
    """Return the fields of an update that become others, and what they were."""
    new: dict[str, object] = {}
    if found.message.strip() != words.written.strip():
        new["message"] = words.written + "\n"
    if words.do and words.do != found.do:
        new["do"] = words.do
    return new, {key: former for key in new if (former := getattr(found, key))}


def without_standing(workspace: Workspace, path: Path, id_: str, why: str, text: str) -> str:
    """Write down that an update was taken back, and why.

    Raises:
        CannotRun: there is no such update.
    """
    _update_in(workspace, path, id_, text)
    taken_back = {"retracted": {"at": workspace.now.replace(microsecond=0), "why": why}}
    return _with_fields(workspace, path, id_, taken_back, text)


def without_any_standing(
    workspace: Workspace, path: Path, ids: tuple[str, ...], why: str, text: str
) -> str:
    """Write down that updates were taken back, but for those that somebody has taken back meanwhile."""
    for id_ in ids:
        if _update_in(workspace, path, id_, text).retracted is None:
            text = without_standing(workspace, path, id_, why, text)
    return text


def _update_in(workspace: Workspace, path: Path, id_: str, text: str) -> Update:
    found = {update.id: update for update in parsed(workspace, path, text).updates}
    if id_ not in found:
        raise CannotRun(f"{path.stem} has no update {id_}")
    return found[id_]


def _with_fields(
    workspace: Workspace, path: Path, id_: str, fields: Mapping[str, object], text: str
) -> str:
    """Set fields of an update in a file's text, and nothing else."""
    from mkdocs_statuspage.writing.document import set_in

    step = step_to(parsed(workspace, path, text), id_, text)
    for key, value in fields.items():
        text = set_in(text, path.suffix, ("updates", step, key), value)
    return text


def written(part: Model) -> dict[str, object]:
    """Return a part of an incident as it is written in a file."""
    return part.model_dump(by_alias=True, exclude_defaults=True)


def step_to(incident: Incident, id_: str, text: str) -> "int | ItemStep":
    """Return the step to an update; one that was written by hand without an id is known by its time only."""
    from mkdocs_statuspage.writing.document import ItemStep

    return ItemStep(id_) if id_ in text else [update.id for update in incident.updates].index(id_)
