"""A new incident file: its id, what stands in it, and that it never replaces another."""

from datetime import date
from pathlib import Path

from mkdocs_statuspage.desk.change import Posted, carry_out, parsed
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.ids import incident_id

UNPUBLISHED = ("slip", "personal")


def create(
    workspace: Workspace, tree: dict[str, object], day: date, *, dry_run: bool, publish: bool
) -> Posted:
    """Write a new incident file, checked by reading it; unpublished classes go to `private/`.

    Raises:
        CannotRun: the file would not be valid.
    """
    from mkdocs_statuspage.desk.choose import incident_paths
    from mkdocs_statuspage.writing import compose_markdown

    private = tree.get("class") in UNPUBLISHED
    folder = workspace.private_dir if private else workspace.incidents_dir
    kind = str(tree.get("kind", "incident"))
    id_ = incident_id(day, str(tree["title"]), kind, incident_paths(workspace))
    path = folder / f"{id_}.md"
    text = compose_markdown(tree, "")
    if private and not dry_run:
        keep_private(workspace)

    def change(before: str | None) -> Posted:
        if before not in (None, text):
            raise CannotRun(f"the remote has another {path.name}", "choose another title")
        incident = parsed(workspace, path, text)
        last = incident.updates[-1].id if incident.updates else ""
        return Posted(path, before or "", text, incident, last)

    return carry_out(workspace, path, change, dry_run=dry_run, publish=publish and not private)


def keep_private(workspace: Workspace) -> None:
    """Make `private/` a folder that git ignores by itself, whatever the site's .gitignore says."""
    ignore: Path = workspace.private_dir / ".gitignore"
    if not ignore.exists():
        try:
            workspace.private_dir.mkdir(exist_ok=True)
            ignore.write_text("# What is here concerns people in private; it is never pushed.\n*\n")
        except OSError as error:
            raise CannotRun(f"{workspace.private_dir} cannot be made: {error.strerror}") from None
