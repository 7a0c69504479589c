"""Writing the traces that changes lack: what was there before, and why it is otherwise, where readers see it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from mkdocs_statuspage.desk.amendments import (
    standing,
    step_to,
    without_any_standing,
    written,
)
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.message_check import has_secret
from mkdocs_statuspage.desk.missing_traces import Untraced
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import EarlierWords, Update, Window
from mkdocs_statuspage.model.promise import EarlierPromise, NothingPromised
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.model.traces import Trace
from mkdocs_statuspage.policy.silent_changes import SilentChange
from mkdocs_statuspage.writing.document import ItemStep, append_in, set_in

Changes = Sequence[SilentChange]
"""Changes of one thing that one trace tells of."""
Whys = Sequence[tuple[Changes, str]]
"""What is to be traced, each with its reason."""
_ORDER = (
    Trace.NEVER,
    Trace.EARLIER,
    Trace.MOVED,
    Trace.CORRECTIONS,
    Trace.WITHDRAWN,
    Trace.RETRACTED,
)
"""What is put back as it was comes first, since the others are found by it; what lengthens a list comes last."""


def traces_of(one: Untraced) -> list[Changes]:
    """Return the changes of an incident by the trace that tells of them, each with one reason."""
    ordered = sorted(one.changes, key=_place)
    return [tuple(group) for _, group in groupby(ordered, key=_place)]


def _place(change: SilentChange) -> tuple[int, str]:
    apart = change.name if change.trace is Trace.NEVER else change.holder.id
    return _ORDER.index(change.trace), f"{change.loc[0] if change.holder.id else ''} {apart}"


def needs_reason(changes: Changes) -> bool:
    """Tell whether a trace says why; what is merely put back does not."""
    return changes[0].trace is not Trace.NEVER


def with_trace(workspace: Workspace, one: Untraced, whys: Whys) -> FileChange:
    """Write the traces that an incident's file lacks, each with its reason; of what is gone, all of it."""
    path = workspace.incidents_dir / one.was.path if one.now is None else one.path
    edit = partial(_with_all, workspace, path, one, whys)
    return FileChange(path, edit, f"Trace {one.was.id}", "Traced")


def _with_all(workspace: Workspace, path: Path, one: Untraced, whys: Whys, text: str) -> str:
    if one.gone:
        return _found_again(workspace, path, one, whys[0][1], text)
    for changes, why in whys:
        text = _WRITERS[changes[0].trace](workspace, path, changes, why, text)
    return text


def _found_again(workspace: Workspace, path: Path, one: Untraced, why: str, text: str) -> str:
    """Put an incident back that readers would not find, and take back in the open what was said of it."""
    if one.now is not None and one.is_renamed:
        ids = dict.fromkeys([*one.was.formerly, one.was.id, *one.now.formerly])
        return set_in(text, path.suffix, ("formerly",), list(ids))
    text = one.former if one.now is None else text
    now = parsed(workspace, path, text)
    if now.draft:
        text = set_in(text, path.suffix, ("draft",), value=False)
    if now.mistake_class is not one.was.mistake_class:
        text = set_in(text, path.suffix, ("class",), one.was.mistake_class)
    ids_left = tuple(update.id for update in standing(parsed(workspace, path, text)))
    if ids_left:
        return without_any_standing(workspace, path, ids_left, why, text)
    return _corrected(workspace, path, (), why, text)


def _corrected(workspace: Workspace, path: Path, _: Changes, why: str, text: str) -> str:
    entry = {"at": workspace.now.replace(microsecond=0), "what": why}
    return append_in(text, path.suffix, "corrections", entry)


