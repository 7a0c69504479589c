"""What states are called in feeds, badges and the calendar; keys of the string catalogue."""

from collections.abc import Mapping

from mkdocs_statuspage.model.status import ComponentStatus, UpdateStatus

UPDATE_STATES: Mapping[UpdateStatus, str] = {
    UpdateStatus.INVESTIGATING: "Investigating",
    UpdateStatus.IDENTIFIED: "Identified",
    UpdateStatus.MONITORING: "Monitoring",
    UpdateStatus.RESOLVED: "Resolved",
    UpdateStatus.SCHEDULED: "Scheduled",
    UpdateStatus.IN_PROGRESS: "In progress",
    UpdateStatus.VERIFYING: "Verifying",
    UpdateStatus.COMPLETED: "Completed",
}
"""Where an incident or a maintenance stands, as Statuspage's users know it."""

COMPONENT_STATES: Mapping[ComponentStatus, str] = {
    ComponentStatus.OPERATIONAL: "works",
    ComponentStatus.UNDER_MAINTENANCE: "maintenance",
    ComponentStatus.DEGRADED_PERFORMANCE: "degraded",
    ComponentStatus.PARTIAL_OUTAGE: "partly down",
    ComponentStatus.MAJOR_OUTAGE: "down",
}
"""How a component does, in a word or two."""
