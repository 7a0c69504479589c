"""Two YAML texts as streams of events: whether one is the other with nothing but some values put in.

What is equal there is equal to everything built from it: to PyYAML's typed values and to plain strings alike.
"""

from collections.abc import Sequence
from enum import Enum

import yaml

from mkdocs_statuspage.yaml_text.syntax import LOADERS, content, read_events


class Boundary(Enum):
    """The ends of collections, among the scalars of a flattened value."""

    MAPPING = yaml.MappingStartEvent
    SEQUENCE = yaml.SequenceStartEvent
    MAPPING_END = yaml.MappingEndEvent
    SEQUENCE_END = yaml.SequenceEndEvent


Expected = Sequence[Boundary | tuple[object, str]]
"""A value, flattened: the ends of its collections, and its scalars, each with how it is spelled."""


def reads_as(old: str, new: str, first: int, after: int, expected: Expected) -> bool:
    """Tell whether a text reads as another one with just some values in the place of events `first` to `after`.

    Every parser has to find so, and all of them the same values: what a byte order mark within a text
    belongs to is a matter on which they differ.
    """
    read = [_events(new, loader) for loader in LOADERS]
    return all(
        _reads_as(_events(old, loader), events, (first, after), expected)
        and _is_alike(events, read[0])
        for loader, events in zip(LOADERS, read, strict=True)
    )


def typed(text: str, implicit: tuple[bool, bool]) -> object:
    """Read a scalar's text as PyYAML's safe loader does; `implicit` tells plain from quoted."""
    tag = _tag(text, implicit)
    return (
        text if tag == _TEXT else yaml.SafeLoader("").construct_object(yaml.ScalarNode(tag, text))
    )


def stays_text(text: str) -> bool:
    """Tell whether a plain scalar of this text is text, and no number, date or the like."""
    return _tag(text, (True, False)) == _TEXT


_TEXT = "tag:yaml.org,2002:str"
_RESOLVER = yaml.SafeLoader("")
"""To resolve a scalar leaves nothing behind, so one does for all: to make one for each took a quarter of an import."""


def _tag(text: str, implicit: tuple[bool, bool]) -> str:
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, implicit)  # type: ignore[no-untyped-call]
    return tag


def _is_alike(events: list[yaml.Event] | None, others: list[yaml.Event] | None) -> bool:
    return list(map(content, events or ())) == list(map(content, others or ()))


def _reads_as(
    old: list[yaml.Event] | None,
    new: list[yaml.Event] | None,
    place: tuple[int, int],
    expected: Expected,
) -> bool:
    if old is None or new is None:
        return False
    first, after = place
    behind = len(new) - (len(old) - after)
    put = new[first:behind]
    return (
        list(map(_signature, old[:first])) == list(map(_signature, new[:first]))
        and list(map(_signature, old[after:])) == list(map(_signature, new[behind:]))
        and len(put) == len(expected)
        and all(map(_is, put, expected))
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


def _is(event: yaml.Event, expected: Boundary | tuple[object, str]) -> bool:
    """Compare one event with a scalar or the end of a collection; no tag and no anchor is written."""
    if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None:
        return False
    if isinstance(expected, Boundary):
        return isinstance(event, expected.value)
    value, spelled = expected
    if not isinstance(event, yaml.ScalarEvent) or event.value != spelled:
        return False
    read = typed(event.value, event.implicit)
    return type(read) is type(value) and read == value
