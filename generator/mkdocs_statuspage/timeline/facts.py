"""What has happened by a moment. An instant ahead of it is a plan, and never a fact.

Everything that is computed and put out is made of what this gives. What a fast clock stamped a few
minutes ahead counts as now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from mkdocs_statuspage.model.dates import (
    HAPPENED,
    PARTS,
    PLANNED,
    happened,
    is_ahead,
    is_planned,
)
from mkdocs_statuspage.model.incident import Incident, Report, Window
from mkdocs_statuspage.model.promise import Promise
from mkdocs_statuspage.model.scalars import Model

M = TypeVar("M", bound=Model)
OWN_MOMENT = ("until", "at", "on")
"""What a thing is called that has not happened while this lies ahead."""


@dataclass(frozen=True, slots=True)
class DatedMoment:
    """A moment, as a place on the earth counts days."""

    now: datetime
    zone: ZoneInfo

    def is_ahead(self, at: date | None) -> bool:
        """Tell whether something has not happened yet."""
        return at is not None and is_ahead(at, self.now, self.zone)

    def settled(self, at: date) -> date:
        """Return a date of the past as it is, and one that a fast clock stamped as now."""
        if isinstance(at, datetime):
            return min(at, self.now)
        return min(at, self.now.astimezone(self.zone).date())


def facts_of(incident: Incident, now: datetime, zone: ZoneInfo) -> Incident | None:
    """Return an incident as it is by now; None while nothing of it has happened or is announced."""
    moment = DatedMoment(now, zone)
    if not any(at != moment.settled(at) for at in _all_dates(incident)):
        return incident
    known = _without_ahead(incident, moment)
    began = known.started_at or known.scheduled or known.updates
    return known if began else None


def _all_dates(incident: Incident) -> Iterator[date]:
    """Yield what must not lie ahead, and when its report is published."""
    yield from (one.at for one in happened(incident))
    yield from filter(None, (incident.report.published_at, incident.report.preliminary_at))


def _without_ahead(model: M, moment: DatedMoment) -> M:
    """Return a model without what lies ahead in it."""
    changed: dict[str, object] = {}
    for name in _dates_of(model):
        at = getattr(model, name)
        if at is not None:
            changed[name] = None if moment.is_ahead(at) else moment.settled(at)
    for name in PARTS.get(type(model), ()):
        part = getattr(model, name)
        if isinstance(part, tuple):
            changed[name] = tuple(_that_happened(part, moment))
        elif part is not None:
            changed[name] = next(_that_happened([part], moment), None)
    if isinstance(model, Window):
        changed |= _as_announced(model, moment)
    if isinstance(model, Promise):
        changed |= _as_promised(model, moment)
    return model.model_copy(update=changed)


def _dates_of(model: Model) -> tuple[str, ...]:
    if isinstance(model, Report):
        return PLANNED[Report]
    names = HAPPENED.get(type(model), ())
    return tuple(n for n in names if n != "started_at") if is_planned(model) else names


def _that_happened(parts: Iterable[M], moment: DatedMoment) -> Iterator[M]:
    """Yield the parts whose own moment has come, each without what lies ahead in it."""
    for part in parts:
        own = next((at for name in OWN_MOMENT if (at := getattr(part, name, None))), None)
        if not moment.is_ahead(own):
            yield _without_ahead(part, moment)


def _as_promised(promise: Promise, moment: DatedMoment) -> dict[str, object]:
    """Return the day of a promise before it is moved, while that lies ahead."""
    to_come = (earlier for earlier in promise.moved if moment.is_ahead(earlier.on))
    first = next(to_come, None)
    return {"due_on": first.from_} if first else {}


def _as_announced(window: Window, moment: DatedMoment) -> dict[str, object]:
    """Return the times of a window before it is moved, while that lies ahead."""
    to_come = (earlier for earlier in window.moved if moment.is_ahead(earlier.at))
    first = next(to_come, window)
    return {"start": first.start, "end": first.end}
