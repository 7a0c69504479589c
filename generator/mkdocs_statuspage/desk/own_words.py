"""Updates that are only in this folder, kept beside those of others when the folder follows the remote."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import parsed
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident, Update
from mkdocs_statuspage.writing.catch_up import Join
from mkdocs_statuspage.writing.refusals import CannotEdit

ORDER = ("id", "at", "status", "components", "next_update_by", "nothing_new", "do", "message")
"""The fields of an update as `update` writes them."""


def joining(workspace: Workspace) -> Join:
    """Return what joins two texts of a file to which nothing but updates were added, here and there."""
    workspace = replace(workspace, follows=False)  # it is asked while the folder is following

    def join(path: Path, base: str, here: str, there: str) -> str | None:
        try:
            old, ours, theirs = (parsed(workspace, path, text) for text in (base, here, there))
            added, others = _beyond(old, ours), _beyond(old, theirs)
            if _with(path, base, ours, added) != here or _with(path, base, theirs, others) != there:
                return None
            both = {update.id: update for update in (*others, *added)}
            text = base
            for update in sorted(both.values(), key=lambda one: one.at):
                text = _with(path, text, theirs if update in others else ours, [update])
            return text if parsed(workspace, path, text).updates else None
        except (CannotRun, CannotEdit):
            return None

    return join


def _beyond(old: Incident, new: Incident) -> list[Update]:
    known = {update.id for update in old.updates}
    return [update for update in new.updates if update.id not in known]


def _with(path: Path, text: str, incident: Incident, updates: Iterable[Update]) -> str:
    """Write updates of an incident behind those of a text, each with the time for a fix that came with it."""
    from mkdocs_statuspage.writing.document import append_in, append_update

    for update in updates:
        text = append_update(text, path.suffix, _item(update))
        for fix in incident.expected_fix:
            if fix.at == update.at:
                item = fix.model_dump(exclude_unset=True)
                text = append_in(text, path.suffix, "expected_fix", item)
    return text


def _item(update: Update) -> dict[str, object]:
    given = update.model_dump(exclude_unset=True)
    item = {key: given.pop(key) for key in ORDER if key in given} | given
    if "components" in item:
        item["components"] = {id_: str(status) for id_, status in update.components.items()}
    return item | ({"status": str(update.status)} if update.status else {})
