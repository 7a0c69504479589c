"""The course of one incident: where it stands at a moment, and when each component was how."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.status import ComponentStatus, Impact, Kind, UpdateStatus
from mkdocs_statuspage.model.update import Update


class Spell(NamedTuple):
    """A stretch of time in which an incident kept a component in one status."""

    component: str
    """The component's id."""
    status: ComponentStatus
    """Never `operational`."""
    start: datetime
    """Inclusive."""
    end: datetime | None
    """Exclusive; None while it lasts."""
    incident: str
    """The incident's id."""


@dataclass(frozen=True, slots=True)
class Course:
    """What became of one incident up to a moment."""

    incident: Incident
    status: UpdateStatus
    """Where it stands."""
    began_at: datetime
    """When it began, or will."""
    ended_at: datetime | None
    """When it was over; None while it is open."""
    spells: tuple[Spell, ...]
    """How its components were, in order."""
    impact: Impact
    """The worst that was reached, or what the file says."""

    @property
    def is_open(self) -> bool:
        """Whether it goes on now. Maintenance that has not begun is not open."""
        return self.ended_at is None and self.status is not UpdateStatus.SCHEDULED

    @property
    def is_upcoming(self) -> bool:
        """Whether it is maintenance that has not begun."""
        return self.status is UpdateStatus.SCHEDULED

    @property
    def is_cancelled(self) -> bool:
        """Whether it is maintenance that was called off before it began."""
        return self.incident.kind is Kind.MAINTENANCE and (
            self.ended_at is not None and self.ended_at <= self.began_at
        )

    def components_now(self) -> Mapping[str, ComponentStatus]:
        """Give the status of each component that is not well because of this incident."""
        return {spell.component: spell.status for spell in self.spells if spell.end is None}


def effective_updates(incident: Incident) -> tuple[Update, ...]:
    """Give the updates that count, oldest first: one that was taken back changes nothing."""
    return tuple(
        sorted((u for u in incident.updates if u.retracted is None), key=lambda update: update.at)
    )


def course_of(incident: Incident, now: datetime, current_ids: Mapping[str, str]) -> Course:
    """Follow an incident through its updates.

    Args:
        incident: an incident of any kind.
        now: the moment up to which the windows of maintenance are followed.
        current_ids: every id that a component has or had, to the one it has.
    """
    updates = effective_updates(incident)
    if incident.kind is Kind.MAINTENANCE:
        began, ended, status = _maintenance_bounds(incident, updates, now)
    else:
        began, ended, status = _incident_bounds(incident, updates)
    spells = tuple(_spells(incident, updates, (began, ended), now, current_ids))
    return Course(incident, status, began, ended, spells, incident.impact or _worst(spells))


Bounds = tuple[datetime, datetime | None, UpdateStatus]


def _incident_bounds(incident: Incident, updates: Sequence[Update]) -> Bounds:
    """Give beginning, end and status; the last update decides, unless `resolved_at` came after it."""
    began = min([incident.begins_at, *(update.at for update in updates)])
    if not updates:
        status = UpdateStatus.RESOLVED if incident.resolved_at else UpdateStatus.INVESTIGATING
        return began, incident.resolved_at, status
    last = updates[-1]
    status = last.status or UpdateStatus.INVESTIGATING
    if status.closes:
        closed = max(began, incident.resolved_at or _first_of_closing_run(updates).at)
        return began, closed, status
    if incident.resolved_at and incident.resolved_at >= last.at:
        return began, incident.resolved_at, UpdateStatus.RESOLVED
    return began, None, status


def _first_of_closing_run(updates: Sequence[Update]) -> Update:
    """Give the update that closed it: the first of the closing ones at the end."""
    closing = updates[-1]
    for update in reversed(updates):
        if update.status is None or not update.status.closes:
            break
        closing = update
    return closing


