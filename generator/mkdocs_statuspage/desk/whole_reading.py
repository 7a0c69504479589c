"""All files of a long history, read for commands that ask about each of them: what was read before is kept, and not read again."""

from typing import TYPE_CHECKING

from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.reading.folder import IncidentFile, Reading
from mkdocs_statuspage.writing.locks import is_own
from mkdocs_statuspage.yaml_text.source import SourceFile

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.kept_reading import KeptReviews

FEWEST = 100
"""Files from which on they are kept: fewer are read as quickly as what is kept is opened."""


def read_whole(workspace: Workspace) -> Reading:
    """Read every file of a site; in somebody else's site nothing is kept."""
    listing = workspace.survey()
    if not _keeps(workspace, len(listing.names)):
        return workspace.read_beside(listing)
    from mkdocs_statuspage.desk.kept_reading import kept_texts

    kept = kept_texts(workspace.state_dir, workspace.incidents_dir)
    known: dict[tuple[SourceFile, str], IncidentFile] = {}

    def parse(source: SourceFile, relative: str, config: SiteConfig | None) -> IncidentFile:
        if (source, relative) not in known:
            known[source, relative] = kept.parse(source, relative, config)
        return known[source, relative]

    reading = workspace.read_beside(listing, parse=parse)
    kept.close()
    return reading


def review_memory(workspace: Workspace) -> "KeptReviews | None":
    """Return what is remembered of the reviews of a site, where it may be."""
    if not _keeps(workspace, len(workspace.reading.names)):
        return None
    from mkdocs_statuspage.desk.kept_reading import kept_reviews

    return kept_reviews(
        workspace.state_dir, workspace.incidents_dir, lambda name: workspace.marks(name).source.text
    )


def _keeps(workspace: Workspace, count: int) -> bool:
    """Tell whether anything is kept of so many files."""
    is_certain = workspace.settings.config is not None and workspace.newest.config is None
    may_write = workspace.state_dir.is_dir() or is_own(workspace.root.stat())
    return count >= FEWEST and is_certain and may_write
