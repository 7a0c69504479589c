"""Whether the tests would notice: one small change at a time to a package, and the tests that are about it.

`python -m tests.bench.mutate timeline [--module course] [--every 5]` changes a comparison, a condition, a constant, a
returned value or a statement, runs the tests of the same name, and prints each change that none of
them noticed. What follows `--every` is how many changes are passed over for each that is tried.
"""

import argparse
import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator" / "mkdocs_statuspage"
COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
LONGEST = 120
"""Seconds after which tests are taken to hang, which is noticed too."""


class Mutant(NamedTuple):
    """A module with one small change."""

    path: Path
    line: int
    what: str
    text: str


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Give a module's mutants, in the order of its lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed_over = set(_of_decorators(tree))
    for number, node in enumerate(ast.walk(tree)):
        if node in passed_over:
            continue
        for what in range(len(list(_changes(node)))):
            changed = copy.deepcopy(tree)
            before = ast.unparse(node).splitlines()[0]
            target = list(ast.walk(changed))[number]
            list(_changes(target))[what]()
            after = ast.unparse(target).splitlines()[0]
            yield Mutant(
                path, getattr(node, "lineno", 0), f"{before}  →  {after}", ast.unparse(changed)
            )


def _of_decorators(tree: ast.AST) -> Iterator[ast.AST]:
    """Give what stands in decorators: whether a dataclass is frozen is for the type checker."""
    for node in ast.walk(tree):
        for decorator in getattr(node, "decorator_list", ()):
            yield from ast.walk(decorator)


def _changes(node: ast.AST) -> Iterator["Change"]:
    """Give the ways in which a node can be changed; each changes it when it is called."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        yield Change(node, "ops", [COMPARED[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.BoolOp):
        yield Change(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.BinOp) and type(node.op) in COUNTED:
        yield Change(node, "op", COUNTED[type(node.op)]())
    else:
        yield from _other_changes(node)


def _other_changes(node: ast.AST) -> Iterator["Change"]:
    """Give the changes of what is no comparison and no sum."""
    if isinstance(node, ast.If | ast.IfExp):
        yield Change(node, "test", ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield Change(node, "value", not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield Change(node, "value", node.value + 1)
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield Change(node, "value", ast.Constant(None))
    elif isinstance(node, ast.FunctionDef):
        yield from _removals(node)


def _removals(node: ast.FunctionDef) -> Iterator["Change"]:
    """Give the ways of leaving out a statement that a function goes on without."""
    for number, statement in enumerate(node.body):
        if isinstance(statement, ast.Assign | ast.AugAssign | ast.If | ast.For):
            without = [*node.body[:number], ast.Pass(), *node.body[number + 1 :]]
            yield Change(node, "body", without)


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


class Change:
    """One field of a node, and what it becomes."""

    def __init__(self, node: ast.AST, field: str, value: object) -> None:
        self.node, self.field, self.value = node, field, value

    def __call__(self) -> None:
        """Make the change."""
        setattr(self.node, self.field, self.value)
        ast.fix_missing_locations(self.node)


def survives(mutant: Mutant, tests: list[str]) -> bool:
    """Tell whether no test notices a mutant. It is tried in a copy, so that nothing here changes."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "generator"
        shutil.copytree(PACKAGE, copied / "mkdocs_statuspage")
        (copied / mutant.path.relative_to(ROOT / "generator")).write_text(
            mutant.text, encoding="utf-8"
        )
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "-p",
            "no:cacheprovider",
            "-m",
            "not long",
        ]
        environment = os.environ | {"PYTHONPATH": str(copied), "PYTHONDONTWRITEBYTECODE": "1"}
        environment["HYPOTHESIS_PROFILE"] = "quick"
        try:
            run = subprocess.run(
                [*command, *tests],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                timeout=LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
        return run.returncode == 0


def main() -> None:
    """Try the mutants of a package and print those that survive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package")
    parser.add_argument("--module", default="*")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tests", nargs="*")
    asked = parser.parse_args()
    tests = asked.tests or [f"tests/{asked.package}"]
    files = sorted((PACKAGE / asked.package).glob(f"{asked.module}.py"))
    if files and not survives(Mutant(files[0], 0, "", files[0].read_text(encoding="utf-8")), tests):
        sys.exit("the tests fail without a change; mend that first")
    tried = [mutant for path in files for mutant in mutants_of(path)][:: asked.every]
    with ThreadPoolExecutor(asked.jobs) as pool:
        alive = [
            m
            for m, lives in zip(tried, pool.map(lambda m: survives(m, tests), tried), strict=True)
            if lives
        ]
    for mutant in alive:
        sys.stdout.write(f"{mutant.path.relative_to(ROOT)}:{mutant.line}: {mutant.what}\n")
    share = len(alive) / len(tried) if tried else 0
    sys.stdout.write(f"{len(tried)} mutants, {len(alive)} survive ({share:.1%})\n")


if __name__ == "__main__":
    main()
