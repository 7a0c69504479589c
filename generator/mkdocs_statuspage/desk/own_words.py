"""What is only in this folder: updates, kept beside those of others when it follows the remote; a text that goes along with a change."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import parsed
from mkdocs_statuspage.desk.remedies import git_line
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident, Update
from mkdocs_statuspage.writing.catch_up import Join, Joined, TextEdit
from mkdocs_statuspage.writing.git import Git
from mkdocs_statuspage.writing.refusals import CannotEdit, LeftOut
from mkdocs_statuspage.writing.remote import NoTarget, find_target

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.queue import Entry

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


@dataclass(frozen=True)
class OwnText:
    """A file's text that somebody wrote in this folder, and that the remote does not have."""

    written: str
    made_from: str | None = None
    """What the remote has, where it was written on that; None where the remote has gone another way."""


def own_text(workspace: Workspace, path: Path) -> OwnText | None:
    """Return what somebody wrote in a file by hand; None where it is as the remote has it, or behind."""
    from mkdocs_statuspage.desk.queue import edits_waiting

    git, commit = Git(path.parent), workspace.newest.known
    there = _text_in(git, commit, path) if commit else None
    if not commit or there is None or not path.exists():
        return None
    known, here = _text_in(git, "HEAD", path), path.read_bytes().decode("utf-8")
    edit: Joined = edits_waiting(workspace).get(path, lambda text: text)
    made_here = known if path in written_waiting(workspace) else edit(known)
    is_behind = _is_in(git, _last_change(git, "HEAD", path), commit)
    if _is_same(here, edit(there)) or (is_behind and _is_same(here, made_here)):
        return None
    is_on_it = _is_same(there, known) or _is_in(git, _last_change(git, commit, path), "HEAD")
    ends = here if "\r\n" in there else _in_lines(here)
    return OwnText(ends, edit(there) if is_on_it else None)


def written_waiting(workspace: Workspace) -> set[Path]:
    """Return the files of which a text waits that somebody wrote by hand: no other may take its place here."""
    from mkdocs_statuspage.desk.queue import waiting

    return {workspace.root / entry.path for entry in waiting(workspace) if [*_written_for(entry)]}


def _written_for(entry: "Entry") -> Iterator[OwnText]:
    names = [field.name for field in fields(OwnText)]
    for value in entry.values:
        if isinstance(value, dict) and [*value] == names:
            yield OwnText(**value)


def made_here(workspace: Workspace, entry: "Entry") -> TextEdit:
    """Return what made an entry's change in this folder; a text that somebody wrote by hand was not made by it."""
    from mkdocs_statuspage.desk.queue import left_out_if_refused

    edit = left_out_if_refused(workspace, entry)

    def unless_written(text: str | None) -> str:
        for own in _written_for(entry):
            if _is_same(text, own.made_from):
                raise LeftOut("somebody wrote it")
            # Lines may end otherwise here than in the repository.
            text = text if text is None or "\r\n" in own.written else _in_lines(text)
        return edit(text)

    return unless_written


def with_own(
    workspace: Workspace,
    path: Path,
    own: OwnText | None,
    edit: Callable[[str], str],
    text: str,
) -> str:
    """Change a text; that which somebody wrote by hand, where the text is what they wrote it on.

    Raises:
        CannotRun: the remote has another text, or an update that is not in theirs.
    """
    if own is None or _is_same(text, own.written):
        return edit(text)
    if not _is_same(text, own.made_from):
        if _is_same(text, edit(own.written)):
            return text
        raise _another_text(workspace, path)
    known = {update.id for update in parsed(workspace, path, own.written).updates}
    lost = [one.id for one in parsed(workspace, path, text).updates if one.id not in known]
    if lost:
        name = workspace.shown(path)
        raise CannotRun(
            f"{name} lacks what readers have: {', '.join(lost)}",
            f"put it in again from `{git_line(workspace, 'diff', path)}`; retract takes an update back",
            instead=(None, ()),
        )
    return edit(own.written)


def _another_text(workspace: Workspace, path: Path) -> CannotRun:
    name, target = workspace.shown(path), find_target(workspace.incidents_dir)
    if isinstance(target, NoTarget):
        return CannotRun(f"{name} was changed by somebody else while you wrote", "look at it first")
    pull = git_line(workspace, "pull", "--rebase", "--autostash", target.remote, target.branch)
    return CannotRun(
        f"{target.shown} has another text of {name} than your folder; join the two: {pull}",
        "then do it again:",
        instead=(None, ()),
    )


def _is_same(text: str | None, other: str | None) -> bool:
    return text is not None and other is not None and _in_lines(text) == _in_lines(other)


def _in_lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _text_in(git: Git, commit: str, path: Path) -> str | None:
    shown = git.run("cat-file", "blob", f"{commit}:./{path.name}")
    return shown.out.decode("utf-8", "replace") if shown.code == 0 else None


def _last_change(git: Git, commit: str, path: Path) -> str | None:
    return git.ask("log", "-1", "--format=%H", commit, "--", path.name)


def _is_in(git: Git, commit: str | None, other: str) -> bool:
    return bool(commit) and git.run("merge-base", "--is-ancestor", str(commit), other).code == 0
