"""What a file says happened, and lies ahead of now: a local time typed with `Z`, or a wrong year."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mkdocs_statuspage.model.dates import Dated, happened, is_ahead
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.reading.checks import Problem, found, lenient
from mkdocs_statuspage.reading.folder import Reading


def _is_looked_at(incident: Incident) -> bool:
    return False


def with_dates_ahead(
    reading: Reading, now: datetime, is_past: Callable[[Incident], bool] = _is_looked_at
) -> Reading:
    """Find in what was read the dates of the past that lie ahead; the config's `clock` goes before now.

    Args:
        reading: what was read.
        now: the moment that they lie ahead of.
        is_past: tells of which incidents it is known that no date lies ahead.
    """
    config = reading.config
    if config is None:
        return reading
    now = config.clock or now
    ahead = [
        found(problem, reading.marks_of(incident.path))
        for incident in reading.incidents
        if not incident.draft  # nothing in a draft is said yet
        if not is_past(incident)
        for problem in dates_ahead(incident, now, config.zone)
    ]
    return replace(reading, findings=tuple(sorted({*reading.findings, *ahead})))


def dates_ahead(incident: Incident, now: datetime, zone: ZoneInfo) -> Iterator[Problem]:
    """Yield a problem for each date of the past that lies ahead, with both readings of its time."""
    for one in happened(incident):
        if is_ahead(one.at, now, zone):
            yield _problem(incident, one, now, zone)


def _problem(incident: Incident, one: Dated, now: datetime, zone: ZoneInfo) -> Problem:
    at = one.at
    if not isinstance(at, datetime):
        today = now.astimezone(zone).date()
        message = f"`{one.loc[-1]}` is {at}, which is ahead: today is {today}"
        return lenient(incident, one.loc, "ahead-of-now", message, _meant(_years_before(at), today))
    message = (
        f"`{one.loc[-1]}` is ahead of now: {_both(at, now, zone)}, and now it is {_clock(now, now)}"
    )
    meant = next((t for t in _other_readings(at, now, zone) if not is_ahead(t, now, zone)), None)
    return lenient(incident, one.loc, "ahead-of-now", message, _did_you_mean(meant, now, zone))


def _both(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return both readings of a time: `18:12Z is 19:12 in Lisbon`."""
    exact, local = _clock(at, now), at.astimezone(zone)
    if not local.utcoffset():
        return exact
    day = "" if local.date() == now.astimezone(zone).date() else f"{local.date()} "
    return f"{exact} is {day}{local:%H:%M} in {_city(zone)}"


def _clock(at: datetime, now: datetime) -> str:
    """Return a time in UTC, with its day where that is not today."""
    at, today = at.astimezone(UTC), now.astimezone(UTC).date()
    return f"{at:%H:%M}Z" if at.date() == today else format_instant(at)


def _city(zone: ZoneInfo) -> str:
    return zone.key.rpartition("/")[2].replace("_", " ")


def _other_readings(at: datetime, now: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield what may have been meant: the same figures on the site's clocks, a day or a year before."""
    local = at.astimezone(UTC).replace(tzinfo=zone).astimezone(UTC)
    yield local
    if at.date() != now.date():
        yield from (at - timedelta(days=1), local - timedelta(days=1))
    if at.year != now.year:
        day = _years_before(at.date())
        yield at.replace(year=day.year, month=day.month, day=day.day)


def _years_before(day: date) -> date:
    return (
        (day - timedelta(days=1)).replace(year=day.year - 1)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - 1)
    )


def _did_you_mean(meant: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    if meant is None:
        return "what is planned belongs in `scheduled`, `expected_fix` or `next_update_by`"
    local = meant.astimezone(zone)
    where = f" ({local:%H:%M} in {_city(zone)})" if local.utcoffset() else ""
    return f"did you mean {format_instant(meant)}{where}?"


def _meant(day: date, today: date) -> str:
    if day <= today:
        return f"did you mean {day}?"
    return "a day to come belongs in `due_on`"
