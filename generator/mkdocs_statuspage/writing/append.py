"""Adding one item to a list at the top of a YAML text, with no other byte touched."""

from collections.abc import Mapping

from mkdocs_statuspage.writing.insert import add_item
from mkdocs_statuspage.writing.layout import Value
from mkdocs_statuspage.writing.replace import put_value
from mkdocs_statuspage.writing.splice import Change, edit_text, refuse_shared, writable
from mkdocs_statuspage.writing.walk import add_missing, child, root_mapping
from mkdocs_statuspage.yaml_text.outline import Kind, Node, Outline
from mkdocs_statuspage.yaml_text.refusals import CannotAppend, CannotEdit

# Under any other tag a list is something else to those who obey tags.
_LIST_TAGS = (None, "!", "tag:yaml.org,2002:seq")


def append_item(text: str, key: str, item: Mapping[str, object]) -> str:
    """Give a YAML document with an item added to the list under a top-level key.

    A list that is missing or null is begun. The new text is read again, and must equal the old one
    with one item more, or `CannotAppend` says where the difficulty is.
    """
    try:
        value = writable(item)
        return edit_text(text, lambda outline: _change(outline, key, value))
    except CannotEdit as refused:
        raise CannotAppend(refused.line, refused.column, refused.reason) from refused


def _change(outline: Outline, key: str, item: Value) -> Change:
    root = root_mapping(outline)
    found = child(outline, root, key)
    if found is None:
        return add_missing(outline, (root,), key, [item])
    name, node = found
    refuse_shared(outline, (root, node))
    if node.tag not in _LIST_TAGS:
        raise outline.refusal(node.start, f"`{key}` has the tag {node.tag}; remove it")
    if node.is_null or _is_blank(outline.text, node):
        return put_value(outline, root, name, node, [item])
    if node.kind is Kind.SEQUENCE:
        return add_item(outline, node, item)
    raise outline.refusal(node.start, f"`{key}` is {node.kind.value}, and has to be a list")


def _is_blank(text: str, node: Node) -> bool:
    """Tell whether a list is mere brackets, so that it may give way to one in lines."""
    return node.bare and text[node.start : node.end].replace(" ", "") == "[]"
