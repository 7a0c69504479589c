"""Gives every update its id and its status, and settles updates that carry one id."""

from collections.abc import Sequence

from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.status import STATUSES_OF
from mkdocs_statuspage.model.update import Update
from mkdocs_statuspage.reading.tree import Marks


def settle_updates(incident: Incident, marks: Marks) -> tuple[Incident, list[Finding]]:
    """Fill in what updates leave out, and keep one of those that are the same twice.

    The same id with the same content is the same update: a retry after an unclear failure. With other
    content it is an error, because readers know an update by its id.
    """
    kept: dict[str, Update] = {}
    findings: list[Finding] = []
    status = STATUSES_OF[incident.kind][0]
    for number, given in enumerate(incident.updates):
        status = given.status or status
        update = given.model_copy(update={"id": given.id or given.default_id, "status": status})
        earlier = kept.setdefault(update.id, update)
        if earlier != update:
            findings.append(_clash(update, number, incident.updates, marks))
    return incident.model_copy(update={"updates": tuple(kept.values())}), findings


def _clash(update: Update, number: int, updates: Sequence[Update], marks: Marks) -> Finding:
    place = marks.place(("updates", number, "id" if updates[number].id else "at"))
    if updates[number].id:
        message = f"another update has the id `{update.id}`, and says something else"
        help_text = "give this one an id of its own; never change the id of a published one"
    else:
        message = "another update without an id has the same time"
        help_text = "give this one an id, any that is unique in the file"
    return marks.source.finding(place, "duplicate-update", message, help_text)
