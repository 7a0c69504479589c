"""Words as people type them at night: the beginning of a status or an id, and times.

A time is `14:30`, `2026-11-03 09:20`, either with `UTC` behind it, `30m`, `1h30m`, or an exact instant.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.scalars import (
    DURATION,
    FIRST_YEAR,
    LAST_YEAR,
    format_instant,
    parse_day,
    parse_duration,
)
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
    return _or_nearest(text, now, zone, _past)


def _past(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    said, zone = _read(text, zone)
    today = now.astimezone(zone).date()
    local = datetime.combine(today, said) if isinstance(said, time) else said
    moment = in_zone(local, zone, lambda one: one <= now + TOLERANCE, text)
    if moment <= now + TOLERANCE:
        return moment
    mark = " UTC" if zone.key == "UTC" else ""
    yesterday = f"{today - timedelta(days=1)} {local:%H:%M}{mark}"
    is_clock = isinstance(said, time)
    raise CannotRun(
        f"{text} is ahead: that is {both(moment, zone)}, and it is {both(now, zone)} now",
        f"{'give the date too' if is_clock else 'check the day'}, or check the clock of this machine",
        instead=(text, yesterday if is_clock else WHEN),
    )


def parse_past_day(text: str | None, today: date, ahead: str) -> date:
    """Read the day on which something was; without one it is today.

    Raises:
        CannotRun: no day, or one that is ahead; `ahead` says what to do then.
    """
    try:
        day = parse_day(text) if text else today
    except PydanticCustomError:
        written, _ = _day_in(str(text), datetime.combine(today, time(), UTC))
        raise CannotRun(
            f"{text!r} is no date",
            f"write it as {today.isoformat()}",
            instead=(str(text), written if _is_day(written) else "DATE"),
        ) from None
    if day > today:
        raise CannotRun(f"{day} is ahead; today is {today}", ahead)
    return day


def _is_day(text: str) -> bool:
    with suppress(PydanticCustomError):
        return bool(parse_day(text))
    return False


def parse_length(text: str) -> timedelta:
    """Read a length of time such as `7d` or `12h`.

    Raises:
        CannotRun: it is none.
    """
    try:
        return parse_duration(text).span
    except PydanticCustomError:
        right = "" if text.strip().isdecimal() else _length(text.strip())
        raise CannotRun(
            f"{text!r} is no length of time",
            "write it as 7d or 12h",
            instead=(text, right if DURATION.fullmatch(right) else "LENGTH"),
        ) from None


def parse_next(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Read when something will be: after a length of time, at the next such time of day, or exactly.

    Raises:
        CannotRun: no time, one that has passed, or a local time that is twice or never.
    """
    return _or_nearest(text, now, zone, _next)


