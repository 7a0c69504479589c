"""Twelve months of a figure as a small line: a dot for each month that has a value, and the aim beside it.

Drawn at build time. Zero is the bottom, and a month without a value is a gap: nothing is drawn across it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

STEP = 14
"""How far months stand from each other."""
TOP, BOTTOM = 8, 44
EDGE = 12
"""What is left of the first dot and right of the last."""
WORD = 60
"""How much room the word beside the aim has."""


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """A month's value and how people read it."""

    month: str
    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Aim:
    """The value that we aim at, and the word beside its line."""

    value: float
    word: str


def month_line(key: str, title: str, points: Sequence[MonthPoint], aim: Aim) -> str:
    """Return the line; empty where no month has a value."""
    values = [point.value for point in points if point.value is not None]
    if not values:
        return ""
    most = max(*values, aim.value) or 1
    places = [None if p.value is None else _place(x, p.value / most) for x, p in enumerate(points)]
    end = 2 * EDGE + STEP * (len(points) - 1)
    drawn = "".join(
        [*_aim(aim, most, end), *_lines(places), *_dots(places), *_ends(points, end)],
    )
    said = "; ".join(f"{p.month}: {p.text}" for p in points if p.value is not None)
    width, height = end + WORD, BOTTOM + 20
    return (
        f'<svg class="month-line" role="img" aria-labelledby="{key}-title {key}-text"'
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' fill="currentColor" font-size="12"><title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-text">{escape(said)}</desc>{drawn}</svg>'
    )


def _place(x: int, share: float) -> tuple[int, float]:
    return EDGE + x * STEP, _height(share)


def _height(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def _aim(aim: Aim, most: float, end: int) -> Iterator[str]:
    y = _height(aim.value / most)
    yield f'<path class="aim" d="M2 {y}H{end}" stroke="currentColor" stroke-dasharray="2 3"/>'
    yield f'<text x="{end + 6}" y="{y + 4:.1f}">{escape(aim.word)}</text>'


def _lines(places: Sequence[tuple[int, float] | None]) -> Iterator[str]:
    for is_gap, run in groupby(places, key=lambda place: place is None):
        path = "L".join(f"{place[0]} {place[1]}" for place in run if place is not None)
        if not is_gap and "L" in path:
            yield f'<path d="M{path}" fill="none" stroke="currentColor" stroke-width="2"/>'


def _dots(places: Sequence[tuple[int, float] | None]) -> Iterator[str]:
    for place in places:
        if place is not None:
            yield f'<circle cx="{place[0]}" cy="{place[1]}" r="3"/>'


def _ends(points: Sequence[MonthPoint], end: int) -> Iterator[str]:
    """Yield the base and the names of the first and the last month."""
    yield f'<path d="M2 {BOTTOM + 0.5}H{end}" stroke="currentColor" stroke-opacity="0.4"/>'
    yield f'<text x="2" y="{BOTTOM + 17}">{escape(points[0].month)}</text>'
    last = escape(points[-1].month)
    yield f'<text x="{end}" y="{BOTTOM + 17}" text-anchor="end">{last}</text>'