def _maintenance_bounds(incident: Incident, updates: Sequence[Update], now: datetime) -> Bounds:
    """Give beginning, end and status: what was posted, and where nothing was, the window."""
    window = incident.scheduled
    start = incident.started_at or (window.start if window else incident.begins_at)
    end = window.end if window else start
    begun = next((u.at for u in updates if u.status is UpdateStatus.IN_PROGRESS), None)
    start = min(start, begun) if begun else start
    last = updates[-1] if updates else None
    if last and last.status is UpdateStatus.COMPLETED:
        return start, incident.resolved_at or last.at, UpdateStatus.COMPLETED
    if incident.resolved_at:
        return start, incident.resolved_at, UpdateStatus.COMPLETED
    if now < start and not begun:
        return start, None, UpdateStatus.SCHEDULED
    overran = last is not None and last.at > end
    if now >= end and not overran:
        return start, end, UpdateStatus.COMPLETED
    posted = last.status if last and last.status else UpdateStatus.IN_PROGRESS
    return start, None, max(posted, UpdateStatus.IN_PROGRESS, key=tuple(UpdateStatus).index)


def _spells(
    incident: Incident,
    updates: Sequence[Update],
    bounds: tuple[datetime, datetime | None],
    now: datetime,
    current_ids: Mapping[str, str],
) -> Iterable[Spell]:
    began, ended = bounds
    if incident.kind is Kind.MAINTENANCE and now < began:
        return
    changes = _changes(incident, updates, began)
    named = {current_ids.get(id_, id_) for _, change in changes for id_ in change}
    for component in sorted(named):
        spells: list[Spell] = []
        for at, change in changes:
            found = [s for id_, s in change.items() if current_ids.get(id_, id_) == component]
            if found:
                _extend(spells, component, at, found[-1], incident.id)
        yield from _clip(spells, ended)


def _extend(
    spells: list[Spell], component: str, at: datetime, status: ComponentStatus, incident: str
) -> None:
    """End the last spell where the status changes, and begin the next."""
    if spells and spells[-1].end is None:
        if spells[-1].status is status:
            return
        spells[-1] = spells[-1]._replace(end=at)
    if status is not ComponentStatus.OPERATIONAL:
        spells.append(Spell(component, status, at, None, incident))


def _clip(spells: Iterable[Spell], ended: datetime | None) -> Iterable[Spell]:
    """End what still lasts when the incident is over, and drop what came after or took no time."""
    for spell in spells:
        if ended is None:
            clipped = spell
        elif spell.start >= ended:
            continue
        else:
            clipped = spell._replace(end=min(spell.end or ended, ended))
        if clipped.end is None or clipped.end > clipped.start:
            yield clipped


Change = tuple[datetime, Mapping[str, ComponentStatus]]


def _changes(incident: Incident, updates: Sequence[Update], began: datetime) -> list[Change]:
    """Give what each moment changed. The first word speaks of the time since the beginning."""
    changes: list[Change] = []
    first = True
    for update in updates:
        change = dict(update.components)
        if update.status and update.status.closes:
            change = dict.fromkeys(_so_far(changes), ComponentStatus.OPERATIONAL) | change
        if change:
            changes.append((began if first else update.at, change))
            first = False
    if any(change for _, change in changes):
        return changes
    return [(began, dict.fromkeys(incident.components, _unnamed_status(incident)))]


def _so_far(changes: Iterable[Change]) -> Iterable[str]:
    return (id_ for _, change in changes for id_ in change)


def _unnamed_status(incident: Incident) -> ComponentStatus:
    """Give the status of components that no update names."""
    if incident.kind is Kind.MAINTENANCE:
        return ComponentStatus.UNDER_MAINTENANCE
    if incident.kind is Kind.NOTICE or incident.correction:
        return (incident.impact or Impact.NONE).component_status
    return (incident.impact or Impact.MINOR).component_status


def _worst(spells: Iterable[Spell]) -> Impact:
    return max((spell.status.impact for spell in spells), key=lambda i: i.rank, default=Impact.NONE)
