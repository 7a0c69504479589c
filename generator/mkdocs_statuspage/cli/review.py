"""`statuspage review`: what in a text will make things worse, and how to mend it."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mkdocs_statuspage.cli.failures import EXIT_FINDINGS
from mkdocs_statuspage.cli.findings import Format
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import Workspace, is_below
from mkdocs_statuspage.model.finding import Finding, Severity

STDIN = "-"


class TextKind(StrEnum):
    """What a text from standard input is going to be."""

    REPORT = "report"
    UPDATE = "update"
    SOCIAL = "social"


def command(
    context: typer.Context,
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Only these incidents; - reads standard input."),
    ] = None,
    as_: Annotated[
        TextKind, typer.Option("--as", help="What standard input is.")
    ] = TextKind.REPORT,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
    explain: Annotated[
        str | None, typer.Option(metavar="RULE", help="Print what a rule is about.")
    ] = None,
) -> None:
    """Read what customers are about to read, and point at what will make it worse."""
    if explain is not None:
        sys.stdout.write(_explained(explain))
        return
    if ids == [STDIN]:
        findings = review_stdin(as_)
    else:
        workspace = find_workspace(context)
        reviewed = review_site(workspace, ids or ())
        findings = [finding for found in reviewed.values() for finding in found]
        findings += unknown_rules(workspace)
    _present(findings, format_)
    raise typer.Exit(
        EXIT_FINDINGS if any(f.severity is not Severity.ADVICE for f in findings) else 0
    )


def _explained(rule: str) -> str:
    from mkdocs_statuspage.desk.choose import one_of
    from mkdocs_statuspage.review import RULES
    from mkdocs_statuspage.review.documentation import explain

    return explain(one_of(rule, [known.name for known in RULES], "rule")).rstrip() + "\n"


def review_stdin(kind: TextKind) -> Sequence[Finding]:
    """Review the text of standard input, for which there are no fields."""
    from mkdocs_statuspage.review import Kind, Origin, placed, review_text, to_findings

    try:
        text = sys.stdin.buffer.read().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CannotRun(f"standard input is not UTF-8: {error.reason}") from None
    return to_findings(review_text(text, Kind(kind.value)), placed(text, Origin(STDIN)))


def review_site(
    workspace: Workspace, ids: Sequence[str] = (), below: Sequence[Path] = ()
) -> Mapping[str, Sequence[Finding]]:
    """Give what the review says of the named incidents, or of all that are published.

    A draft is reviewed when it is named. With `below`, which goes with no names, only files that
    are one of these or below one of these folders are reviewed.
    """
    from mkdocs_statuspage.desk.choose import one_of
    from mkdocs_statuspage.policy.incident_review import review_incidents
    from mkdocs_statuspage.policy.published import is_published

    config = workspace.config
    reading = workspace.reading
    known = [incident.id for incident in reading.incidents]
    only = {one_of(id_, known, "incident") for id_ in ids}
    incidents = [i for i in reading.incidents if i.id in only or is_published(i, config)]
    folder = workspace.incidents_dir
    only |= {i.id for i in incidents if below and is_below(folder / i.path, below)}
    selected = only if ids or below else None
    reviewed = review_incidents(incidents, config, lambda i: workspace.marks(i.path), selected)
    return {id_: found.findings for id_, found in reviewed.items()}


def unknown_rules(workspace: Workspace) -> Sequence[Finding]:
    """Give what the site switches off though there is no such rule."""
    from mkdocs_statuspage.policy.switched_off import unknown_rules_off
    from mkdocs_statuspage.reading.folder import CONFIG_NAME

    if not workspace.config.rules_off:
        return ()
    return list(unknown_rules_off(workspace.config, workspace.marks(CONFIG_NAME)))


def _present(findings: Sequence[Finding], format_: Format) -> None:
    from mkdocs_statuspage.cli.findings import FORMATS, show, tally
    from mkdocs_statuspage.review import NOTHING_FOUND

    if format_ is Format.TEXT:
        show(findings)
        sys.stderr.write((tally(findings) or NOTHING_FOUND) + "\n")
    elif text := FORMATS[format_](findings):
        sys.stdout.write(text + "\n")


def as_advice(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Give findings that stop nothing, for a text that is posted in a hurry."""
    return [replace(finding, severity=Severity.ADVICE) for finding in findings]
