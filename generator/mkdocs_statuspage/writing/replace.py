"""Putting a value in the place of another: whatever belongs to the old one goes, and no more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_statuspage.writing.insert import after, key_column, list_step, spellings_for
from mkdocs_statuspage.writing.layout import Spelling, Value, flow, value_parts
from mkdocs_statuspage.writing.proof import Slot
from mkdocs_statuspage.writing.splice import Candidate, Change, Edit, lines_edit
from mkdocs_statuspage.yaml_text.lines import BREAKS, column, next_line
from mkdocs_statuspage.yaml_text.outline import Node, Outline

_COLON = re.compile(r"[ \t]*:")
_TO_COLON = re.compile(rf"(?:[ {BREAKS}]|\#[^{BREAKS}]*)*+:")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


@dataclass(frozen=True, slots=True)
class _Room:
    """What a value takes up behind its key: a part of the key's line, and lines below."""

    inline: tuple[int, int]
    lines: tuple[int, int]


def put_value(outline: Outline, mapping: Node, key: Node, old: Node, value: Value) -> Change:
    """Put a value in the place of the one behind a mapping's key."""
    _refuse_lost_anchor(outline, old)
    slot = Slot(old.first, old.last + 1, (value,))
    if mapping.flow:
        return Change(
            slot,
            lambda spelling: _in_braces(outline.text, key, old, flow(value, spelling)),
            spellings_for(outline),
            old.start,
        )
    return Change(
        slot,
        lambda spelling: _in_lines(outline, mapping, (key, old), value, spelling),
        at=old.start,
    )


def put_item(outline: Outline, sequence: Node, old: Node, value: Value) -> Change:
    """Put a value in the place of a list's item, where both fit on one line."""
    _refuse_lost_anchor(outline, old)
    return Change(
        Slot(old.first, old.last + 1, (value,)),
        lambda spelling: [(), (Edit(old.start, old.end, flow(value, spelling)),)],
        spellings_for(outline) if sequence.flow else (Spelling.READABLE, Spelling.QUOTED),
        old.start,
    )


def _refuse_lost_anchor(outline: Outline, old: Node) -> None:
    """Refuse to take out an anchor that something outside still refers to."""
    lost = {n.anchor for n in outline.anchored if old.first <= n.first <= old.last}
    for alias in outline.aliases:
        if alias.value in lost and not old.first <= alias.first <= old.last:
            reason = f"*{alias.value} repeats what would be replaced; write it out here"
            raise outline.refusal(alias.start, reason)


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
        edits = [Edit(start, end, inline)]
        if lines:
            below = lines_edit(text, room.lines[0], lines)
            edits.append(Edit(below.start, room.lines[1], below.text))
        elif room.lines[0] < room.lines[1]:
            edits.append(Edit(*room.lines, ""))
        yield tuple(edits)


def _rooms(text: str, key: Node, old: Node) -> Iterator[_Room]:
    found = _COLON.match(text, key.end)
    if found is None:
        return
    colon = found.end()
    if old.block:
        header = _BLOCK_HEADER.match(text, old.start)
        behind = header.end() if header else old.start
        for at in after(text, old):
            yield _Room((colon, behind), (next_line(text, behind), at))
    elif old.children and not old.flow:
        for at in after(text, old):
            yield _Room((colon, colon), (next_line(text, colon), at))
    elif old.start == old.end:
        yield _Room((colon, colon), (next_line(text, colon),) * 2)
    elif "#" not in text[colon : old.start]:
        yield _Room((colon, old.end), (next_line(text, old.end),) * 2)
