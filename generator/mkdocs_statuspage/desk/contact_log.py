"""The private log of talks with a person who was wronged."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.remedies import move_line
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.policy.classes import OF_ONE_PERSON, is_published


def note_contact(
    workspace: Workspace, path: Path, *, medium: str, by: str, at: datetime, agreed: str | None
) -> FileChange:
    """Note down a talk; it stays in `private/`.

    Raises:
        CannotRun: the incident's file is public.
    """
    if not workspace.is_private(path):
        raise _not_private(workspace, path)
    entry = {"medium": medium, "by": by, "at": at.replace(microsecond=0)}
    entry |= {"agreed": agreed} if agreed else {}
    return FileChange(
        path, partial(_with_entry, workspace, path, entry), f"Note {path.stem}", "Noted"
    )


def _not_private(workspace: Workspace, path: Path) -> CannotRun:
    said = f"{workspace.shown(path)} is no private file: what was said there would be in git"
    if is_published(parsed(workspace, path, workspace.text_of(path)), workspace.config):
        personal = ("open", "TITLE", "--class", OF_ONE_PERSON.value, "-m", "TEXT")
        return CannotRun(said, "what concerns one person has a file of its own:", line=personal)
    return CannotRun(said, f"move it first: {move_line(workspace, path)}")


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
