"""Whether a figure of a text is one that the page has: as exactly as it is said, rounded up or down where it says so."""

from collections.abc import Iterable
from datetime import timedelta
from math import log

from mkdocs_statuspage.messages.page_facts import PageFacts
from mkdocs_statuspage.messages.told_figures import (
    PERCENT,
    FigureKind,
    Nearness,
    ToldFigure,
    day_number,
    minutes_of,
)
from mkdocs_statuspage.timeline.course import effective_updates

HALF_AN_HOUR = 30
ROUNDED = 0.15
"""How far from the page a figure may be that says that it is rounded."""
STEPS = tuple(part * 10**power for power in range(9) for part in (1, 2.5, 5))
"""To what figures are rounded."""
UPDATES = (("update",), ("atualizaçõe",))
"""What every page shows, and may be counted."""
UNITS = frozenset([PERCENT, "€", "$", "£"])
SMALL = 12
"""Up to here, numbers in words count something of the incident only where the page counts the same."""


def is_same_day(one: float, other: float) -> bool:
    """Compare two days, as far as both are said: with their years, or by their number in any month."""
    if one > 10000 and other > 10000:
        return one == other
    return one % 10000 == other % 10000 if one > 100 and other > 100 else one % 100 == other % 100


def has_day(figure: ToldFigure, page: PageFacts) -> bool:
    """Tell whether the page names a day."""
    known = {day_number(day.month, day.day, day.year) for day in page.days}
    told = (f.values for f in page.told if f.kind is FigureKind.DAY)
    year = page.course.began_at.year * 10000  # of a day without one
    known = known.union(*({v if v > 10000 else v + year for v in values} for values in told))
    return any(is_same_day(value, other) for value in figure.values for other in known)


def has_length(
    figure: ToldFigure, page: PageFacts, lengths: Iterable[timedelta] | None = None
) -> bool:
    """Tell whether the page has a length of time: in its words, or between two of its moments."""
    told = [f.values for f in page.told if f.kind is FigureKind.LENGTH]
    if any(is_same_count(figure, values) for values in told):
        return True
    known = map(minutes_of, page.lengths if lengths is None else lengths)
    return any(_is_near(value, other, figure) for value in figure.values for other in known)


def _is_near(value: float, other: float, figure: ToldFigure) -> bool:
    """Tell whether a length is one that is computed, as finely as it is said."""
    if figure.nearness is not Nearness.EXACT and _rounds(value, round(other), figure.nearness):
        return True
    allowed = 0.1 * other if figure.step >= HALF_AN_HOUR else 0.999
    return value >= 1 and abs(value - other) <= allowed


def nearest_length(figure: ToldFigure, page: PageFacts) -> str:
    """Return the length that the page has in its place."""
    known = [f for f in page.told if f.kind is FigureKind.LENGTH]
    value = min(figure.values)
    told = {f.text: min(f.values) for f in known}
    told |= {page.site.words.duration(one): minutes_of(one) for one in page.lengths if one}
    return min(told, key=lambda text: (abs(told[text] - value), text), default="")


def other_share(figure: ToldFigure, page: PageFacts) -> str | None:
    """Return the share that the page tells in place of another; None where it tells this one, or none at all."""
    value = max(figure.values)
    known = [*page.shares, *page.percents]
    allowed = min(figure.step, 0.2 * value)
    if not known or any(abs(value - share) <= allowed for share, _ in known):
        return None
    return min(known, key=lambda one: abs(one[0] - value))[1]


def other_count(figure: ToldFigure, page: PageFacts) -> str | None:
    """Return what the page counts in place of a figure, empty where it counts nothing; None where it has the figure too."""
    counts = [f for f in page.told if f.kind is FigureKind.COUNT]
    same = [f for f in counts if is_same_count(figure, f.values)]
    if figure.things[:1] in UPDATES and figure.nearness is Nearness.EXACT:
        return _other_updates(figure, page)
    if is_same_count(figure, {0, *page.counts}) or any(_counts_alike(figure, f) for f in same):
        return None
    alike = [f for f in counts if set(figure.things[:1]) & set(f.things)]
    if (same or _is_small(figure)) and not alike:
        return None
    is_part = not same and any(figure.values & f.values for f in page.told)  # of a day or a time
    if figure.things == (PERCENT,) and _is_share(figure, page):
        return None
    if is_part and not {*figure.things} & UNITS:
        return None
    there = min(alike or counts, key=lambda f: _distance(f, figure), default=None)
    return there.text if there else str(page.course.incident.affected.count or "")


def _distance(one: ToldFigure, other: ToldFigure) -> float:
    """Return how far apart two counts are, by their ratio."""
    return abs(log(max(*one.values, 1e-9)) - log(max(*other.values, 1e-9)))


def _is_small(figure: ToldFigure) -> bool:
    return figure.is_in_words and max(figure.values) <= SMALL


def _other_updates(figure: ToldFigure, page: PageFacts) -> str | None:
    shown = {len(page.course.incident.updates), len(effective_updates(page.course.incident))}
    return None if figure.values & shown else str(max(shown))


def _is_share(figure: ToldFigure, page: PageFacts) -> bool:
    """Tell whether so many percent are what the page says as `one in nine`."""
    allowed = 0.6 if figure.nearness is Nearness.EXACT else 3
    return any(abs(value - share) <= allowed for value in figure.values for share, _ in page.shares)


def is_same_count(figure: ToldFigure, values: Iterable[float]) -> bool:
    """Tell whether a figure is one of some values, or one of them rounded as it says."""
    if figure.values & {*values}:
        return True
    return figure.nearness is not Nearness.EXACT and any(
        _rounds(value, other, figure.nearness) for value in figure.values for other in values
    )


def _rounds(value: float, other: float, nearness: Nearness) -> bool:
    """Tell whether a figure is another, rounded; where it says which way, that way, and else to the nearer one."""
    gap = other - value
    if not 0 < abs(gap) <= ROUNDED * other:
        return False
    is_that_way = gap > 0 if nearness is Nearness.OVER else gap < 0
    share = 1 if nearness is not Nearness.ABOUT and is_that_way else 0.5
    return any(value % step == 0 and other % step and abs(gap) <= step * share for step in STEPS)


def _counts_alike(figure: ToldFigure, other: ToldFigure) -> bool:
    """Tell whether two figures count the same, or one does not say what."""
    return not (figure.things and other.things) or bool({*figure.things} & {*other.things})
