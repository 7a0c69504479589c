"""The states of components minute by minute, worked out anew and without the timeline's own code.

It is slow and simple on purpose: for every minute it asks every incident what holds, by the rules as
the documentation states them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from mkdocs_statuspage.model.incident import Incident

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
    started = min([incident.started_at or incident.updates[0].at, *(u.at for u in updates)])
    if moment < started:
        return "operational"
    names_any = any(u.components for u in updates)
    status = "operational"
    if component in incident.components and not names_any:
        status = OF_IMPACT[str(incident.impact or "minor")]
    has_spoken = False
    for update in updates:
        is_first_word = bool(update.components) and not has_spoken
        has_spoken = has_spoken or bool(update.components) or update.status == "resolved"
        if update.at > moment and not is_first_word:
            continue
        if update.status in ("resolved", "completed") and update.at <= moment:
            status = "operational"
        status = str(update.components.get(component, status))
    return status


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
