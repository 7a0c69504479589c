"""The course of one incident: where it stands at a moment, and when each component was how."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import ComponentStatus, Impact, Kind, UpdateStatus
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
        """Give the status of each component that is not well because of this incident.

        A closing update may have left one so; it stays until an update says that it is well again.
        """
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
        is_no_work = now < began or (ended is not None and ended <= began)
    else:
        began, ended, status = _incident_bounds(incident, updates)
        is_no_work = False
    changes = () if is_no_work else tuple(changes_of(incident, updates, began, ended))
    spells = spells_of(changes, incident.id, current_ids)
    impact = incident.impact or _worst(changes)
    return Course(incident, status, began, ended, spells, impact)


Bounds = tuple[datetime, datetime | None, UpdateStatus]


def _incident_bounds(incident: Incident, updates: Sequence[Update]) -> Bounds:
    """Give beginning, end and status; the last update decides, unless `resolved_at` came after it."""
    began = min([incident.begins_at, *(update.at for update in updates)])
    said = incident.resolved_at
    if not updates:
        status = UpdateStatus.RESOLVED if said else UpdateStatus.INVESTIGATING
        return began, said, status
    last, closing = updates[-1], closing_run(updates)
    if not closing:
        status = last.status or UpdateStatus.INVESTIGATING
        is_over = said is not None and said >= last.at
        return (began, said, UpdateStatus.RESOLVED) if is_over else (began, None, status)
    reopened = _reopened_at(updates)
    if said is None or (reopened and said < reopened):
        said = closing[0].at
    return began, max(began, said), last.status or UpdateStatus.RESOLVED


def closing_run(updates: Sequence[Update]) -> Sequence[Update]:
    """Give the closing updates at the end; the first of them closed it. None while it is open."""
    for number in range(len(updates), 0, -1):
        if not _closes(updates[number - 1]):
            return updates[number:]
    return updates


def _reopened_at(updates: Sequence[Update]) -> datetime | None:
    """Give when it was last opened again; a `resolved_at` before that speaks of an earlier end."""
    pairs = [after.at for before, after in pairwise(updates) if _closes(before) > _closes(after)]
    return pairs[-1] if pairs else None


def _closes(update: Update) -> bool:
    return update.status is not None and update.status.closes


def _maintenance_bounds(incident: Incident, updates: Sequence[Update], now: datetime) -> Bounds:
    """Give beginning, end and status: what was posted, and where nothing was, the window."""
    window = incident.scheduled
    start = incident.started_at or (window.start if window else incident.begins_at)
    end = window.end if window else start
    begun = next((u.at for u in updates if u.status is UpdateStatus.IN_PROGRESS), None)
    start = min(start, begun) if begun else start
    last, closing = updates[-1] if updates else None, closing_run(updates)
    if closing or incident.resolved_at:
        return start, incident.resolved_at or closing[0].at, UpdateStatus.COMPLETED
    if now < start and not begun:
        return start, None, UpdateStatus.SCHEDULED
    overran = last is not None and last.at > end
    if now >= end and not overran:
        return start, end, UpdateStatus.COMPLETED
    posted = last.status if last and last.status else UpdateStatus.IN_PROGRESS
    return start, None, max(posted, UpdateStatus.IN_PROGRESS, key=tuple(UpdateStatus).index)


class Change(NamedTuple):
    """What became different at one moment."""

    at: datetime
    statuses: Mapping[str, ComponentStatus]
    """The components that changed, by the ids that the file uses."""
    closes: bool = False
    """Whether all others returned to operational."""


def changes_of(
    incident: Incident, updates: Sequence[Update], began: datetime, ended: datetime | None
) -> Iterator[Change]:
    """Give what changed for the components of an incident, oldest first.

    Args:
        incident: an incident of any kind.
        updates: those that count, oldest first.
        began: when it began; the first word speaks of the time since then.
        ended: when it was over. What was said between then and the closing update had been overtaken.
    """
    closing = () if ended is None else closing_run(updates)
    before = updates[: len(updates) - len(closing)]
    for change in _changes_before(incident, before, began):
        if ended is None or change.at <= ended:
            yield change
    if ended is not None:
        yield Change(ended, {}, closes=True)
    # The last word of imported history is no state: what came after it was kept elsewhere.
    for update in () if incident.source else closing:
        yield Change(max(update.at, ended or began), update.components, closes=True)


def _changes_before(
    incident: Incident, updates: Sequence[Update], began: datetime
) -> Iterator[Change]:
    is_planned = incident.kind is Kind.MAINTENANCE
    is_named = any(update.components for update in updates) and not is_planned
    unnamed = {} if is_named else dict.fromkeys(incident.components, _unnamed_status(incident))
    if unnamed:
        yield Change(began, unnamed)
    is_first, was_closed = is_named, False
    for update in updates:
        closes = _closes(update)
        statuses = dict(unnamed if was_closed and not closes else {}) | dict(update.components)
        if is_planned and update.at < began:  # how it is before the work says nothing of the work
            statuses = {i: s for i, s in statuses.items() if s is not ComponentStatus.OPERATIONAL}
        if statuses or closes:
            yield Change(began if is_first else max(began, update.at), statuses, closes)
            is_first = False
        was_closed = closes


def _unnamed_status(incident: Incident) -> ComponentStatus:
    """Give the status of components that no update names."""
    if incident.kind is Kind.MAINTENANCE:
        return ComponentStatus.UNDER_MAINTENANCE
    if incident.kind is Kind.NOTICE or incident.correction:
        return (incident.impact or Impact.NONE).component_status
    return (incident.impact or Impact.MINOR).component_status


def spells_of(
    changes: Iterable[Change], incident: str, current_ids: Mapping[str, str]
) -> tuple[Spell, ...]:
    """Give the stretches of time between changes in which a component was not well."""
    lasting: dict[str, Spell] = {}
    over: list[Spell] = []
    for at, statuses, closes in changes:
        now_said = {current_ids.get(id_, id_): status for id_, status in statuses.items()}
        if closes:
            now_said = dict.fromkeys(lasting, ComponentStatus.OPERATIONAL) | now_said
        for id_, status in now_said.items():
            held = lasting.get(id_)
            if held and held.status is status:
                continue
            if held and lasting.pop(id_).start < at:
                over.append(held._replace(end=at))
            if status is not ComponentStatus.OPERATIONAL:
                lasting[id_] = Spell(id_, status, at, None, incident)
    return tuple(sorted([*over, *lasting.values()], key=lambda s: (s.component, s.start)))


def _worst(changes: Iterable[Change]) -> Impact:
    """Give the worst that a component reached, however shortly."""
    reached = (status.impact for change in changes for status in change.statuses.values())
    return max(reached, key=lambda impact: impact.rank, default=Impact.NONE)
