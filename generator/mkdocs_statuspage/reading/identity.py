"""Gives every update its id and its status, and settles updates that carry one id."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.model.statuses import STATUSES_OF, UpdateStatus
from mkdocs_statuspage.model.updates import Update
from mkdocs_statuspage.yaml_text.tree import Marks


class Settled(NamedTuple):
    """An incident with every update once, and the places of those that were kept."""

    incident: Incident
    marks: Marks
    findings: list[Finding]


def settle_updates(incident: Incident, marks: Marks) -> Settled:
    """Fill in what updates leave out, and keep one of those that are the same twice.

    The same id with the same content is the same update: a retry after an unclear failure. With other
    content it is an error, because readers know an update by its id.
    """
    kept: dict[str, Update] = {}
    numbers: set[int] = set()
    findings: list[Finding] = []
    for number, given in enumerate(incident.updates):
        update = given if given.id else given.model_copy(update={"id": given.default_id})
        earlier = kept.setdefault(update.id, update)
        if earlier is update:
            numbers.add(number)
        elif earlier != update:
            findings.append(_clash(update, number, incident.updates, marks))
    if len(kept) < len(incident.updates):
        marks = marks.keeping("updates", numbers)
    updates = tuple(_with_status(kept.values(), STATUSES_OF[incident.kind][0]))
    return Settled(incident.model_copy(update={"updates": updates}), marks, findings)


def _with_status(updates: Iterable[Update], status: UpdateStatus) -> Iterator[Update]:
    """Yield every update the status that holds after it; what was taken back holds nothing."""
    for update in updates:
        if update.status is None:
            yield update.model_copy(update={"status": status})
            continue
        if update.retracted is None:
            status = update.status
        yield update


def _clash(update: Update, number: int, updates: Sequence[Update], marks: Marks) -> Finding:
    place = marks.place(("updates", number, "id" if updates[number].id else "at"))
    if updates[number].id:
        message = f"another update has the id `{update.id}`, and says something else"
        help_text = "give this one an id of its own; never change the id of a published one"
    else:
        message = f"another update without an id has the same time ({format_instant(update.at)})"
        help_text = "give this one an id, any that is unique in the file"
    return marks.source.finding(place, "duplicate-update", message, help_text)
