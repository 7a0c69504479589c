"""Bringing a work tree forward to a commit, when nothing that is only in it could be lost.

Branch, index and files step together, as in `git merge --ff-only`: what is changed or staged elsewhere
stays as it is, and where it could not stay nothing is done.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from mkdocs_statuspage.writing.files import change_file
from mkdocs_statuspage.writing.git import Git
from mkdocs_statuspage.writing.refusals import CannotEdit, CannotWrite, LeftOut

TextEdit = Callable[[str | None], str]
"""Makes a file's new text from its newest one, or from None where there is no such file."""
Joined = Callable[[str | None], str | None]
"""Makes several changes in turn; None where there is no file and none makes one."""
Edits = Mapping[str, Joined]
"""What was changed here through us, by each file's path in the repository."""
Join = Callable[[Path, str, str, str], str | None]
"""Joins a file's texts, as it was, is here and is there, into one that loses nothing; None where there is none."""

_UNDER_WAY = tuple(
    """
    MERGE_HEAD CHERRY_PICK_HEAD REVERT_HEAD BISECT_LOG rebase-merge rebase-apply
    """.split()
)
_NOTHING = "0" * 40
_SUBMODULE = "160000"


class _Entry(NamedTuple):
    """One file that differs between two commits."""

    name: str
    old: str | None
    """Its id before; None where it was not."""
    mode: str
    new: str | None
    """Its id after; None where it is no more."""


@dataclass(frozen=True, slots=True)
class WorkTree:
    """A work tree, and where its writers wait for each other."""

    git: Git
    """Git at its top."""
    lock_dir: Path
    join: Join = field(default=lambda *_: None, compare=False)
    """What is done where a file was changed here and there."""

    def blobs(self, names: Iterable[str]) -> dict[str, str | None]:
        """Return the id that each file's text would have in the repository; None where it is not there.

        Ids are compared, not texts: a work tree may have other line breaks than its repository.
        """
        wanted = list(names)
        links = {name for name in wanted if (self.git.folder / name).is_symlink()}
        # A name with a line break cannot be asked for, and counts as changed.
        there = [n for n in wanted if n not in links and "\n" not in n and self._is_file(n)]
        listed = "".join(f"{name}\n" for name in there).encode("utf-8", "surrogateescape")
        done = self.git.need("hash-object", "--stdin-paths", send=listed) if there else None
        found = dict(zip(there, done.text.splitlines(), strict=True)) if done else {}
        found |= {name: self._link(name) for name in links}
        return {name: found.get(name) for name in wanted}

    def _is_file(self, name: str) -> bool:
        return (self.git.folder / name).is_file()

    def _link(self, name: str) -> str:
        leads_to = os.fsencode((self.git.folder / name).readlink())
        return self.git.need("hash-object", "--stdin", send=leads_to).text


def in_turn(steps: Iterable[tuple[str, TextEdit]]) -> Edits:
    """Join the changes to each file into one, in their order; those that cannot be made are left out."""
    joined: dict[str, Joined] = {}
    for name, edit in steps:
        joined[name] = _after(joined.get(name), edit)
    return joined


def _after(first: Joined | None, second: TextEdit) -> Joined:
    def both(text: str | None) -> str | None:
        text = first(text) if first else text
        try:
            return second(text)
        except LeftOut:
            return text

    return both


def catch_up(tree: WorkTree, commit: str, edits: Edits) -> bool:
    """Fast-forward branch, index and work tree, and tell whether that was done.

    It is not when there are commits of one's own, a merge or the like under way, or a change to one of the
    files that the step would bring, but for `edits`, which the commit has or the caller makes again.
    """
    head = tree.git.ask("rev-parse", "--verify", "--quiet", "HEAD")
    if head is None or _is_under_way(tree):
        return False
    try:
        return tree.git.run("merge-base", "--is-ancestor", head, commit).code == 0 and _step(
            tree, head, commit, edits
        )
    except (CannotWrite, CannotEdit, UnicodeDecodeError):
        return False


def _is_under_way(tree: WorkTree) -> bool:
    asked = [part for name in _UNDER_WAY for part in ("--git-path", name)]
    places = tree.git.need("rev-parse", *asked).text.splitlines()
    return any((tree.git.folder / place).exists() for place in places)


def _step(tree: WorkTree, head: str, commit: str, edits: Edits) -> bool:
    entries = _between(tree, head, commit, edits)
    blobs = tree.blobs(entry.name for entry in entries)
    differing = [entry for entry in entries if blobs[entry.name] != entry.old]
    passed = _passed(tree, head, commit) if differing else {}
    there = [entry for entry in differing if blobs[entry.name] == entry.new]
    others = [entry for entry in differing if entry not in there and entry.new]
    ours = [
        entry
        for entry in others
        if blobs[entry.name] in passed.get(entry.name, ())
        or _is_ours(tree, entry, blobs[entry.name], edits)
    ]
    joined = {e: text for e in others if e not in ours and (text := _joined(tree, e)) is not None}
    staged = [*there, *ours, *joined]
    if (
        len(staged) != len(differing)
        or _is_staged(tree, staged, passed)
        or not _can_follow(tree, head, commit, staged)
    ):
        return False
    for entry in (*ours, *joined):
        _overwrite(tree, entry, blobs[entry.name], joined.get(entry))
    _stage(tree.git, staged)
    _move_head(tree.git, head, commit)
    return True


