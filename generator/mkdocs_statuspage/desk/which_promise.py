"""The ledger on the command line: every promise of the site's files, and which one is meant."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs_statuspage.desk.choose import one_of
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.private import private_incidents
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.timeline.ledger import Given, given_in


def all_given(workspace: Workspace) -> tuple[Given, ...]:
    """Give every promise in the files, late ones first; those of drafts are not given yet."""
    incidents = [
        incident
        for incident in (
            *workspace.reading.incidents,
            *(incident for _, incident in private_incidents(workspace)),
        )
        if not incident.draft
    ]
    return given_in(incidents, workspace.now, workspace.config.zone)


def file_of(workspace: Workspace, given: Given) -> Path:
    """Give the file that a promise stands in."""
    from mkdocs_statuspage.desk.choose import incident_paths

    return incident_paths(workspace)[given.incident.id]


def pick_promise(given: Sequence[Given], wanted: str) -> Given:
    """Give the promise that a name means: `incident/promise`, a promise's id, or how one begins.

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
        raise CannotRun(f"{wanted!r} may be any of these; say which:\n{listed}")
    if not found:
        refs = {g.promise.id: g for g in given}
        return refs[one_of(id_, refs, "promise")]
    return found[0]


def _is_of(given: Given, incident: str) -> bool:
    """Tell whether an incident's id begins so, or its slug does: the day is not typed at night."""
    id_ = given.incident.id
    return id_.startswith(incident) or id_[11:].startswith(incident)
