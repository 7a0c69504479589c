"""From a YAML text to a tree of dicts, lists and strings, with the place of everything in it."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.yaml_text.nodes import NULLS, Node, Refused, Shape, read_outline
from mkdocs_statuspage.yaml_text.source import SourceFile

TreePath = tuple[str | int, ...]
Tree = Any  # dict[str, Tree] | list[Tree] | str | None


class Mark(NamedTuple):
    """Where a value stands in its file: 1-based lines and columns, and how it is written."""

    key_line: int
    key_column: int
    line: int
    column: int
    end_line: int
    end_column: int
    style: str | None


@dataclass(frozen=True)
class Marks:
    """The place of every value of a tree, by its path."""

    source: SourceFile
    length: int | None = None
    """How long the YAML is; None where no sense was made of it."""
    first_line: int = 1
    """The file's line on which the YAML begins."""
    empty: tuple[TreePath, ...] = ()
    """The paths at which nothing stands after the colon or dash."""
    kept: tuple[str, Set[int]] | None = None
    """A list at the top, and the numbers of its items that are not left out."""

    @cached_property
    def root(self) -> Node | None:
        """The YAML's nodes, read again when somebody asks where something stands: of most files nobody does, and nodes weigh much."""
        if self.length is None or not self.source.text:
            return None
        start = self.source.line_start(self.first_line)
        yaml_text = self.source.text[start : start + self.length]
        root = read_outline(self.source, yaml_text, self.first_line).root
        return _keeping(root, *self.kept) if self.kept else root

    def nearest(self, loc: TreePath) -> TreePath:
        """Return the longest path in the tree that `loc` names; segments not in it drop out.

        A validator's `loc` also names the branch of a union that it tried.
        """
        return self._find(loc)[0]

    def at(self, path: TreePath) -> Mark | None:
        """Return the mark of a value; None where there is none at the path."""
        found, key, node = self._find(path)
        return self._mark(key, node) if node and found == path else None

    def place(self, loc: TreePath, *, key: bool = False) -> Place:
        """Return the place of a value, or of its key."""
        path, start, node = self._find(loc)
        if node is None:
            return Place(self.source.path)
        mark = self._mark(start, node)
        if key and path and isinstance(path[-1], str):
            return Place(self.source.path, mark.key_line, mark.key_column, len(path[-1]))
        length = mark.end_column - mark.column if mark.line == mark.end_line else 1
        return Place(self.source.path, mark.line, mark.column, max(1, length))

    def keeping(self, key: str, numbers: Set[int]) -> "Marks":
        """Return the marks without the items of a list at the top that are not among these."""
        return replace(self, kept=(key, numbers))

    def _find(self, loc: TreePath) -> tuple[TreePath, int, Node | None]:
        """Find the nearest path, where its key or item begins, and its node."""
        node, key = self.root, self.root.start if self.root else 0
        path: TreePath = ()
        for step in loc:
            below = _below(node, step) if node else None
            if below:
                path, (key, node) = (*path, step), below
        return path, key, node

    def _mark(self, key: int, node: Node) -> Mark:
        # Findings about a collection point at its beginning.
        end = node.end if node.shape is Shape.SCALAR else node.start
        base = self.source.line_start(self.first_line)
        named, begun, ended = (self.source.position(base + at) for at in (key, node.start, end))
        return Mark(*named, *begun, *ended, node.style)


def _keeping(root: Node, key: str, numbers: Set[int]) -> Node:
    """Return the root without the items of a list that are not among these."""
    found = enumerate(root.children)
    at = next(n + 1 for n, child in found if n % 2 == 0 and child.value == key)
    items = root.children[at]
    kept = tuple(item for n, item in enumerate(items.children) if n in numbers)
    children = (*root.children[:at], items._replace(children=kept), *root.children[at + 1 :])
    return root._replace(children=children)


def _below(node: Node, step: str | int) -> tuple[int, Node] | None:
    """Return where a key or item begins, and the value."""
    if node.shape is Shape.MAPPING:
        return next(((name.start, value) for name, value in node.pairs if name.value == step), None)
    if node.shape is Shape.SEQUENCE and isinstance(step, int) and step < len(node.children):
        item = node.children[step]
        return item.start, item
    return None


def _empties(node: Node, path: TreePath) -> Iterator[TreePath]:
    if node.is_null:
        yield path
    elif node.shape is Shape.SEQUENCE:
        for number, item in enumerate(node.children):
            yield from _empties(item, (*path, number))
    elif node.shape is Shape.MAPPING:
        for name, value in node.pairs:
            yield from _empties(value, (*path, name.value))


def read_tree(source: SourceFile, yaml_text: str, first_line: int = 1) -> tuple[Tree, Marks]:
    """Read one YAML document.

    Args:
        source: the file, for places.
        yaml_text: the YAML in it.
        first_line: the line of the file on which `yaml_text` begins.

    Raises:
        Refused: not YAML, or more than plain mappings, lists and scalars.
    """
    tree, marks, findings = scan_tree(source, yaml_text, first_line)
    if findings:
        raise Refused(*findings)
    return tree, marks


def scan_tree(
    source: SourceFile, yaml_text: str, first_line: int = 1
) -> tuple[Tree, Marks, list[Finding]]:
    """Read one YAML document as far as it can be made sense of, and say what may not be in it.

    Raises:
        Refused: no sense can be made of it.
    """
    outline = read_outline(source, yaml_text, first_line)
    nulls: list[Node] = []
    tree = _tree(outline.root, nulls)
    empty = tuple(_empties(outline.root, ())) if nulls else ()
    return tree, Marks(source, len(yaml_text), first_line, empty), outline.findings


def _tree(node: Node, nulls: list[Node]) -> Tree:
    """Return the plain values of a node, and remember the nulls."""
    shape = node.shape
    if shape is Shape.SEQUENCE:
        return [_tree(item, nulls) for item in node.children]
    if shape is Shape.MAPPING:
        tree: dict[str, Tree] = {}
        for key, value in node.pairs:
            if key.value not in tree:
                tree[key.value] = _tree(value, nulls)
        return tree
    if node.value in NULLS and node.is_null:
        nulls.append(node)
        return None
    return node.value


def merge(default: Any, override: Any) -> Any:
    """Return a tree in which every key of `override` replaces that of `default`, at any depth."""
    if not isinstance(default, dict) or not isinstance(override, dict):
        return override
    return default | {
        key: merge(default[key], value) if key in default else value
        for key, value in override.items()
    }
