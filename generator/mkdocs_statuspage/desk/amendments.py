"""What becomes of an update that stands in a file: its text is amended, or it is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.typed_words import one_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.updates import Update


@dataclass(frozen=True)
class Rewording:
    """A message, and what is put in its place."""

    read: str
    written: str
    is_seen: bool
    """Whether readers had the former one."""


def pick_update(incident: Incident, given: str) -> Update:
    """Find the update that an id, its beginning or its end names; `last` is the last.

    Raises:
        CannotRun: none or several.
    """
    ids = [update.id for update in incident.updates]
    if given == "last" and ids:
        return incident.updates[-1]
    ends = [id_ for id_ in ids if id_.endswith(f"-{given}")]
    wanted = ends[0] if len(ends) == 1 else one_of(given, ids, "update")
    return next(update for update in incident.updates if update.id == wanted)


def amend(workspace: Workspace, path: Path, update: Update, text: str) -> FileChange:
    """Put another text in an update's place, visibly once it was published; its id stays."""
    words = Rewording(update.message, text, is_seen=was_published(path, update))
    edit = partial(with_text, workspace, path, update.id, words)
    return FileChange(path, edit, f"Amend {path.stem}", "Amended", update.id)


def retract(workspace: Workspace, path: Path, update: Update, why: str) -> FileChange:
    """Take an update back: it stays readable, struck through, and no longer counts."""
    edit = partial(without_standing, workspace, path, update.id, why)
    return FileChange(path, edit, f"Retract {path.stem}", "Taken back", update.id)


def with_text(workspace: Workspace, path: Path, id_: str, words: Rewording, text: str) -> str:
    """Write another message for an update; one that readers had is marked as amended.

    Raises:
        CannotRun: there is no such update, or somebody else has amended it since.
    """
    found = _update_in(workspace, path, id_, text)
    if found.message.strip() not in (words.read.strip(), words.written.strip()):
        raise CannotRun(
            f"somebody else has changed {id_} meanwhile", "read it, and amend it once more"
        )
    fields: dict[str, object] = {"message": words.written + "\n"}
    if words.is_seen:
        fields["amended_at"] = workspace.now.replace(microsecond=0)
    return _with_fields(workspace, path, id_, fields, text)


def without_standing(workspace: Workspace, path: Path, id_: str, why: str, text: str) -> str:
    """Write down that an update was taken back, and why.

    Raises:
        CannotRun: there is no such update.
    """
    _update_in(workspace, path, id_, text)
    taken_back = {"retracted": {"at": workspace.now.replace(microsecond=0), "why": why}}
    return _with_fields(workspace, path, id_, taken_back, text)


def _update_in(workspace: Workspace, path: Path, id_: str, text: str) -> Update:
    found = {update.id: update for update in parsed(workspace, path, text).updates}
    if id_ not in found:
        raise CannotRun(f"{path.stem} has no update {id_}")
    return found[id_]


def _with_fields(
    workspace: Workspace, path: Path, id_: str, fields: Mapping[str, object], text: str
) -> str:
    """Set fields of an update in a file's text, and nothing else."""
    from mkdocs_statuspage.writing import ItemStep, set_in

    ids = [update.id for update in parsed(workspace, path, text).updates]
    # An update that was written by hand without an id is known by its time, and found by its number.
    step = ItemStep(id_) if id_ in text else ids.index(id_)
    for key, value in fields.items():
        text = set_in(text, path.suffix, ("updates", step, key), value)
    return text


def was_published(path: Path, update: Update) -> bool:
    """Tell whether an update is on the remote branch, as far as is known locally; outside git, yes."""
    from mkdocs_statuspage.writing.git import Git

    git = Git(path.parent)
    for revision in ("@{upstream}", "HEAD"):
        done = git.run("show", f"{revision}:./{path.name}")
        if done.code == 0:
            return update.id in done.text or update.message.strip() in done.text
    return git.ask("rev-parse", "HEAD") is None
