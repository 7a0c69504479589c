"""Every published value of an incident, changed one at a time: for the law that none changes in silence."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.model.texts import fields_of
from mkdocs_statuspage.model.traces import FREE, rule_in


def mutations(incident: Incident) -> Iterator[tuple[str, Incident]]:
    """Give an incident with one value changed, or one thing taken out, each with its name."""
    yield from (pair for pair in _changed(incident, "") if pair[0] != "id")


def _changed(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    for attribute, _, hint in fields_of(type(value)):
        if rule_in(hint) == FREE:
            continue
        there, path = getattr(value, attribute), f"{name}.{attribute}".lstrip(".")
        for told, other in _others(there, path):
            yield told, _with(value, attribute, other)


def _with(value: Any, attribute: str, other: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{attribute: other})
    return value.model_copy(update={attribute: other})


def _others(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield f"{name}.{number} is gone", value[:number] + value[number + 1 :]
            for told, other in _others(item, f"{name}.{number}"):
                yield told, (*value[:number], other, *value[number + 1 :])
    elif isinstance(value, Model) or (is_dataclass(value) and not isinstance(value, type)):
        yield from _changed(value, name)
    elif value not in (None, "", False) and value != {}:
        yield name, _another(value)
        if not isinstance(value, str | bool):
            yield f"{name} is gone", type(value)() if isinstance(value, Mapping) else None


def _another(value: Any) -> Any:
    """Give another value of the same kind; where the rule looks one way only, one in that way."""
    match value:
        case bool():
            return not value
        case date():
            return value - timedelta(days=7)
        case Enum():
            order = list(type(value))
            return order[order.index(value) - 1]
        case int():
            return value + 1
        case str():
            return f"{value} Or not."
        case Mapping():
            return dict(list(value.items())[1:])
    raise AssertionError(value)
