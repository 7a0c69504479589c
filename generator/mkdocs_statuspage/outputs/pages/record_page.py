"""The record: three sentences, then the figures with their definitions, and the incidents behind each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from mkdocs_statuspage.language import phrase
from mkdocs_statuspage.outputs.pages.head import web_page
from mkdocs_statuspage.outputs.view.charts import Bar, bars, columns
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
    return bars("first-word-chart", title, rows)


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
    return columns("months-chart", title, rows)


def _promises(title: str, here: Standpoint) -> str:
    words = here.words
    rows = [
        Bar(words(PROMISE_LOOKS[state].word), count, words.number(count))
        for state, count in here.site.record.promises.items()
        if count
    ]
    return bars("promises-chart", title, rows)
