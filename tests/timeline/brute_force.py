"""The states of components minute by minute, worked out anew and without the timeline's own code.

It is slow and simple on purpose: for every minute it asks every incident what holds, by the rules as
the documentation states them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from mkdocs_statuspage.model.incident import Incident, Update

ORDER = (
    "operational",
    "under_maintenance",
    "degraded_performance",
    "partial_outage",
    "major_outage",
)
MINUTE = timedelta(minutes=1)
OF_IMPACT = {
    "none": "operational",
    "minor": "degraded_performance",
    "major": "partial_outage",
    "critical": "major_outage",
}


def status_at(incidents: Sequence[Incident], component: str, moment: datetime) -> str:
    """Give the worst status of a component at a moment, over all incidents."""
    found = [_status_in(incident, component, moment) for incident in incidents]
    return max(["operational", *found], key=ORDER.index)


def _status_in(incident: Incident, component: str, moment: datetime) -> str:
    updates = [update for update in incident.updates if update.retracted is None]
    is_said = len(updates) == len(incident.updates) or any(not _closes(u) for u in updates)
    if not updates or not is_said or moment < (incident.started_at or updates[0].at):
        return "operational"
    statuses: dict[str, str] = {}
    if not any(u.components for u in incident.updates):
        statuses = dict.fromkeys(incident.components, OF_IMPACT[str(incident.impact or "minor")])
    before_closing, last_trouble, has_spoken = None, statuses, False
    for update in updates:
        is_first_word = bool(update.components) and not has_spoken
        has_spoken = has_spoken or bool(update.components) or _closes(update)
        if update.at > moment and not is_first_word:
            continue
        if _closes(update) and update.at <= moment:
            before_closing = statuses if before_closing is None else before_closing
            statuses = {}
        elif before_closing is not None:
            fails = update.status in ("investigating", "identified")
            statuses = _unwell(before_closing) or (last_trouble if fails else {})
            before_closing = None
        statuses = {**statuses, **{id_: str(s) for id_, s in update.components.items()}}
        last_trouble = _unwell(statuses) or last_trouble
    return statuses.get(component, "operational")


def _closes(update: Update) -> bool:
    return update.status in ("resolved", "completed")


def _unwell(statuses: Mapping[str, str]) -> dict[str, str]:
    return {id_: status for id_, status in statuses.items() if status != "operational"}


def downtime(
    incidents: Sequence[Incident],
    component: str,
    span: tuple[datetime, datetime],
    weights: Mapping[str, float],
) -> timedelta:
    """Give the weighted downtime in a span, adding up its minutes."""
    total, moment = 0.0, span[0]
    while moment < span[1]:
        total += weights[status_at(incidents, component, moment)]
        moment += MINUTE
    return timedelta(minutes=total)
