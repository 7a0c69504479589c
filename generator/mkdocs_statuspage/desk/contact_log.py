"""The private log of talks with a person who was wronged."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident


def note_contact(
    workspace: Workspace, path: Path, *, medium: str, by: str, at: datetime, agreed: str | None
) -> FileChange:
    """Note down a talk; it stays in `private/`.

    Raises:
        CannotRun: the incident's file is public.
    """
    if not workspace.is_private(path):
        name = workspace.shown(path)
        raise CannotRun(
            f"{name} is no private file: what was said there would be in git",
            "a contact log is for what concerns one person; move it first:"
            f" mv {name} private/{path.name}",
        )
    entry = {"medium": medium, "by": by, "at": at.replace(microsecond=0)}
    entry |= {"agreed": agreed} if agreed else {}
    return FileChange(
        path, partial(_with_entry, workspace, path, entry), f"Note {path.stem}", "Noted"
    )


def _with_entry(workspace: Workspace, path: Path, entry: dict[str, object], text: str) -> str:
    from mkdocs_statuspage.writing.document import append_in

    noted = [
        contact.model_dump(exclude_none=True) for contact in parsed(workspace, path, text).contacts
    ]
    return text if entry in noted else append_in(text, path.suffix, "contacts", entry)


def untried_media(workspace: Workspace, incident: Incident, chosen: str) -> Sequence[str]:
    """Return which more personal ways were not tried, in the order of the policy."""
    order = workspace.config.policy.classes[incident.mistake_class].contact_order
    tried = {contact.medium for contact in incident.contacts}
    before = order[: order.index(chosen)] if chosen in order else ()
    return [name for name in before if name not in tried]
