"""What is kept in `private/`: mistakes that are never published, read by the owner's commands alone."""

from collections.abc import Iterator
from pathlib import Path

from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident


def private_incidents(workspace: Workspace) -> Iterator[tuple[Path, Incident]]:
    """Give every readable incident in `private/` with its file, in the order of their paths."""
    from mkdocs_statuspage.reading.folder import INCIDENT_SUFFIXES, read_incident, walk

    for path in walk(workspace.private_dir):
        if path.suffix in INCIDENT_SUFFIXES:
            incident, _ = read_incident(path, workspace.private_dir, workspace.config)
            if incident is not None:
                yield path, incident
