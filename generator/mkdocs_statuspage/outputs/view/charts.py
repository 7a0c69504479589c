"""Small charts as inline SVG: drawn at build time, labelled at the line, zero where a bar starts.

Each carries its figures as text: a title, a description, and the numbers beside the bars. Colour says
nothing here: what is ours is filled, what we compare with is an outline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 360
"""In units of the drawing; so narrow that its letters can be read on a phone."""
ROW = 40
BAR = 14
COLUMN_HEIGHT = 80


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart."""

    label: str
    value: float
    text: str
    """The value as people read it."""
    is_compared: bool = False
    """Whether it is somebody else's figure, beside which ours stands."""


def bars(key: str, title: str, rows: Sequence[Bar]) -> str:
    """Return bars below each other, each with its label above it; empty without any."""
    most = max((row.value for row in rows), default=0)
    if not most:
        return ""
    drawn = "".join(_row(number, row, most) for number, row in enumerate(rows))
    listed = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return _svg(key, title, listed, len(rows) * ROW, drawn)


def _row(number: int, row: Bar, most: float) -> str:
    top = number * ROW
    width = max(1.0, (WIDTH - 2) * row.value / most) if row.value else 0
    return (
        f'<text x="1" y="{top + 15}">{escape(row.label)}</text>'
        f'<text x="{WIDTH - 1}" y="{top + 15}" text-anchor="end" class="figure">'
        f"{escape(row.text)}</text>"
        f'<rect x="1" y="{top + 21}" width="{width:.1f}" height="{BAR}"{_paint(row)}/>'
    )


def columns(key: str, title: str, rows: Sequence[Bar]) -> str:
    """Return columns beside each other, each with its number on top; empty without any."""
    most = max((row.value for row in rows), default=0)
    if not most:
        return ""
    step = WIDTH / len(rows)
    drawn = "".join(_column(number * step, step, row, most) for number, row in enumerate(rows))
    base = f'<path d="M0 {COLUMN_HEIGHT + 18.5}h{WIDTH}" stroke="currentColor" stroke-width="1"/>'
    listed = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return _svg(key, title, listed, COLUMN_HEIGHT + 38, drawn + base)


def _column(x: float, step: float, row: Bar, most: float) -> str:
    height = COLUMN_HEIGHT * row.value / most
    middle, top = x + step / 2, COLUMN_HEIGHT + 18 - height
    number = (
        f'<text x="{middle:.1f}" y="{top - 4:.1f}" text-anchor="middle" class="figure">'
        f"{escape(row.text)}</text>"
        f'<rect x="{x + step * 0.15:.1f}" y="{top:.1f}" width="{step * 0.7:.1f}"'
        f' height="{height:.1f}"{_paint(row)}/>'
        if row.value
        else ""
    )
    label = (
        f'<text x="{middle:.1f}" y="{COLUMN_HEIGHT + 34}" text-anchor="middle">'
        f"{escape(row.label)}</text>"
    )
    return number + label


def _paint(row: Bar) -> str:
    outline = ' fill="none" stroke="currentColor" stroke-width="1.5"'
    return outline if row.is_compared else ' fill="currentColor"'


def _svg(key: str, title: str, description: str, height: int, drawn: str) -> str:
    return (
        f'<svg class="chart" role="img" aria-labelledby="{key}-title {key}-text"'
        f' viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" fill="currentColor"'
        ' font-size="13">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-text">{escape(description)}</desc>{drawn}</svg>'
    )
