"""The course of one incident: where it stands at a moment, and when each component was how."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident, Update
from mkdocs_statuspage.model.statuses import ComponentStatus, Impact, Kind, UpdateStatus
from mkdocs_statuspage.timeline.facts import facts_of

A_DAY = timedelta(days=1)


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


@dataclass(frozen=True)
class Course:
    """What became of one incident up to a moment; without slots, since it is kept and read from there at once, and asked the same often."""

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
    """The worst that was reached, or what the file says; never `none` while it is open."""
    updates: tuple[Update, ...]
    """Those that count, oldest first; see `effective_updates`."""

    @cached_property
    def is_withdrawn(self) -> bool:
        """Whether all that was said of it was taken back; then it is neither open nor ever was."""
        updates = self.incident.updates
        return bool(updates) and all(update.retracted is not None for update in updates)

    @cached_property
    def works_since(self) -> datetime | None:
        """When the last of its components worked again; what came after it was watching.

        That is when it was over where no component was unwell; None while one still is.
        """
        if self.incident.kind is Kind.MAINTENANCE or not self.spells:
            return self.ended_at
        ends = [spell.end for spell in self.spells]
        return None if None in ends else max(filter(None, ends))

    @cached_property
    def first_said_at(self) -> datetime | None:
        """When it was first told of, or began; None for planned work of which nobody says when.

        It never lies ahead: a window is a plan, and no date of anything that was put out.
        """
        window = self.incident.scheduled
        said = [update.at for update in self.incident.updates]
        said += [window.announced_at] if window and window.announced_at else []
        return min(said, default=None if self.is_upcoming else self.began_at)

    @cached_property
    def changed_at(self) -> datetime | None:
        """When something of it was last written or taken back; None for work of which nobody says when."""
        one = self.incident
        written = [self.first_said_at, one.report.published_at, one.report.preliminary_at]
        written += [update.changed_at for update in one.updates]
        written += [correction.at for correction in one.corrections]
        written += [fix.at for fix in one.expected_fix]
        written += [earlier.at for earlier in one.scheduled.moved] if one.scheduled else []
        return max(filter(None, written), default=None)

    @cached_property
    def last_told_at(self) -> datetime | None:
        """A moment after which nothing of it was told, or will have been; None for work of which nobody says when."""
        one = self.incident
        said = [self.first_said_at, one.report.preliminary_at, one.report.published_at]
        said += [update.at for update in one.updates]
        said += [correction.at for correction in one.corrections]
        said += [earlier.at for earlier in one.scheduled.moved] if one.scheduled else []
        days = [
            day
            for promise in (*one.preventions, *one.make_goods)
            for day in (promise.kept_on, *(was.on for was in promise.moved))
            if day is not None
        ]
        said += [datetime.combine(max(days), time(), UTC) + A_DAY] if days else []
        return max(filter(None, said), default=None)

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
        """Whether it is maintenance that was called off."""
        return self.status is UpdateStatus.CANCELLED

    def components_now(self) -> Mapping[str, ComponentStatus]:
        """Return the status of each component that is not well because of this incident.

        A closing update may have left one so; it stays until an update says that it is well again.
        """
        return {spell.component: spell.status for spell in self.spells if spell.end is None}


WHEN = attrgetter("at")


def effective_updates(incident: Incident) -> tuple[Update, ...]:
    """Return the updates that count, oldest first: one that was taken back changes nothing."""
    return tuple(sorted([u for u in incident.updates if u.retracted is None], key=WHEN))


def what_to_do(incident: Incident) -> str | None:
    """Return what those who are hit can do, by the newest word of it."""
    said = [update.do for update in effective_updates(incident) if update.do]
    return said[-1] if said else incident.affected.what_to_do


def is_taken_back(incident: Incident) -> bool:
    """Tell whether all that was said of trouble was taken back, so that no default stands for it."""
    is_any = any(update.retracted is not None for update in incident.updates)
    return is_any and all(_closes(update) for update in effective_updates(incident))


def course_by(incident: Incident, now: datetime, config: SiteConfig) -> Course | None:
    """Follow what has happened of an incident by now; None while nothing of it has.

    `course_of` is for what was read by `facts_of` already: to it a date that lies ahead is a fact.
    """
    known = facts_of(incident, now, config.zone)
    return None if known is None else course_of(known, now, config.current_ids)


def course_of(incident: Incident, now: datetime, current_ids: Mapping[str, str]) -> Course:
    """Follow an incident through its updates.

    Args:
        incident: an incident of any kind.
        now: the moment up to which the windows of maintenance are followed.
        current_ids: every id that a component has or had, to the one it has.
    """
    updates = effective_updates(incident)
    if incident.updates and not updates:
        began, ended, status = _withdrawn_bounds(incident)
    elif incident.kind is Kind.MAINTENANCE:
        began, ended, status = _maintenance_bounds(incident, updates, now)
    else:
        began, ended, status = _incident_bounds(incident, updates)
    is_planned = incident.kind is Kind.MAINTENANCE
    is_no_work = is_planned and (now < began or (ended is not None and ended <= began))
    changes = () if is_no_work else tuple(changes_of(incident, updates, began, ended))
    spells = spells_of(changes, incident.id, current_ids)
    impact = _impact(incident, changes, is_open=ended is None)
    return Course(incident, status, began, ended, spells, impact, updates)


def _impact(incident: Incident, changes: Iterable["StatusChange"], *, is_open: bool) -> Impact:
    """Return how bad it was at its worst; what was taken back was nothing, what is open is something."""
    said = Impact.NONE if is_taken_back(incident) else incident.impact or _worst(changes)
    if is_open and said is Impact.NONE and incident.kind is not Kind.MAINTENANCE:
        return Impact.MINOR
    return said


FAILING = (UpdateStatus.INVESTIGATING, UpdateStatus.IDENTIFIED)
"""Where an incident stands while it fails; watching a fix is not failing."""

Bounds = tuple[datetime, datetime | None, UpdateStatus]


def _withdrawn_bounds(incident: Incident) -> Bounds:
    """Return beginning, end and status of what was taken back whole."""
    taken_back = [update.retracted.at for update in incident.updates if update.retracted]
    is_planned = incident.kind is Kind.MAINTENANCE
    status = UpdateStatus.CANCELLED if is_planned else UpdateStatus.RESOLVED
    return min(incident.begins_at, max(taken_back)), max(taken_back), status


def _incident_bounds(incident: Incident, updates: Sequence[Update]) -> Bounds:
    """Return beginning, end and status; the last update decides, unless `resolved_at` came after it."""
    began = min([incident.started_at or updates[0].at, *(update.at for update in updates)])
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
    if said is None or (reopened and said <= reopened):
        said = closing[0].at
    return began, max(began, said), UpdateStatus.RESOLVED


def closing_run(updates: Sequence[Update]) -> Sequence[Update]:
    """Return the closing updates at the end; the first of them closed it. None while it is open."""
    for number in range(len(updates), 0, -1):
        if not _closes(updates[number - 1]):
            return updates[number:]
    return updates


def _reopened_at(updates: Sequence[Update]) -> datetime | None:
    """Return when it was last opened again; a `resolved_at` before that speaks of an earlier end."""
    pairs = [after.at for before, after in pairwise(updates) if _closes(before) > _closes(after)]
    return pairs[-1] if pairs else None


def _closes(update: Update) -> bool:
    return update.status is not None and update.status.closes


def _maintenance_bounds(incident: Incident, updates: Sequence[Update], now: datetime) -> Bounds:
    """Return beginning, end and status: what was posted, and where nothing was, the window."""
    window, start = incident.scheduled, incident.begins_at
    end = window.end if window else start
    begun = next((u.at for u in updates if u.status is UpdateStatus.IN_PROGRESS), None)
    start = min(start, begun) if begun else start
    last, closing = updates[-1] if updates else None, closing_run(updates)
    if closing or incident.resolved_at:
        ended = incident.resolved_at or closing[0].at
        status = closing[-1].status if closing else None
        return min(start, ended), ended, status or UpdateStatus.COMPLETED
    if now < start and not begun:
        return start, None, UpdateStatus.SCHEDULED
    overran = last is not None and last.at > end
    if now >= end and not overran:
        return start, end, UpdateStatus.COMPLETED
    posted = last.status if last and last.status else UpdateStatus.IN_PROGRESS
    return start, None, max(posted, UpdateStatus.IN_PROGRESS, key=tuple(UpdateStatus).index)


class StatusChange(NamedTuple):
    """What became different at one moment."""

    at: datetime
    statuses: Mapping[str, ComponentStatus]
    """The components that changed, by the ids that the file uses."""
    closes: bool = False
    """Whether all others returned to operational."""


def changes_of(
    incident: Incident, updates: Sequence[Update], began: datetime, ended: datetime | None
) -> Iterator[StatusChange]:
    """Yield what changed for the components of an incident, oldest first.

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
    if ended is None:
        return
    yield StatusChange(ended, {}, closes=True)
    # The last word of imported history is no state: what came after it was kept elsewhere.
    for update in () if incident.source else closing:
        yield StatusChange(max(update.at, ended), update.components, closes=True)


