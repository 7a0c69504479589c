"""Where a value goes in a text: behind a list's last item or a mapping's last pair, or in another's place.

Each function proposes splices, the best first; which of them is exact is proved later (`proof.py`).
Whatever belongs to an old value goes with it, and no more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_statuspage.writing.proof import Candidate, Edit, Slot, TextChange, lines_edit
from mkdocs_statuspage.writing.spelling import (
    Dash,
    Spelling,
    Value,
    flow,
    is_line,
    item,
    key_text,
    pair,
    value_parts,
)
from mkdocs_statuspage.yaml_text.nodes import Node, Outline, Shape
from mkdocs_statuspage.yaml_text.source import BREAKS, column, line_start, next_line

_AFTER_DASH = re.compile(r".*-( +)")
# What may follow the last entry on its line: a comma, blanks, a comment.
_REST_OF_LINE = re.compile(rf"[ \t]*(,?)[ \t]*(?:\#[^{BREAKS}]*)?(?:\r\n|[{BREAKS}])")
_STEP = 2
_TO_COLON = re.compile(rf"(?:[ \t{BREAKS}]|\#[^{BREAKS}]*)*+:")
_TO_COLON_IN_LINES = re.compile(rf"{_TO_COLON.pattern}(?=[ \t{BREAKS}]|\Z)")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


@dataclass(frozen=True, slots=True)
class _Room:
    """What a value takes up behind its key: a part of the key's line, and lines below."""

    inline: tuple[int, int]
    lines: tuple[int, int]


def add_item(outline: Outline, sequence: Node, value: Value) -> TextChange:
    """Add an item behind a list's last."""
    slot = Slot.behind(outline.root, sequence, value)
    if sequence.flow:
        return TextChange(
            slot,
            lambda spelling: _in_brackets(outline.text, sequence, flow(value, spelling)),
            spellings_for(outline),
            sequence.end,
        )
    return TextChange(
        slot,
        lambda spelling: _item_lines(outline.text, sequence, value, spelling),
        at=sequence.tail.start,
    )


def add_pair(outline: Outline, mapping: Node, key: str, value: Value) -> TextChange:
    """Add a key with its value behind a mapping's last."""
    slot = Slot.behind(outline.root, mapping, key, value)
    if mapping.flow:
        return TextChange(
            slot,
            lambda spelling: _in_brackets(outline.text, mapping, _flow_pair(key, value, spelling)),
            spellings_for(outline),
            mapping.end,
        )
    return TextChange(
        slot,
        lambda spelling: _pair_lines(outline, mapping, key, value, spelling),
        at=mapping.tail.start,
    )


def drop_item(outline: Outline, node: Node) -> TextChange:
    """Take an item out of a block list, with the lines that it stands in."""
    slot = Slot.of(outline.root, node, None)
    text = outline.text
    start = line_start(text, max(text.rfind("-", 0, node.start), 0))
    return TextChange(
        Slot(slot.first, slot.after, ()),
        lambda _: ((Edit(start, end, ""),) for end in after(text, node)),
        at=node.start,
    )


def after(text: str, node: Node) -> Iterator[int]:
    """Yield the starts of the lines at which something may follow a node, the best first.

    Blank lines and comments that follow stay behind what is added, unless they are part of a block
    scalar: its end is where its last line that is not blank ends, or else where the parser says.
    """
    tail = node.tail
    if not tail.is_block:
        # What is left out behind a `?` stands for the parsers where the next thing begins.
        is_left_out = tail.start == tail.end
        written = text[: tail.end].rstrip(f" \t{BREAKS}") if is_left_out else text[: tail.end]
        yield next_line(text, len(written))
        return
    written = text[tail.start : tail.end].rstrip(f" \t{BREAKS}")
    yield next_line(text, tail.start + len(written))
    yield line_start(text, tail.end)
    yield len(text)


def list_step(outline: Outline, mapping: Node) -> int:
    """Return how far the lists of a mapping stand to the right of their keys, where it has any."""
    lists = (v for _, v in mapping.pairs if v.shape is Shape.SEQUENCE and v.children and not v.flow)
    first = next(lists, None)
    if first is None:
        return _STEP
    return max(0, column(outline.text, first.start) - key_column(outline.text, mapping))


def key_column(text: str, mapping: Node) -> int:
    """Return the column of a block mapping's keys, or of the `?` before them."""
    return column(text, mapping.start)


def spellings_for(outline: Outline) -> tuple[Spelling, ...]:
    """Return the spellings for text in braces: a JSON document stays JSON."""
    keys = [key for key, _ in outline.root.pairs]
    is_json = outline.root.flow and all(key.style for key in keys) and bool(keys)
    return (Spelling.JSON,) if is_json else (Spelling.READABLE, Spelling.QUOTED)


def _item_lines(text: str, sequence: Node, value: Value, spelling: Spelling) -> Iterator[Candidate]:
    last, dash = sequence.children[-1], column(text, sequence.start)
    if last.flow and is_line(value):
        laid_out = "- " + flow(value, spelling)
    else:
        laid_out = item(value, _like(text, last, dash), spelling)
    for at in _behind(text, sequence, dash):
        yield (lines_edit(text, at, " " * dash + laid_out),)


