"""Ninety days of a component as shapes in a picture ninety wide and forty high, drawn at build time.

Height says how bad a day was, so that colour is never the only sign. A day on which nothing could be
down, because the component did not exist, is left empty.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.outputs.view.looks import LOOKS, component_state
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, component_url
from mkdocs_statuspage.timeline.days import Day, uptime
from mkdocs_statuspage.timeline.headline import LEVEL_OF, Level

HEIGHT = 40
"""How high the picture is; `LOOKS` says how high the bar of each level is."""
WIDTH = 0.7
"""How much of a day's place its bar takes."""
REACH = 1
"""How many days beside it a day with trouble can still be touched by a thumb."""
PHONE_DAYS = 30
"""How many days a phone shows; the older ones are not drawn there."""


@dataclass(frozen=True, slots=True)
class BarShape:
    """The bars of one level, drawn in one path."""

    mark: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLink:
    """A link over a run of days with trouble."""

    x: str
    width: str
    is_old: bool
    """Whether a phone does not show it."""
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class BarWords:
    """What stands beside bars, and says the same as they do."""

    sentence: str
    uptime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A component's days, the links over them, and the words beside them."""

    days: int
    shapes: tuple[BarShape, ...]
    links: tuple[DayLink, ...]
    wide: BarWords
    phone: BarWords
    """Of the days that a phone shows."""


def bars(days: Sequence[Day], component_id: str, here: Standpoint) -> Bars:
    """Draw the bars of a component."""
    return Bars(
        days=len(days),
        shapes=tuple(
            BarShape(level.value, "".join(_shape(x, level) for x in places))
            for level, places in _places(days).items()
        ),
        links=tuple(_link(run, days, component_id, here) for run in _runs(days)),
        wide=_words(days, here.words),
        phone=_words(days[-PHONE_DAYS:], here.words),
    )


def combined_bars(members: Sequence[Sequence[Day]], here: Standpoint) -> Bars:
    """Draw the worst that any of several components saw on each day; the links are in their own bars."""
    worst = [
        max(days, key=lambda d: -1 if d.status is None else d.status.rank)
        for days in zip(*members, strict=True)
    ]
    return replace(bars([replace(day, incidents=()) for day in worst], "", here), links=())


def _words(days: Sequence[Day], words: Words) -> BarWords:
    return BarWords(sentence(days, words), _uptime(days, words))


def _places(days: Sequence[Day]) -> dict[Level, list[int]]:
    """Return where the bars of each level stand."""
    found: dict[Level, list[int]] = {}
    for x, day in enumerate(days):
        if day.status is not None:
            found.setdefault(LEVEL_OF[day.status], []).append(x)
    return found


def _shape(x: int, level: Level) -> str:
    height = LOOKS[level].height
    return f"M{x} {HEIGHT}v-{height}h{WIDTH}v{height}z"


def _runs(days: Sequence[Day]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of days that the same incidents touched, as first and last place."""
    for incidents, group in groupby(enumerate(days), key=lambda place: place[1].incidents):
        places = [x for x, _ in group]
        if incidents:
            yield places[0], places[-1]


def _link(
    run: tuple[int, int], days: Sequence[Day], component_id: str, here: Standpoint
) -> DayLink:
    """Place a link over a run of days; it reaches beyond them where there is room."""
    first, last = run
    touched = [x for x, day in enumerate(days) if day.incidents]
    before = max((x for x in touched if x < first), default=-len(days))
    after = min((x for x in touched if x > last), default=2 * len(days))
    left = max(0.0, first - REACH, (before + 1 + first) / 2)
    right = min(float(len(days)), last + 1 + REACH, (last + 1 + after) / 2)
    return DayLink(
        x=_short(left),
        width=_short(right - left),
        is_old=last < len(days) - PHONE_DAYS,
        href=here.link(_target(days[first].incidents, component_id)),
        label=_label(days[first : last + 1], here),
    )


def _target(incidents: Sequence[str], component_id: str) -> str:
    if len(incidents) == 1:
        return f"incidents/{incidents[0]}/"
    return f"{component_url(component_id)}#{incidents[0]}"


def _label(days: Sequence[Day], here: Standpoint) -> str:
    """Return what a link says to those who hover or hear: `3 Nov, Down, 55 min of downtime: Card payments failed`."""
    words = here.words
    worst = max((d.status for d in days if d.status), key=lambda s: s.rank)
    first, last = words.short_day(days[0].day), words.short_day(days[-1].day)
    when = first if len(days) == 1 else f"{first} – {last}"
    titles = "; ".join(here.site.by_id[id_].incident.title for id_ in days[0].incidents)
    said = [when, component_state(worst, words).word]
    downtime = sum((day.downtime for day in days), timedelta())
    if downtime >= timedelta(minutes=1):
        said.append(words("{length} of downtime", length=words.duration(downtime)))
    return f"{', '.join(said)}: {titles}"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _uptime(days: Sequence[Day], words: Words) -> str:
    share = uptime(days)
    return "" if share is None else words.percentage(share)


def _unbroken(day: str) -> str:
    return day.replace(" ", "\u00a0")


def had_trouble(day: Day) -> bool:
    """Tell whether something was wrong on a day; planned work is not."""
    return day.status is not None and day.status.rank > ComponentStatus.UNDER_MAINTENANCE.rank


def sentence(days: Sequence[Day], words: Words) -> str:
    """Return in words what the bars show; empty where every day was well from end to end."""
    known = [day for day in days if day.status is not None]
    troubled = sum(1 for day in known if had_trouble(day))
    if not known:
        return words("No record of these days")
    if days[-1].status is None:
        return words("No record after {day}", day=words.day(known[-1].day))
    if len(known) < len(days):
        begun_late = len(known) == len(days) - days.index(known[0])
        speak = _since if begun_late else _of_known
        return speak(known, troubled, words)
    if not troubled:
        return ""
    return words.count(
        troubled,
        "{n} of the last {days} days was not normal, on {last}",
        "{n} of the last {days} days were not normal, the last on {last}",
        days=len(days),
        last=_unbroken(words.short_day(max(d.day for d in known if had_trouble(d)))),
    )


def _since(known: Sequence[Day], troubled: int, words: Words) -> str:
    since = words.day(known[0].day)
    if not troubled:
        return words("Nothing wrong since {day}", day=since)
    return words.count(
        troubled,
        "{n} day not normal since {day}",
        "{n} days not normal since {day}",
        day=since,
    )


def _of_known(known: Sequence[Day], troubled: int, words: Words) -> str:
    """Speak of the days with a record alone, where some between them have none."""
    if not troubled:
        return words("Nothing wrong on the {days} days with a record", days=len(known))
    return words.count(
        troubled,
        "{n} of the {days} days with a record was not normal",
        "{n} of the {days} days with a record were not normal",
        days=len(known),
    )