def _changes_before(
    incident: Incident, updates: Sequence[Update], began: datetime
) -> Iterator[StatusChange]:
    is_planned = incident.kind is Kind.MAINTENANCE
    taken_back = (update for update in incident.updates if update.retracted is not None)
    is_named = any(u.components for u in (*updates, *taken_back)) and not is_planned
    unnamed = {} if is_named else dict.fromkeys(incident.components, _unnamed_status(incident))
    if is_taken_back(incident):
        unnamed = {}
    if unnamed:
        yield StatusChange(began, unnamed)
    is_first, held = is_named, HeldStatus(unnamed)
    for update in updates:
        closes = _closes(update)
        statuses = held.after(update)
        if is_planned and update.at < began:  # how it is before the work says nothing of the work
            statuses = {i: s for i, s in statuses.items() if s is not ComponentStatus.OPERATIONAL}
        if statuses or closes:
            yield StatusChange(began if is_first else max(began, update.at), statuses, closes)
            is_first = False


class HeldStatus:
    """How the components of an incident are as its updates go by, for when it is opened again."""

    def __init__(self, statuses: Mapping[str, ComponentStatus]) -> None:
        self._now = dict(statuses)
        self._before_closing: dict[str, ComponentStatus] | None = None
        self._last_unwell = dict(statuses)

    def after(self, update: Update) -> dict[str, ComponentStatus]:
        """Return what an update says of components; one that opens it again brings back what was."""
        if _closes(update):
            if self._before_closing is None:
                self._before_closing = self._now
            self._now = dict(update.components)
            return self._now
        said = dict(update.components)
        if self._before_closing is not None:
            said = self._brought_back(update, self._before_closing) | said
            self._before_closing = None
        self._now = self._now | said
        if unwell := _unwell(self._now):
            self._last_unwell = unwell
        return said

    def _brought_back(
        self, update: Update, before: Mapping[str, ComponentStatus]
    ) -> dict[str, ComponentStatus]:
        """Return how components are again: as before the closing, and as the closing left them.

        Where all had recovered before it was closed, a word that it fails again brings back the trouble.
        """
        back = _unwell(before)
        if not back and update.status in FAILING:
            back = self._last_unwell
        return back | _unwell(self._now)


def _unwell(statuses: Mapping[str, ComponentStatus]) -> dict[str, ComponentStatus]:
    return {id_: s for id_, s in statuses.items() if s is not ComponentStatus.OPERATIONAL}


def _unnamed_status(incident: Incident) -> ComponentStatus:
    """Return the status of components that no update names."""
    if incident.kind is Kind.MAINTENANCE:
        return ComponentStatus.UNDER_MAINTENANCE
    if incident.kind is Kind.NOTICE or incident.correction:
        return (incident.impact or Impact.NONE).component_status
    return (incident.impact or Impact.MINOR).component_status


def spells_of(
    changes: Iterable[StatusChange], incident: str, current_ids: Mapping[str, str]
) -> tuple[Spell, ...]:
    """Return the stretches of time between changes in which a component was not well."""
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


def _worst(changes: Iterable[StatusChange]) -> Impact:
    """Return the worst that a component reached, however shortly."""
    reached = (status.impact for change in changes for status in change.statuses.values())
    return max(reached, key=lambda impact: impact.rank, default=Impact.NONE)
