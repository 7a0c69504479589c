"""What readers may have of an incident: what the remote has, or without one what was built here last."""

from pathlib import Path

from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Update
from mkdocs_statuspage.writing.git import Git


def may_have(workspace: Workspace, path: Path, update: Update) -> bool:
    """Tell whether an update of a file may have reached anybody, by the newest that is known of the remote."""
    if workspace.is_private(path):
        return True
    commit = workspace.newest.known
    if commit is None:
        return _was_built(workspace, path, update)
    return bool(commit) and _is_in(workspace, commit, path, update)


def is_here_alone(workspace: Workspace, path: Path, update: Update) -> bool:
    """Tell whether the remote answers, has the file, and not this update of it."""
    commit = workspace.newest.commit
    has_file = bool(commit) and bool(_text_in(workspace, commit or "", path))
    return has_file and not may_have(workspace, path, update)


def may_have_file(workspace: Workspace, path: Path) -> bool:
    """Tell whether the remote, or without one the last build, has a file at all."""
    commit = workspace.newest.known
    if commit is None:
        return _built(workspace, path).exists()
    return bool(commit) and bool(_text_in(workspace, commit, path))


def _is_in(workspace: Workspace, commit: str, path: Path, update: Update) -> bool:
    """Look for an update in a commit: its id in any file, as one may have been renamed since; its words where it has no id of its own."""
    git = Git(workspace.incidents_dir)
    first = update.message.strip().partition("\n")[0]
    wanted = update.id if update.id in workspace.text_of(path) else first
    if git.run("grep", "-q", "-F", "-e", wanted, commit, "--", ".").code == 0:
        return True
    file = workspace.read_text(path, _text_in(workspace, commit, path))
    there = file.incident.updates if file.incident else ()
    return any(_is_same(update, one) for one in there)


def _is_same(one: Update, other: Update) -> bool:
    """Tell whether two are one update, of which an id may have been written down since."""
    return one.id == other.id or (one.at, one.message) == (other.at, other.message)


def _text_in(workspace: Workspace, commit: str, path: Path) -> str:
    name = path.relative_to(workspace.incidents_dir).as_posix()
    return Git(workspace.incidents_dir).run("cat-file", "blob", f"{commit}:./{name}").text


def _was_built(workspace: Workspace, path: Path, update: Update) -> bool:
    built = _built(workspace, path)
    return built.exists() and update.id in built.read_text(encoding="utf-8", errors="replace")


def _built(workspace: Workspace, path: Path) -> Path:
    """Return where a build puts what programs read of an incident."""
    return workspace.site_dir / "api" / "v2" / "incidents" / f"{path.stem}.json"
