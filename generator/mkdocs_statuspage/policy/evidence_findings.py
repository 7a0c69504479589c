"""What `check` says of evidence that was looked at, no longer there or closed to readers; and of tickets that say otherwise."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.promise import MakeGood, Promise
from mkdocs_statuspage.model.sightings import Found, Sighting, TicketState, asked_as
from mkdocs_statuspage.reading.folder import Reading
from mkdocs_statuspage.yaml_text.source import one_line
from mkdocs_statuspage.yaml_text.tree import TreePath


class _Said(NamedTuple):
    """What is said of a way in which evidence is not what it was."""

    rule: str
    message: str
    help: str
    severity: Severity = Severity.WARNING


_SAID = {
    Found.GONE: _Said(
        "evidence-gone",
        "this evidence is no longer there",
        "write where it is now, or another that shows the same",
    ),
    Found.CLOSED: _Said(
        "evidence-closed",
        "readers cannot see this evidence",
        "name something that everybody can read",
    ),
    Found.SILENT: _Said(
        "evidence-silent",
        "this evidence did not answer",
        "see whether it comes back: `statuspage verify --again`",
        Severity.ADVICE,
    ),
    Found.MOVED: _Said("evidence-moved", "this evidence has moved", "", Severity.ADVICE),
}


_TICKETS = {
    (True, TicketState.OPEN): _Said(
        "ticket-open",
        "this promise counts as kept, and its ticket is open",
        "close the ticket, or take `kept_on` back",
    ),
    (False, TicketState.CLOSED): _Said(
        "ticket-closed",
        "the ticket of this promise is closed",
        "if it is done: `statuspage keep {id} --evidence URL`",
        Severity.ADVICE,
    ),
}
"""What is said of a ticket, by whether its promise is kept, and where the ticket stands."""


def ticket_findings(reading: Reading, now: datetime) -> Iterator[Finding]:
    """Yield a finding for each promise whose ticket says something else than it does."""
    seen = {one.url: one for one in reading.sightings.tickets if one.looked_at <= now}
    for incident in reading.incidents if seen else ():
        for path, promise in _promises(incident):
            ticket = seen.get(promise.ticket or "")
            said = _TICKETS.get((promise.kept_on is not None, ticket.state)) if ticket else None
            if said and ticket and promise.withdrawn is None:
                marks = reading.marks_of(incident.path)
                message = f"{said.message} (looked at on {ticket.looked_at.date()})"
                help_text = said.help.format(id=f"{incident.id}/{promise.id}")
                place = marks.place((*path, "ticket"))
                yield marks.source.finding(place, said.rule, message, help_text, said.severity)


def evidence_findings(reading: Reading, now: datetime) -> Iterator[Finding]:
    """Yield a finding for each piece of evidence that was not as it should be when it was last looked at."""
    seen = {url: one for url, one in reading.sightings.by_url().items() if one.looked_at <= now}
    for incident in reading.incidents if seen else ():
        for path, promise in _promises(incident):
            sighting = seen.get(asked_as(promise.evidence)) if promise.evidence else None
            if sighting and sighting.found in _SAID:
                yield _found(sighting, (*path, "evidence"), incident, reading)


def _promises(incident: Incident) -> Iterator[tuple[TreePath, Promise]]:
    numbers = {"prevention": 0, "make_good": 0}
    for promise in (*incident.preventions, *incident.make_goods):
        key = "make_good" if isinstance(promise, MakeGood) else "prevention"
        yield (key, numbers[key]), promise
        numbers[key] += 1


def _found(sighting: Sighting, path: TreePath, incident: Incident, reading: Reading) -> Finding:
    said, marks = _SAID[sighting.found], reading.marks_of(incident.path)
    why = f": {sighting.why}" if sighting.why else ""
    message = f"{said.message}{why} (looked at on {sighting.looked_at.date()})"
    help_text = said.help or f"write `evidence: {one_line(sighting.moved_to, 200)}`"
    return marks.source.finding(marks.place(path), said.rule, message, help_text, said.severity)