def _next(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    moment = _after(text, now, zone)
    if moment is None:
        said, zone = _read(text, zone)
        if isinstance(said, time):
            return _next_such(said, now, zone, text)
        moment = in_zone(said, zone, lambda one: one > now, text)
    if moment <= now:
        raise Passed(
            f"{text} has passed: that was {both(moment, zone)}, and it is {both(now, zone)} now",
            "give a time ahead, or a length of time such as 30m",
            instead=(text, WHEN),
        )
    return moment


def parse_window(start: str, end: str, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Read when planned work begins, and when it ends: as long after that, or at the next such time of day.

    Raises:
        CannotRun: a time is none, or the end is not behind the start.
    """
    begins = parse_next(start, now.replace(microsecond=0), zone)
    try:
        return begins, parse_next(end, begins, zone)
    except Passed as error:
        raise CannotRun(
            f"{end} is no end: it begins at {both(begins, zone)}",
            "give a time behind the start, or a length of time such as 2h",
            instead=error.instead,
        ) from None


def _after(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the moment after a length of time; None for what is none.

    Raises:
        CannotRun: it may as well be a time of day.
    """
    if either := EITHER.fullmatch(text.strip()):
        raise CannotRun(
            f"{text} may be a length of time or a time of day",
            f"write {either[1]}h{either[2]}m or 0{either[1]}:{either[2]}",
            instead=(text, WHEN),
        )
    try:
        moment = add(now, parse_duration(text), zone)
    except PydanticCustomError:
        found = HOURS.fullmatch(text.strip())
        if not found:
            return None
        hours = float((found[1] or found[3]).replace(",", "."))
        moment = now + timedelta(hours=hours, minutes=int(found[2] or 0))
    return moment


def _next_such(at: time, now: datetime, zone: ZoneInfo, typed: str) -> datetime:
    """Find the first moment after now at which clocks show a time of day.

    Raises:
        CannotRun: clocks are changed and they show it twice, or are set forward beyond it.
    """
    here = now.astimezone(zone).replace(tzinfo=None)
    # Where clocks are set back over midnight, what was yesterday comes again.
    for days in count(-1):
        local = datetime.combine(here.date() + timedelta(days=days), at)
        shown = moments(local, zone)
        if any(one > now for one in shown) or (not shown and local > here):
            return in_zone(local, zone, lambda one: one > now, typed)
    raise AssertionError  # days do not end


class NoTime(CannotRun):
    """What somebody wrote is no time."""


class Passed(CannotRun):
    """A time that should be ahead is not."""


WHEN = "WHEN"
"""Stands in a line to type where nobody can know which time was meant."""
IN_UTC = re.compile(r"(.+?)(?:\s+UTC|(?<=\d)\s*(?:UTC|Z))", re.IGNORECASE)
HOURS = re.compile(r"(\d{1,3})\s*h\s*(\d{1,2})\s*m(?:in)?|(\d{1,3}[.,]\d{1,2})\s*h", re.IGNORECASE)
"""Lengths of time that files do not have: `1h30m` and `1.5h`."""
EITHER = re.compile(r"(\d)h([0-5]\d)", re.IGNORECASE)
"""What is half past one to some, and an hour and a half to others."""
LENGTH = re.compile(
    r"(?:in\s+|\+)?(\d+)\s*(?:(m|min[a-z]*)|(h|hrs?|hou[a-z]*|hor[a-z]*)|(d|day[a-z]*|dia[a-z]*)|(w|week[a-z]*)|)\.?",
    re.IGNORECASE,
)
HALF_DAY = re.compile(r"(1[0-2]|0?\d)(?:[:.](\d{2}))?\s*(am|pm)", re.IGNORECASE)
LOOSE_CLOCK = re.compile(r"(\d{1,2})[:.h](\d)")
DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
NAMED_DAY = re.compile(rf"\b({'|'.join(DAYS)})\b", re.IGNORECASE)
WRITTEN_DAY = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})[./-](\d{4})\b")
FOUR_DIGITS = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
CALLED = {
    "noon": "12:00",
    "midnight": "00:00",
    "24:00": "00:00",
    "half-an-hour": "30m",
    "half an hour": "30m",
}
"""What people call a time of day or a length of time, and how it is written."""

Reader = Callable[[str, datetime, ZoneInfo], datetime]


def _or_nearest(text: str, now: datetime, zone: ZoneInfo, read: Reader) -> datetime:
    """Read a time; of what is none it is said how the time that was meant is written, where only one can be.

    Raises:
        CannotRun: it is none.
    """
    try:
        return _of_this_age(read(text, now, zone), text)
    except NoTime as error:
        error.instead = (text, WHEN)
        for guess, said in _guesses(text.strip(), now.astimezone(zone)):
            with suppress(CannotRun):
                read(guess, now, zone)
                error.instead, error.help = (text, guess), said or error.help
                break
        raise


def _guesses(text: str, local: datetime) -> Iterator[tuple[str, str]]:
    """Yield how a time may be written that was written as people do, each with what is to be said about it."""
    of_utc = IN_UTC.fullmatch(text)
    rest, mark = (of_utc[1], " UTC") if of_utc else (text, "")
    day, beside = _day_in(rest, local)
    if day and (clock := _clock(beside)):
        yield f"{day} {clock}{mark}", ""
    if day and not (beside or mark):
        yield f"{day} {local:%H:%M}", "write the time of day too; here it is that of now"
    yield _clock(rest) + mark, ""
    if length := _length(text):
        yield length, f"for a length of time write its unit: {length}"


def _day_in(text: str, local: datetime) -> tuple[str, str]:
    """Return the day that is written as people do, empty for none, and what stands beside it."""
    named = NAMED_DAY.search(text)
    found = named or WRITTEN_DAY.search(text)
    if not found:
        return "", text
    rest = text.replace(found[0], "").strip(" ,T").removeprefix("at ")
    if named:
        return f"{local.date() + timedelta(days=DAYS[named[0].casefold()])}", rest
    return _day(*found.groups()), rest


def _length(text: str) -> str:
    """Return the length of time that is written as it is elsewhere; empty where it is none."""
    found = LENGTH.fullmatch(text)
    if not found:
        return CALLED.get(text.casefold(), "")
    units = (unit for unit, word in zip("mhdw", found.groups()[1:], strict=True) if word)
    return f"{found[1]}{next(units, 'm')}"


