"""How an incident stands against the policy: read from its file, among the others of its site."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs_statuspage.desk.file_change import parsed
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import MistakeClass
from mkdocs_statuspage.policy.demand import Asked, Stage
from mkdocs_statuspage.policy.demands import missing_findings, missing_for
from mkdocs_statuspage.policy.people import RANKS

DECIDED_BY_FIELDS = frozenset(["no-affected", "no-apology", "no-make-good", "no-prevention"])
"""Rules of the review about what is missing; here the policy decides on the fields instead."""
COMPARED = 20
"""With so many earlier reports the apology of a new one is compared."""


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
    from mkdocs_statuspage.policy.incident_review import review_incidents
    from mkdocs_statuspage.policy.lengths import too_long

    incident = parsed(workspace, path, text)
    marks = workspace.read_text(path, text).marks
    reported = [
        other
        for other in workspace.reading.incidents
        if other.report.published_at and other.begins_at < incident.begins_at
    ]
    earlier = sorted(reported, key=lambda other: other.begins_at)[-COMPARED:]
    # Updates are read when they are posted; what was said then keeps no report back.
    alone = [report_only(each) for each in (*earlier, incident)]
    reviewed = review_incidents(alone, workspace.config, lambda _: marks)[incident.id]
    passed_over = DECIDED_BY_FIELDS | {"unused-waiver"}  # a waiver may be for an update
    found = [f for f in reviewed.findings if f.rule not in passed_over]
    return [*found, *too_long(incident, workspace.config, marks)]


def findings_before(
    workspace: Workspace, path: Path, text: str, stage: Stage = Stage.REPORT
) -> Sequence[Finding]:
    """Return everything that keeps a report from being published: what is missing, then its language."""
    missing = missing_in(workspace, path, text, stage)
    return [*missing, *language_in(workspace, path, text)]


def report_only(incident: Incident) -> Incident:
    """Return an incident without its updates."""
    return incident.model_copy(update={"updates": ()})


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
    return max(found, key=lambda cls: RANKS[cls], default=None) if shown.code == 0 else None
