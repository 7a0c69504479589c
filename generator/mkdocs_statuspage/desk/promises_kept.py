"""The ledger at the desk: every promise of the site's files, which one is meant, and marking it kept."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.incident_files import incident_paths, private_incidents
from mkdocs_statuspage.desk.typed_words import one_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.timeline.ledger import Given, given_in

LINK = re.compile(r"(?:https?://|mailto:)\S+")


def all_given(workspace: Workspace) -> tuple[Given, ...]:
    """Return every promise in the files, late ones first; those of drafts are not given yet."""
    incidents = [
        incident
        for incident in (
            *workspace.reading.incidents,
            *(incident for _, incident in private_incidents(workspace)),
        )
        if not incident.draft
    ]
    return given_in(incidents, workspace.now, workspace.config.zone)


def given_by(workspace: Workspace, owner: str | None) -> Sequence[Given]:
    """Return the promises of one owner, named by how the person's name or id begins; all without one."""
    given = all_given(workspace)
    if owner is None:
        return given
    known = {str(one.owner): one.owner for one in given if one.owner}
    known |= {workspace.config.name_of(one.owner): one.owner for one in given if one.owner}
    # Somebody's id and name may begin alike, and mean the same person.
    meant = {id_ for key, id_ in known.items() if key.casefold().startswith(owner.casefold())}
    wanted = meant.pop() if len(meant) == 1 else known[one_of(owner, known, "owner")]
    return [one for one in given if one.owner == wanted]


def pick_promise(given: Sequence[Given], wanted: str) -> Given:
    """Find the promise that a name means: `incident/promise`, a promise's id, or how one begins.

    Raises:
        CannotRun: none does, or several do.
    """
    incident, slash, id_ = wanted.rpartition("/")
    among = [g for g in given if _is_of(g, incident)] if slash else list(given)
    exact = [g for g in among if g.promise.id == id_]
    found = exact or [g for g in among if g.promise.id.startswith(id_)]
    if len(found) > 1:
        owed = [g for g in found if not g.state.is_settled]
        found = owed if len(owed) == 1 else found
    if len(found) > 1:
        listed = "\n".join(f"  {g.ref}" for g in found)
        said = f"{wanted!r} may be any of these; say which:\n{listed}"
        raise CannotRun(said, instead=(wanted, found[0].ref))
    if not found:
        refs = {g.promise.id: g for g in given}
        return refs[one_of(id_, refs, "promise")]
    return found[0]


def _is_of(given: Given, incident: str) -> bool:
    """Tell whether an incident's id begins so, or its slug does: the day is not typed at night."""
    id_ = given.incident.id
    return id_.startswith(incident) or id_[11:].startswith(incident)


def keep(workspace: Workspace, given: Given, evidence: str, kept_on: date) -> FileChange:
    """Mark a promise as kept, with what shows it.

    Raises:
        CannotRun: the evidence is no link.
    """
    shown_at = evidence.strip()
    if not LINK.fullmatch(shown_at):
        raise CannotRun(
            f"{evidence!r} is no link that a reader can follow",
            "give one that begins with https://",
            instead=(evidence, "URL"),
        )
    path = incident_paths(workspace)[given.incident.id]
    edit = partial(with_kept, workspace, path, given.ref, shown_at, kept_on)
    return FileChange(path, edit, f"Keep {given.promise.id}", "Kept")


def with_kept(
    workspace: Workspace, path: Path, ref: str, evidence: str, kept_on: date, text: str
) -> str:
    """Write into a file's text when a promise was kept, and what shows it.

    Raises:
        CannotRun: there is no such promise, or it would become untrue.
    """
    from mkdocs_statuspage.writing.document import ItemStep, set_in

    incident = parsed(workspace, path, text)
    promises = given_in([incident], workspace.now, workspace.config.zone)
    given = next((one for one in promises if one.ref == ref), None)
    if given is None:
        raise CannotRun(f"{path.stem} has no promise {ref}")
    _refuse_untrue(given, evidence, kept_on)
    if given.promise.kept_on is None:
        place = (given.kind, ItemStep(given.promise.id))
        text = set_in(text, path.suffix, (*place, "kept_on"), kept_on)
        text = set_in(text, path.suffix, (*place, "evidence"), evidence)
    return text


def _refuse_untrue(given: Given, evidence: str, kept_on: date) -> None:
    """Refuse what would make the ledger say something else than what happened."""
    promise = given.promise
    if promise.withdrawn is not None:
        raise CannotRun(
            f"{given.ref} was taken back on {promise.withdrawn.on}",
            "if it was done all the same, delete its `withdrawn:` first",
        )
    if promise.kept_on is not None and (promise.evidence != evidence or promise.kept_on != kept_on):
        raise CannotRun(
            f"{given.ref} counts as kept on {promise.kept_on} already, shown by"
            f" {promise.evidence or 'nothing'}",
            "correct it in the file",
        )
