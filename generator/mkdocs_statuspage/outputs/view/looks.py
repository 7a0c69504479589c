"""What states look like and are called on the pages: a shape that the theme draws, and a word."""

from collections.abc import Mapping

from mkdocs_statuspage.language import Words, phrase
from mkdocs_statuspage.model.statuses import ComponentStatus, Impact, Kind, UpdateStatus
from mkdocs_statuspage.outputs.view.standpoint import View
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.headline import LEVEL_OF, Level
from mkdocs_statuspage.timeline.ledger import PromiseState

COMPONENT_WORDS: Mapping[Level, str] = {
    Level.OPERATIONAL: phrase("Works"),
    Level.MAINTENANCE: phrase("Maintenance"),
    Level.NOTICE: phrase("Notice"),
    Level.DEGRADED: phrase("Trouble"),
    Level.PARTIAL: phrase("Partly down"),
    Level.MAJOR: phrase("Down"),
}
"""How a component does, and how bad an incident was."""

UPDATE_WORDS: Mapping[UpdateStatus, str] = {
    UpdateStatus.INVESTIGATING: phrase("Looking for the cause"),
    UpdateStatus.IDENTIFIED: phrase("Cause found"),
    UpdateStatus.MONITORING: phrase("Watching the fix"),
    UpdateStatus.RESOLVED: phrase("Over"),
    UpdateStatus.SCHEDULED: phrase("Planned"),
    UpdateStatus.IN_PROGRESS: phrase("Under way"),
    UpdateStatus.VERIFYING: phrase("Checking the result"),
    UpdateStatus.COMPLETED: phrase("Done"),
}
"""Where an incident or a maintenance stands."""

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
"""Where an incident or a maintenance stands, in the words of Statuspage, by which readers' filters know it in feeds."""

PROMISE_WORDS: Mapping[PromiseState, str] = {
    PromiseState.LATE: phrase("Late"),
    PromiseState.BROKEN: phrase("Broken"),
    PromiseState.OPEN: phrase("Open"),
    PromiseState.KEPT: phrase("Kept"),
    PromiseState.KEPT_LATE: phrase("Kept late"),
    PromiseState.WITHDRAWN: phrase("Withdrawn"),
}
"""What became of a promise."""


def component_state(status: ComponentStatus | None, words: Words) -> View:
    """Give the shape and the word for how a component does; None is not known."""
    if status is None:
        return {"mark": "unknown", "word": words("Not known")}
    level = LEVEL_OF[status]
    return {"mark": level.value, "word": words(COMPONENT_WORDS[level])}


def course_state(course: Course, words: Words) -> View:
    """Give the shape and the word for how bad an incident was at its worst."""
    incident = course.incident
    if incident.kind is Kind.MAINTENANCE:
        word = words("Called off") if course.is_cancelled else words("Planned work")
        return {"mark": Level.MAINTENANCE.value, "word": word}
    if incident.correction is not None:
        return {"mark": Level.NOTICE.value, "word": words("Correction")}
    if incident.kind is Kind.NOTICE or course.impact is Impact.NONE:
        return {"mark": Level.NOTICE.value, "word": words("Notice")}
    return component_state(course.impact.component_status, words)


def standing(course: Course, words: Words) -> View:
    """Give where a matter stands that is not open: what is over does not shout how bad it was."""
    incident = course.incident
    if course.is_upcoming:
        return {"mark": Level.MAINTENANCE.value, "word": words("Planned")}
    if incident.kind is Kind.MAINTENANCE:
        word = words("Called off") if course.is_cancelled else words("Done")
        return {"mark": Level.OPERATIONAL.value, "word": word}
    if incident.kind is Kind.NOTICE:
        return {"mark": Level.NOTICE.value, "word": words("Notice")}
    word = words("Over") if incident.correction is None else words("Correction, put right")
    return {"mark": Level.OPERATIONAL.value, "word": word}


def update_word(status: UpdateStatus | None, course: Course, words: Words) -> str:
    """Give where an incident stood after an update."""
    if status is None:
        return words("Update")
    if course.incident.correction is not None and status.closes:
        return words("Put right")
    return words(UPDATE_WORDS[status])
