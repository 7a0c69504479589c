"""Words as people type them at night: the beginning of a status or an id, and times.

A time is `14:30`, `2026-11-03 09:20`, `30m`, or an exact instant.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.scalars import format_instant, parse_duration, parse_instant
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.reading.decode import near
from mkdocs_statuspage.timeline.clocks import add

CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})")
TOLERANCE = timedelta(minutes=5)
"""How far the clock of one machine may be ahead of another's."""


def one_of(given: str, names: Iterable[str], what: str) -> str:
    """Find the one name that begins so.

    Raises:
        CannotRun: none does, or several do.
    """
    known = list(names)
    if given in known:
        return given
    folded = given.casefold().replace("-", "_")
    found = [name for name in known if name.casefold().replace("-", "_").startswith(folded)]
    if len(found) == 1:
        return found[0]
    if found:
        raise CannotRun(f"{given!r} may be any of: {', '.join(found)}", "write a letter more")
    raise CannotRun(f"unknown {what} {given!r}", near(given, known))


def component_changes(given: Iterable[str], config: SiteConfig) -> Mapping[str, ComponentStatus]:
    """Read what `-c checkout=major` means, for each."""
    changes: dict[str, ComponentStatus] = {}
    for pair in given:
        id_, mark, status = pair.partition("=")
        if not mark:
            raise CannotRun(f"-c {pair} has no status", f"write -c {pair}=major_outage")
        component = one_of(id_, config.components, "component")
        changes[component] = ComponentStatus(one_of(status, list(ComponentStatus), "status"))
    return changes


def parse_past(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Read when something was: a time of today, a local date and time, or an instant.

    Raises:
        CannotRun: no time, a local time that was twice or never, or one ahead of now.
    """
    moment = _parse(text, now, zone)
    if moment > now + TOLERANCE:
        raise CannotRun(
            f"{text} is ahead: that is {both(moment, zone)}, and it is {both(now, zone)} now",
            "give the date too, as in '2026-11-03 23:50', or check the clock of this machine",
        )
    return moment


def parse_past_day(text: str | None, today: date, ahead: str) -> date:
    """Read the day on which something was; without one it is today.

    Raises:
        CannotRun: no day, or one that is ahead; `ahead` says what to do then.
    """
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        raise CannotRun(f"{text!r} is no date", f"write it as {today.isoformat()}") from None
    if day > today:
        raise CannotRun(f"{day} is ahead; today is {today}", ahead)
    return day


def parse_next(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Read when something will be: after a length of time, at the next such time of day, or exactly.

    Raises:
        CannotRun: no time, or one that has passed.
    """
    try:
        return add(now, parse_duration(text), zone)
    except PydanticCustomError:
        moment = _parse(text, now, zone)
    if moment <= now and CLOCK.fullmatch(text.strip()):
        moment = _parse(text, now + timedelta(days=1), zone)
    if moment <= now:
        raise CannotRun(
            f"{text} has passed: that was {both(moment, zone)}, and it is {both(now, zone)} now",
            "give a time ahead, or a length of time such as 30m",
        )
    return moment


def _parse(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    text = text.strip()
    clock = CLOCK.fullmatch(text)
    try:
        if clock:
            hour, minute = int(clock[1]), int(clock[2])
            local = datetime.combine(now.astimezone(zone).date(), time(hour, minute))
        else:
            local = datetime.fromisoformat(text)
    except ValueError:
        raise CannotRun(
            f"{text!r} is no time",
            f"write 14:30, '2026-11-03 14:30' (in {zone.key}), or 2026-11-03T14:30:00Z",
        ) from None
    return in_zone(local, zone) if local.tzinfo is None else parse_instant(local)


def in_zone(local: datetime, zone: ZoneInfo) -> datetime:
    """Find the one instant that a local time names.

    Raises:
        CannotRun: clocks were changed and the local time is twice or never.
    """
    first = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first == second:
        return first
    times = "twice" if first < second else "not at all"
    first, second = sorted((first, second))
    raise CannotRun(
        f"{local:%Y-%m-%d %H:%M} happens {times} in {zone.key}, because clocks change",
        f"write {format_instant(first)} or {format_instant(second)}",
    )


def both(moment: datetime, zone: ZoneInfo) -> str:
    """Write a moment in the site's zone and in UTC: `14:30 WET (14:30 UTC)`."""
    local = moment.astimezone(zone)
    utc = moment.astimezone(UTC)
    if local.utcoffset() == timedelta():
        return f"{utc:%Y-%m-%d %H:%M} UTC"
    day = "" if local.date() == utc.date() else f"{utc:%Y-%m-%d} "
    return f"{local:%Y-%m-%d %H:%M} {local:%Z} ({day}{utc:%H:%M} UTC)"
