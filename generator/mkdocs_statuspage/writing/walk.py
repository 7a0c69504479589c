"""Finding the way to a field: by key in mappings, by id or number in lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mkdocs_statuspage.writing.insert import add_pair
from mkdocs_statuspage.writing.layout import Value
from mkdocs_statuspage.writing.splice import Change, refuse_shared
from mkdocs_statuspage.yaml_text.outline import Kind, Node, Outline


@dataclass(frozen=True, slots=True)
class Item:
    """A step into a list of mappings, to the one whose `id` is this."""

    id: str


Step = str | int | Item

_TEXT = "tag:yaml.org,2002:str"


def root_mapping(outline: Outline) -> Node:
    """Give the document's root, which has to be a mapping."""
    root = outline.root
    if root.kind is not Kind.MAPPING:
        reason = f"the document is {root.kind.value}; it has to be fields, each `name: value`"
        raise outline.refusal(root.start, reason)
    return root


def child(outline: Outline, mapping: Node, key: str) -> tuple[Node, Node] | None:
    """Give a mapping's key and value by the key's text; twice the same is refused.

    So is a tag on the key: with one it is that text to some readers, and to others it is not.
    """
    found = mapping.named(key)
    for name, _ in found:
        if name.tag not in (None, "!", _TEXT):
            raise outline.refusal(name.start, f"the name `{key}` has a tag; remove the tag")
    if len(found) > 1:
        raise outline.refusal(found[1][0].start, f"`{key}` stands here twice; keep one")
    return found[0] if found else None


def item(outline: Outline, sequence: Node, step: int | Item) -> Node:
    """Give a list's item by its id, or by its number from 0."""
    if isinstance(step, int):
        if not -len(sequence.children) <= step < len(sequence.children):
            raise outline.refusal(sequence.start, f"the list has no item number {step + 1}")
        return sequence.children[step]
    found = [entry for entry in sequence.children if _id(entry) == step.id]
    if len(found) != 1:
        count = "no item has" if not found else f"{len(found)} items have"
        raise outline.refusal(sequence.start, f"{count} the id `{step.id}` in this list")
    return found[0]


def add_missing(outline: Outline, path: Sequence[Node], key: str, value: Value) -> Change:
    """Add a key that the last mapping of a path lacks, unless a merge (`<<`) brings it in."""
    mapping = path[-1]
    refuse_shared(outline, path)
    if key in _merged_keys(outline, mapping):
        reason = f"`{key}` comes from a merge (`<<`); write it out here"
        raise outline.refusal(mapping.start, reason)
    return add_pair(outline, mapping, key, value)


def _id(node: Node) -> str | None:
    found = node.named("id") if node.kind is Kind.MAPPING else ()
    return found[0][1].value if found and found[0][1].kind is Kind.SCALAR else None


def _merged_keys(outline: Outline, mapping: Node) -> set[str]:
    """Collect the keys that merges bring into a mapping, whatever they are."""
    waiting, seen, keys = list(_merges(mapping)), set[int](), set[str]()
    while waiting:
        node = waiting.pop()
        if node.first in seen:
            continue
        seen.add(node.first)
        if node.kind is Kind.MAPPING:
            keys |= {key.value for key, _ in node.pairs}
            waiting += _merges(node)
        elif node.kind is Kind.SEQUENCE:
            waiting += node.children
        elif node.kind is Kind.ALIAS:
            waiting += [source for source in outline.anchored if source.anchor == node.value]
    return keys


def _merges(mapping: Node) -> Iterator[Node]:
    return (value for key, value in mapping.pairs if key.plain and key.value == "<<")
