"""From a tree of strings to the model, every problem of a file at once, each with its place; every update with its id and status."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.model.incident import Incident, Update
from mkdocs_statuspage.model.scalars import Model, format_instant
from mkdocs_statuspage.model.statuses import STATUSES_OF, UpdateStatus
from mkdocs_statuspage.reading.type_words import keys_of, models_at, words_of
from mkdocs_statuspage.yaml_text.nodes import MAX_FINDINGS
from mkdocs_statuspage.yaml_text.tree import Marks, Tree, TreePath

M = TypeVar("M", bound=Model)


def decode(model: type[M], tree: Tree, marks: Marks) -> tuple[M | None, list[Finding]]:
    """Return the value that a tree describes, or everything that is wrong with it."""
    value, details = _validated(model, tree, marks)
    return value, [_finding(model, detail, marks) for detail in details]


def decode_what_holds(model: type[M], tree: Tree, marks: Marks) -> tuple[M | None, list[Finding]]:
    """Return the value without the keys that are wrong, and everything that is wrong with it.

    So that one misspelt word does not hide what a later check would say. None where too little is left.
    """
    value, details = _validated(model, tree, marks)
    findings = [_finding(model, detail, marks) for detail in details]
    if value is None and len(details) < MAX_FINDINGS:
        for detail in details:
            tree = _without(tree, marks.nearest(detail["loc"]))
        value = _validated(model, tree, marks)[0]
    return value, findings


def _validated(model: type[M], tree: Tree, marks: Marks) -> tuple[M | None, list[ErrorDetails]]:
    _drop_empty(model, tree, marks)
    try:
        return model.model_validate(tree), []
    except ValidationError as error:
        return None, error.errors(include_url=False)[:MAX_FINDINGS]


def _drop_empty(model: type[Model], tree: Tree, marks: Marks) -> None:
    """Take out the known keys that were left empty: an empty key is one not filled in yet.

    So is an item at a list's end of which all keys were. An unknown one stays, and is told: `count: 1,840` between braces has a key `840`.
    """
    for path in marks.empty:
        holder, key = _at(tree, path[:-1]), path[-1] if path else ""
        is_empty = isinstance(holder, dict) and holder.get(key, "") is None
        if is_empty and key in keys_of(models_at(model, path[:-1])):
            del holder[key]
    for path in reversed(marks.empty):
        items = _at(tree, path[:-2])
        if isinstance(items, list) and items and items[-1] == {} and path[-2] == len(items) - 1:
            items.pop()


def _at(tree: Tree, path: TreePath) -> Tree:
    for step in path:
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def _without(tree: Tree, path: TreePath) -> Tree:
    """Return a tree without one key; list items stay, so that the places of the others hold."""
    if not path or not isinstance(tree, dict | list):
        return tree
    step, rest = path[0], path[1:]
    if isinstance(tree, list):
        return [_without(item, rest) if n == step else item for n, item in enumerate(tree)]
    if rest and isinstance(tree.get(step), dict | list):
        return tree | {step: _without(tree[step], rest)}
    return {key: value for key, value in tree.items() if key != step}


def _finding(model: type[Model], detail: ErrorDetails, marks: Marks) -> Finding:
    words = words_of(model, detail, marks)
    place = marks.place(detail["loc"], key=words.at_key)
    return marks.source.finding(place, words.rule, words.message, words.help)


class Settled(NamedTuple):
    """An incident with every update once, and the places of those that were kept."""

    incident: Incident
    marks: Marks
    findings: list[Finding]


def settle_updates(incident: Incident, marks: Marks) -> Settled:
    """Fill in what updates leave out, and keep one of those that are the same twice.

    The same id with the same content is the same update: a retry after an unclear failure. With other
    content it is an error, because readers know an update by its id.
    """
    kept: dict[str, Update] = {}
    numbers: set[int] = set()
    findings: list[Finding] = []
    for number, given in enumerate(incident.updates):
        update = given if given.id else given.model_copy(update={"id": given.default_id})
        earlier = kept.setdefault(update.id, update)
        if earlier is update:
            numbers.add(number)
        elif earlier != update:
            findings.append(_clash(update, number, incident.updates, marks))
    if len(kept) < len(incident.updates):
        marks = marks.keeping("updates", numbers)
    updates = tuple(_with_status(kept.values(), STATUSES_OF[incident.kind][0]))
    return Settled(incident.model_copy(update={"updates": updates}), marks, findings)


def _with_status(updates: Iterable[Update], status: UpdateStatus) -> Iterator[Update]:
    """Yield every update the status that holds after it; what was taken back holds nothing."""
    for update in updates:
        if update.status is None:
            yield update.model_copy(update={"status": status})
            continue
        if update.retracted is None:
            status = update.status
        yield update


def _clash(update: Update, number: int, updates: Sequence[Update], marks: Marks) -> Finding:
    place = marks.place(("updates", number, "id" if updates[number].id else "at"))
    if updates[number].id:
        message = f"another update has the id `{update.id}`, and says something else"
        help_text = "give this one an id of its own; never change the id of a published one"
    else:
        message = f"another update without an id has the same time ({format_instant(update.at)})"
        help_text = "give this one an id, any that is unique in the file"
    return marks.source.finding(place, "duplicate-update", message, help_text)
