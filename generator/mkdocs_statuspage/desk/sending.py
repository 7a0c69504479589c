"""Sending what waits to the remote, in order and with its own times; what has been overtaken stays."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from operator import eq
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_statuspage.desk.amendments import reworded, without_trace
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.following import rebuilt
from mkdocs_statuspage.desk.incident_files import incident_paths
from mkdocs_statuspage.desk.own_words import joining, made_here
from mkdocs_statuspage.desk.queue import (
    OPENING,
    Entry,
    edits_waiting,
    free,
    left_out_if_refused,
    newer_words,
    remove,
    rewrite,
    waiting,
    wanted_now,
    write,
)
from mkdocs_statuspage.desk.readers import may_have, may_have_file
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Update
from mkdocs_statuspage.writing.files import change_file, create_file, remove_file
from mkdocs_statuspage.writing.git import Git
from mkdocs_statuspage.writing.refusals import CannotEdit, CannotWrite, LeftOut
from mkdocs_statuspage.writing.replay import Replay, Step, replay_steps

if TYPE_CHECKING:
    from mkdocs_statuspage.writing.catch_up import TextEdit


@dataclass(frozen=True)
class Sent:
    """How sending what waited ended."""

    replay: Replay | None
    """None where nothing was to be sent."""
    sent: Sequence[Entry] = ()
    left: Sequence[tuple[Entry, str]] = ()
    """What still waits, each with why, where that is its own."""

    @property
    def overtaken(self) -> Sequence[Entry]:
        """What was said before newer words that are on the remote."""
        return [entry for entry, why in self.left if why.startswith(OVERTAKEN)]

    @property
    def stuck(self) -> Sequence[Entry]:
        """What cannot be made any more, for a reason of its own."""
        return [entry for entry, why in self.left if why and entry not in self.undecided]

    @property
    def undecided(self) -> Sequence[Entry]:
        """What somebody has to decide about: that, and a new file whose name was taken meanwhile."""
        return [
            e for e, why in self.left if why.startswith(OVERTAKEN) or (why and e.act == OPENING)
        ]

    def after(self, first: "Sent") -> "Sent":
        """Return this with what was sent before it."""
        return Sent(self.replay, [*first.sent, *self.sent], self.left)


SAYING = ("new_update.with_update", OPENING)
"""The acts that bring an update; others are about one that is there."""
REWORDING = "amendments.with_text"
"""The act that puts other words in the place of an update's."""
OVERTAKEN = "newer words are on the remote"


def sync(workspace: Workspace, *, branch: str | None = None) -> Sent:
    """Send all that waits, to a branch that is named or the one that the site is built from."""
    entries = free(workspace)
    if not entries:
        return Sent(None)
    ended = _replay(workspace, [(e, _edit(workspace, e, entries)) for e in entries], branch)
    left = [(entry, ended.left_out.get(number, "")) for number, entry in enumerate(entries)]
    if not ended.is_published:
        return Sent(ended, (), left)
    sent = [entry for number, entry in enumerate(entries) if number not in ended.left_out]
    remove(workspace, sent)
    return Sent(ended, sent, [(entry, why) for entry, why in left if entry not in sent])


def want_entries(workspace: Workspace, entries: Sequence[Entry]) -> None:
    """Let entries be said now, although newer words have overtaken them; a file whose name was taken meanwhile gets another."""
    taken = [
        e for e in entries if e.act == OPENING and may_have_file(workspace, _path(workspace, e))
    ]
    overtaken = [entry for entry in entries if entry.act != OPENING]
    renamed: list[Path] = []

    def change() -> None:
        for entry in overtaken:
            write(workspace, wanted_now(workspace, entry))
        remove(workspace, overtaken)
        renamed.extend(_renamed(workspace, entry) for entry in taken)

    mixed = _with_files(workspace, entries, change)
    for entry, path in zip(taken, renamed, strict=True):
        old = _path(workspace, entry)
        is_own = old in mixed and not _is_committed(old)
        text = (
            old.read_bytes().decode("utf-8", "replace")
            if is_own
            else edits_waiting(workspace)[path](None)
        )
        create_file(path, text or "", lock_dir=workspace.locks_dir)
        if is_own:  # what else was written in it goes along
            remove_file(old, lock_dir=workspace.locks_dir, holding=partial(eq, text))


def _renamed(workspace: Workspace, entry: Entry) -> Path:
    """Let all that waits for a new file wait for one whose name is free, and return where that is."""
    path, ids = _path(workspace, entry), incident_paths(workspace)
    names = (f"{path.stem}-{number}" for number in count(2))
    free_path = path.with_stem(next(name for name in names if name not in ids))
    for one in waiting(workspace):
        if one.path == entry.path:
            subject = one.subject.replace(path.stem, free_path.stem)
            name = free_path.relative_to(workspace.root).as_posix()
            rewrite(workspace, one.model_copy(update={"path": name, "subject": subject}))
    return free_path


def _path(workspace: Workspace, entry: Entry) -> Path:
    return workspace.root / entry.path


