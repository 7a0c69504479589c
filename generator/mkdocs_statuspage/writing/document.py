"""Changes to an incident file's text, Markdown with front matter or plain YAML; and new texts.

Nothing is touched but what was asked for. A text that `check` refuses is refused here with the same
words, and places in errors are those of the file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.writing.proof import Slot, TextChange, is_exact, spliced
from mkdocs_statuspage.writing.refusals import CannotEdit
from mkdocs_statuspage.writing.spelling import SURROGATE, Spelling, Value, pairs, writable
from mkdocs_statuspage.writing.splice import add_item, add_pair, drop_item, put_value
from mkdocs_statuspage.yaml_text.nodes import Node, Outline, Refused, Shape, read_outline
from mkdocs_statuspage.yaml_text.source import (
    Document,
    SourceFile,
    check_source,
    opens_front_matter,
    split_front_matter,
)

YAML_SUFFIXES = (".yml", ".yaml")
"""Files of these endings are YAML throughout; every other has front matter."""
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class ItemStep:
    """A step into a list of mappings, to the one whose `id` is this."""

    id: str


Step = str | int | ItemStep


def append_update(text: str, suffix: str, item: Mapping[str, object]) -> str:
    """Return an incident file's text with one update more; see `append_in`."""
    return append_in(text, suffix, "updates", item)


def append_in(text: str, suffix: str, key: str, item: Mapping[str, object]) -> str:
    """Return an incident file's text with an item added to the list under a top-level key.

    A list that is missing or null is begun. The new text is read again, and must equal the old one
    with one item more, or `CannotEdit` says where the difficulty is.
    """
    value = writable(item)
    return _edit(text, suffix, lambda outline: _appending(outline, key, value))


def set_in(text: str, suffix: str, path: Sequence[Step], value: object) -> str:
    """Return an incident file's text with the field at a path set, whether it was there or not.

    A path is keys of mappings, and `Item(id)` or a number from 0 for steps into a list. Mappings on
    the way that are missing are made; list items are not. `CannotEdit` says what is in the way.
    """
    new = writable(value)
    return _edit(text, suffix, lambda outline: _setting(outline, tuple(path), new))


def set_field(text: str, path: Sequence[Step], value: object) -> str:
    """Return a YAML document with one field set; see `set_in`."""
    return set_in(text, ".yml", path, value)


def remove_from(text: str, suffix: str, key: str, step: int | ItemStep) -> str:
    """Return an incident file's text without one item of the list under a top-level key.

    The last one leaves an empty list. `CannotEdit` says what is in the way.
    """

    def find(outline: Outline) -> TextChange:
        found = _child(_root(outline), key)
        if found is None or found[1].shape is not Shape.SEQUENCE:
            raise CannotEdit(1, 1, f"there is no list `{key}`")
        if len(found[1].children) == 1:
            return put_value(outline, _root(outline), *found, [])
        return drop_item(outline, _item(outline, found[1], step))

    return _edit(text, suffix, find)


def compose(tree: Mapping[str, object]) -> str:
    """Return a YAML document that reads back equal, its keys in the mapping's order."""
    value = writable(tree, SURROGATE)
    if not isinstance(value, Mapping) or not value:
        return "{}\n"
    for spelling in (Spelling.READABLE, Spelling.QUOTED):
        text = pairs(value, 0, spelling) + "\n"
        # As a change to an empty document: `{}` is two events, the third and fourth.
        if is_exact("{}\n", text, Slot(2, 4, (value,))):
            return text
    raise CannotEdit(1, 1, "these values cannot be written as YAML")


def compose_markdown(tree: Mapping[str, object], body: str) -> str:
    """Return a Markdown document with the values as front matter."""
    return f"---\n{compose(tree)}---\n{body}"


def _edit(text: str, suffix: str, find: Callable[[Outline], TextChange]) -> str:
    source = check_source(SourceFile("", text.removeprefix(_BOM)))
    if isinstance(source, Finding):
        raise CannotEdit.because(source)
    document = _document(source, suffix)
    try:
        outline = read_outline(source, document.yaml, document.first_line)
    except Refused as refused:
        raise CannotEdit.because(refused.finding) from refused
    if outline.findings:
        raise CannotEdit.because(outline.findings[0])
    changed = document.with_yaml(spliced(outline, find(outline)))
    if suffix not in YAML_SUFFIXES and split_front_matter(changed.text) != changed:
        raise CannotEdit(document.first_line, 1, "the change would end the front matter early")
    return text[: text.startswith(_BOM)] + changed.text


