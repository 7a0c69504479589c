"""What stands in the files and is not on the site: misplaced private matters, drafts, incomplete reports."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.yaml_text.tree import Marks


def kept_back(workspace: Workspace) -> Iterator[Finding]:
    """Yield what a reader of the site does not see, with the next step; links to nothing, and texts that are too long."""
    from mkdocs_statuspage.policy.lengths import mission_too_long, too_long
    from mkdocs_statuspage.policy.missing_files import missing_files
    from mkdocs_statuspage.policy.published import is_published, published_among
    from mkdocs_statuspage.reading.folder import CONFIG_NAME

    config = workspace.config

    def marks_of(incident: Incident) -> Marks:
        return workspace.marks(incident.path)

    incidents = workspace.reading.incidents
    published = [incident for incident in incidents if is_published(incident, config)]
    for incident in incidents:
        if not is_published(incident, config) or incident.contacts:
            yield misplaced(workspace, incident, marks_of(incident))
    shown = published_among(incidents, config, workspace.now, marks_of)
    yield from shown.warnings
    yield from missing_files(workspace.reading, shown.incidents)
    for incident in published:
        if incident.owes_answers and incident.prose:
            yield from too_long(incident, config, marks_of(incident))
    yield from mission_too_long(config, workspace.marks(CONFIG_NAME))


def misplaced(workspace: Workspace, incident: Incident, marks: Marks) -> Finding:
    """Say where a file that is in no output belongs: what is pushed can be read by others."""
    from mkdocs_statuspage.reading.folder import shown

    found_at = workspace.incidents_dir / incident.path
    there = workspace.private_dir / Path(incident.path).name
    if incident.draft:
        key, severity = "draft", Severity.ADVICE
        message = "a draft is in no output, and whoever reads the repository reads it"
        help_text = (
            f"keep it out of git with `mv {shown(found_at)} {shown(there)}`, or delete `draft:`"
        )
    elif incident.contacts:
        key, severity = "contacts", Severity.WARNING
        message = "a log of talks with people does not belong into a repository that is pushed"
        help_text = f"move the log into a file in {shown(there.parent)}/"
    else:
        key, severity = "class", Severity.WARNING
        message = (
            f"a mistake of the class {incident.mistake_class} is in no output, and does not belong"
            " into a repository that is pushed"
        )
        help_text = f"move it and its pictures: `mkdir -p {shown(there.parent)} && mv {shown(found_at)} {shown(there)}`"
    found = marks.source.finding(marks.place((key,), key=True), "misplaced", message, help_text)
    return replace(found, severity=severity)
