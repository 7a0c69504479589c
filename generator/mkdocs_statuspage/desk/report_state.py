"""How an incident stands against the policy: read from its file, among the others of its site."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs_statuspage.desk.file_change import parsed
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.model.statuses import MistakeClass
from mkdocs_statuspage.policy.classes import highest
from mkdocs_statuspage.policy.demand import Asked, Stage
from mkdocs_statuspage.policy.demands import missing_findings, missing_for


def asked_in(workspace: Workspace, path: Path, text: str) -> Asked:
    """Work out what the demands on the incident in a text follow from.

    Raises:
        CannotRun: the text is invalid; says how.
    """
    from dataclasses import replace

    from mkdocs_statuspage.policy.published import asked_of

    incident = parsed(workspace, path, text)
    asked = asked_of(incident, workspace.reading.incidents, workspace.config, workspace.now)
    return replace(asked, highest=highest_class(path))


def missing_in(
    workspace: Workspace, path: Path, text: str, stage: Stage = Stage.REPORT
) -> Sequence[Finding]:
    """Return what is missing before the report in a text may be published, each with its place."""
    asked = asked_in(workspace, path, text)
    marks = workspace.read_text(path, text).marks
    return missing_findings(missing_for(asked, stage), asked.incident, marks)


def language_in(workspace: Workspace, path: Path, text: str) -> Sequence[Finding]:
    """Return what the review says of the report in a text, and where it is longer than people read."""
    from mkdocs_statuspage.policy.incident_review import review_report
    from mkdocs_statuspage.policy.lengths import too_long

    incident, config = parsed(workspace, path, text), workspace.config
    marks = workspace.read_text(path, text).marks
    found = review_report(incident, workspace.reading.incidents, config, marks)
    return [*found, *too_long(incident, config, marks)]


def findings_before(
    workspace: Workspace, path: Path, text: str, stage: Stage = Stage.REPORT
) -> Sequence[Finding]:
    """Return everything that keeps a report from being published: what is missing, then its language."""
    missing = missing_in(workspace, path, text, stage)
    return [*missing, *language_in(workspace, path, text)]


def highest_class(path: Path) -> MistakeClass | None:
    """Read the highest class that git ever recorded for a file; None where there is no history."""
    from mkdocs_statuspage.writing.git import Git

    # Renames are not followed: a file that was renamed and lowered at once would be two mistakes.
    shown = Git(path.parent).run("log", "--format=", "-U0", "-p", "-G", "^class:", "--", path.name)
    found = [
        MistakeClass(line[7:].strip())
        for line in shown.text.splitlines()
        if line[:7] in ("+class:", "-class:") and line[7:].strip() in set(MistakeClass)
    ]
    return highest(found) if shown.code == 0 else None
