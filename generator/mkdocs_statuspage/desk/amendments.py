"""What becomes of an update that stands in a file: its text is amended, or it is taken back."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.typed_words import one_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.update import Update


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
    fields: dict[str, object] = {"message": text + "\n"}
    if was_published(path, update):
        fields["amended_at"] = workspace.now.replace(microsecond=0)
    edit = partial(_with_fields, workspace, path, update.id, fields)
    return FileChange(path, edit, f"Amend {path.stem}", "Amended", update.id)


def retract(workspace: Workspace, path: Path, update: Update, why: str) -> FileChange:
    """Take an update back: it stays readable, struck through, and no longer counts."""
    taken_back = {"retracted": {"at": workspace.now.replace(microsecond=0), "why": why}}
    edit = partial(_with_fields, workspace, path, update.id, taken_back)
    return FileChange(path, edit, f"Retract {path.stem}", "Taken back", update.id)


def _with_fields(
    workspace: Workspace, path: Path, id_: str, fields: Mapping[str, object], text: str
) -> str:
    """Set fields of an update in a file's text, and nothing else."""
    from mkdocs_statuspage.writing import Item, set_in

    ids = [update.id for update in parsed(workspace, path, text).updates]
    if id_ not in ids:
        raise CannotRun(f"{path.stem} has no update {id_}")
    # An update that was written by hand without an id is known by its time, and found by its number.
    step = Item(id_) if id_ in text else ids.index(id_)
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
