"""Whether the tests would notice: one small change at a time to a package, and the tests that are about it.

`python -m tests.bench.mutate timeline [--module course] [--every 5]` changes a comparison, a condition, a constant, a
returned value or a statement, runs the tests of the same name, and prints each change that none of them noticed, then
a table. What follows `--every` is how many changes are passed over for each that is tried. A change that changes
nothing stands in `equivalent.yml` with the reason.

Each change is tried in a fork of one process that has imported everything that the change cannot reach: first the
tests of the module's own name, then the others from quick to slow, up to the first that fails.
"""

import argparse
import ast
import gc
import importlib
import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator" / "mkdocs_statuspage"
EQUIVALENT = Path(__file__).parent / "equivalent.yml"
COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
AROUND = 60
"""How many characters are shown before a change, and after it."""
TIMES_LONGER = 5
"""A change after which the tests take so many times as long is taken to hang, which is noticed too."""
LONGEST = 300
"""Seconds for the tests of a file, as long as it is not known how long they take."""
MOST_MEMORY = 2 * 1024**3
PYTEST = ["-x", "-q", "--assert=plain", "-m", "not long", "-p", "no:terminalreporter"]


class Mutant(NamedTuple):
    """A module with one small change."""

    path: Path
    line: int
    function: str
    what: str
    text: str

    @property
    def module(self) -> str:
        """The name by which it is imported."""
        return module_name(self.path)

    @property
    def known_as(self) -> tuple[str, str, str]:
        """What it is listed by, if it changes nothing."""
        return self.path.stem, self.function, self.what


def module_name(path: Path) -> str:
    """Give the name by which a file of the package is imported."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Give a module's mutants, in the order of its lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed_over = set(_of_decorators(tree))
    for function, statement, node in _with_places(tree):
        for change in () if node in passed_over else list(_changes(node)):
            before = ast.unparse(statement).splitlines()[0]
            with change:
                after, text = ast.unparse(statement).splitlines()[0], ast.unparse(tree)
            what = change.remark or _difference(before, after)
            yield Mutant(path, getattr(node, "lineno", 0), function, what, text)


def _with_places(
    node: ast.AST, function: str = "", statement: ast.AST | None = None
) -> Iterator[tuple[str, ast.AST, ast.AST]]:
    """Give each node with the name of the function, and the statement, that it is in."""
    name = getattr(node, "name", None) if hasattr(node, "body") else None
    function = f"{function}.{name}".strip(".") if isinstance(name, str) else function
    statement = node if isinstance(node, ast.stmt) or statement is None else statement
    yield function, statement, node
    for child in ast.iter_child_nodes(node):
        yield from _with_places(child, function, statement)


def _difference(before: str, after: str) -> str:
    """Show a statement before and after a change; of a long one what stands around it."""
    both = enumerate(zip(before, after, strict=False))
    start = max(0, next((place for place, (a, b) in both if a != b), len(before)) - AROUND)
    return f"{before[start:][: 2 * AROUND]}  →  {after[start:][: 2 * AROUND]}"


def _of_decorators(tree: ast.AST) -> Iterator[ast.AST]:
    """Give what stands in decorators: whether a dataclass is frozen is for the type checker."""
    for node in ast.walk(tree):
        for decorator in getattr(node, "decorator_list", ()):
            yield from ast.walk(decorator)


class Change:
    """One field of a node, and what it becomes for as long as the change is entered."""

    def __init__(self, node: ast.AST, field: str, value: object, remark: str = "") -> None:
        self.node, self.field, self.value, self.remark = node, field, value, remark
        self.before = getattr(node, field)

    def __enter__(self) -> None:
        """Make the change."""
        setattr(self.node, self.field, self.value)
        ast.fix_missing_locations(self.node)

    def __exit__(self, *_: object) -> None:
        """Take it back."""
        setattr(self.node, self.field, self.before)


def _changes(node: ast.AST) -> Iterator[Change]:
    """Give the ways in which a node can be changed."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        yield Change(node, "ops", [COMPARED[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.BoolOp):
        yield Change(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.BinOp) and type(node.op) in COUNTED:
        yield Change(node, "op", COUNTED[type(node.op)]())
    else:
        yield from _other_changes(node)


def _other_changes(node: ast.AST) -> Iterator[Change]:
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


def _removals(node: ast.FunctionDef) -> Iterator[Change]:
    """Give the ways of leaving out a statement that a function goes on without."""
    for number, statement in enumerate(node.body):
        if isinstance(statement, ast.Assign | ast.AugAssign | ast.If | ast.For):
            without = [*node.body[:number], ast.Pass(), *node.body[number + 1 :]]
            left_out = ast.unparse(statement).splitlines()[0]
            yield Change(node, "body", without, f"without: {left_out}")


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """Give the modules of this package, each with those that it imports itself."""
    paths = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
    return {name: frozenset(_imported(path) & set(paths)) for name, path in paths.items()}


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def reached_by(package: str) -> set[str]:
    """Give the modules that a change in a package can reach: its own, and those that import any of them."""
    reached = {name for name in imports() if f"{name}.".startswith(f"mkdocs_statuspage.{package}.")}
    while more := {n for n, used in imports().items() if used & reached} - reached:
        reached |= more
    return reached


