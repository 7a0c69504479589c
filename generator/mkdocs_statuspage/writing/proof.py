"""The last word on every change: of the splices that may bring it about, the first that proves exact.

The new text is read again, and has to be the old one with the change in it: the two are compared as
streams of events, aliases, anchors, tags and styles included (`yaml_text.comparison`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from mkdocs_statuspage.writing.refusals import CannotEdit
from mkdocs_statuspage.writing.spelling import Spelling, Value, plain
from mkdocs_statuspage.yaml_text.comparison import Boundary, reads_as
from mkdocs_statuspage.yaml_text.nodes import Node, Outline, Shape
from mkdocs_statuspage.yaml_text.source import ends_in_break, newline_at


@dataclass(frozen=True, slots=True)
class Slot:
    """The events that a change replaces, and the values that must stand there after it."""

    first: int
    after: int
    """The first event behind them; equal to `first` where something is only added."""
    values: tuple[Value, ...]

    @classmethod
    def of(cls, root: Node, node: Node, value: Value) -> Self:
        """Return the slot of a node, for a value to stand in its place."""
        first = _first_event(root, node)
        return cls(first, first + sum(1 for _ in _events_of(node)), (value,))

    @classmethod
    def behind(cls, root: Node, collection: Node, *values: Value) -> Self:
        """Return the slot at a collection's end, for values to be added."""
        end = cls.of(root, collection, None).after - 1
        return cls(end, end, values)


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch of a text, and what stands there afterwards."""

    start: int
    end: int
    text: str


Candidate = tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class TextChange:
    """What is to stand in which slot, and the splices that may bring it about, best first."""

    slot: Slot
    candidates: Callable[[Spelling], Iterable[Candidate]]
    spellings: tuple[Spelling, ...] = (Spelling.READABLE, Spelling.QUOTED)
    at: int = 0
    """The index in the text to name when no candidate is exact."""


def lines_edit(text: str, at: int, lines: str) -> Edit:
    """Add whole lines before the line at `at`; a last line without its break gets one first."""
    complete = at < len(text) or ends_in_break(text)
    return Edit(at, at, ("" if complete else "\n") + lines + "\n")


def spliced(outline: Outline, change: TextChange) -> str:
    """Return the text with the first splice made that proves exact.

    Raises:
        CannotEdit: none does.
    """
    text = outline.text
    for spelling in change.spellings:
        for candidate in change.candidates(spelling):
            new = _apply(text, candidate)
            if is_exact(_baseline(text, candidate), new, change.slot):
                return new
    reason = "it cannot be put here without touching something else; put it here by hand"
    raise CannotEdit.at(outline.place(change.at), reason)


def _apply(text: str, candidate: Candidate) -> str:
    parts, done = [], 0
    for edit in sorted(candidate, key=lambda edit: (edit.start, edit.end)):
        newline = newline_at(text, edit.start)
        parts += [text[done : edit.start], edit.text.replace("\n", newline)]
        done = edit.end
    return "".join(parts) + text[done:]


def _baseline(text: str, candidate: Candidate) -> str:
    """Return what the new text is compared with: the old one, its last line completed if that was done.

    A literal block on a last line without its break reads without one too, and would be refused.
    """
    completed = any(edit.start == len(text) and edit.text.startswith("\n") for edit in candidate)
    return text + newline_at(text, len(text)) if completed else text


def _first_event(root: Node, node: Node) -> int:
    """Count the events before a node: those of the nodes before it, the stream's and the document's."""
    return 2 + next(at for at, event in enumerate(_events_of(root)) if event is node)


def _events_of(node: Node) -> Iterator[Node | None]:
    """Yield a node at each of its events: a scalar's one, the two of a collection."""
    yield node
    if node.shape in (Shape.MAPPING, Shape.SEQUENCE):
        for child in node.children:
            yield from _events_of(child)
        yield None


def is_exact(old: str, new: str, slot: Slot) -> bool:
    """Tell whether a text reads as another one with just the slot's values put in."""
    expected = [part for value in slot.values for part in _flat(value)]
    return reads_as(old, new, slot.first, slot.after, expected)


def _flat(value: Value) -> Iterator[Boundary | tuple[object, str]]:
    match value:
        case Mapping():
            yield Boundary.MAPPING
            for key, entry in value.items():
                yield key, key
                yield from _flat(entry)
            yield Boundary.MAPPING_END
        case Sequence() if not isinstance(value, str):
            yield Boundary.SEQUENCE
            for entry in value:
                yield from _flat(entry)
            yield Boundary.SEQUENCE_END
        case _:
            yield value, plain(value)
