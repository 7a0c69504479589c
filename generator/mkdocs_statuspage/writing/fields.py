"""Setting one field of a YAML text, with no byte touched but its own."""

from collections.abc import Sequence

from mkdocs_statuspage.writing.layout import Value
from mkdocs_statuspage.writing.replace import put_item, put_value
from mkdocs_statuspage.writing.splice import Change, edit_text, refuse_shared, writable
from mkdocs_statuspage.writing.walk import Item, Step, add_missing, child, item, root_mapping
from mkdocs_statuspage.yaml_text.outline import Kind, Node, Outline
from mkdocs_statuspage.yaml_text.refusals import CannotChange, CannotEdit


def set_field(text: str, path: Sequence[Step], value: object) -> str:
    """Give a YAML document with the field at a path set, whether it was there before or not.

    A path is keys of mappings, and `Item(id)` or a number from 0 for steps into a list. Mappings on
    the way that are missing are made; list items are not. `CannotChange` says what is in the way.
    """
    try:
        new = writable(value)
        return edit_text(text, lambda outline: _change(outline, tuple(path), new))
    except CannotEdit as refused:
        raise CannotChange(refused.line, refused.column, refused.reason) from refused


def _change(outline: Outline, path: tuple[Step, ...], value: Value) -> Change:
    node = root_mapping(outline)
    way: tuple[Node, ...] = (node,)
    for depth, step in enumerate(path):
        rest = path[depth + 1 :]
        if isinstance(step, str):
            found = child(outline, _as_mapping(outline, node, path[:depth]), step)
            if found is None:
                return add_missing(outline, way, step, _nested(rest, value))
            key, below = found
            if not rest or _is_nothing(below):
                refuse_shared(outline, way)
                return put_value(outline, node, key, below, _nested(rest, value))
        else:
            below = item(outline, _as_list(outline, node, path[:depth]), step)
            if not rest:
                refuse_shared(outline, way)
                return put_item(outline, node, below, value)
        node = below
        way = (*way, node)
    raise outline.refusal(0, "the path is empty")


def _is_nothing(node: Node) -> bool:
    return node.is_null or (node.kind is Kind.MAPPING and not node.children and node.bare)


def _nested(keys: tuple[Step, ...], value: Value) -> Value:
    for key in reversed(keys):
        if not isinstance(key, str):
            name = key.id if isinstance(key, Item) else str(key)
            raise CannotChange(1, 1, f"there is no list to find `{name}` in")
        value = {key: value}
    return value


def _as_mapping(outline: Outline, node: Node, path: tuple[Step, ...]) -> Node:
    if node.kind is not Kind.MAPPING:
        raise outline.refusal(node.start, f"{_name(path)} is {node.kind.value}, not a mapping")
    return node


def _as_list(outline: Outline, node: Node, path: tuple[Step, ...]) -> Node:
    if node.kind is not Kind.SEQUENCE:
        raise outline.refusal(node.start, f"{_name(path)} is {node.kind.value}, not a list")
    return node


def _name(path: tuple[Step, ...]) -> str:
    if not path:
        return "the document"
    last = path[-1]
    return f"`{last.id if isinstance(last, Item) else last}`"
