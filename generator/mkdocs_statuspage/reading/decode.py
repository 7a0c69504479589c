"""From a tree of strings to the model, every problem of a file at once, each with its place."""

from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mkdocs_statuspage.model.base import Model
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.reading.nearness import near
from mkdocs_statuspage.reading.type_words import keys_of, models_at, words_of
from mkdocs_statuspage.yaml_text.tree import MAX_FINDINGS, Marks, Tree, TreePath

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


__all__ = ["decode", "decode_what_holds", "near"]
