"""What the remote has beyond this folder: asked for within a few seconds, and followed where nothing is lost."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_statuspage.reading.file_list import CONFIG_NAME, is_incident_name

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.writing.catch_up import Joined
    from mkdocs_statuspage.writing.git import Git
    from mkdocs_statuspage.writing.remote import NoTarget, Target

SECONDS = 5.0
"""How long a command may ask the remote before it goes on with what is here."""


@dataclass(frozen=True)
class Newest:
    """The incident files as they are newest: in this folder, but for those that are named here."""

    texts: Mapping[Path, str | None] = field(default_factory=dict)
    """The text of each file that is otherwise than in this folder; None for one that is gone."""
    config: str | None = None
    """The text of `statuspage.yml` as the remote has it, where this folder's is another and cannot follow."""
    is_here: bool = True
    """Whether this folder has all that the remote has."""
    commit: str | None = None
    """What the remote has at this moment; empty where that is nothing, None where it did not answer."""
    known: str | None = None
    """The newest commit of the remote that is known here; empty where that is none, None without a remote."""


def follow(workspace: "Workspace") -> Newest:
    """Learn what the remote has, bring the folder forward, and return what it does not hold all the same."""
    from mkdocs_statuspage.writing.remote import NoTarget, Outcome, fetched, find_target

    target = find_target(workspace.incidents_dir)
    if isinstance(target, NoTarget):
        return Newest()
    with fetched(target, SECONDS) as found:
        if isinstance(found, NoTarget):
            _tell(workspace, target, found)
            commit = "" if found.outcome is Outcome.NO_BRANCH else None
        else:
            commit = found
        base = target.known() if commit is None else commit
        if not base or _has(target.git, base) or _followed(workspace, target, base):
            return Newest(commit=commit, known=base or "")
        return replace(_beside(workspace, base), commit=commit, known=base)


def _tell(workspace: "Workspace", target: "Target", why: "NoTarget") -> None:
    from mkdocs_statuspage.writing.remote import Outcome

    if why.outcome is not Outcome.NO_BRANCH:
        told = why.said.splitlines()[-1:] if why.outcome is not Outcome.FULL else []
        said = "".join(told) or why.outcome.value
        workspace.say(f"{target.remote} could not be asked ({said}); this is what is known here")


def _has(git: "Git", base: str) -> bool:
    """Tell whether what is checked out holds a commit."""
    return git.run("merge-base", "--is-ancestor", base, "HEAD").code == 0


def _followed(workspace: "Workspace", target: "Target", base: str) -> bool:
    """Bring the folder forward to a commit, with what waits in it, if it can be."""
    from mkdocs_statuspage.desk.own_words import joining, written_waiting
    from mkdocs_statuspage.desk.queue import edits_waiting
    from mkdocs_statuspage.writing.catch_up import WorkTree, catch_up
    from mkdocs_statuspage.writing.files import change_file
    from mkdocs_statuspage.writing.locks import locked
    from mkdocs_statuspage.writing.refusals import CannotWrite

    if not target.is_here:
        return False
    written = written_waiting(workspace)
    edits = {p: edit for p, edit in edits_waiting(workspace).items() if p not in written}
    named = {target.name_of(path): edit for path, edit in edits.items()}
    try:
        with locked(target.git.folder / "replay", workspace.locks_dir, patience=SECONDS):
            tree = WorkTree(target.git, workspace.locks_dir, joining(workspace))
            if not catch_up(tree, base, named):
                return False
        for path, edit in edits.items():
            if path.exists():
                change_file(path, partial(_made_by, edit), lock_dir=workspace.locks_dir)
    except CannotWrite:
        return False
    return True


def _made_by(edit: "Joined", text: str) -> str:
    return edit(text) or text


def rebuilt(
    workspace: "Workspace", paths: Iterable[Path], change: Callable[[], None]
) -> Sequence[Path]:
    """Change what waits, and with it the files that hold nothing but what waits; return those that hold more, or cannot be changed."""
    from mkdocs_statuspage.desk.own_words import written_waiting
    from mkdocs_statuspage.desk.queue import edits_waiting
    from mkdocs_statuspage.writing.git import Git

    git, before = Git(workspace.incidents_dir), edits_waiting(workspace)
    written = written_waiting(workspace)
    change()
    after = edits_waiting(workspace)
    mixed = []
    for path in (path for path in paths if path in before and path.exists()):
        shown = git.run("cat-file", "blob", f"HEAD:./{path.relative_to(workspace.incidents_dir)}")
        base = shown.out.decode("utf-8", "replace") if shown.code == 0 else None
        becomes = after[path](base) if path in after else base
        if path in written or not _exchanged(workspace, path, before[path](base), becomes):
            mixed.append(path)
    return mixed


def _exchanged(workspace: "Workspace", path: Path, was: str | None, becomes: str | None) -> bool:
    """Put a text in the place of another, or remove the file where there is none; tell whether the other stood there."""
    from mkdocs_statuspage.writing.files import change_file, remove_file
    from mkdocs_statuspage.writing.refusals import CannotWrite

    found = False

    def is_there(text: str) -> bool:
        nonlocal found
        found = was is not None and _in_lines(text) == _in_lines(was)
        return found

    def exchanged(text: str) -> str:
        ends = "\r\n" if "\r\n" in text else "\n"
        return _in_lines(str(becomes)).replace("\n", ends) if is_there(text) else text

    with suppress(CannotWrite):
        if becomes is None:
            return remove_file(path, lock_dir=workspace.locks_dir, holding=is_there)
        change_file(path, exchanged, lock_dir=workspace.locks_dir)
        return found
    return False


def _in_lines(text: str) -> str:
    """Return a text as git keeps it, whatever ends its lines here."""
    return text.replace("\r\n", "\n")


def _beside(workspace: "Workspace", base: str) -> Newest:
    """Read what the remote has otherwise than this folder, and what waits on top of that."""
    from mkdocs_statuspage.desk.queue import edits_waiting
    from mkdocs_statuspage.writing.git import Git

    texts: dict[Path, str | None] = {}
    git = Git(workspace.incidents_dir)
    common = git.ask("merge-base", base, "HEAD")
    for kind, name in _differing(git, base):
        path = workspace.incidents_dir / name
        if kind != "A":
            text = git.run("cat-file", "blob", f"{base}:./{name}").out
            texts[path] = text.decode("utf-8", "replace")
        elif common and git.run("cat-file", "-e", f"{common}:./{name}").code == 0:
            texts[path] = None
    for path, edit in edits_waiting(workspace).items():
        here = path.read_bytes().decode("utf-8", "replace") if path.exists() else None
        texts[path] = edit(texts.get(path, here))
    return Newest(texts, _config(git, base), is_here=False)


def _config(git: "Git", base: str) -> str | None:
    """Return `statuspage.yml` as a commit has it, where the folder's is another."""
    if git.run("diff", "--quiet", base, "--", CONFIG_NAME).code == 0:
        return None
    found = git.run("cat-file", "blob", f"{base}:./{CONFIG_NAME}")
    return found.out.decode("utf-8", "replace") if found.code == 0 else None


def _differing(git: "Git", base: str) -> Iterator[tuple[str, str]]:
    """Yield the incident files that differ from a commit, by their names in a folder, each with how."""
    listed = git.run("diff", "--name-status", "--no-renames", "--relative", "-z", base, "--", ".")
    words = listed.text.split("\0")
    for kind, name in zip(words[::2], words[1::2], strict=False):
        if is_incident_name(name):
            yield kind, name