def _document(source: SourceFile, suffix: str) -> Document:
    if suffix in YAML_SUFFIXES:
        return Document("", source.text, "")
    document = split_front_matter(source.text)
    if document is None and opens_front_matter(source.text):
        raise CannotEdit(1, 1, "the front matter is not closed; end it with a line `---`")
    if document is None:
        raise CannotEdit(1, 1, "there is no front matter; start the file with a line `---`")
    return document


def _appending(outline: Outline, key: str, item: Value) -> TextChange:
    root = _root(outline)
    found = _child(root, key)
    if found is None:
        return add_pair(outline, root, key, [item])
    name, node = found
    if node.is_null or _is_blank(outline.text, node):
        return put_value(outline, root, name, node, [item])
    if node.shape is Shape.SEQUENCE:
        return add_item(outline, node, item)
    raise _refusal(outline, node, f"`{key}` is {node.shape.value}, and has to be a list")


def _is_blank(text: str, node: Node) -> bool:
    """Tell whether a list is mere brackets, so that it may give way to one in lines."""
    return text[node.start : node.end].replace(" ", "") == "[]"


def _setting(outline: Outline, path: tuple[Step, ...], value: Value) -> TextChange:
    node = _root(outline)
    for depth, step in enumerate(path):
        rest = path[depth + 1 :]
        if isinstance(step, str):
            _refuse_other(outline, node, Shape.MAPPING, path[:depth])
            found = _child(node, step)
            if found is None:
                return add_pair(outline, node, step, _nested(rest, value))
            key, below = found
            if not rest or _is_nothing(below):
                return put_value(outline, node, key, below, _nested(rest, value))
        else:
            _refuse_other(outline, node, Shape.SEQUENCE, path[:depth])
            below = _item(outline, node, step)
        node = below
    raise CannotEdit(1, 1, "the path does not end in a field")


def _root(outline: Outline) -> Node:
    """Return the document's root, which has to be a mapping."""
    root = outline.root
    if root.is_null:
        raise CannotEdit(1, 1, "there is nothing in it yet; write its first field by hand")
    if root.shape is not Shape.MAPPING:
        reason = f"the document is {root.shape.value}; it has to be fields, each `name: value`"
        raise _refusal(outline, root, reason)
    return root


def _child(mapping: Node, key: str) -> tuple[Node, Node] | None:
    return next(((name, value) for name, value in mapping.pairs if name.value == key), None)


def _item(outline: Outline, sequence: Node, step: int | ItemStep) -> Node:
    """Return a list's item by its id, or by its number from 0."""
    if isinstance(step, int):
        if not -len(sequence.children) <= step < len(sequence.children):
            raise _refusal(outline, sequence, f"the list has no item number {step + 1}")
        return sequence.children[step]
    found = [entry for entry in sequence.children if _id(entry) == step.id]
    if len(found) != 1:
        count = "no item has" if not found else f"{len(found)} items have"
        raise _refusal(outline, sequence, f"{count} the id `{step.id}` in this list")
    return found[0]


def _id(node: Node) -> str | None:
    found = _child(node, "id") if node.shape is Shape.MAPPING else None
    return found[1].value if found and found[1].shape is Shape.SCALAR else None


def _is_nothing(node: Node) -> bool:
    return node.is_null or (node.shape is Shape.MAPPING and not node.children)


def _nested(keys: tuple[Step, ...], value: Value) -> Value:
    for key in reversed(keys):
        if not isinstance(key, str):
            name = key.id if isinstance(key, ItemStep) else str(key)
            raise CannotEdit(1, 1, f"there is no list to find `{name}` in")
        value = {key: value}
    return value


def _refuse_other(outline: Outline, node: Node, shape: Shape, path: tuple[Step, ...]) -> None:
    """Refuse a node on the way that cannot be stepped into."""
    if node.shape is not shape:
        last = path[-1] if path else None
        name = f"`{last.id if isinstance(last, ItemStep) else last}`" if path else "the document"
        raise _refusal(outline, node, f"{name} is {node.shape.value}, not {shape.value}")


def _refusal(outline: Outline, node: Node, reason: str) -> CannotEdit:
    return CannotEdit.at(outline.place(node.start), reason)
