"""`statuspage check`: everything wrong with the files, in one run."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from mkdocs_statuspage.cli.failures import EXIT_FINDINGS
from mkdocs_statuspage.cli.findings import Format, present
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.model.finding import Finding, Severity

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.missing_traces import Untraced
    from mkdocs_statuspage.desk.workspace import Workspace

NOTHING_WRONG = "Nothing is wrong with the files."
Explained = Annotated[
    str | None,
    typer.Option("--explain", metavar="ID", help="What the policy asks of one incident."),
]


def command(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Only these files or folders.", metavar="[PATH]...")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
    strict: Annotated[
        bool, typer.Option("--strict", help="Warnings and what is overdue count as errors.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the trace that a change lacks, after asking why.")
    ] = False,
    hold_back: Annotated[
        bool, typer.Option("--hold-back", help="In CI: what readers had, where a trace is missing.")
    ] = False,
    why: Annotated[
        str | None, typer.Option("--why", help="The reason, for --fix; readers see it.")
    ] = None,
    explain_: Explained = None,
) -> None:
    """Say everything that is wrong with the files, each with its place and the next step."""
    workspace = find_workspace(context)
    if explain_ is not None:
        from mkdocs_statuspage.cli.explain import explain

        explain(workspace, explain_)
        return
    workspace = replace(workspace, asked=_existing(paths or ()))
    if fix:
        from mkdocs_statuspage.cli.trace import write_traces
        from mkdocs_statuspage.desk.missing_traces import untraced_in

        write_traces(workspace, untraced_in(workspace), why)
        workspace = replace(workspace)  # which reads what was written
    found = check_files(workspace, strict=strict)
    invalid, silent, advice = found.invalid, found.silent, found.advice
    present(sorted([*invalid, *silent, *advice]), format_, NOTHING_WRONG)
    if hold_back:
        from mkdocs_statuspage.desk.missing_traces import put_back

        put_back(workspace, found.untraced)
    stops = [f for f in (*invalid, *(() if hold_back else silent)) if f.severity is Severity.ERROR]
    if strict:
        stops += [f for f in (*invalid, *silent, *advice) if f.severity is not Severity.ADVICE]
    raise typer.Exit(EXIT_FINDINGS if stops else 0)


class Checked(NamedTuple):
    """What is wrong with files."""

    invalid: Sequence[Finding]
    """What makes them invalid."""
    untraced: "Sequence[Untraced]"
    """What changed in them without a word to readers."""
    silent: Sequence[Finding]
    """The same, as findings."""
    advice: Sequence[Finding]
    """What the review says, and what is kept off the site."""


def check_files(workspace: "Workspace", *, strict: bool = False) -> Checked:
    """Find everything that is wrong with the files that are asked about."""
    from mkdocs_statuspage.desk.missing_traces import changed_settings, silent_findings, untraced_in
    from mkdocs_statuspage.desk.site_review import reviewed_in

    invalid = [f for f in workspace.findings if _is_asked(f, workspace)]
    untraced = untraced_in(workspace) if workspace.settings.config else ()
    advice = [*reviewed_in(workspace, strict=strict), *changed_settings(workspace)]
    silent = list(silent_findings(workspace, untraced))
    return Checked(invalid, untraced, silent, [f for f in advice if _is_asked(f, workspace)])


def _existing(paths: Iterable[Path]) -> tuple[Path, ...]:
    for path in paths:
        if not path.exists():
            raise CannotRun(
                f"there is no {path}",
                "name files or folders that exist",
                instead=(str(path), "incidents"),
            )
    return tuple(path.resolve() for path in paths)


def _is_asked(finding: Finding, workspace: "Workspace") -> bool:
    from mkdocs_statuspage.desk.workspace import is_below

    return not workspace.asked or is_below(Path(finding.place.path), workspace.asked)
