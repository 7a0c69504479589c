"""Gives every update its id and its status, and settles updates that carry one id."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.model.status import STATUSES_OF
from mkdocs_statuspage.model.update import Update
from mkdocs_statuspage.reading.tree import Mark, Marks, Path


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
    numbers: dict[int, int] = {}
    findings: list[Finding] = []
    status = STATUSES_OF[incident.kind][0]
    for number, given in enumerate(incident.updates):
        status = given.status or status
        update = given.model_copy(update={"id": given.id or given.default_id, "status": status})
        earlier = kept.setdefault(update.id, update)
        if earlier is update:
            numbers[number] = len(numbers)
        elif _content(given, incident.updates[_first(incident.updates, update.id)]):
            findings.append(_clash(update, number, incident.updates, marks))
    updates = tuple(kept.values())
    if len(updates) < len(incident.updates):
        marks = replace(marks, by_path=_renumbered(marks.by_path, numbers))
    return Settled(incident.model_copy(update={"updates": updates}), marks, findings)
