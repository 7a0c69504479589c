"""What became of a promise by a moment."""

from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from mkdocs_statuspage.model.promise import Promise


class PromiseState(StrEnum):
    """What became of a promise; what asks for attention first."""

    LATE = "late"
    """Its day has passed, and it is not kept."""
    OPEN = "open"
    """Its day is to come, or it has none."""
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    """Kept after its day."""
    WITHDRAWN = "withdrawn"

    @property
    def is_kept(self) -> bool:
        """Whether it was done, late or not."""
        return self in (PromiseState.KEPT, PromiseState.KEPT_LATE)


def state_of(promise: Promise, now: datetime, zone: ZoneInfo) -> PromiseState:
    """Give what became of a promise. Its day ends with the day in the site's zone."""
    today = now.astimezone(zone).date()
    if promise.withdrawn is not None and promise.withdrawn.on <= today:
        return PromiseState.WITHDRAWN
    if promise.kept_on is not None and promise.kept_on <= today:
        late = promise.due_on is not None and promise.kept_on > promise.due_on
        return PromiseState.KEPT_LATE if late else PromiseState.KEPT
    is_late = promise.due_on is not None and promise.due_on < today
    return PromiseState.LATE if is_late else PromiseState.OPEN