def _pair_lines(
    outline: Outline, mapping: Node, key: str, value: Value, spelling: Spelling
) -> Iterator[Candidate]:
    left = key_column(outline.text, mapping)
    laid_out = pair(key, value, left, spelling, list_step(outline, mapping))
    for at in _behind(outline.text, mapping, left):
        yield (lines_edit(outline.text, at, " " * left + laid_out),)


def _behind(text: str, node: Node, left: int) -> Iterator[int]:
    """Yield where something may follow a collection at a column, comments on its end kept with it.

    Such a comment stands on the very next line, further right than the collection's own entries.
    """
    comment = re.compile(rf"(?: {{{left + 1},}}\#[^{BREAKS}]*(?:\r\n|[{BREAKS}]|\Z))+")
    for at in after(text, node):
        found = comment.match(text, at)
        if found:
            yield found.end()
        yield at


def _like(text: str, last: Node, dash: int) -> Dash:
    """Find how the last item stands behind its dash, for the next to stand alike."""
    if last.shape is not Shape.MAPPING or last.flow:
        return Dash(dash)
    start = line_start(text, last.start)
    before = text[start : last.start]
    found = _AFTER_DASH.fullmatch(before)
    if found:
        return Dash(dash, len(found[1]))
    return Dash(dash) if before.strip(" ") else Dash(dash, own_line=last.start - start)


def _flow_pair(key: str, value: Value, spelling: Spelling) -> str:
    return f"{key_text(key, spelling)}: {flow(value, spelling)}"


def _in_brackets(text: str, collection: Node, new: str) -> Iterator[Candidate]:
    """Add behind the last entry in brackets, on a line of its own where that has one."""
    is_list = collection.shape is Shape.SEQUENCE
    if not collection.children:
        inside = text.index("[" if is_list else "{", collection.start) + 1
        yield (Edit(inside, inside, new),)
        return
    first, last = collection.children[-1 if is_list else -2], collection.children[-1]
    before = text[line_start(text, first.start) : first.start]
    if before.strip(" \t"):
        yield (Edit(last.end, last.end, f", {new}"),)
        return
    rest = _REST_OF_LINE.match(text, last.end)
    if rest:
        comma = Edit(last.end, last.end, "" if rest[1] else ",")
        yield (comma, lines_edit(text, rest.end(), before + new + rest[1]))
    yield (Edit(last.end, last.end, f",\n{before}{new}"),)


def put_value(outline: Outline, mapping: Node, key: Node, old: Node, value: Value) -> TextChange:
    """Put a value in the place of the one behind a mapping's key."""
    slot = Slot.of(outline.root, old, value)
    if mapping.flow:
        return TextChange(
            slot,
            lambda spelling: _in_braces(outline.text, key, old, flow(value, spelling)),
            spellings_for(outline),
            old.start,
        )
    return TextChange(
        slot,
        lambda spelling: _in_lines(outline, mapping, (key, old), value, spelling),
        at=old.start,
    )


def _in_braces(text: str, key: Node, old: Node, new: str) -> Iterator[Candidate]:
    yield ()
    colon = _TO_COLON.match(text, key.end)
    if old.start < old.end:
        yield (Edit(old.start, old.end, new),)
    elif colon:
        yield (Edit(colon.end(), colon.end(), " " + new),)
    else:
        yield (Edit(key.end, key.end, ": " + new),)


def _in_lines(
    outline: Outline, mapping: Node, pair: tuple[Node, Node], value: Value, spelling: Spelling
) -> Iterator[Candidate]:
    yield ()  # it may read so already, in whatever spelling its writer liked
    text, left = outline.text, key_column(outline.text, mapping)
    key, old = pair
    step = list_step(outline, mapping)
    for room in _rooms(text, key, old):
        start, end = room.inline
        inline, lines = value_parts(value, left, spelling, column(text, start), step)
        touches = not inline and text[end : end + 1] == "#"
        edits = [Edit(start, end, " " if touches else inline)]
        if lines:
            below = lines_edit(text, room.lines[0], lines)
            edits.append(Edit(below.start, room.lines[1], below.text))
        elif room.lines[0] < room.lines[1]:
            edits.append(Edit(*room.lines, ""))
        yield tuple(edits)
    if not _TO_COLON_IN_LINES.match(text, key.end):  # it stands behind a `?`
        inline, lines = value_parts(value, left, spelling, left + 1, step)
        laid_out = " " * left + ":" + inline + ("\n" + lines if lines else "")
        for at in after(text, key):
            yield (lines_edit(text, at, laid_out),)


def _rooms(text: str, key: Node, old: Node) -> Iterator[_Room]:
    found = _TO_COLON_IN_LINES.match(text, key.end)
    if found is None:
        return
    colon = found.end()
    if old.is_block:
        header = _BLOCK_HEADER.match(text, old.start)
        behind = header.end() if header else old.start
        for at in after(text, old):
            yield _Room((colon, behind), (next_line(text, behind), at))
    elif old.children and not old.flow:
        for at in after(text, old):
            yield _Room((colon, colon), (next_line(text, colon), at))
    elif old.start == old.end:
        yield _Room((colon, colon), (next_line(text, colon),) * 2)
    else:
        start = old.start if "#" in text[colon : old.start] else colon
        yield _Room((start, old.end), (next_line(text, old.end),) * 2)
