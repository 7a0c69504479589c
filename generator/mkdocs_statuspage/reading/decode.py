"""From a tree of strings to the model, every problem of a file at once, each with its place."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mkdocs_statuspage.model.base import Model
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.reading.tree import Marks, Path, Tree

M = TypeVar("M", bound=Model)


MANY = 12
"""More names than this in a message help nobody."""


def decode_what_holds(model: type[M], tree: Tree, marks: Marks) -> tuple[M | None, list[Finding]]:
    """Give the value without the keys that are wrong, and everything that is wrong with it.

    So that one misspelt word does not hide what a later check would say. None where too little is left.
    """
    value, findings = decode(model, tree, marks)
    if value is not None:
        return value, findings
    try:
        model.model_validate(tree)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            tree = _without(tree, marks.nearest(detail["loc"]))
    return decode(model, tree, marks)[0], findings


def _without(tree: Tree, path: Path) -> Tree:
    """Give a tree without one key; list items stay, so that the places of the others hold."""
    if not path or not isinstance(tree, dict | list):
        return tree
    step, rest = path[0], path[1:]
    if isinstance(tree, list):
        return [_without(item, rest) if n == step else item for n, item in enumerate(tree)]
    if rest and isinstance(tree.get(step), dict | list):
        return tree | {step: _without(tree[step], rest)}
    return {key: value for key, value in tree.items() if key != step}


def decode(model: type[M], tree: Tree, marks: Marks) -> tuple[M | None, list[Finding]]:
    """Give the value that a tree describes, or everything that is wrong with it."""
    try:
        return model.model_validate(tree), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [_finding(model, detail, marks) for detail in details]


def near(word: str, known: Iterable[str]) -> str:
    """Give the help for a word that is not known: the near match, or all that are."""
    names = list(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    if not names:
        return "none is declared yet"
    return "use one of: " + ", ".join(names) if len(names) <= MANY else "see the reference"


def _finding(model: type[Model], detail: ErrorDetails, marks: Marks) -> Finding:
    kind = detail["type"]
    loc: Path = detail["loc"]
    rule, message, help_text = _words(model, kind, detail, marks.nearest(loc))
    place = marks.place(loc, key=kind in ("extra_forbidden", "missing"))
    return marks.source.finding(place, rule, message, help_text)


def _words(model: type[Model], kind: str, detail: ErrorDetails, path: Path) -> tuple[str, str, str]:
    loc = detail["loc"]
    context = detail.get("ctx", {})
    value = str(detail["input"])[:60]
    if "text" in context:
        return kind, context["text"], context["help"]
    if kind == "extra_forbidden":
        keys = keys_of(_model_at(model, path[:-1]))
        return "unknown-key", f"unknown key `{loc[-1]}`", near(str(loc[-1]), keys)
    if kind == "missing":
        return "missing-key", f"`{loc[-1]}` is missing", f"add `{loc[-1]}:` here"
    if kind in ("enum", "literal_error"):
        allowed = [word.strip("'") for word in _expected(context["expected"])]
        return "wrong-value", f"`{value}` is not allowed here", near(value, allowed)
    message, help_text = _TYPES.get(kind, (f"{detail['msg']}", "correct it"))
    return "wrong-value", message.format(value=value), help_text


def _expected(text: str) -> list[str]:
    return text.replace(" or ", ", ").split(", ")


_KEYS = ("keys and values belong here", "write `key: value` lines below")
_TRUTH = ("`{value}` is not true or false", "write true or false")
_DIGITS = ("`{value}` is not a whole number", "write digits alone")
_TYPES: Mapping[str, tuple[str, str]] = {
    "string_type": ("text belongs here", "write it as text after the colon"),
    "tuple_type": ("a list belongs here", "write [a, b], or a line with - for each"),
    "int_parsing": _DIGITS,
    "int_type": _DIGITS,
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
    "model_type": _KEYS,
    "mapping_type": _KEYS,
    "dict_type": _KEYS,
    "string_pattern_mismatch": ("`{value}` does not have the right form", "see the reference"),
}
"""What each of pydantic's error types is called here, and what to do about it."""


def keys_of(model: type[BaseModel] | None) -> list[str]:
    """Give the keys that files may use for a model."""
    if model is None:
        return []
    own = set(model.__annotations__) if issubclass(model, Incident) else set()
    return [field.alias or name for name, field in model.model_fields.items() if name not in own]


def _model_at(model: type[BaseModel] | None, path: Path) -> type[BaseModel] | None:
    """Give the model whose keys stand at a path; None where the keys are free."""
    for step in path:
        if model is None:
            return None
        if isinstance(step, str):
            fields = {field.alias or name: field for name, field in model.model_fields.items()}
            found = fields.get(step)
            if found is None:
                continue  # a free key of a mapping whose values are models
            model = _model_in(found.annotation)
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Give the first model that an annotation names, inside of whatever it is wrapped in."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for arg in get_args(annotation) if (m := _model_in(arg)) is not None), None)
