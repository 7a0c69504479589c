"""`statuspage check`: everything wrong with the files, in one run."""

import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mkdocs_statuspage.cli.errors import EXIT_FINDINGS, CannotRun
from mkdocs_statuspage.cli.workspace import Workspace, find_workspace
from mkdocs_statuspage.model.finding import Finding, Severity


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def command(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Only these files or folders.", metavar="[PATH]...")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
    strict: Annotated[
        bool, typer.Option("--strict", help="Warnings and what is overdue count as errors.")
    ] = False,
) -> None:
    """Say everything that is wrong with the files, each with its place and the next step."""
    workspace = find_workspace(context)
    findings = [f for f in findings_of(workspace) if _is_below(f, paths or ())]
    _present(findings, format_)
    stops = [f for f in findings if f.severity is Severity.ERROR or strict]
    raise typer.Exit(EXIT_FINDINGS if stops else 0)


def findings_of(workspace: Workspace) -> Sequence[Finding]:
    """Give every finding of a site."""
    from mkdocs_statuspage.reading.folder import read_folder

    return read_folder(workspace.incidents_dir).findings


def _is_below(finding: Finding, paths: Iterable[Path]) -> bool:
    wanted = [path.resolve() for path in paths]
    for path in wanted:
        if not path.exists():
            raise CannotRun(f"there is no {path}", "name files or folders that exist")
    place = Path(finding.place.path).resolve()
    return not wanted or any(place.is_relative_to(path) for path in wanted)


def _present(findings: Sequence[Finding], format_: Format) -> None:
    from mkdocs_statuspage.cli.findings import FORMATS, show, tally

    if format_ is Format.TEXT:
        show(findings)
        sys.stderr.write((tally(findings) or "Nothing is wrong with the files.") + "\n")
    elif text := FORMATS[format_](findings):
        sys.stdout.write(text + "\n")
