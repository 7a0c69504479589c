"""From which day to which a history knows how its components were: outside of that nothing is well or unwell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers.history import ForeignIncident, History


@dataclass(frozen=True, slots=True)
class KnownDays:
    """The days that a history tells of."""

    first: date
    last: date

    def reach(self, today: date | None) -> bool:
        """Tell whether they reach to today or yesterday, so that what was kept there goes on here."""
        return today is not None and self.last >= today - timedelta(days=1)

    def written_to(
        self, component: Mapping[str, object], today: date | None
    ) -> Mapping[str, object]:
        """Return a component with them. When it came to be is known better by the source, where that says so."""
        begun = {**component, "since": component.get("since", self.first)}
        if self.reach(today):
            return begun
        return {**begun, "no_record": [{"from": self.last + timedelta(days=1)}]}


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
