"""Reads what commands write beside the incidents: `evidence.yml`, `slips.yml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.model.sightings import NOTHING_SEEN, Sightings
from mkdocs_statuspage.reading.checks import Problem, found
from mkdocs_statuspage.reading.decode import decode
from mkdocs_statuspage.reading.file_list import shown
from mkdocs_statuspage.yaml_text.nodes import Refused
from mkdocs_statuspage.yaml_text.source import SourceFile, one_line, read_source
from mkdocs_statuspage.yaml_text.tree import Marks, scan_tree

REMEDY = "delete the file, and its command writes it anew: `statuspage verify`, or `statuspage record --count-slips`"


M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class BesideFile(Generic[M]):
    """What such a file says, and what is wrong with it."""

    value: M | None = None
    """None where there is no file, or something is wrong with it."""
    findings: tuple[Finding, ...] = ()
    marks: Marks | None = None
    """Where everything stands in it; None where there is no file, or no sense in it."""


def read_beside(path: Path, model: type[M]) -> BesideFile[M]:
    """Read a file that a command has written beside the incidents, where there is one."""
    if not (path.exists() or path.is_symlink()):
        return BesideFile()
    source = read_source(path, shown(path))
    if isinstance(source, Finding):
        return BesideFile(findings=(source,))
    return beside_in(source, model)


def sightings_in(source: SourceFile) -> Sightings:
    """Read a text as that of `evidence.yml`; nothing was seen where it is wrong."""
    return beside_in(source, Sightings).value or NOTHING_SEEN


def beside_in(source: SourceFile, model: type[M]) -> BesideFile[M]:
    """Read a text as that of such a file, or say everything that is wrong with it."""
    try:
        tree, marks, findings = scan_tree(source, source.text)
    except Refused as refused:
        return BesideFile(findings=refused.findings)
    tree = {} if tree is None else tree
    if not isinstance(tree, dict):
        belong = " and ".join(f"`{key}:`" for key in model.model_fields)
        message = f"{belong} belong here"
        finding = source.finding(Place(source.path), "wrong-type", message, REMEDY)
        return BesideFile(findings=(*findings, finding), marks=marks)
    value, wrong = decode(model, tree, marks)
    if value is not None:
        wrong += [found(problem, marks) for problem in _twice(tree)]
    told = (*findings, *wrong)
    return BesideFile(None if told else value, told, marks)


def _twice(tree: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield each item that has the name of an earlier one."""
    for key, items in tree.items():
        seen: set[str] = set()
        for number, item in enumerate(items or ()):
            named = "url" if "url" in item else "id"
            if item[named] in seen:
                message = f"`{one_line(item[named])}` stands here twice"
                yield Problem((key, number, named), "named-twice", message, "delete one")
            seen.add(item[named])