def drop_entries(workspace: Workspace, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Take entries out of the queue, and what they made out of this folder's files; return those that stay in a file.

    With the opening of a file goes all that waits for it.
    """
    opened = {entry.path for entry in entries if entry.act == OPENING}
    every = [e for e in free(workspace) if e.path in opened or e in entries]

    def change() -> None:
        remove(workspace, every)
        for entry in every:
            _put_back(workspace, entry)

    mixed = _with_files(workspace, every, change)
    there = [entry for entry in entries if _path(workspace, entry) in mixed]
    saying_first = sorted(there, key=lambda entry: entry.act not in SAYING)
    return [entry for entry in saying_first if not _taken_out(workspace, entry)]


def _put_back(workspace: Workspace, dropped: Entry) -> None:
    """Let an update that waits be sent as it was, where it was amended and that is dropped."""
    if dropped.act != REWORDING:
        return
    words = dropped.values[1]
    former = words.get("before") or words["read"]
    for entry in waiting(workspace):
        if (entry.path, entry.update_id) == (dropped.path, dropped.update_id):
            with suppress(CannotRun):
                if entry.act in SAYING:
                    rewrite(workspace, reworded(workspace, entry, words["written"], former))


def _taken_out(workspace: Workspace, entry: Entry) -> bool:
    """Take an update out of a file that says more, and tell whether it is in it no more."""
    path = _path(workspace, entry)
    if entry.act == OPENING:
        return False

    def without(text: str) -> str:
        is_there = entry.update_id and entry.update_id in text
        return without_trace(workspace, path, entry.update_id, text) if is_there else text

    try:
        if entry.act in SAYING:
            change_file(path, without, lock_dir=workspace.locks_dir)
        return bool(entry.update_id) and entry.update_id.encode() not in path.read_bytes()
    except (CannotRun, CannotEdit, CannotWrite):
        return False


def forget_update(workspace: Workspace, path: Path, update: Update) -> bool | None:
    """Remove an update that waits without a trace, and tell whether that was done; None where it does not wait.

    It is not where readers may have it: on the remote, or perhaps there, as that does not answer. Nor is the
    first of several, which opens what the others go on with.
    """
    name = path.relative_to(workspace.root).as_posix()
    of_file = [entry for entry in free(workspace) if entry.path == name]
    about = [entry for entry in of_file if entry.update_id == update.id]
    saying = [entry for entry in about if entry.act in SAYING]
    opens = any(entry.act == OPENING for entry in saying)
    if not saying:
        return None
    answers = workspace.newest.commit is not None
    if (opens and len(about) < len(of_file)) or not answers or may_have(workspace, path, update):
        return False
    return not drop_entries(workspace, about)


def _with_files(
    workspace: Workspace, entries: Sequence[Entry], change: Callable[[], None]
) -> Sequence[Path]:
    paths = {_path(workspace, entry) for entry in entries}
    return rebuilt(workspace, paths, change) if paths else ()


def send(workspace: Workspace, own: Entry, edit: "TextEdit") -> Replay:
    """Send all that waits and one's own change behind it; what that refuses is raised."""
    refused: list[Exception] = []

    def own_edit(text: str | None) -> str:
        try:
            return edit(text)
        except (CannotRun, CannotEdit) as error:
            refused.append(error)
            raise LeftOut(str(error)) from error

    others = [entry for entry in free(workspace) if entry.id != own.id]
    ordered = [*others, own]
    steps = [(entry, _edit(workspace, entry, ordered)) for entry in others]
    ended = _replay(workspace, [*steps, (own, own_edit)], None)
    if ended.is_published:
        remove(workspace, [e for n, e in enumerate(ordered) if n not in ended.left_out])
    if len(others) in ended.left_out:
        raise refused[0]
    return ended


def _edit(workspace: Workspace, entry: Entry, together: Sequence[Entry]) -> "TextEdit":
    """Return an entry's edit, which leaves it out where it was overtaken or is refused."""
    edit = left_out_if_refused(workspace, entry)
    ours = [one.update_id for one in together]

    def unless_overtaken(text: str | None) -> str:
        # A file that is only in this folder goes to the remote with its change.
        text = _only_here(workspace, entry) if text is None else text
        if newer := newer_words(workspace, entry, text, ours):
            raise LeftOut(f"{OVERTAKEN}: {', '.join(newer)}")
        return edit(text)

    return unless_overtaken


def _only_here(workspace: Workspace, entry: Entry) -> str | None:
    """Return the text of a file that somebody wrote and never committed; None where there is none, or it was gone on the remote."""
    path = _path(workspace, entry)
    if entry.act == OPENING or not path.exists():
        return None
    return None if _is_committed(path) else workspace.text_of(path)


def _is_committed(path: Path) -> bool:
    return Git(path.parent).run("cat-file", "-e", f"HEAD:./{path.name}").code == 0


def _replay(
    workspace: Workspace, steps: "Sequence[tuple[Entry, TextEdit]]", branch: str | None
) -> Replay:
    first = steps[0][0]
    here = partial(made_here, workspace)
    return replay_steps(
        [Step(_path(workspace, e), edit, e.subject, here(e)) for e, edit in steps],
        lock_dir=workspace.locks_dir,
        branch=branch,
        aside=f"statuspage/{Path(first.path).stem}-{first.id[-4:]}",
        join=joining(workspace),
    )
