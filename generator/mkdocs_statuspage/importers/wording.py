"""Foreign words for statuses and impacts become ours: the same word, or the nearest with a note."""

from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from mkdocs_statuspage.model.statuses import (
    STATUSES_OF,
    ComponentStatus,
    Impact,
    Kind,
    UpdateStatus,
)

E = TypeVar("E", bound=StrEnum)

_COUNTERPARTS = {
    Kind.INCIDENT: {
        "scheduled": UpdateStatus.INVESTIGATING,
        "in_progress": UpdateStatus.IDENTIFIED,
        "verifying": UpdateStatus.MONITORING,
        "completed": UpdateStatus.RESOLVED,
        "postmortem": UpdateStatus.RESOLVED,
        "fixed": UpdateStatus.RESOLVED,
        "closed": UpdateStatus.RESOLVED,
    },
    Kind.MAINTENANCE: {
        "investigating": UpdateStatus.IN_PROGRESS,
        "identified": UpdateStatus.IN_PROGRESS,
        "monitoring": UpdateStatus.VERIFYING,
        "resolved": UpdateStatus.COMPLETED,
        "postmortem": UpdateStatus.COMPLETED,
        "closed": UpdateStatus.COMPLETED,
    },
}
"""Words of the other kind, and words that other pages use."""
_COMPONENTS = {
    "degraded": ComponentStatus.DEGRADED_PERFORMANCE,
    "maintenance": ComponentStatus.UNDER_MAINTENANCE,
    "up": ComponentStatus.OPERATIONAL,
    "down": ComponentStatus.MAJOR_OUTAGE,
}


def update_status(value: object, kind: Kind, before: UpdateStatus | None) -> UpdateStatus:
    """Return the status that an update's word stands for; one that stands for none changes nothing."""
    allowed = STATUSES_OF[kind]
    word = _plain(value)
    found = _COUNTERPARTS[kind].get(word) or _close(word, allowed)
    return found or before or allowed[0]


def component_status(value: object) -> ComponentStatus | None:
    """Return the component status that a word stands for; None when it stands for none."""
    word = _plain(value)
    return _COMPONENTS.get(word) or _close(word, tuple(ComponentStatus))


def impact(value: object) -> Impact | None:
    """Return the impact that a word stands for; None when it stands for none."""
    word = _plain(value)
    return Impact.NONE if word == "maintenance" else _close(word, tuple(Impact))


def _plain(value: object) -> str:
    return str(value or "").strip().lower().replace(" ", "_").replace("-", "_")


def _close(word: str, known: tuple[E, ...]) -> E | None:
    found = get_close_matches(word, known, n=1, cutoff=0.7)
    return next((member for member in known if found and member.value == found[0]), None)
