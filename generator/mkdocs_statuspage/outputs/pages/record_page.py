"""The record: three sentences, then the figures with their definitions, and the incidents behind each.

Its small charts are inline SVG: drawn at build time, labelled at the line, zero where a bar starts. Each carries its
figures as text: a title, a description, and the numbers beside the bars. Colour says nothing here: what is ours is
filled, what we compare with is an outline.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from mkdocs_statuspage.language import phrase
from mkdocs_statuspage.outputs.pages.frame import web_page
from mkdocs_statuspage.outputs.view.figure_words import (
    sentences,
    sources,
    spread_words,
    target_words,
    value_words,
)
from mkdocs_statuspage.outputs.view.looks import PROMISE_LOOKS
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.standpoint import PageLink, Standpoint
from mkdocs_statuspage.timeline.record_figures import BRANDS_TAKE, FEWEST, PAGES_TAKE, Cause, Figure

URL = "record/"
NOTES: tuple[str, ...] = (
    phrase("Planned work and notices are not counted, and neither are drafts."),
    phrase("Imported history owes nothing, and is only in the figures for which it says enough."),
)
"""What holds for every figure."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure with what it means and what it rests on."""

    id: str
    name: str
    definition: str
    value: str
    spread: str
    n: str
    target: str
    incidents: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseView:
    """A cause with how often it came, whom it hit, and what is still owed."""

    tag: str
    people: str
    open: str
    incidents: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing under its title."""

    title: str
    svg_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView(PageView):
    """What the page of figures shows."""

    sentences: tuple[str, ...]
    charts: tuple[Chart, ...]
    figures: tuple[FigureView, ...]
    causes: tuple[CauseView, ...]
    fewest: str
    notes: tuple[str, ...]


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the page of figures."""
    here = here.at(URL)
    words = here.words
    title = words("Record")
    name = here.site.config.organisation.name
    description = words(
        "How soon {name} speaks up, and whether it keeps its word, in figures.", name=name
    )
    record = here.site.record
    data = RecordView(
        nav="record",
        json_ld=web_page(title, description, URL, here),
        sentences=sentences(record, words),
        charts=tuple(chart for chart in charts(here) if chart.svg_html),
        figures=tuple(figure_view(figure, here) for figure in record.figures),
        causes=tuple(cause_view(cause, here) for cause in record.causes),
        fewest=words.count(
            FEWEST,
            "A share of fewer than {n} is not shown.",
            "A share of fewer than {n} is not shown.",
        ),
        notes=(*(words(note) for note in NOTES), sources(words)),
    )
    yield Page(f"{URL}index.md", "statuspage/record.html", title, description, data)


def figure_view(figure: Figure, here: Standpoint) -> FigureView:
    """Draw a figure with what it means and what it rests on."""
    words = here.words
    target = target_words(figure, words)
    return FigureView(
        id=figure.measure.key.replace("_", "-"),
        name=words(figure.measure.name),
        definition=words(figure.measure.definition),
        value=value_words(figure, words),
        spread=spread_words(figure, words),
        n=words.number(figure.n),
        target=f"{target[:1].upper()}{target[1:]}",
        incidents=tuple(_links(figure.incidents, here)),
    )


def cause_view(cause: Cause, here: Standpoint) -> CauseView:
    """Draw a cause with how often it came, whom it hit, and what is still owed."""
    words = here.words
    return CauseView(
        tag=cause.tag,
        people=words.number(cause.people) if cause.people else "",
        open=words.number(cause.open_promises),
        incidents=tuple(_links(cause.incidents, here)),
    )


def _links(ids: tuple[str, ...], here: Standpoint) -> Iterator[PageLink]:
    return (here.page_link(here.site.by_id[id_].incident) for id_ in ids)


def charts(here: Standpoint) -> Iterator[Chart]:
    """Yield the charts: the first word beside others', incidents by month, what became of promises."""
    for draw, title in (
        (_first_word, here.words("Time to the first word")),
        (_months, here.words("Incidents by the month in which they began")),
        (_promises, here.words("What became of our promises")),
    ):
        yield Chart(title, draw(title, here))


def _first_word(title: str, here: Standpoint) -> str:
    words, figure = here.words, here.site.record.figure("first_word")
    if figure.value is None:
        return ""
    rows = [
        Bar(words("We, in half of the cases within"), figure.value, value_words(figure, words)),
        *_compared(here, figure),
    ]
    return bar_chart("first-word-chart", title, rows)


def _compared(here: Standpoint, figure: Figure) -> Iterator[Bar]:
    words, brands = here.words, BRANDS_TAKE.total_seconds()
    if figure.target is not None:
        expected = words.duration(timedelta(seconds=figure.target))
        yield Bar(words("Customers expect it within"), figure.target, expected, is_compared=True)
    pages = PAGES_TAKE.total_seconds()
    yield Bar(words("Status pages take"), pages, words.duration(PAGES_TAKE), is_compared=True)
    yield Bar(words("Brands take"), brands, words.duration(BRANDS_TAKE), is_compared=True)


def _months(title: str, here: Standpoint) -> str:
    words = here.words
    rows = [
        Bar(words.month_alone(first)[:3], count, words.number(count))
        for first, count in here.site.record.months
    ]
    return column_chart("months-chart", title, rows)


def _promises(title: str, here: Standpoint) -> str:
    words = here.words
    rows = [
        Bar(words(PROMISE_LOOKS[state].word), count, words.number(count))
        for state, count in here.site.record.promises.items()
        if count
    ]
    return bar_chart("promises-chart", title, rows)


def bar_chart(key: str, title: str, rows: Sequence[Bar]) -> str:
    """Return bars below each other, each with its label above it; empty without any."""
    if not (most := _most(rows)):
        return ""
    drawn = "".join(_row(number, row, most) for number, row in enumerate(rows))
    return _svg(key, title, rows, len(rows) * ROW, drawn)


def _most(rows: Sequence[Bar]) -> float:
    return max((row.value for row in rows), default=0)


def _row(number: int, row: Bar, most: float) -> str:
    top = number * ROW
    width = max(1.0, (WIDTH - 2) * row.value / most) if row.value else 0
    return (
        f'<text x="1" y="{top + 15}">{escape(row.label)}</text>'
        f'<text x="{WIDTH - 1}" y="{top + 15}" text-anchor="end" class="figure">'
        f"{escape(row.text)}</text>"
        f'<rect x="1" y="{top + 21}" width="{width:.1f}" height="{BAR}"{_paint(row)}/>'
    )


def column_chart(key: str, title: str, rows: Sequence[Bar]) -> str:
    """Return columns beside each other, each with its number on top; empty without any."""
    if not (most := _most(rows)):
        return ""
    step = WIDTH / len(rows)
    drawn = "".join(_column(number * step, step, row, most) for number, row in enumerate(rows))
    base = f'<path d="M0 {COLUMN_HEIGHT + 18.5}h{WIDTH}" stroke="currentColor" stroke-width="1"/>'
    return _svg(key, title, rows, COLUMN_HEIGHT + 38, drawn + base)


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


def _svg(key: str, title: str, rows: Sequence[Bar], height: int, drawn: str) -> str:
    description = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return (
        f'<svg class="chart" role="img" aria-labelledby="{key}-title {key}-text"'
        f' viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" fill="currentColor"'
        ' font-size="13">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-text">{escape(description)}</desc>{drawn}</svg>'
    )
