"""`FileChange`: what is to become of one incident's file; and `apply`, the one way that every act goes."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_statuspage.desk.errors import CannotRun, StillWaits, invalid_file, invalid_values
from mkdocs_statuspage.desk.message_check import leaking
from mkdocs_statuspage.desk.remedies import SYNC, own_line
from mkdocs_statuspage.desk.site_lock import tell_if_other
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident, Update
from mkdocs_statuspage.model.texts import texts_of
from mkdocs_statuspage.reading.file_list import CONFIG_NAME
from mkdocs_statuspage.writing.files import change_file, create_file
from mkdocs_statuspage.writing.git import Git
from mkdocs_statuspage.writing.held_signals import undisturbed
from mkdocs_statuspage.writing.locks import make_shared_folder, share
from mkdocs_statuspage.writing.refusals import CannotWrite
from mkdocs_statuspage.writing.replay import Replay

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.queue import Entry


@dataclass(frozen=True)
class FileChange:
    """What is to become of one incident's file, wherever its newest version is."""

    path: Path
    edit: Callable[[str], str]
    """Makes the new text of the newest one, empty for no file.

    It may be asked several times, and leaves a text alone in which its work is done. What it refuses
    it says by `CannotRun`.
    """
    subject: str
    """What its commit is called, without a word of anybody's text: a `[skip ci]` would stop the publishing."""
    done: str = "Posted"
    """What was done then, in a word."""
    update_id: str = ""
    """The update that it is about, if it is about one."""
    is_here: bool = False
    """Whether what it changes is in this folder alone, though the remote has the file: there is nothing to change there."""
    made_from: str | None = None
    """What the remote has, where the file's text in this folder was written on it and goes along with the change."""


@dataclass(frozen=True)
class Done:
    """A change that was made, or would be."""

    change: FileChange
    before: str
    after: str
    incident: Incident
    """As it is with the change in it."""
    replay: Replay | None = None
    """How putting it on the remote ended; None when that was not asked for."""
    waiting: int = 0
    """How many changes wait to be published, this one included."""

    @property
    def path(self) -> Path:
        """The incident's file."""
        return self.change.path

    @property
    def is_new(self) -> bool:
        """Whether anything changed; what was there already is not doubled."""
        return self.before != self.after

    @property
    def is_published(self) -> bool:
        """Whether the remote has the change."""
        return self.replay is not None and self.replay.is_published

    @property
    def is_unsent(self) -> bool:
        """Whether it, or an earlier change, should be on the remote and is only here."""
        return self.replay is not None and (self.waiting > 0 or not self.replay.is_published)

    @property
    def update(self) -> Update:
        """The update that the change is about."""
        updates = self.incident.updates
        # What somebody else opened with the same key has another id for the same word.
        return next((u for u in updates if u.id == self.change.update_id), updates[0])


def apply(
    workspace: Workspace,
    change: FileChange,
    *,
    dry_run: bool = False,
    publish: bool | None = None,
    allow_secret: bool = False,
) -> Done:
    """Make a change: on the remote when that is asked for, and in the folder when it was not or failed.

    Args:
        workspace: the site.
        change: what to do; the result is checked by reading it, and what is private is never pushed.
        dry_run: only compute it.
        publish: put it on the remote by replay; None does as `publish:` in `statuspage.yml` says.
        allow_secret: let texts pass that look as if they must not leave the house.

    Raises:
        CannotRun: the change is refused or brings in a secret, or the file is invalid, or would be.
        CannotEdit: the file is written in a way that cannot be changed safely.
    """
    tries = _Tries(workspace, change, checks=not allow_secret)
    if dry_run:
        tries.edit(None)
        return tries.done[-1]
    tell_if_other(workspace)
    if not workspace.is_private(change.path):
        return _made(workspace, change, tries, publish)
    keep_private(workspace)
    return _made(workspace, change, tries, publish=False)


class _Tries:
    """A change as it is made on one text after another, and what became of each."""

    def __init__(self, workspace: Workspace, change: FileChange, *, checks: bool) -> None:
        self.workspace = workspace
        self.change = change
        self.checks = checks and not workspace.is_private(change.path)
        self.done: list[Done] = []

    def edit(self, newest: str | None) -> str:
        """Make the change on the newest text, and refuse one that brings in a secret."""
        workspace, change = self.workspace, self.change
        # A file that is only in this folder goes to the remote with the change.
        before = workspace.text_of(change.path) if newest is None else newest
        after = change.edit(before)
        done = Done(change, before, after, self._incident_in(after, before))
        if self.checks:
            _refuse_leaks(workspace, done)
        self.done.append(done)
        return after

    def _incident_in(self, after: str, before: str) -> Incident:
        """Read the incident with the change in it; where a value of it is in the way, that is said, and not that the file is."""
        workspace, path = self.workspace, self.change.path
        file = workspace.read_text(path, after)
        if file.incident is None and (not before or workspace.read_text(path, before).incident):
            raise invalid_values(workspace.shown(path), file.findings)
        return parsed(workspace, path, after)


def _made(workspace: Workspace, change: FileChange, tries: _Tries, publish: bool | None) -> Done:
    """Make a change where it belongs."""
    if workspace.config.publish if publish is None else publish:
        if not change.is_here:
            return _published(workspace, change, tries)
        workspace.say("only this folder has that update; it goes out with these words")
    _write_locally(workspace, change.path, tries.edit)
    if publish is None:
        _tell_of_default(workspace)
    return tries.done[-1]


