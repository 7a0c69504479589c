"""Changing an update that stands in a file: what `amend` and `retract` have in common."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs_statuspage.desk.change import Posted, parsed
from mkdocs_statuspage.desk.choose import one_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.update import Update


def pick_update(incident: Incident, given: str) -> Update:
    """Give the update that an id, its beginning or its end names; `last` is the last.

    Raises:
        CannotRun: none or several.
    """
    ids = [update.id for update in incident.updates]
    if given == "last" and ids:
        return incident.updates[-1]
    ends = [id_ for id_ in ids if id_.endswith(f"-{given}")]
    wanted = ends[0] if len(ends) == 1 else one_of(given, ids, "update")
    return next(update for update in incident.updates if update.id == wanted)


def change_update(
    workspace: Workspace,
    path: Path,
    update: Update,
    changes: Mapping[str, object],
    done_word: str,
    *,
    dry_run: bool,
) -> Posted:
    """Set fields of an update in its file, and nothing else; the result is checked by reading it."""
    from mkdocs_statuspage.writing import Item, set_in
    from mkdocs_statuspage.writing.files import change_file

    done: list[Posted] = []

    def edit(text: str) -> str:
        number = [u.id for u in parsed(workspace, path, text).updates].index(update.id)
        # An update that was written by hand without an id is known by its time, and found by its number.
        step = Item(update.id) if update.id in text else number
        after = text
        for key, value in changes.items():
            after = set_in(after, path.suffix, ("updates", step, key), value)
        done.append(Posted(path, text, after, parsed(workspace, path, after), update.id, done_word))
        return after

    if dry_run:
        edit(path.read_bytes().decode("utf-8"))
    else:
        change_file(path, edit, lock_dir=workspace.locks_dir)
    return done[-1]


def was_published(path: Path, update: Update) -> bool:
    """Tell whether an update is on the remote branch, as far as is known here; outside git, yes."""
    for revision in ("@{upstream}", "HEAD"):
        shown = _git(path.parent, "show", f"{revision}:./{path.name}")
        if shown is not None:
            return update.id in shown or update.message.strip() in shown
    return _git(path.parent, "rev-parse", "HEAD") is None


def _git(folder: Path, *words: Sequence[str] | str) -> str | None:
    command = ["git", "-C", str(folder), *map(str, words)]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=10)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
