"""An incident as a picture: a strip for each component over its hours, drawn at build time, and its facts in a line.

A strip is as tall as it was bad, so that colour is never the only sign. Places are percentages, so that nothing is
stretched; what a strip and a tick show is said in words beside them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.view.looks import LOOKS, State, component_state
from mkdocs_statuspage.outputs.view.promise_views import entries_of
from mkdocs_statuspage.outputs.view.rows import length
from mkdocs_statuspage.outputs.view.standpoint import MomentView, Standpoint
from mkdocs_statuspage.outputs.view.update_views import spelled_minutes
from mkdocs_statuspage.timeline.course import Course, Spell, effective_updates
from mkdocs_statuspage.timeline.days import worst_of
from mkdocs_statuspage.timeline.headline import LEVEL_OF, Level

HEIGHT = 20
"""How high a strip is."""
MOST = 6
"""How many components have a strip at once; the others are folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A component in one state for a while: a rectangle, its place and width as shares of the whole."""

    mark: str
    x: str
    width: str
    y: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A component over the hours of an incident."""

    name: str
    worst: State
    says: str
    """The same in words."""
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A moment that matters."""

    number: int
    x: str
    time: MomentView
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The strips of an incident, and the moments that matter in it."""

    strips: tuple[Strip, ...]
    more: tuple[Strip, ...]
    more_count: str
    ticks: tuple[Tick, ...]
    start: MomentView
    end: MomentView


def facts(course: Course, here: Standpoint) -> tuple[str, ...]:
    """Say in a few words how long it lasted, how many were hit, how soon we spoke and what was kept."""
    return tuple(_facts(course, here)) if course.incident.kind is Kind.INCIDENT else ()


def _facts(course: Course, here: Standpoint) -> Iterator[str]:
    words, incident = here.words, course.incident
    if lasted := length(course, here):
        yield words("Lasted {length}", length=lasted)
    if incident.affected.count:
        yield words("{n} were hit", n=words.number(incident.affected.count))
    first = next((u.at for u in effective_updates(incident) if u.alarm is None), None)
    if first is not None and first > course.began_at and not incident.source:
        after = spelled_minutes(first - course.began_at, here)
        yield words("First word after {length}", length=after)
    states = [entry.state for entry in entries_of(course, here.site)]
    if states:
        kept = sum(1 for state in states if state.is_kept)
        yield words("{kept} of {total} promises kept", kept=kept, total=len(states))


def picture(course: Course, here: Standpoint) -> Picture | None:
    """Draw an incident; None where no component was unwell for any time."""
    if course.incident.kind is not Kind.INCIDENT or not course.spells:
        return None
    start, end = _bounds(course, here.site.now)
    if end <= start:
        return None
    drawn = sorted(_strips(course, (start, end), here), key=lambda pair: -pair[0])
    if not drawn:
        return None
    strips = [strip for _, strip in drawn]
    left = len(strips) - MOST
    return Picture(
        strips=tuple(strips[:MOST]),
        more=tuple(strips[MOST:]),
        more_count=here.words.count(left, "{n} more", "{n} more") if left > 0 else "",
        ticks=tuple(_ticks(course, (start, end), here)),
        start=here.clock(start) if course.is_open else here.moment(start),
        end=here.clock_after(end, start),
    )


def _bounds(course: Course, now: datetime) -> tuple[datetime, datetime]:
    """Return from when to when the picture reaches: from the first thing that happened to the last."""
    ends = [spell.end or now for spell in course.spells]
    starts = [spell.start for spell in course.spells]
    last = [course.ended_at] if course.ended_at and course.ended_at <= now else [now]
    return min(course.began_at, *starts), max(*ends, *last, course.began_at)


Bounds = tuple[datetime, datetime]


def _share(at: datetime, bounds: Bounds) -> float:
    start, end = bounds
    return min(1.0, max(0.0, (at - start) / (end - start))) * 100


def _percent(share: float) -> str:
    return f"{share:.1f}".rstrip("0").rstrip(".") + "%"


def _strips(course: Course, bounds: Bounds, here: Standpoint) -> Iterator[tuple[int, Strip]]:
    config, found = here.site.config, dict[str, list[Spell]]()
    for spell in course.spells:
        found.setdefault(spell.component, []).append(spell)
    for id_, spells in found.items():
        settled = worst_of(spells, bounds[1])
        if settled and id_ in config.components:
            worst = max((s.status for s in settled), key=lambda s: s.rank)
            yield (
                worst.rank,
                Strip(
                    name=config.component_name(id_),
                    worst=component_state(worst, here.words),
                    says=here.words.listed([_said(spell, bounds[1], here) for spell in settled]),
                    stretches=tuple(_stretches(settled, bounds)),
                ),
            )


def _said(spell: Spell, end: datetime, here: Standpoint) -> str:
    span = here.words.span(spell.start, spell.end or end, here.zone)
    return f"{component_state(spell.status, here.words).word} {span}"


def _stretches(spells: Sequence[Spell], bounds: Bounds) -> Iterator[Stretch]:
    """Yield the whole time as well, and what was not on top of it."""
    yield _stretch(Level.OPERATIONAL, bounds, bounds)
    for spell in spells:
        yield _stretch(LEVEL_OF[spell.status], (spell.start, spell.end or bounds[1]), bounds)


def _stretch(level: Level, span: Bounds, bounds: Bounds) -> Stretch:
    first, last = (_share(at, bounds) for at in span)
    high = round((LOOKS[level].height or 0) * HEIGHT / 40)
    return Stretch(
        mark=level.value,
        x=_percent(first),
        width=_percent(max(last - first, 0.5)),
        y=HEIGHT - high,
        height=high,
    )


def _ticks(course: Course, bounds: Bounds, here: Standpoint) -> Iterator[Tick]:
    words, incident = here.words, course.incident
    moments = [
        (incident.detected_at, words("noticed")),
        (course.first_said_at if incident.updates else None, words("first told")),
        (course.works_since, words("works again")),
    ]
    known = [(at, says) for at, says in moments if at and bounds[0] <= at <= bounds[1]]
    for number, (at, says) in enumerate(known, 1):
        x = _percent(_share(at, bounds))
        yield Tick(number=number, x=x, time=here.clock_after(at, bounds[0]), says=says)
