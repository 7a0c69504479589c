"""Adding to a collection: an item behind a list's last, a pair behind a mapping's last."""

import re
from collections.abc import Iterator

from mkdocs_statuspage.writing.layout import (
    Dash,
    Spelling,
    Value,
    flow,
    is_line,
    item,
    key_text,
    pair,
)
from mkdocs_statuspage.writing.proof import Slot
from mkdocs_statuspage.writing.splice import Candidate, Change, Edit, lines_edit
from mkdocs_statuspage.yaml_text.lines import BREAKS, column, line_start, next_line
from mkdocs_statuspage.yaml_text.outline import Kind, Node, Outline

# From a block list's start, its tag and anchor included, to its first dash.
_TO_DASH = re.compile(rf"(?:[&!][^ {BREAKS}]*|[ {BREAKS}]|\#[^{BREAKS}]*)*+-")
_AFTER_DASH = re.compile(r".*-( +)")
# What may follow the last entry on its line: a comma, blanks, a comment.
_REST_OF_LINE = re.compile(rf"[ \t]*(,?)[ \t]*(?:\#[^{BREAKS}]*)?(?:\r\n|[{BREAKS}])")
_STEP = 2


def add_item(outline: Outline, sequence: Node, value: Value) -> Change:
    """Add an item behind a list's last."""
    slot = Slot(sequence.last, sequence.last, (value,))
    if sequence.flow:
        return Change(
            slot,
            lambda spelling: _in_brackets(outline.text, sequence, flow(value, spelling)),
            spellings_for(outline),
            sequence.end,
        )
    return Change(
        slot,
        lambda spelling: _item_lines(outline.text, sequence, value, spelling),
        at=sequence.tail.start,
    )


def add_pair(outline: Outline, mapping: Node, key: str, value: Value) -> Change:
    """Add a key with its value behind a mapping's last."""
    slot = Slot(mapping.last, mapping.last, (key, value))
    if mapping.flow:
        return Change(
            slot,
            lambda spelling: _in_brackets(outline.text, mapping, _flow_pair(key, value, spelling)),
            spellings_for(outline),
            mapping.end,
        )
    return Change(
        slot,
        lambda spelling: _pair_lines(outline, mapping, key, value, spelling),
        at=mapping.tail.start,
    )


def after(text: str, node: Node) -> Iterator[int]:
    """Give the starts of the lines at which something may follow a node, the best first.

    Blank lines and comments that follow stay behind what is added, unless they are part of a block
    scalar: its end is where its last line that is not blank ends, or else where the parser says.
    """
    tail = node.tail
    if not tail.block:
        yield next_line(text, tail.end)
        return
    written = text[tail.start : tail.end].rstrip(f" \t{BREAKS}")
    yield next_line(text, tail.start + len(written))
    yield line_start(text, tail.end)
    yield len(text)


def list_step(outline: Outline, mapping: Node) -> int:
    """Give how far the lists of a mapping stand to the right of their keys, where it has any."""
    lists = (v for _, v in mapping.pairs if v.kind is Kind.SEQUENCE and v.children and not v.flow)
    first = next(lists, None)
    if first is None:
        return _STEP
    return max(0, _dash(outline.text, first) - key_column(outline.text, mapping))


def key_column(text: str, mapping: Node) -> int:
    """Give the column of a block mapping's keys, or of the `?` before them."""
    first = mapping.children[0].start
    start = line_start(text, first)
    before = text[start:first]
    marked = before.rstrip(" ").endswith("?")
    return before.rindex("?") if marked else first - start


def spellings_for(outline: Outline) -> tuple[Spelling, ...]:
    """Give the spellings for text in braces: a JSON document stays JSON."""
    keys = [key for key, _ in outline.root.pairs]
    is_json = outline.root.flow and all(not key.plain for key in keys) and bool(keys)
    return (Spelling.JSON,) if is_json else (Spelling.READABLE, Spelling.QUOTED)


def _item_lines(text: str, sequence: Node, value: Value, spelling: Spelling) -> Iterator[Candidate]:
    last, dash = sequence.children[-1], _dash(text, sequence)
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
    """Give where something may follow a collection at a column, comments on its end kept with it.

    Such a comment stands on the very next line, further right than the collection's own entries.
    """
    comment = re.compile(rf"(?: {{{left + 1},}}\#[^{BREAKS}]*(?:\r\n|[{BREAKS}]|\Z))+")
    for at in after(text, node):
        found = comment.match(text, at)
        if found:
            yield found.end()
        yield at


def _dash(text: str, sequence: Node) -> int:
    """Give the column of a block list's dashes."""
    found = _TO_DASH.match(text, sequence.start)
    return column(text, found.end() - 1 if found else sequence.start)


def _like(text: str, last: Node, dash: int) -> Dash:
    """Find how the last item stands behind its dash, for the next to stand alike."""
    if last.kind is not Kind.MAPPING or last.flow:
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
    is_list = collection.kind is Kind.SEQUENCE
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