def _move_head(git: Git, head: str, commit: str) -> None:
    # A file that was written anew with the same text, by an editor or a copy, is no change.
    git.run("update-index", "-q", "--refresh")
    git.need("read-tree", "-m", "-u", head, commit)
    git.need("update-ref", "-m", "statuspage: catch up", "HEAD", commit, head)
    git.run("update-index", "-q", "--refresh")


def _passed(tree: WorkTree, head: str, commit: str) -> dict[str, set[str]]:
    """Return the ids that each file had on the way: a step that was cut short may have left any of them."""
    raw = (
        "log",
        "-m",
        "--raw",
        "-z",
        "--format=",
        "--no-renames",
        "--no-abbrev",
        f"{head}..{commit}",
    )
    words = [word for word in tree.git.need(*raw).text.split("\0") if word]
    ids: dict[str, set[str]] = {}
    for what, name in zip(words[::2], words[1::2], strict=False):
        ids.setdefault(name, set()).add(what.split()[3])
    return ids


def _between(tree: WorkTree, head: str, commit: str, edits: Edits) -> list[_Entry]:
    """Return the files that differ between two commits, and those that were changed through us."""
    raw = tree.git.need(
        "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", head, commit
    )
    words = raw.text.split("\0")
    found = {}
    for what, name in zip(words[::2], words[1::2], strict=False):
        before, mode, old, new, _ = what.split()
        if _SUBMODULE not in (before.removeprefix(":"), mode):
            found[name] = _Entry(name, _id(old), mode, _id(new))
    for name in edits.keys() - found.keys():
        listed = tree.git.need("ls-tree", commit, "--", name).text.split()
        if listed:
            found[name] = _Entry(name, listed[2], listed[0], listed[2])
    return list(found.values())


def _id(written: str) -> str | None:
    return None if written == _NOTHING else written


def _is_ours(tree: WorkTree, entry: _Entry, blob: str | None, edits: Edits) -> bool:
    """Tell whether a file holds what was committed with only our changes made to it, or is to be what the commit has by them."""
    if entry.name not in edits or blob is None:
        return False
    text = tree.git.need("cat-file", "blob", entry.old).out.decode() if entry.old else None
    if blob == _id_of(tree.git, edits[entry.name](text)):
        return True
    # A file that was only here went to the remote as it was, with our change made to it.
    here = (tree.git.folder / entry.name).read_bytes().decode()
    return entry.new == _id_of(tree.git, edits[entry.name](here))


def _id_of(git: Git, text: str | None) -> str | None:
    """Return the id that a text has in a repository; none where there is none."""
    return None if text is None else git.need("hash-object", "--stdin", send=text.encode()).text


def _is_staged(tree: WorkTree, entries: Sequence[_Entry], passed: Mapping[str, set[str]]) -> bool:
    """Tell whether one of these files is staged as it never was in any commit from the one to the other."""
    names = [entry.name for entry in entries]
    listed = tree.git.need("ls-files", "-z", "--stage", "--", *names).text if names else ""
    known = {e.name: {e.old, e.new, *passed.get(e.name, ())} for e in entries}
    staged = (line.split("\t", 1) for line in listed.split("\0") if line)
    return any(what.split()[1] not in known[name] for what, name in staged if name in known)


def _can_follow(tree: WorkTree, head: str, commit: str, staged: Iterable[_Entry]) -> bool:
    """Try the whole step on a copy of the index, with the work tree only looked at."""
    index = tree.git.folder / tree.git.need("rev-parse", "--git-path", "index").text
    if index.with_name(f"{index.name}.lock").exists():
        return False
    with TemporaryDirectory(prefix="statuspage-") as folder:
        copy = Path(folder) / "index"
        if index.exists():
            shutil.copyfile(index, copy)
        trial = tree.git.using(GIT_INDEX_FILE=str(copy))
        _stage(trial, staged)
        trial.run("update-index", "-q", "--refresh")
        return trial.run("read-tree", "-m", "-u", "--dry-run", head, commit).code == 0


def _joined(tree: WorkTree, entry: _Entry) -> str | None:
    """Return a file that was changed here and there with both in it, where that can be."""
    path = tree.git.folder / entry.name
    if entry.old is None or entry.new is None or not path.is_file():
        return None
    try:
        base, there = (
            tree.git.need("cat-file", "blob", id_).out.decode() for id_ in (entry.old, entry.new)
        )
        return tree.join(path, base, path.read_bytes().decode(), there)
    except UnicodeDecodeError:
        return None


def _overwrite(tree: WorkTree, entry: _Entry, before: str | None, joined: str | None) -> None:
    """Put a file as the commit has it in place of ours, or one joined of both, under its lock."""
    path = tree.git.folder / entry.name
    filtered = ("cat-file", "--filters", f"--path={entry.name}", str(entry.new))
    new = tree.git.need(*filtered).out.decode() if joined is None else joined

    def unless_changed(_: str) -> str:
        if tree.blobs([entry.name])[entry.name] != before:
            raise CannotWrite(f"{path}: somebody else is changing it")
        return new

    change_file(path, unless_changed, lock_dir=tree.lock_dir)


def _stage(git: Git, entries: Iterable[_Entry]) -> None:
    """Put files as a commit has them into the index, where git then finds nothing to carry over."""
    for entry in entries:
        if entry.new is None:
            git.need("update-index", "--force-remove", "--", entry.name)
        else:
            listed = f"{entry.mode},{entry.new},{entry.name}"
            git.need("update-index", "--add", "--cacheinfo", listed)
