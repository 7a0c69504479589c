"""Finds out from mypy which fields of the model are read, and where.

In a copy of the package each field becomes a property that is marked as deprecated; mypy then names
every place that reads it, by its type: `person.name` is not taken for `component.name`.
"""

import ast
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from getpass import getuser
from pathlib import Path

from filelock import FileLock

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.model.texts import fields_of, types_in

PACKAGE = Path(__file__).parents[2] / "generator" / "mkdocs_statuspage"
READ = re.compile(r"^mkdocs_statuspage/([^:]+):\d+: .*READ:(\w+\.\w+)", re.MULTILINE)
FLAGS = ("--enable-error-code", "deprecated", "--no-error-summary", "--config-file", "/dev/null")


def models(kind: type = Model, seen: set[type] | None = None) -> Iterator[type]:
    """Give a model and those below it; without one, all that an incident and a config are made of."""
    seen = set() if seen is None else seen
    for root in (Incident, SiteConfig) if kind is Model else (kind,):
        if root not in seen:
            seen.add(root)
            yield root
        for _, _, hint in fields_of(root):
            for inner in types_in(hint):
                if inner not in seen and issubclass(inner, Model):
                    yield from models(inner, seen)


def is_read(model: type, attribute: str) -> bool:
    """Tell whether something outside `model/` reads an attribute of a model."""
    return any(readers().get(f"{kind.__name__}.{attribute}") for kind in model.__mro__)


@cache
def readers() -> Mapping[str, frozenset[str]]:
    """Give the modules outside `model/` that read a field, by `Class.field`; mypy is asked once for one state of the package."""
    state = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(PACKAGE.rglob("*.py"))))
    kept = Path(tempfile.gettempdir()) / f"field-uses-{getuser()}-{state.hexdigest()[:16]}"
    with FileLock(f"{kept}.lock"):
        if not kept.exists():
            kept.write_text(_told(), encoding="utf-8")
        return found_in(kept.read_text(encoding="utf-8"))


def _told() -> str:
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(PACKAGE, Path(name) / PACKAGE.name)
        for path in (Path(name) / PACKAGE.name / "model").glob("*.py"):
            path.write_text(instrumented(path.read_text(encoding="utf-8")), encoding="utf-8")
        return told_by_mypy(Path(name))


def told_by_mypy(folder: Path) -> str:
    command = [sys.executable, "-m", "mypy", *FLAGS, "--cache-dir", "cache", PACKAGE.name]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def found_in(told: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for module, field in READ.findall(told):
        if not module.startswith("model/"):
            found.setdefault(field, set()).add(module)
    return {field: frozenset(modules) for field, modules in found.items()}


def instrumented(source: str) -> str:
    """Give a module of the model with a deprecated property in place of each field."""
    lines = source.split("\n")
    for kind in reversed([part for part in ast.parse(source).body if is_model(part)]):
        for field in reversed(kind.body):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                lines[field.lineno - 1 : field.end_lineno] = as_property(kind, field)
    return "\n".join(lines)


def is_model(part: ast.stmt) -> bool:
    return isinstance(part, ast.ClassDef) and part.name in {
        ancestor.__name__ for model in models() for ancestor in model.__mro__
    }


def as_property(kind: ast.stmt, field: ast.AnnAssign) -> list[str]:
    assert isinstance(kind, ast.ClassDef)
    name, type_ = ast.unparse(field.target), ast.unparse(field.annotation)
    mark = f"from typing_extensions import deprecated as read_{name}"
    return [
        f"    {mark}",
        "    @property",
        f'    @read_{name}("READ:{kind.name}.{name}")',
        f"    def {name}(self) -> {type_}: raise NotImplementedError",
    ]
