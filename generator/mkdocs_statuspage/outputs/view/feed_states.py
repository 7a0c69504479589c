"""What states are called in feeds: Statuspage's words, by which readers' filters know them."""

from collections.abc import Mapping

from mkdocs_statuspage.language import phrase
from mkdocs_statuspage.model.statuses import UpdateStatus

UPDATE_STATES: Mapping[UpdateStatus, str] = {
    UpdateStatus.INVESTIGATING: phrase("Investigating"),
    UpdateStatus.IDENTIFIED: phrase("Identified"),
    UpdateStatus.MONITORING: phrase("Monitoring"),
    UpdateStatus.RESOLVED: phrase("Resolved"),
    UpdateStatus.SCHEDULED: phrase("Scheduled"),
    UpdateStatus.IN_PROGRESS: phrase("In progress"),
    UpdateStatus.VERIFYING: phrase("Verifying"),
    UpdateStatus.COMPLETED: phrase("Completed"),
}
"""Where an incident or a maintenance stands, in the title of an item."""
