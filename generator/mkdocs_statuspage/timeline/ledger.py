"""What became of every promise by a moment: the ledger.

A promise has one state at any moment, and the state follows from its dates alone. `broken` is what
nobody may talk away: a promise taken back after its day, or still not kept long after it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.promise import MakeGood, Prevention, Promise
from mkdocs_statuspage.timeline.clocks import Clock, Owed
from mkdocs_statuspage.timeline.days import midnight

BROKEN_AFTER = timedelta(days=90)
"""How long after its day a promise is called late; after that nobody who was told it still waits."""


class PromiseState(StrEnum):
    """What became of a promise; what asks for attention first."""

    LATE = "late"
    """Its day has passed, and it is not kept."""
    BROKEN = "broken"
    """Taken back after its day, or not kept so long after it that "late" would be untrue."""
    OPEN = "open"
    """Its day is to come, or it has none."""
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    """Kept after its day."""
    WITHDRAWN = "withdrawn"
    """Taken back in the open, with its reason, while there was still time to keep it."""

    @property
    def is_kept(self) -> bool:
        """Whether it was done, late or not."""
        return self in (PromiseState.KEPT, PromiseState.KEPT_LATE)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is owed: kept, or taken back."""
        return self not in (PromiseState.OPEN, PromiseState.LATE)


def state_of(promise: Promise, now: datetime, zone: ZoneInfo) -> PromiseState:
    """Return what became of a promise, by the first day that it had, however often it was moved.

    The day ends with the day in the site's zone.
    """
    today = now.astimezone(zone).date()
    due = promise.first_due_on
    if promise.kept_on is not None and promise.kept_on <= today:
        late = due is not None and promise.kept_on > due
        return PromiseState.KEPT_LATE if late else PromiseState.KEPT
    taken_back = promise.withdrawn.on if promise.withdrawn else None
    if taken_back is not None and taken_back <= today:
        too_late = due is not None and taken_back > due
        return PromiseState.BROKEN if too_late else PromiseState.WITHDRAWN
    if due is None or due >= today:
        return PromiseState.OPEN
    waited_for = max(due, promise.due_on or due)
    return PromiseState.BROKEN if today > waited_for + BROKEN_AFTER else PromiseState.LATE


@dataclass(frozen=True, slots=True)
class Given:
    """A promise that readers were given, the incident it follows from, and what became of it."""

    incident: Incident
    promise: Prevention | MakeGood
    state: PromiseState

    @property
    def ref(self) -> str:
        """The name by which `keep` knows it: `incident/promise`."""
        return f"{self.incident.id}/{self.promise.id}"

    @property
    def kind(self) -> str:
        """`prevention` or `make_good`: the list in the file that it stands in."""
        return "make_good" if isinstance(self.promise, MakeGood) else "prevention"

    @property
    def owner(self) -> str | None:
        """Who answers for it: the owner of a prevention, the signer for a make-good."""
        if isinstance(self.promise, Prevention) and self.promise.owner:
            return self.promise.owner
        return self.incident.signed_by


def given_in(incidents: Iterable[Incident], now: datetime, zone: ZoneInfo) -> tuple[Given, ...]:
    """Return every promise of these incidents: late ones first, then by their day."""
    found = [
        Given(incident, promise, state_of(promise, now, zone))
        for incident in incidents
        for promise in promises_of(incident)
    ]
    order = tuple(PromiseState)
    found.sort(key=lambda g: (order.index(g.state), g.promise.due_on or date.max, g.ref))
    return tuple(found)


def promises_of(incident: Incident) -> Iterator[Prevention | MakeGood]:
    """Yield an incident's promises, preventions first."""
    yield from incident.preventions
    yield from incident.make_goods


def by_owner(given: Iterable[Given]) -> Mapping[str | None, Sequence[Given]]:
    """Return promises by who answers for them, in the order they came."""
    owners: dict[str | None, list[Given]] = {}
    for one in given:
        owners.setdefault(one.owner, []).append(one)
    return owners


def tally_states(states: Iterable[PromiseState]) -> Mapping[PromiseState, int]:
    """Return how many promises are in each state."""
    counts = Counter(states)
    return {state: counts[state] for state in PromiseState}


def promise_clock(given: Given, zone: ZoneInfo) -> Clock | None:
    """Return the clock of a promise that is owed; None once it is settled, or without a day."""
    if given.promise.due_on is None or given.state.is_settled:
        return None
    due = end_of(given.promise.due_on, zone)
    return Clock(Owed.PROMISE, given.incident.id, due, owner=given.owner, promise=given.promise.id)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the last second of a day of the site's zone, which is still in time."""
    return midnight(day + timedelta(days=1), zone) - timedelta(seconds=1)
