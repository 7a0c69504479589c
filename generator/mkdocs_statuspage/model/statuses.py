"""The closed lists: what a component, an incident and its impact may be called."""

from enum import StrEnum


class ComponentStatus(StrEnum):
    """How a component does, from well to worst; maintenance stands between well and degraded."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "under_maintenance"
    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"

    @property
    def rank(self) -> int:
        """Larger is worse; where incidents overlap the largest holds."""
        return _RANKS[self]

    @property
    def impact(self) -> "Impact":
        """The impact that a component in this status stands for."""
        return IMPACTS[self]


class Impact(StrEnum):
    """How bad an incident is at its worst."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Larger is worse."""
        return tuple(Impact).index(self)

    @property
    def component_status(self) -> ComponentStatus:
        """The status of the components of an incident that names an impact and no status."""
        return next(status for status, impact in IMPACTS.items() if impact is self)


_RANKS = {status: rank for rank, status in enumerate(ComponentStatus)}
IMPACTS = {
    ComponentStatus.OPERATIONAL: Impact.NONE,
    ComponentStatus.UNDER_MAINTENANCE: Impact.NONE,
    ComponentStatus.DEGRADED_PERFORMANCE: Impact.MINOR,
    ComponentStatus.PARTIAL_OUTAGE: Impact.MAJOR,
    ComponentStatus.MAJOR_OUTAGE: Impact.CRITICAL,
}
"""How bad an incident is in which a component had a status."""


class Kind(StrEnum):
    """What sort of thing a file is about."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"
    NOTICE = "notice"


class UpdateStatus(StrEnum):
    """Where an incident or a maintenance stands."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    """Called off: before it began, or broken off."""

    @property
    def closes(self) -> bool:
        """Whether an update with this status is a closing one."""
        return self in (UpdateStatus.RESOLVED, UpdateStatus.COMPLETED, UpdateStatus.CANCELLED)


_INCIDENT_STATUSES = tuple(UpdateStatus)[:4]
STATUSES_OF: dict[Kind, tuple[UpdateStatus, ...]] = {
    Kind.INCIDENT: _INCIDENT_STATUSES,
    Kind.NOTICE: _INCIDENT_STATUSES,
    Kind.MAINTENANCE: tuple(UpdateStatus)[4:],
}
"""The statuses that an update may have, by the kind of its file; the first is the default."""


class MistakeClass(StrEnum):
    """What sort of mistake it was; the policy says what each asks for."""

    SLIP = "slip"
    AFFECTING = "affecting"
    GRAVE = "grave"
    PERSONAL = "personal"


class PostKind(StrEnum):
    """What a post elsewhere tells."""

    OPEN = "open"
    UPDATE = "update"
    RESOLVED = "resolved"
    REPORT = "report"


class SectionKind(StrEnum):
    """The parts of a report, in the order that readers expect."""

    WHAT = "what"
    WHY = "why"
    FIX = "fix"
    PREVENTION = "prevention"
    MAKE_GOOD = "make_good"
    HOW_WE_HANDLED_IT = "how_we_handled_it"