def import_the_rest(package: str) -> None:
    """Import everything once, and forget what a change in a package can reach."""
    for name in ("hypothesis.strategies", *imports()):
        if not name.endswith("__main__"):
            importlib.import_module(name)
    for name in reached_by(package):
        module = sys.modules.pop(name, None)
        parent = sys.modules.get(name.rpartition(".")[0])
        if module and parent:
            delattr(parent, name.rpartition(".")[2])
    gc.freeze()


class Changed(SourceFileLoader):
    """Loads a mutant in the place of its module, as a finder that knows no other."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.module, str(mutant.path))
        self.text = mutant.text

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Give where the mutant comes from; None of all others."""
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> object:  # type: ignore[override]
        """Compile the mutant."""
        return compile(self.text, self.get_filename(fullname), "exec")


def in_fork(work: Callable[[], bool]) -> bool:
    """Tell whether work in a process of its own, silent and with so much memory, finds all well."""
    pid = os.fork()
    if not pid:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            code = int(not work())
        finally:
            os._exit(code)
    return os.waitpid(pid, 0)[1] == 0


def passes(file: Path, seconds: float) -> bool:
    """Run the tests of one file. Who computes for longer is ended, however busy the machine is."""
    until = int(computed(resource.RUSAGE_SELF) + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (until, -1))
    return not pytest.main([*PYTEST, str(file)])


def computed(who: int) -> float:
    """Give the seconds for which this process, or its forks, have computed."""
    return resource.getrusage(who).ru_utime


def timed(files: Sequence[Path]) -> Mapping[Path, float]:
    """Run each file once without a change, and give how long it computes."""
    took: dict[Path, float] = {}
    for file in files:
        start = computed(resource.RUSAGE_CHILDREN)
        if not in_fork(partial(passes, file, LONGEST)):
            sys.exit(f"{file.relative_to(ROOT)} fails without a change; mend that first")
        took[file] = computed(resource.RUSAGE_CHILDREN) - start
    return took


def survives(mutant: Mutant, took: Mapping[Path, float]) -> bool:
    """Tell whether no test notices a mutant. It is tried in a fork, so that nothing here changes."""
    files = sorted(took, key=lambda f: (f.stem != f"test_{mutant.path.stem}", took[f]))

    def work() -> bool:
        sys.meta_path.insert(0, Changed(mutant))  # type: ignore[arg-type]
        return all(passes(file, TIMES_LONGER * took[file]) for file in files)

    return in_fork(work)


@cache
def equivalents() -> set[tuple[str, str, str]]:
    """Give the changes that change nothing."""
    listed = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) or []
    return {(one["module"], one["function"], one["change"]) for one in listed}


def main() -> None:
    """Try the mutants of a package, print those that survive, and count them by module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package")
    parser.add_argument("--module", default="*")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--tests", nargs="*", type=Path)
    asked = parser.parse_args()
    prepare(asked.package)
    took = timed(asked.tests or sorted((ROOT / "tests" / asked.package).glob("test_*.py")))
    files = sorted((PACKAGE / asked.package).glob(f"{asked.module}.py"))
    tried = [mutant for path in files for mutant in mutants_of(path)][:: asked.every]
    alive = [mutant for mutant in tried if survives(mutant, took) and told(mutant)]
    for path in files:
        sys.stdout.write(_row(path.stem, *(_of(path, mutants) for mutants in (tried, alive))))
    sys.stdout.write(_row("all", tried, alive))


def told(mutant: Mutant) -> bool:
    """Print a mutant that survives, unless it is known to change nothing."""
    if mutant.known_as not in equivalents():
        place = f"{mutant.path.relative_to(ROOT)}:{mutant.line}: {mutant.function}"
        sys.stdout.write(f"{place}: {mutant.what}\n")
        sys.stdout.flush()
    return True


def prepare(package: str) -> None:
    """Have everything ready from which the forks are taken."""
    os.chdir(ROOT)
    os.environ |= {"HYPOTHESIS_PROFILE": "quick", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    import_the_rest(package)


def _of(path: Path, mutants: Iterable[Mutant]) -> list[Mutant]:
    return [mutant for mutant in mutants if mutant.path == path]


def _row(name: str, tried: Sequence[Mutant], alive: Iterable[Mutant]) -> str:
    known = [mutant.known_as in equivalents() for mutant in alive]
    left = known.count(False)
    share = left / len(tried) if tried else 0
    same = known.count(True)
    return f"{name:16}{len(tried):5} tried{left:5} survive ({share:.1%}){same:5} change nothing\n"


if __name__ == "__main__":
    main()
