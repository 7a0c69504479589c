"""A YAML text as nodes that know where they stand in it: made from the parser's events.

Composed nodes would not do: with an alias they carry the marks of its anchor, and a block collection's
end mark lies behind the comments that follow it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import cast

import yaml

from mkdocs_statuspage.yaml_text.lines import place
from mkdocs_statuspage.yaml_text.parsing import FAST, broken, refuse_unreadable
from mkdocs_statuspage.yaml_text.refusals import CannotEdit

_DEEPEST = 100
"""Deeper nesting is refused: time grows with its square, and 100,000 levels crash libyaml's composer."""
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class Kind(Enum):
    """What a node is."""

    SCALAR = "a value"
    ALIAS = "an alias"
    MAPPING = "a mapping"
    SEQUENCE = "a list"


@dataclass(frozen=True, slots=True)
class Node:
    """One value in a text, and the stretch of text and of events that it takes."""

    kind: Kind
    first: int
    """The index of its first event."""
    last: int
    """The index of its last event; for scalars and aliases the same."""
    start: int
    """The index in the text at which it starts, with its tag and anchor."""
    end: int
    """The index in the text behind its last character that is not comment or blank."""
    flow: bool = False
    """Whether it stands in braces or brackets."""
    block: bool = False
    """Whether it is a literal or folded block scalar."""
    value: str = ""
    """A scalar's text; an alias's name."""
    tag: str | None = None
    anchor: str | None = None
    plain: bool = False
    """Whether a scalar is written without quotes, so that it may be a null."""
    children: tuple["Node", ...] = ()
    """A list's items; a mapping's keys and values by turns."""

    @property
    def pairs(self) -> tuple[tuple["Node", "Node"], ...]:
        """A mapping's keys, each with its value."""
        return tuple(zip(self.children[::2], self.children[1::2], strict=True))

    @property
    def bare(self) -> bool:
        """Whether it comes without tag and anchor."""
        return self.tag is None and self.anchor is None

    @property
    def is_null(self) -> bool:
        """Whether it is a null, written or left out."""
        return self.kind is Kind.SCALAR and self.plain and self.bare and self.value in _NULLS

    @property
    def tail(self) -> "Node":
        """The last node in the text that is not itself a block collection."""
        node = self
        while node.children and not node.flow:
            node = node.children[-1]
        return node

    def named(self, key: str) -> tuple[tuple["Node", "Node"], ...]:
        """Give the pairs of a mapping whose key is this text: one, none, or duplicates."""
        return tuple((k, v) for k, v in self.pairs if k.kind is Kind.SCALAR and k.value == key)


@dataclass(frozen=True, slots=True)
class Outline:
    """A YAML text of one document, and its nodes."""

    text: str
    root: Node
    aliases: tuple[Node, ...]
    """Every alias, in the text's order."""
    anchored: tuple[Node, ...]
    """Every node with an anchor, in the order in which they end."""

    def refusal(self, at: int, reason: str) -> CannotEdit:
        """Make the error that says why the text cannot be edited at an index."""
        return CannotEdit(*place(self.text, at), reason)


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been reached."""

    first: int
    event: yaml.CollectionStartEvent
    children: list[Node] = field(default_factory=list)


def read_outline(text: str) -> Outline:
    """Parse a text without a byte order mark; `CannotEdit` says what is in the way."""
    refuse_unreadable(text)
    try:
        nodes = list(_nodes(text))
    except yaml.YAMLError as error:
        raise broken(text, error) from error
    if len(nodes) == 0:
        raise CannotEdit(1, 1, "there is nothing in it yet; write its first field by hand")
    aliases = tuple(node for node in nodes if node.kind is Kind.ALIAS)
    outline = Outline(text, nodes[-1], aliases, tuple(node for node in nodes if node.anchor))
    _refuse_loose_names(outline)
    return outline


def _refuse_loose_names(outline: Outline) -> None:
    """Refuse what PyYAML's composer does: an anchor given twice, an alias of nothing before it."""
    names: dict[str | None, int] = {}
    for node in sorted(outline.anchored, key=lambda node: node.first):
        if node.anchor in names:
            raise outline.refusal(node.start, f"the anchor &{node.anchor} is given twice")
        names[node.anchor] = node.first
    for alias in outline.aliases:
        if names.get(alias.value, alias.first) >= alias.first:
            raise outline.refusal(alias.start, f"*{alias.value} repeats nothing that is named")


def _nodes(text: str) -> Iterator[Node]:
    """Give every node after its children, so that the root comes last."""
    stack: list[_Open] = []
    documents = 0
    for at, event in enumerate(yaml.parse(text, Loader=FAST)):
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                _refuse_second(text, documents, event)
                continue
            case yaml.CollectionStartEvent():
                _refuse_deep(text, stack, event)
                stack.append(_Open(at, event))
                continue
            case yaml.CollectionEndEvent():
                node = _collection(stack.pop(), at, event)
            case yaml.ScalarEvent() | yaml.AliasEvent():
                node = _leaf(at, event)
            case _:
                continue
        if stack:
            stack[-1].children.append(node)
        yield node


def _refuse_second(text: str, documents: int, event: yaml.Event) -> None:
    if documents > 1:
        where = place(text, _span(event)[0])
        raise CannotEdit(*where, "a second document starts here; keep one in a file")


def _refuse_deep(text: str, stack: list[_Open], event: yaml.Event) -> None:
    if len(stack) >= _DEEPEST:
        where = place(text, _span(event)[0])
        raise CannotEdit(*where, f"nested more than {_DEEPEST} levels deep")


def _collection(opened: _Open, at: int, event: yaml.Event) -> Node:
    start = opened.event
    (from_, inside), (last, behind) = _span(start), _span(event)
    in_braces = bool(start.flow_style)
    # The single pair of `[a: b]` is in flow style but has no bracket of its own: its end is empty.
    closed = in_braces and last < behind
    return Node(
        Kind.MAPPING if isinstance(start, yaml.MappingStartEvent) else Kind.SEQUENCE,
        opened.first,
        at,
        from_,
        behind if closed else [inside, *(child.end for child in opened.children)][-1],
        flow=in_braces,
        tag=start.tag,
        anchor=start.anchor,
        children=tuple(opened.children),
    )


def _leaf(at: int, event: yaml.ScalarEvent | yaml.AliasEvent) -> Node:
    start, end = _span(event)
    if isinstance(event, yaml.AliasEvent):
        return Node(Kind.ALIAS, at, at, start, end, value=str(event.anchor))
    return Node(
        Kind.SCALAR,
        at,
        at,
        start,
        end,
        block=event.style in ("|", ">"),
        value=event.value or "",
        tag=event.tag,
        anchor=event.anchor,
        plain=bool(event.implicit[0]),
    )


def _span(event: yaml.Event) -> tuple[int, int]:
    """Give the text's indices at which an event starts and ends; the parsers mark every one."""
    start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
    return start.index, end.index
