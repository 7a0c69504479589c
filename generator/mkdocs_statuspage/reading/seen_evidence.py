"""Reads `evidence.yml`: what `statuspage verify` saw of the addresses that promises name."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.model.sightings import NOTHING_SEEN, Sightings
from mkdocs_statuspage.reading.checks import Problem, found
from mkdocs_statuspage.reading.decode import decode
from mkdocs_statuspage.reading.file_list import EVIDENCE_NAME, shown
from mkdocs_statuspage.yaml_text.nodes import Refused
from mkdocs_statuspage.yaml_text.source import SourceFile, one_line, read_source
from mkdocs_statuspage.yaml_text.tree import Marks, scan_tree

REMEDY = "delete the file, and `statuspage verify` writes it anew"


@dataclass(frozen=True)
class SeenFile:
    """What the file says, and what is wrong with it."""

    sightings: Sightings = NOTHING_SEEN
    findings: tuple[Finding, ...] = ()
    marks: Marks | None = None
    """Where everything stands in it; None where there is no file, or no sense in it."""


def read_sightings(incidents_dir: Path) -> SeenFile:
    """Read what was seen; nothing was where there is no file yet."""
    path = incidents_dir / EVIDENCE_NAME
    if not (path.exists() or path.is_symlink()):
        return SeenFile()
    source = read_source(path, shown(path))
    return SeenFile(findings=(source,)) if isinstance(source, Finding) else sightings_in(source)


def sightings_in(source: SourceFile) -> SeenFile:
    """Read a text as that of `evidence.yml`, or say everything that is wrong with it."""
    try:
        tree, marks, findings = scan_tree(source, source.text)
    except Refused as refused:
        return SeenFile(findings=refused.findings)
    if tree is None:
        return SeenFile(findings=tuple(findings), marks=marks)
    if not isinstance(tree, dict):
        finding = source.finding(
            Place(source.path), "wrong-type", "`evidence:` and `tickets:` belong here", REMEDY
        )
        return SeenFile(findings=(*findings, finding), marks=marks)
    value, wrong = decode(Sightings, tree, marks)
    if value is not None:
        wrong += [found(problem, marks) for problem in _twice(value)]
    told = (*findings, *wrong)
    return SeenFile(NOTHING_SEEN if told or value is None else value, told, marks)


def _twice(value: Sightings) -> Iterator[Problem]:
    """Yield each address that is there already."""
    urls = {
        "evidence": [one.url for one in value.evidence],
        "tickets": [one.url for one in value.tickets],
    }
    for key, listed in urls.items():
        for number, url in enumerate(listed):
            if url in listed[:number]:
                message = f"`{one_line(url)}` stands here twice"
                yield Problem((key, number, "url"), "duplicate-evidence", message, "delete one")
