"""What is kept in `private/`: mistakes that are never published, read by the owner's commands alone."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident


def private_incidents(workspace: Workspace) -> Sequence[tuple[Path, Incident]]:
    """Give every readable incident in `private/` with its file, in the order of their paths."""
    folder = workspace.private_dir
    return [(folder / incident.path, incident) for incident in workspace.private.incidents]
