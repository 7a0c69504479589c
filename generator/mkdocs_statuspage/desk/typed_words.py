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
from mkdocs_statuspage.reading.nearness import closest, near
from mkdocs_statuspage.timeline.clocks import add

CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})")
TOLERANCE = timedelta(minutes=5)
"""How far the clock of one machine may be ahead of another's."""


MEANT: Mapping[str, str] = {
    **dict.fromkeys(("down", "outage", "broken", "red", "dead", "failing"), "major_outage"),
    **dict.fromkeys(("up", "ok", "okay", "works", "working", "green", "fine"), "operational"),
    **dict.fromkeys(("slow", "yellow", "flaky"), "degraded_performance"),
    **dict.fromkeys(("fixed", "done", "closed", "solved", "over"), "resolved"),
    **dict.fromkeys(("watching", "fixing"), "monitoring"),
    **dict.fromkeys(("found", "known"), "identified"),
    **dict.fromkeys(("looking", "open", "new"), "investigating"),
}
"""What people call a status, and its name."""


def one_of(given: str, names: Iterable[str], what: str, typed: str = "") -> str:
    """Find the one name that begins so.

    Args:
        given: what somebody wrote for it.
        names: what there is.
        what: what it is a name of.
        typed: the whole word in which it stood, if it did not stand alone.

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
    meant = MEANT.get(folded)
    likely = meant if meant in known else closest(given, known)
    right = found[0] if found else likely or (known[0] if len(known) == 1 else None)
    whole = typed or given
    fixed = whole.replace(given, right or what.upper(), 1) if given else whole + (right or "")
    if found:
        listed = ", ".join(found)
        message = f"{given!r} may be any of: {listed}"
        raise CannotRun(message, "write a letter more", instead=(whole, fixed))
    help_text = f"did you mean `{right}`?" if right else near(given, known)
    raise CannotRun(f"unknown {what} {given!r}", help_text, instead=(whole, fixed))


PAIR = re.compile(r"(.+?)\s*[:=]\s*(.*)")


def component_changes(given: Iterable[str], config: SiteConfig) -> Mapping[str, ComponentStatus]:
    """Read what `-c checkout=major` means, for each."""
    changes: dict[str, ComponentStatus] = {}
    for pair in given:
        _refuse_list(pair)
        id_, mark, status = pair.partition("=")
        if not mark:
            raise _no_status(pair, config)
        component = one_of(id_, config.components, "component", pair)
        changes[component] = ComponentStatus(one_of(status, list(ComponentStatus), "status", pair))
    return changes


def _refuse_list(pair: str) -> None:
    """Refuse several components after one -c, and say how they are written."""
    several = [one.strip() for one in pair.split(",") if one.strip()]
    if len(several) > 1:
        status = several[-1].partition("=")[2] or "major"
        pairs = [one if "=" in one else f"{one}={status}" for one in several]
        line = tuple(word for one in pairs for word in ("-c", one))[1:]
        raise CannotRun(
            f"-c {pair} has several components", "write -c before each", instead=(pair, line)
        )


def _no_status(pair: str, config: SiteConfig) -> CannotRun:
    """Return the error for a component without a status, or with one after another sign."""
    found = PAIR.fullmatch(pair)
    right = f"{found[1]}={found[2]}" if found else f"{pair}=major"
    begun = MEANT.get(pair, pair)
    status = next((one for one in ComponentStatus if one.startswith(begun)), None)
    if begun and not found and pair not in config.components and status:
        right = f"COMPONENT={status}"
    return CannotRun(f"-c {pair} is no ID=STATUS", f"write -c {right}", instead=(pair, right))


def parse_past(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Read when something was: a time of today, a local date and time, or an instant.

    Raises:
        CannotRun: no time, a local time that was twice or never, or one ahead of now.
    """
    try:
        moment = _parse(text, now, zone)
    except NoTime as error:
        local = now.astimezone(zone)
        error.instead = (text, _clock(text.strip()) or _dated(text, local) or f"{local:%H:%M}")
        raise
    if moment > now + TOLERANCE:
        raise CannotRun(
            f"{text} is ahead: that is {both(moment, zone)}, and it is {both(now, zone)} now",
            "give the date too, as in '2026-11-03 23:50', or check the clock of this machine",
            instead=(text, f"{moment.astimezone(zone) - timedelta(days=1):%Y-%m-%d %H:%M}"),
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
        raise CannotRun(
            f"{text!r} is no date",
            f"write it as {today.isoformat()}",
            instead=(str(text), today.isoformat()),
        ) from None
    if day > today:
        raise CannotRun(f"{day} is ahead; today is {today}", ahead)
    return day


def parse_length(text: str) -> timedelta:
    """Read a length of time such as `7d` or `12h`.

    Raises:
        CannotRun: it is none.
    """
    try:
        return parse_duration(text).span
    except PydanticCustomError:
        raise CannotRun(
            f"{text!r} is no length of time", "write it as 7d or 12h", instead=(text, "7d")
        ) from None


def parse_next(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Read when something will be: after a length of time, at the next such time of day, or exactly.

    Raises:
        CannotRun: no time, or one that has passed.
    """
    try:
        return add(now, parse_duration(text), zone)
    except PydanticCustomError:
        moment = _parse_ahead(text, now, zone)
    if moment <= now and CLOCK.fullmatch(text.strip()):
        moment = _parse(text, now + timedelta(days=1), zone)
    if moment <= now:
        raise CannotRun(
            f"{text} has passed: that was {both(moment, zone)}, and it is {both(now, zone)} now",
            "give a time ahead, or a length of time such as 30m",
            instead=(text, "30m"),
        )
    return moment


class NoTime(CannotRun):
    """What somebody wrote is no time."""


LENGTH = re.compile(r"(?:in\s+|\+)?(\d+)\s*(m|h|d|)[a-z]*\.?", re.IGNORECASE)
HALF_DAY = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)", re.IGNORECASE)
LOOSE_CLOCK = re.compile(r"(\d{1,2})[:.h](\d)")
DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
NAMED_DAY = re.compile(rf"\b({'|'.join(DAYS)})\b", re.IGNORECASE)
WRITTEN_DAY = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
FOUR_DIGITS = re.compile(r"([01]\d|2[0-3])([0-5]\d)")


def _parse_ahead(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    try:
        return _parse(text, now, zone)
    except NoTime as error:
        error.instead = (text, _dated(text, now.astimezone(zone)) or _likely(text.strip()))
        if LENGTH.fullmatch(text.strip()) and not _clock(text.strip()):
            error.help = f"for a length of time write its unit: {error.instead[1]}"
        raise


def _likely(text: str) -> str:
    """Guess which time ahead somebody meant."""
    if clock := _clock(text):
        return clock
    found = LENGTH.fullmatch(text)
    return f"{found[1]}{found[2].lower() or 'm'}" if found else "30m"


def _dated(text: str, local: datetime) -> str:
    """Return the day and time that were written as people do; empty where they are none."""
    named, written = NAMED_DAY.search(text), WRITTEN_DAY.search(text)
    if not (named or written):
        return ""
    rest = text.replace((named or written)[0], "").strip(" ,T")  # type: ignore[index]
    clock = CLOCK.search(rest)
    at = f"{int(clock[1]):02d}:{clock[2]}" if clock else _clock(rest) or f"{local:%H:%M}"
    if named:
        day = local.date() + timedelta(days=DAYS[named[0].casefold()])
        return f"{day} {at}"
    first, month, year = (int(part) for part in written.groups())  # type: ignore[union-attr]
    first, month = (month, first) if month > 12 else (first, month)
    return f"{year}-{month:02d}-{first:02d} {at}"


def _clock(text: str) -> str:
    """Return the time of day that is written as it is elsewhere; empty where it is none."""
    if found := LOOSE_CLOCK.fullmatch(text):
        return f"{int(found[1]):02d}:0{found[2]}"
    if found := FOUR_DIGITS.fullmatch(text):
        return f"{found[1]}:{found[2]}"
    found = HALF_DAY.fullmatch(text)
    if not found:
        return ""
    hour = int(found[1]) % 12 + (12 if found[3].lower() == "pm" else 0)
    return f"{hour:02d}:{found[2] or '00'}"


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
        raise NoTime(
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
