"""From which day to which a history knows how its components were: outside of that nothing is well or unwell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers.history import ForeignIncident, History
from mkdocs_statuspage.model.config import Component

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KnownDays:
    """The days that a history tells of."""

    first: date
    last: date

    def until(self, last: date | None) -> "KnownDays":
        """Return those of a component that was looked at for the last time on a day."""
        return self if last is None else KnownDays(self.first, min(self.last, last))

    def reach(self, today: date | None) -> bool:
        """Tell whether they reach to today or yesterday, so that what was kept there goes on here."""
        return today is not None and self.last >= today - DAY

    def written_to(
        self, component: Mapping[str, object], today: date | None
    ) -> Mapping[str, object]:
        """Return a component with them. When it came to be is known better by the source, where that says so."""
        begun = {**component, "since": component.get("since", self.first)}
        if self.reach(today):
            return begun
        return {**begun, "no_record": [{"from": self.last + DAY}]}

    def added_to(
        self, component: Component, told: Mapping[str, object], today: date | None
    ) -> Mapping[str, object]:
        """Return the fields of a component that is here already which change when these days are known too."""
        since, first = component.since, max(self.first, _day_in(told) or self.first)
        last = None if self.reach(today) else self.last
        gaps = [(gap.from_, gap.until) for gap in component.no_record]
        unknown = list(gaps)
        if since is not None and first < since:
            unknown, since = [(first, since - DAY), *gaps], first
        unknown = [rest for gap in unknown for rest in _without(gap, first, last)]
        changed: dict[str, object] = {} if since == component.since else {"since": since}
        if unknown != gaps:
            changed["no_record"] = [_written(gap) for gap in unknown]
        return changed


Gap = tuple[date, date | None]
"""The first day of which nothing is known, and the last one, if it has ended."""


def _without(gap: Gap, first: date, last: date | None) -> Iterator[Gap]:
    """Yield what is left of a gap when the days from a first to a last one are known, or all since then."""
    begun, until = gap
    if begun < first:
        yield begun, min(until or date.max, first - DAY)
    if last is not None and (until is None or until > last):
        yield max(begun, last + DAY), until


def _written(gap: Gap) -> Mapping[str, date]:
    begun, until = gap
    return {"from": begun} | ({"until": until} if until else {})


def _day_in(told: Mapping[str, object]) -> date | None:
    since = told.get("since")
    return since if isinstance(since, date) else None


def known_days(history: History) -> KnownDays | None:
    """Find the first and the last day that a history tells of; None where nothing in it has a time."""
    zone = ZoneInfo(str(history.config["timezone"]))
    days = [moment.astimezone(zone).date() for moment in _told_at(history)]
    return KnownDays(min(days), max(days)) if days else None


def _told_at(history: History) -> Iterator[datetime]:
    if history.saved_at:
        yield history.saved_at
    for incident in history.incidents:
        yield from _moments_of(incident)


def _moments_of(incident: ForeignIncident) -> Iterator[datetime]:
    """Yield when something was said or happened; a window alone is a plan."""
    yield from (update.at for update in incident.updates)
    yield from filter(None, (incident.started_at, incident.resolved_at))
