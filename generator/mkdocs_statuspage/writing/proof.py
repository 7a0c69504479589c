"""The last word on every change: reading the new text, and finding the old one with the change in it.

Two texts are compared as streams of events, aliases, anchors, tags and styles included. What is equal
there is equal to everything built from it: to PyYAML's typed values and to plain strings alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import cast

import yaml

from mkdocs_statuspage.writing.layout import Value
from mkdocs_statuspage.writing.spelling import Scalar, plain, typed
from mkdocs_statuspage.yaml_text.parsing import LOADERS, read_events


@dataclass(frozen=True, slots=True)
class Slot:
    """The events that a change replaces, and the values that must stand there after it."""

    first: int
    after: int
    """The first event behind them; equal to `first` where something is only added."""
    values: tuple[Value, ...]


class _Mark(Enum):
    """The ends of collections, among the scalars of a flattened value."""

    MAPPING = yaml.MappingStartEvent
    SEQUENCE = yaml.SequenceStartEvent
    MAPPING_END = yaml.MappingEndEvent
    SEQUENCE_END = yaml.SequenceEndEvent


def is_exact(old: str, new: str, slot: Slot) -> bool:
    """Tell whether a text reads as another one with just the slot's values put in.

    Every parser has to find so, and all of them the same values: what a byte order mark within a text
    belongs to is a matter on which they differ.
    """
    read = [_events(new, loader) for loader in LOADERS]
    return all(
        _is_exact(_events(old, loader), events, slot) and _is_alike(events, read[0])
        for loader, events in zip(LOADERS, read, strict=True)
    )


def _is_alike(events: list[yaml.Event] | None, others: list[yaml.Event] | None) -> bool:
    return list(map(_content, events or ())) == list(map(_content, others or ()))


def _content(event: yaml.Event) -> tuple[object, ...]:
    names = ("anchor", "tag", "value")
    return (type(event), *(getattr(event, name, None) for name in names))


def _is_exact(old: list[yaml.Event] | None, new: list[yaml.Event] | None, slot: Slot) -> bool:
    if old is None or new is None:
        return False
    behind = len(new) - (len(old) - slot.after)
    return (
        list(map(_signature, old[: slot.first])) == list(map(_signature, new[: slot.first]))
        and list(map(_signature, old[slot.after :])) == list(map(_signature, new[behind:]))
        and _reads_as(new[slot.first : behind], slot.values)
    )


def _events(text: str, loader: type) -> list[yaml.Event] | None:
    try:
        return read_events(text, loader)
    except (yaml.YAMLError, ValueError, OverflowError):
        # An escape beyond Unicode is a ValueError of PyYAML's own parser.
        return None


def _signature(event: yaml.Event) -> tuple[object, ...]:
    names = ("anchor", "tag", "implicit", "value", "style", "flow_style", "explicit", "version")
    return (type(event), *(getattr(event, name, None) for name in names))


def _reads_as(events: list[yaml.Event], values: tuple[Value, ...]) -> bool:
    expected = [part for value in values for part in _flat(value)]
    return len(events) == len(expected) and all(map(_is, events, expected))


def _flat(value: Value) -> Iterator[object]:
    match value:
        case Mapping():
            yield _Mark.MAPPING
            for key, entry in value.items():
                yield key
                yield from _flat(entry)
            yield _Mark.MAPPING_END
        case Sequence() if not isinstance(value, str):
            yield _Mark.SEQUENCE
            for entry in value:
                yield from _flat(entry)
            yield _Mark.SEQUENCE_END
        case _:
            yield value


def _is(event: yaml.Event, expected: object) -> bool:
    """Compare one event with a scalar or the end of a collection; no tag and no anchor is written."""
    if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
        return False
    if isinstance(expected, _Mark):
        return isinstance(event, expected.value)
    return isinstance(event, yaml.ScalarEvent) and _is_scalar(event, expected)


def _is_scalar(event: yaml.ScalarEvent, expected: object) -> bool:
    value = typed(event.value or "", event.implicit)
    spelled = plain(cast("Scalar", expected))
    return type(value) is type(expected) and value == expected and event.value == spelled
