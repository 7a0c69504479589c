"""Says in plain words what the model's types refuse, and what to write instead."""

from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from mkdocs_statuspage.model.incident import Incident, IncidentFields
from mkdocs_statuspage.model.policy import ClassPolicy, Policy
from mkdocs_statuspage.model.promise import Prevention
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.reading.nearness import allowed, closest, near
from mkdocs_statuspage.yaml_text.source import one_line
from mkdocs_statuspage.yaml_text.tree import Marks, TreePath

NOT_USED: Mapping[type[BaseModel], frozenset[str]] = {
    Policy: frozenset(["version", "silent_customers"]),
    ClassPolicy: frozenset(["email_affected", "reply_to_those_who_write_within"]),
    Incident: frozenset(["translations"]),
    Prevention: frozenset(["for_everyone"]),
}
"""Keys that files could have once, though nothing did anything with them."""


class TypeWords(NamedTuple):
    """A problem in words, and whether it is the key's."""

    rule: str
    message: str
    help: str
    at_key: bool = False


def words_of(model: type[Model], detail: ErrorDetails, marks: Marks) -> TypeWords:
    """Say what is wrong at one place of a file."""
    kind, loc = detail["type"], detail["loc"]
    if kind == "extra_forbidden":
        return _unknown_key(model, marks.nearest(loc), marks)
    if kind == "missing":
        return _missing(loc, marks)
    at_key = loc[-1:] == ("[key]",)
    if "text" in (context := detail.get("ctx", {})):
        of_file = "rename the file; " if loc == ("id",) else ""
        return TypeWords(kind, context["text"], of_file + context["help"], at_key)
    if "expected" in context and isinstance(detail["input"], str | None):
        return _wrong_word(detail, _expected(context["expected"]), at_key=at_key)
    return _wrong_type(detail, at_key=at_key)


def _wrong_type(detail: ErrorDetails, *, at_key: bool) -> TypeWords:
    value = one_line(detail["input"])
    if detail["input"] is None:
        return _empty(detail, "write it, or take the line out")
    message, help_text = _TYPES.get(detail["type"], (detail["msg"], "correct it"))
    if detail["type"] == "tuple_type" and isinstance(detail["input"], str):
        help_text = f"write [{value}], or a line with - for each"
    return TypeWords("wrong-value", message.format(value=value), help_text, at_key)


def _empty(detail: ErrorDetails, help_text: str) -> TypeWords:
    key = detail["loc"][-1]
    message = f"`{one_line(key)}` is empty" if isinstance(key, str) else "nothing stands here"
    return TypeWords("empty", message, help_text, True)


def _unknown_key(model: type[Model], path: TreePath, marks: Marks) -> TypeWords:
    key = str(path[-1]) if path else ""
    known = keys_of(models_at(model, path[:-1]))
    if any(key in NOT_USED.get(model_, ()) for model_ in models_at(model, path[:-1])):
        return TypeWords(
            "unknown-key", f"unknown key `{key}`", "nothing uses it (yet); delete it", True
        )
    help_text = near(key, known) if known else "take it out"
    if _follows_comma(path, marks) and not closest(key, known):
        help_text = "quote the text before it, if the comma belongs to it"
    return TypeWords("unknown-key", f"unknown key `{one_line(key)}`", help_text, True)


def _follows_comma(path: TreePath, marks: Marks) -> bool:
    """Tell whether a key without a value may be the rest of a text: `{count: 1,840}`."""
    if path not in marks.empty:
        return False
    place = marks.place(path, key=True)
    return marks.source.line(place.line)[: place.column - 1].rstrip().endswith(",")


def _missing(loc: TreePath, marks: Marks) -> TypeWords:
    key = loc[-1]
    if marks.nearest(loc)[-1:] == (key,):
        return TypeWords("missing-key", f"`{key}` is empty", "write it after the colon", True)
    return TypeWords("missing-key", f"`{key}` is missing", f"add `{key}:` here", True)


def _wrong_word(detail: ErrorDetails, words: Iterable[str], *, at_key: bool) -> TypeWords:
    listed = list(words)
    if detail["input"] is None:
        return _empty(detail, "use one of: " + ", ".join(listed))
    value = one_line(detail["input"])
    if at_key:
        return TypeWords("unknown-key", f"unknown key `{value}`", allowed(value, listed), True)
    return TypeWords("wrong-value", f"`{value}` is not allowed here", allowed(value, listed))


def _expected(text: str) -> list[str]:
    return [word.strip("'") for word in text.replace(" or ", ", ").split(", ")]


_KEYS = ("keys and values belong here", "write `key: value` lines below")
_WORD = ("a word belongs here", "write one word after the colon")
_TRUTH = ("`{value}` is not true or false", "write true or false")
_DIGITS = ("`{value}` is not a whole number", "write digits alone, such as 1840")
_NUMBER = ("`{value}` is not a number", "write it as 0.3")
_TYPES: Mapping[str, tuple[str, str]] = {
    "string_type": ("text belongs here", "write it as text after the colon"),
    "tuple_type": ("a list belongs here", "write [a, b], or a line with - for each"),
    "int_parsing": _DIGITS,
    "int_parsing_size": _DIGITS,
    "int_from_float": _DIGITS,
    "int_type": _DIGITS,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "greater_than_equal": ("`{value}` is too small", "write 0 or more"),
    "less_than_equal": ("`{value}` is too large", "write at most 1"),
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
    "enum": _WORD,
    "literal_error": _WORD,
    "model_type": _KEYS,
    "mapping_type": _KEYS,
    "dict_type": _KEYS,
    "string_pattern_mismatch": ("`{value}` does not have the right form", "see the reference"),
}
"""What each of pydantic's error types is called here, and what to do about it."""


def keys_of(models: Iterable[type[BaseModel]]) -> list[str]:
    """Return the keys that files may use for a model, or for one of several."""
    return list(dict.fromkeys(key for model in models for key in _fields(model)))


def _fields(model: type[BaseModel]) -> Mapping[str, Any]:
    """Return the types of a model's fields by the keys that files use."""
    written = IncidentFields if issubclass(model, Incident) else model
    return {f.alias or name: f.annotation for name, f in written.model_fields.items()}


def models_at(model: type[BaseModel], path: TreePath) -> list[type[BaseModel]]:
    """Return the models whose keys may stand at a path; none where the keys are free."""
    here: list[Any] = [model]
    for step in path:
        here = [found for type_ in here for found in _below(type_, step)]
    return [type_ for type_ in here if isinstance(type_, type) and issubclass(type_, BaseModel)]


def _below(type_: Any, step: str | int) -> list[Any]:
    """Return the types that a key or a list's item may have, without what wraps them."""
    if isinstance(type_, type) and issubclass(type_, BaseModel):
        return _unwrapped(_fields(type_).get(str(step)))
    origin, args = get_origin(type_), get_args(type_)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _unwrapped(args[1])
    return _unwrapped(args[0]) if origin is tuple else []


def _unwrapped(type_: Any) -> list[Any]:
    origin = get_origin(type_)
    if origin is Annotated:
        return _unwrapped(get_args(type_)[0])
    if origin in (Union, UnionType):
        return [found for one in get_args(type_) for found in _unwrapped(one)]
    return [type_]
