"""Takes the templates' expressions away, one at a time, and names those that no golden page misses.

`python -m tests.bench.mutate_templates [--list]`. What is put out is put out no more, a condition holds always
or never, a loop runs over nothing, a filter leaves its value as it was, text is no longer escaped. A change
survives when every page of `tests/pages/golden/` and every page of hostile text stays what it is.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes

sys.path.append(str(Path(__file__).parent.parent))

from pages import drawing, test_golden

Site = tuple[str, int, str]
"""A template, a line, and what is done there."""


@dataclass(frozen=True)
class Drawing:
    """One page, how it is drawn, and how it looks as the templates are."""

    draw: Callable[[], str]
    html: str
    templates: frozenset[str]

    @classmethod
    def of(cls, draw: Callable[[], str]) -> "Drawing":
        """Draw a page once, and note which templates it takes."""
        drawing.Templates.asked.clear()
        return cls(draw, draw(), frozenset(drawing.Templates.asked))

    def misses_nothing(self) -> bool:
        """Tell whether it still looks as it did."""
        try:
            found = self.draw()
        except Exception:  # whatever a broken template raises, somebody sees it
            return False
        return found == self.html or drawing.readable(found) == drawing.readable(self.html)


def drawings() -> Iterator[Drawing]:
    """Draw everything that the tests compare."""
    for sheet in test_golden.SHEETS:
        yield Drawing.of(lambda sheet=sheet: drawing.draw(sheet))
    yield Drawing.of(lambda: drawing.draw_errors(test_golden.problems()))
    for sheet in test_golden.VIEWS:
        yield Drawing.of(lambda sheet=sheet: test_golden.escaped_leaves(sheet))


Changed = tuple[str, int, str, nodes.Template]


def changes(name: str) -> Iterator[Changed]:
    """Give every change of one template: which, at what line, and the whole tree after it."""
    source, _, _ = drawing.TEMPLATES["plain"].get_source(drawing.environment(), name)
    tree = drawing.environment().parse(source)
    for parent, field, place, node in places(tree):
        for what, other in others(node, field):
            yield name, node.lineno, what, with_other(tree, (parent, field, place), other)


def places(tree: nodes.Node) -> Iterator[tuple[nodes.Node, str, int | None, nodes.Node]]:
    """Walk a tree: each node, with the node, the field and the place in it that it hangs on."""
    for parent in (tree, *tree.find_all(nodes.Node)):
        for field, value in parent.iter_fields():
            for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, nodes.Node):
                    yield parent, field, place, node


def others(node: nodes.Node, field: str) -> Iterator[tuple[str, nodes.Node]]:
    """Give what can stand in the place of a node, and what is said of it."""
    line = node.lineno
    if (
        field == "nodes"
        and isinstance(node, nodes.Expr)
        and not isinstance(node, nodes.TemplateData)
    ):
        yield "nothing is put out", nodes.Const("", lineno=line)
    if field == "test":
        yield "it always holds", nodes.Const(True, lineno=line)
        yield "it never holds", nodes.Const(False, lineno=line)
    if field == "iter":
        yield "the loop has nothing to run over", nodes.List([], lineno=line)
    if isinstance(node, nodes.Filter) and node.node is not None:
        yield f"no `{node.name}`", node.node
    if isinstance(node, nodes.And | nodes.Or):
        yield "only the left half", node.left
        yield "only the right half", node.right
    if isinstance(node, nodes.Not):
        yield "no `not`", node.node
    if isinstance(node, nodes.ScopedEvalContextModifier):
        off = nodes.Keyword("autoescape", nodes.Const(False, lineno=line), lineno=line)
        yield "not escaped", nodes.ScopedEvalContextModifier([off], node.body, lineno=line)


def with_other(
    tree: nodes.Template, place: tuple[nodes.Node, str, int | None], other: nodes.Node
) -> nodes.Template:
    """Copy a tree with another node in one place."""
    parent, field, index = place
    memo: dict[int, object] = {}
    copy = deepcopy(tree, memo)
    target, put = memo[id(parent)], deepcopy(other)
    if index is None:
        setattr(target, field, put)
    else:
        getattr(target, field)[index] = put
    copy.set_environment(drawing.environment())
    return copy


def survivors(found: list[Drawing], tried: list[Changed]) -> Iterator[Changed]:
    """Draw every page that takes a template after each of its changes."""
    for change in tried:
        name, _, _, tree = change
        drawing.Templates.changed = {name: drawing.environment().compile(tree, name, name)}
        concerned = [one for one in found if name in one.templates]
        if (killer := next((one for one in concerned if not one.misses_nothing()), None)) is None:
            yield change
        else:  # what misses one change of a template most likely misses the next
            found.remove(killer)
            found.insert(0, killer)
    drawing.Templates.changed = {}


def main() -> int:
    """Try every change, and print those that survive."""
    parser = argparse.ArgumentParser(description="Take expressions out of templates.")
    parser.add_argument("--list", action="store_true", help="print every change that is tried")
    options = parser.parse_args()
    start = time.perf_counter()
    found = list(drawings())
    names = sorted(
        path.relative_to(drawing.THEME).as_posix() for path in drawing.THEME.rglob("*.html")
    )
    tried = [change for name in names for change in changes(name)]
    for name, line, what, _ in tried if options.list else ():
        print(f"{name}:{line}: {what}")
    left = 0
    for name, line, what, _ in survivors(found, tried):
        left += 1
        print(f"{name}:{line}: {what}", flush=True)
    print(f"{len(tried)} changes, {left} survive ({time.perf_counter() - start:.0f} s)")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