def _published(workspace: Workspace, change: FileChange, tries: _Tries) -> Done:
    """Put a change on the remote, and where that failed into the folder, if it is not behind."""
    tries.edit(change.made_from)  # what is refused here is not queued
    ended, left = _publish(workspace, change, tries.edit, tries.done[-1])
    if not ended.is_published:
        _write_what_waits(workspace, change.path, tries.edit)
        return replace(tries.done[-1], replay=ended, waiting=len(left))
    if change.made_from is not None and not ended.caught_up:
        _write_locally(workspace, change.path, tries.edit)
    # It was tried on the folder's text too, which may be an older one.
    done = next(one for one in tries.done if one.after == ended.text)
    return replace(done, replay=ended, waiting=len(left))


def _tell_of_default(workspace: Workspace) -> None:
    """Say how everything is pushed at once, where there is a remote and nothing says what is meant."""
    if "publish" in workspace.config.model_fields_set or not Git(workspace.root).ask("remote"):
        return
    name = workspace.shown(workspace.incidents_dir / CONFIG_NAME)
    workspace.say(
        f"Not pushed, though there is a remote: write `publish: true` into {name}, and every command"
        " pushes what it writes (or `publish: false`, and this is said no more)"
    )


def _publish(
    workspace: Workspace, change: FileChange, edit: Callable[[str | None], str], tried: Done
) -> "tuple[Replay, Sequence[Entry]]":
    """Put a change on the remote behind all that waits; or else let it wait itself.

    It is written down first, so that it waits as well when this process ends here.
    """
    from mkdocs_statuspage.desk.queue import entry_of, free, held, remove
    from mkdocs_statuspage.desk.sending import send

    known = parsed(workspace, change.path, tried.before) if tried.before else None
    entry = entry_of(workspace, change, known)
    with held(workspace, entry):
        try:
            ended = send(workspace, entry, edit)
        except KeyboardInterrupt:
            with suppress(KeyboardInterrupt), undisturbed():
                _write_what_waits(workspace, change.path, edit)
                sync = own_line(workspace, SYNC)
                workspace.say(f"“{change.subject}” waits to be published. Go on with: {sync}")
            raise StillWaits from None
        except Exception:
            remove(workspace, [entry])
            raise
    return ended, free(workspace)


def _refuse_leaks(workspace: Workspace, done: Done) -> None:
    """Refuse a change that brings a secret into any text; one that was there is for `check` to tell."""
    from mkdocs_statuspage.policy.incident_review import leaks_in

    found = leaks_in(done.incident, workspace.config)
    if found and done.before:
        earlier = texts_of(parsed(workspace, done.path, done.before))
        found = leaks_in(done.incident, workspace.config, {told.text for told in earlier})
    if found:
        raise leaking(found)


def _write_what_waits(workspace: Workspace, path: Path, edit: Callable[[str | None], str]) -> None:
    """Have what waits in the folder too, if that is not behind."""
    if workspace.newest.is_here:
        with suppress(CannotWrite):  # the disk is full, say; it waits in the queue all the same
            _write_locally(workspace, path, edit)


def _write_locally(workspace: Workspace, path: Path, edit: Callable[[str | None], str]) -> None:
    newest = workspace.newest.texts.get(path)
    is_behind = newest is not None and _is_behind(workspace, path, newest)
    if not path.exists():
        create_file(path, edit(None), lock_dir=workspace.locks_dir)
    elif not is_behind:
        change_file(path, edit, lock_dir=workspace.locks_dir)
    elif _is_as_committed(path):
        change_file(path, lambda _: edit(newest), lock_dir=workspace.locks_dir)
    else:
        raise CannotRun(
            f"{workspace.shown(path)} is newer on the remote, and changed in this folder",
            "publish the change, which makes it on the newer one: add --publish",
            instead=(None, "--publish"),
        )


def _is_behind(workspace: Workspace, path: Path, newest: str) -> bool:
    """Tell whether a file of this folder lacks an update that the newest text has."""
    here = path.read_bytes().decode("utf-8") if path.exists() else ""
    return any(update.id not in here for update in parsed(workspace, path, newest).updates)


def _is_as_committed(path: Path) -> bool:
    return Git(path.parent).run("diff", "--quiet", "HEAD", "--", path.name).code == 0


def keep_private(workspace: Workspace) -> None:
    """Make `private/` a folder that git ignores by itself, whatever the site's .gitignore says."""
    ignore = workspace.private_dir / ".gitignore"
    if not ignore.exists():
        try:
            make_shared_folder(workspace.private_dir)
            ignore.write_text("# What is here concerns people in private; it is never pushed.\n*\n")
            share(ignore)
        except OSError as error:
            raise CannotRun(f"{workspace.private_dir} cannot be made: {error.strerror}") from None


def parsed(workspace: Workspace, path: Path, text: str) -> Incident:
    """Read the incident that a text describes.

    Raises:
        CannotRun: something is wrong with it; says what.
    """
    file = workspace.read_text(path, text)
    if file.incident is None:
        raise invalid_file(workspace.shown(path), file.findings)
    return file.incident