def _earlier(workspace: Workspace, path: Path, changes: Changes, why: str, text: str) -> str:
    """Keep what an update or a promise said before, but for a secret."""
    now = changes[0].holder.now
    is_update = isinstance(now, Update)
    kind: type[Model] = EarlierWords if is_update else EarlierPromise
    kept = {
        str(change.loc[-1]): change.value.was
        for change in changes
        if change.attribute in kind.model_fields and change.value.was not in (None, "", (), {})
    }
    secret = [key for key, value in kept.items() if _is_secret(value, workspace)]
    kept = {key: value for key, value in kept.items() if key not in secret}
    withheld = {"withheld": True} if secret else {}
    at = workspace.now.replace(microsecond=0)
    dated = {"until": at} if is_update else {"on": workspace.today}
    entries = [*map(written, now.earlier), {**dated, "why": why, **kept, **withheld}]
    place = _step(workspace, path, changes[0], text)
    text = set_in(text, path.suffix, (*place, "earlier"), entries)
    return set_in(text, path.suffix, (*place, "amended_at"), at) if is_update else text


def _is_secret(value: object, workspace: Workspace) -> bool:
    return isinstance(value, str) and has_secret(value, workspace.config)


def _step(
    workspace: Workspace, path: Path, change: SilentChange, text: str
) -> tuple[str, int | ItemStep]:
    """Return the way to the update or promise that a change is of, by its id."""
    if isinstance(change.holder.was, Update):
        return "updates", step_to(parsed(workspace, path, text), change.holder.id, text)
    return str(change.loc[0]), ItemStep(change.holder.id)


def _moved(workspace: Workspace, path: Path, changes: Changes, why: str, text: str) -> str:
    was, now = changes[0].holder.was, changes[0].holder.now
    if isinstance(was, Window):
        former = {"start": was.start, "end": was.end}
        dated = former | {"at": workspace.now.replace(microsecond=0), "why": why}
        entries = [*map(written, now.moved if now else was.moved), dated]
        for key, value in () if now else former.items():
            text = set_in(text, path.suffix, ("scheduled", key), value)
        return set_in(text, path.suffix, ("scheduled", "moved"), entries)
    dated = {"from": was.due_on, "on": workspace.today, "why": why}
    entries = [*map(written, was.moved), dated]
    place = _step(workspace, path, changes[0], text)
    return set_in(text, path.suffix, (*place, "moved"), entries)


def _withdrawn(workspace: Workspace, path: Path, changes: Changes, why: str, text: str) -> str:
    was, key = changes[0].holder.was, str(changes[0].loc[0])
    item = {"withdrawn": {"on": workspace.today, "why": why}} | written(was)
    there = getattr(parsed(workspace, path, text), key)
    if isinstance(there, NothingPromised):
        return set_in(text, path.suffix, (key,), [item])
    return append_in(text, path.suffix, key, item)


def _retracted(workspace: Workspace, path: Path, changes: Changes, why: str, text: str) -> str:
    """Put an update back where it was in time, taken back."""
    was = changes[0].holder.was
    at = workspace.now.replace(microsecond=0)
    item = {"retracted": {"at": at, "why": why}} | written(was)
    there = parsed(workspace, path, text).updates
    if not there or there[-1].at <= was.at:
        return append_in(text, path.suffix, "updates", item)
    ordered = sorted([*there, was], key=lambda update: update.at)
    items = [item if update is was else written(update) for update in ordered]
    return set_in(text, path.suffix, ("updates",), items)


def _put_back(workspace: Workspace, path: Path, changes: Changes, why: str, text: str) -> str:
    was, now, _ = changes[0].value
    value = _plain(was)
    if isinstance(was, tuple):
        value = [_plain(one) for one in dict.fromkeys([*was, *(now or ())])]
    return set_in(text, path.suffix, changes[0].loc, value)


def _plain(value: Any) -> Any:
    return written(value) if isinstance(value, Model) else value


_Writer = Callable[[Workspace, Path, Changes, str, str], str]
_WRITERS: Mapping[Trace, _Writer] = {
    Trace.NEVER: _put_back,
    Trace.EARLIER: _earlier,
    Trace.MOVED: _moved,
    Trace.CORRECTIONS: _corrected,
    Trace.WITHDRAWN: _withdrawn,
    Trace.RETRACTED: _retracted,
}
