"""A new incident file: its id, what stands in it, and that it never replaces another."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from pathlib import Path

from mkdocs_statuspage.cli.errors import CannotRun
from mkdocs_statuspage.cli.post import Posted, parsed
from mkdocs_statuspage.cli.workspace import Workspace

SLUG_LENGTH = 50
UNPUBLISHED = ("slip", "personal")


def slug_of(title: str) -> str:
    """Give a title's words for a URL: `Zahlungen über Kärtchen` → `zahlungen-uber-kartchen`."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", folded.replace("'", ""))
    slug = ""
    for word in words:
        if len(slug) + len(word) >= SLUG_LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or (words[0][:SLUG_LENGTH] if words else "incident")


def new_incident_id(day: date, title: str, taken: Collection[str]) -> str:
    """Give the day and the title's slug, with a number when that is taken."""
    stem = f"{day.isoformat()}-{slug_of(title)}"
    numbered = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
    return next(id_ for id_ in numbered if id_ not in taken)


def create(workspace: Workspace, tree: dict[str, object], day: date, *, dry_run: bool) -> Posted:
    """Write a new incident file, checked by reading it; unpublished classes go to `private/`.

    Raises:
        CannotRun: the file would not be valid.
    """
    from mkdocs_statuspage.cli.choose import incident_paths
    from mkdocs_statuspage.writing import compose_markdown
    from mkdocs_statuspage.writing.files import create_file

    private = tree.get("class") in UNPUBLISHED
    folder = workspace.private_dir if private else workspace.incidents_dir
    id_ = new_incident_id(day, str(tree["title"]), incident_paths(workspace))
    path = folder / f"{id_}.md"
    text = compose_markdown(tree, "")
    incident = parsed(workspace, path, text)
    if not dry_run:
        if private:
            keep_private(workspace)
        create_file(path, text, lock_dir=workspace.locks_dir)
    last = incident.updates[-1].id if incident.updates else ""
    return Posted(path, "", text, incident, last)


def keep_private(workspace: Workspace) -> None:
    """Make `private/` a folder that git ignores by itself, whatever the site's .gitignore says."""
    ignore: Path = workspace.private_dir / ".gitignore"
    if not ignore.exists():
        try:
            workspace.private_dir.mkdir(exist_ok=True)
            ignore.write_text("# What is here concerns people in private; it is never pushed.\n*\n")
        except OSError as error:
            raise CannotRun(f"{workspace.private_dir} cannot be made: {error.strerror}") from None
