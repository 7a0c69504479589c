"""What became of a published incident without the trace that readers see: two versions of it, compared field by field.

What a field asks for is declared beside it, see `model.traces`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from mkdocs_statuspage.model.incident import Incident, Section, Update, Window
from mkdocs_statuspage.model.promise import NothingPromised, Promise
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.model.statuses import MistakeClass
from mkdocs_statuspage.model.texts import fields_of, types_in
from mkdocs_statuspage.model.traces import ChangeRule, Trace, rule_in
from mkdocs_statuspage.yaml_text.tree import Marks, TreePath

ListItem = Update | Promise


class Versions(NamedTuple):
    """A thing, or a value of it, as readers had it and as it is."""

    was: Any
    now: Any
    """None where it is gone."""
    id: str = ""
    """Its id among others in a list."""


@dataclass(frozen=True, slots=True)
class SilentChange:
    """Something that readers had, that is otherwise now, and that no trace tells of."""

    trace: Trace
    """What would tell of it."""
    loc: TreePath
    """Where it stands in the file, or would."""
    name: str
    """What it is called there, with the ids of what holds it."""
    value: Versions
    holder: Versions
    """What its trace is written into: the update, the promise, the window, or the incident."""
    attribute: str = ""
    """What it is called in the holder; empty where it is deeper in it."""


class _Part(NamedTuple):
    """A field that readers have, or that holds some."""

    attribute: str
    key: str
    rule: ChangeRule | None
    """None for what is looked at part by part."""


def silent_changes(was: Incident, now: Incident) -> tuple[SilentChange, ...]:
    """Return what of an incident changed without a trace.

    Args:
        was: what readers had of it, and nothing that they had not.
        now: what stands in the files.
    """
    pair = Versions(was, now)
    found = [*_changes(pair, pair, ()), *_sections(was, now)]
    if was.feed_id != now.feed_id and not any(one.attribute == "formerly" for one in found):
        ids = Versions(was.formerly or (was.feed_id,), now.formerly)
        found.append(_found(ids, pair, ChangeRule(Trace.NEVER), "formerly", ("formerly",)))
    return tuple(one for one in found if not _is_traced(one, pair))


@cache
def _parts(kind: type) -> tuple[_Part, ...]:
    """Return the fields of a type that are compared."""
    found = (_Part(name, key, rule_in(hint)) for name, key, hint in _ruled(kind))
    return tuple(part for part in found if part.rule is None or part.rule.trace is not Trace.FREE)


def _ruled(kind: type) -> Iterator[tuple[str, str, Any]]:
    by_ids = ("prose", "id") if issubclass(kind, Incident | Update | Promise) else ()
    for name, key, hint in fields_of(kind):
        if name in by_ids:
            continue
        is_holder = any(issubclass(type_, Model) for type_ in types_in(hint))
        if rule_in(hint) is not None or is_holder:
            yield name, key, hint


def _changes(pair: Versions, holder: Versions, loc: TreePath) -> Iterator[SilentChange]:
    """Yield what differs in the fields of a model; with nothing in its place, all that was set."""
    kind: type = type(pair.was)
    for attribute, key, rule in _parts(kind):
        was, now = getattr(pair.was, attribute), getattr(pair.now, attribute, None)
        inner = Versions(was, now)
        if rule is None:
            if was is not None:
                below = Versions(was, now, holder.id)
                yield from _changes(
                    below, below if isinstance(was, Window) else holder, (*loc, key)
                )
        elif rule.trace in (Trace.RETRACTED, Trace.WITHDRAWN):
            yield from _items(inner, holder, rule, (*loc, key))
        elif _is_other(inner, rule):
            own = attribute if pair.was is holder.was else ""
            yield _found(inner, holder, rule, own, (*loc, key))
    if isinstance(pair.was, Promise) and pair.now is not None and _has_invented_day(pair):
        was = Versions(pair.was.due_on, pair.now.due_on)
        yield _found(was, holder, _RULE_OF_DAYS, "due_on", (*loc, "due_on"))


_RULE_OF_DAYS = ChangeRule(Trace.MOVED)


def _has_invented_day(pair: Versions) -> bool:
    """Tell whether a promise is said to have been moved from another day than it had, while its day is the same."""
    added = pair.now.moved[len(pair.was.moved) :]
    return bool(added) and pair.was.due_on == pair.now.due_on != added[0].from_


def _found(
    pair: Versions, holder: Versions, rule: ChangeRule, attribute: str, loc: TreePath
) -> SilentChange:
    id_or_step = (holder.id if isinstance(step, int) else step for step in loc)
    name = ".".join(str(step) for step in id_or_step)
    return SilentChange(rule.trace, loc, name, pair, holder, attribute)


def _is_other(pair: Versions, rule: ChangeRule) -> bool:
    """Tell whether a field changed in a way that its rule does not leave free."""
    was, now, _ = pair
    if _is_same(was, now):
        return False
    if _is_nothing(was):
        return not (rule.may_be_added or now is None)
    if isinstance(was, tuple) and isinstance(now, tuple) and rule.may_be_added:
        if rule.trace is Trace.NEVER:
            return now[: len(was)] != was
        return any(one not in now for one in was)
    if rule.only_lowered and now is not None:
        return _rank(now) < _rank(was)
    return True


def _rank(value: MistakeClass) -> int:
    return tuple(MistakeClass).index(value)


def _is_nothing(value: object) -> bool:
    return value is None or value is False or value in ("", (), {})


def _is_same(was: object, now: object) -> bool:
    """Tell whether two values say the same; how a text is laid out says nothing."""
    if isinstance(was, str) and isinstance(now, str):
        return was.split() == now.split()
    return was == now


def _items(
    pair: Versions, holder: Versions, rule: ChangeRule, loc: TreePath
) -> Iterator[SilentChange]:
    """Yield what became of each item of a list whose items have ids."""
    if isinstance(pair.was, NothingPromised):
        if isinstance(pair.now, NothingPromised):
            yield from _changes(pair, holder, loc)
        elif not pair.now:
            yield _found(pair, holder, ChangeRule(Trace.CORRECTIONS), "none", loc)
        return
    now = () if isinstance(pair.now, NothingPromised) else pair.now or ()
    numbers = {one.id: number for number, one in enumerate(now)}
    for was, other in paired(pair.was, now):
        if other is None:
            there = (*loc, len(now))
            yield replace(_found(Versions(was, None), Versions(was, None, was.id), rule, "", there))
            continue
        inner, below = Versions(was, other, was.id), (*loc, numbers[other.id])
        if was.id != other.id:
            ids = Versions(was.id, other.id)
            yield _found(ids, inner, ChangeRule(Trace.NEVER), "id", (*below, "id"))
        yield from _changes(inner, inner, below)


def paired(
    was: Sequence[ListItem], now: Sequence[ListItem]
) -> Iterator[tuple[ListItem, ListItem | None]]:
    """Yield each item that was there with the one that it is now: by its id, else by its words or its time."""
    by_id = {one.id: one for one in now}
    left = [one for one in now if one.id not in {each.id for each in was}]
    for one in was:
        found = by_id.get(one.id) or next((other for other in left if _is_alike(one, other)), None)
        if found in left:
            left.remove(found)
        yield one, found


def _is_alike(was: ListItem, now: ListItem) -> bool:
    if isinstance(was, Update) and isinstance(now, Update):
        return _is_same(was.message, now.message) or was.at == now.at
    return (
        isinstance(was, Promise) and isinstance(now, Promise) and _is_same(was.promise, now.promise)
    )


def _sections(was: Incident, now: Incident) -> Iterator[SilentChange]:
    """Yield the sections of a report that are otherwise, and those that were added to it."""
    before, after = _by_name(was.prose), _by_name(now.prose)
    holder = Versions(was, now)
    names = [*before, *(name for name in after if name not in before)] if before else []
    for name in names:
        texts = Versions(before.get(name), after.get(name))
        if not _is_same(texts.was, texts.now):
            found = _found(texts, holder, ChangeRule(Trace.CORRECTIONS), "prose", ("prose",))
            yield replace(found, loc=("sections", name), name=f"the section “{name}”")


def _by_name(prose: Iterable[Section]) -> Mapping[str, str]:
    """Return sections with their headings by what they are: their kind, or their heading."""
    found: dict[str, str] = {}
    for part in prose:
        name = part.kind.value if part.kind else part.heading
        heading = part.heading.casefold().rstrip(".?!:")
        found[name] = f"{found.get(name, '')}\n\n{heading}\n\n{part.text}"
    return found


def _is_traced(change: SilentChange, whole: Versions) -> bool:
    """Tell whether what readers see now tells of a change."""
    was, now = change.holder.was, change.holder.now
    match change.trace:
        case Trace.CORRECTIONS:
            return len(whole.now.corrections) > len(whole.was.corrections) or _is_reported(whole)
        case Trace.EARLIER:
            kept: tuple[Any, ...] = now.earlier[len(was.earlier) :]
            is_dated = not isinstance(now, Update) or now.amended_at is not None
            return is_dated and any(_keeps(entry, change) for entry in kept)
        case Trace.MOVED:
            added: tuple[Any, ...] = now.moved[len(was.moved) :] if now else ()
            if isinstance(was, Window):
                return any((one.start, one.end) == (was.start, was.end) for one in added)
            return bool(added) and added[0].from_ == was.due_on
        case _:
            return False


def _is_reported(whole: Versions) -> bool:
    """Tell whether a report was published meanwhile: it is what is known now, dated, and told to all."""
    return whole.was.report.published_at is None and whole.now.report.published_at is not None


def _keeps(entry: Any, change: SilentChange) -> bool:
    """Tell whether a trace has what stood there before; of what has no place in it, it says that it was otherwise."""
    is_text = change.attribute in ("message", "promise", "for_")
    if _is_nothing(change.value.was) or (is_text and entry.withheld):
        return True
    kept = getattr(entry, change.attribute, change.value.was)
    return _is_same(kept, change.value.was)


def like_before(was: Incident, was_marks: Marks, now: Incident, marks: Marks) -> Incident:
    """Return an incident as it is now in which a status that nobody wrote, then or now, is the one that it was.

    What was taken back holds nothing, so that the updates after it may follow from an earlier one.
    """
    unwritten = {update.id: update.status for update in _without_status(was, was_marks)}
    left = {update.id for update in _without_status(now, marks)} & unwritten.keys()
    updates = tuple(
        update.model_copy(update={"status": unwritten[update.id]}) if update.id in left else update
        for update in now.updates
    )
    return now.model_copy(update={"updates": updates})


def _without_status(incident: Incident, marks: Marks) -> Iterator[Update]:
    for number, update in enumerate(incident.updates):
        if not marks.at(("updates", number, "status")):
            yield update