def _day(first: str, mark: str, second: str, year: str) -> str:
    """Return a day that is written in figures; empty where it may be either of two, as with slashes in America."""
    day, month = int(first), int(second)
    if mark == "/" and day != month and max(day, month) <= 12:
        return ""
    day, month = (month, day) if month > 12 else (day, month)
    return f"{year}-{month:02d}-{day:02d}"


def _clock(text: str) -> str:
    """Return the time of day that is written as it is here or elsewhere; empty where it is none."""
    if text.casefold() in CALLED:
        return CALLED[text.casefold()]
    if found := CLOCK.fullmatch(text):
        return f"{int(found[1]):02d}:{found[2]}"
    if found := LOOSE_CLOCK.fullmatch(text):
        return f"{int(found[1]):02d}:0{found[2]}"
    if found := FOUR_DIGITS.fullmatch(text):
        return f"{found[1]}:{found[2]}"
    found = HALF_DAY.fullmatch(text)
    if not found:
        return ""
    hour = int(found[1]) % 12 + (12 if found[3].lower() == "pm" else 0)
    return f"{hour:02d}:{found[2] or '00'}"


def _read(text: str, zone: ZoneInfo) -> tuple[time | datetime, ZoneInfo]:
    """Read a time of day, a local date and time, or an instant; and return the zone that it is of.

    Raises:
        CannotRun: it is none of them, or of another age.
    """
    text, of_utc = text.strip(), IN_UTC.fullmatch(text.strip())
    written = of_utc[1] if of_utc else text
    try:
        if clock := CLOCK.fullmatch(written):
            said: time | datetime = time(int(clock[1]), int(clock[2]))
        else:
            said = _of_this_age(datetime.fromisoformat(written + ("Z" if of_utc else "")), text)
    except ValueError:
        raise NoTime(
            f"{text!r} is no time",
            f"write 14:30 or '2026-11-03 14:30' (in {zone.key}), '14:30 UTC', or 2026-11-03T14:30:00Z",
        ) from None
    return said, ZoneInfo("UTC") if of_utc else zone


def _of_this_age(moment: datetime, text: str) -> datetime:
    """Return a moment of the years that files know.

    Raises:
        CannotRun: it is of another year.
    """
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise CannotRun(
            f"{text} cannot be meant: it is in the year {moment.year}",
            f"years go from {FIRST_YEAR} to {LAST_YEAR}",
            instead=(text, WHEN),
        )
    return moment


def moments(local: datetime, zone: ZoneInfo) -> Sequence[datetime]:
    """Return the instants at which clocks show a local time: none or two where they are changed."""
    folds = {local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(one for one in folds if one.astimezone(zone).replace(tzinfo=None) == local)


def in_zone(
    local: datetime,
    zone: ZoneInfo,
    fits: Callable[[datetime], bool] = lambda _: True,
    typed: str = "",
) -> datetime:
    """Find the one instant that is meant by a local time, or by one that has its zone.

    Args:
        local: the time.
        zone: where it is shown.
        fits: which of two can be meant.
        typed: how it was given.

    Raises:
        CannotRun: clocks are changed and the local time is twice or never.
    """
    if local.tzinfo:
        return local.astimezone(UTC)
    shown = moments(local, zone)
    meant = shown if len(shown) == 1 else [one for one in shown if fits(one)]
    if len(meant) == 1:
        return meant[0]
    near = sorted(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    fitting = [format_instant(one) for one in near if fits(one)]
    raise CannotRun(
        f"{local:%Y-%m-%d %H:%M} happens {'twice' if shown else 'not at all'} in {zone.key}, because clocks change",
        f"write {format_instant(near[0])} or {format_instant(near[1])}",
        instead=(typed, fitting[0 if shown else -1] if fitting else WHEN),
    )


def both(moment: datetime, zone: ZoneInfo) -> str:
    """Write a moment in the site's zone and in UTC: `14:30 WET (14:30 UTC)`."""
    local = moment.astimezone(zone)
    utc = moment.astimezone(UTC)
    if local.utcoffset() == timedelta():
        return f"{utc:%Y-%m-%d %H:%M} UTC"
    day = "" if local.date() == utc.date() else f"{utc:%Y-%m-%d} "
    return f"{local:%Y-%m-%d %H:%M} {local:%Z} ({day}{utc:%H:%M} UTC)"
