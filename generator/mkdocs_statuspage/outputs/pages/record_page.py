"""The record: three sentences with their figures and twelve months of each, and what keeps happening.

Every figure with its definition and the incidents behind it is folded below. The small charts are inline SVG: drawn at build time, labelled at the line, zero where a bar starts. Each carries its
figures as text: a title, a description, and the numbers beside the bars. Colour says nothing here: what is ours is
filled, what we compare with is an outline.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import groupby
from statistics import mean, median
from typing import NamedTuple

from mkdocs_statuspage.language import Words, phrase
from mkdocs_statuspage.outputs.pages.linked_data import web_page
from mkdocs_statuspage.outputs.pages.month_line import Aim, MonthPoint, month_line
from mkdocs_statuspage.outputs.view.archive import Period, PeriodLine, above, archive, lines
from mkdocs_statuspage.outputs.view.excerpt import Excerpt
from mkdocs_statuspage.outputs.view.figure_words import (
    PLACE,
    Statement,
    cause_words,
    sources,
    spread_words,
    statements,
    summary,
    target_words,
    value_words,
)
from mkdocs_statuspage.outputs.view.looks import PROMISE_LOOKS
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.standpoint import PageLink, Standpoint
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.measures import Sample, Unit
from mkdocs_statuspage.timeline.record_figures import BRANDS_TAKE, FEWEST, PAGES_TAKE, Cause, Figure

URL = "record/"
APART_URL = "record/incidents/"
APART_FROM = 50
"""With so many incidents behind the figures they are named on a page of their own."""
AT_MOST = 250
"""How many are named on one page; of more each year or month has one."""
OF_CAUSE = 10
"""How many incidents of a cause are named with it, the newest; the others stand apart too."""
CAUSES = 50
"""How many causes are named that came back, those that did most often, and how many that came once."""
NOTES: tuple[str, ...] = (
    phrase("Planned work and notices are not counted, and neither are drafts."),
    phrase("Imported incidents owe no report, and count only where they say enough."),
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


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers that follow each other."""

    first: int
    last: int


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
    incidents: int
    """How many incidents are behind it."""
    runs: tuple[Run, ...]
    """Their numbers in the list of all; none where that stands apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A sentence with its figure in large, its aim, and twelve months of it."""

    before: str
    figure: str
    after: str
    aim: str
    line_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseView:
    """A cause with how often it came, whom it hit, and what is still owed."""

    title: str
    facts: tuple[str, ...]
    incidents: tuple[PageLink, ...]
    more: PageLink | None
    """The way to those that came before, under how many they are."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing under its title."""

    title: str
    svg_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView(PageView):
    """What the page of figures shows."""

    summary: str
    statements: tuple[StatementView, ...]
    charts: tuple[Chart, ...]
    figures: tuple[FigureView, ...]
    """None before the first incident: there is nothing that they could rest on."""
    incidents: tuple[PageLink, ...]
    """Every incident that is counted, newest first; figures name them by number. None where they stand apart."""
    apart_href: str
    """Where they are named by figure and number; empty where that is here."""
    recurring: tuple[CauseView, ...]
    more_recurring: str
    """How many came back besides those that are named."""
    once: tuple[CauseView, ...]
    once_count: str
    fewest: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """The incidents behind a figure, or of a cause, among those that a page names."""

    id: str
    name: str
    count: str
    """How many they are."""
    runs: tuple[Run, ...]
    """Their numbers there."""
    lines: tuple[PeriodLine, ...]
    """The pages on which they are named, where it is not this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIncidentsView(PageView):
    """What the page of the incidents behind the figures shows."""

    year: str
    """What year or month it is of; empty on the page of all."""
    above: tuple[PageLink, ...]
    """The way up."""
    figures: tuple[Behind, ...]
    incidents: tuple[PageLink, ...]
    lines: tuple[PeriodLine, ...]
    """Where they are named, where they are too many for this page."""


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the page of figures, and those of the incidents behind them where they are many."""
    courses = here.site.record.courses
    is_apart = len(courses) >= APART_FROM
    yield _record(here.at(URL), is_apart=is_apart)
    if not is_apart:
        return
    is_long = len(courses) > AT_MOST
    years = archive(courses, lambda c: here.day_of(c.began_at), AT_MOST) if is_long else ()
    whole = Period("", here.day_of(here.site.now), courses, years)
    named = tuple(_named(here))
    for period in whole.each():
        yield _apart(period, years, named, here.at(APART_URL + period.path))


class Named(NamedTuple):
    """A figure or cause with the incidents behind it."""

    id: str
    name: str
    incidents: frozenset[str]


def _named(here: Standpoint) -> Iterator[Named]:
    """Yield the figures, and the causes that came more often than the record shows."""
    for figure in here.site.record.figures:
        name = here.words(figure.measure.name)
        yield Named(_id(figure.measure.key), name, frozenset(figure.incidents))
    for cause in here.site.record.causes:
        if len(cause.incidents) > OF_CAUSE:
            yield Named(_cause_id(cause), cause_words(cause.tag), frozenset(cause.incidents))


def _apart(
    period: Period[Course],
    years: Sequence[Period[Course]],
    named: Sequence[Named],
    here: Standpoint,
) -> Page:
    words, url = here.words, APART_URL + period.path
    when = period.title(words)
    by_number = words("The incidents, by number")
    title = f"{by_number}: {when}" if when else by_number
    rests = words("Which incidents each figure of the record rests on.")
    description = f"{title}. {rests}" if when else rests
    way = above(years, period, by_number, APART_URL, here) if when else ()

    known = _known(period)
    parts = [(part, _ids(part)) for part in period.parts]
    behind = (_behind(one, known, parts, here) for one in named)
    said = ApartSaid(
        title=title,
        description=description,
        url=url,
        year=when,
        above=(PageLink(words("Record"), here.link(URL)), *way),
        figures=tuple(one for one in behind if one),
        lines=_lines(period, here),
    )
    data = Excerpt(here, () if period.parts else period.items, said, _apart_view)
    path = f"{url.removesuffix('/')}.md" if when else f"{url}index.md"
    return Page(path, "statuspage/record_incidents.html", title, description, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartSaid:
    """What a page of incidents behind the figures says besides them."""

    title: str
    description: str
    url: str
    year: str
    above: tuple[PageLink, ...]
    figures: tuple[Behind, ...]
    lines: tuple[PeriodLine, ...]


def _apart_view(
    here: Standpoint, courses: Sequence[Course], said: ApartSaid
) -> RecordIncidentsView:
    return RecordIncidentsView(
        nav="record",
        json_ld=web_page(said.title, said.description, said.url, here),
        year=said.year,
        above=said.above,
        figures=said.figures,
        incidents=tuple(_links([course.incident.id for course in courses], here)),
        lines=said.lines,
    )


def _ids(period: Period[Course]) -> list[str]:
    return [course.incident.id for course in period.items]


def _known(period: Period[Course]) -> Mapping[str, int]:
    """Return the numbers of the incidents of a period, the newest first."""
    return {id_: number for number, id_ in enumerate(_ids(period), 1)}


def _behind(
    one: Named,
    known: Mapping[str, int],
    parts: Sequence[tuple[Period[Course], Sequence[str]]],
    here: Standpoint,
) -> Behind | None:
    of_it = one.incidents.intersection(known)
    if not of_it:
        return None
    counts = [(part, len(of_it.intersection(ids))) for part, ids in parts]
    return Behind(
        id=one.id,
        name=one.name,
        count=here.words.number(len(of_it)),
        runs=() if parts else tuple(_runs(sorted(map(known.__getitem__, of_it)))),
        lines=tuple(
            PeriodLine(
                part.title(here.words),
                here.link(f"{APART_URL}{part.path}#{one.id}"),
                here.words.number(count),
            )
            for part, count in counts
            if count
        ),
    )


def _lines(period: Period[Course], here: Standpoint) -> tuple[PeriodLine, ...]:
    def say(part: Period[Course]) -> str:
        return here.words.count(len(part.items), "{n} incident", "{n} incidents")

    return lines(period.parts, APART_URL, say, here)


def _id(key: str) -> str:
    return key.replace("_", "-")


def _cause_id(cause: Cause) -> str:
    return f"cause-{cause.tag}"


def _record(here: Standpoint, *, is_apart: bool) -> Page:
    words = here.words
    title = words("Record")
    name = here.site.config.organisation.name
    description = words(
        "How soon {name} speaks up, and whether it keeps its word, in figures.", name=name
    )
    record = here.site.record
    listed = [course.incident.id for course in record.courses]
    numbers = {} if is_apart else {id_: number for number, id_ in enumerate(listed, start=1)}
    recurring = [cause for cause in record.causes if cause.has_recurred]
    once = [cause for cause in record.causes if not cause.has_recurred]
    data = RecordView(
        nav="record",
        json_ld=web_page(title, description, URL, here),
        summary=summary(record, words),
        statements=tuple(statement_view(one, here) for one in statements(record, words)),
        charts=tuple(chart for chart in charts(here) if chart.svg_html),
        figures=tuple(figure_view(one, numbers, here) for one in record.figures if listed),
        incidents=() if is_apart else tuple(_links(listed, here)),
        apart_href=here.link(APART_URL) if is_apart else "",
        recurring=tuple(cause_view(c, here, is_apart=is_apart) for c in recurring[:CAUSES]),
        more_recurring=_more_causes(len(recurring) - CAUSES, words),
        once=tuple(cause_view(cause, here, is_apart=is_apart) for cause in once[:CAUSES]),
        once_count=words.count(
            len(once), "{n} cause that happened once", "{n} causes that happened once"
        ),
        fewest=words.count(
            FEWEST,
            "A share of fewer than {n} is not shown.",
            "A share of fewer than {n} is not shown.",
        ),
        notes=(*(words(note) for note in NOTES), sources(words)),
    )
    return Page(f"{URL}index.md", "statuspage/record.html", title, description, data)


def _more_causes(left: int, words: Words) -> str:
    said = words.count(left, "{n} more cause came back.", "{n} more causes came back.")
    return said if left > 0 else ""


def figure_view(figure: Figure, numbers: Mapping[str, int], here: Standpoint) -> FigureView:
    """Draw a figure with what it means and what it rests on."""
    words = here.words
    target = target_words(figure, words)
    return FigureView(
        id=_id(figure.measure.key),
        name=words(figure.measure.name),
        definition=words(figure.measure.definition),
        value=value_words(figure, words),
        spread=spread_words(figure, words),
        n=words.number(figure.n),
        target=f"{target[:1].upper()}{target[1:]}",
        incidents=len(figure.incidents),
        runs=tuple(_runs(sorted(numbers[id_] for id_ in figure.incidents if id_ in numbers))),
    )


def _runs(numbers: Sequence[int]) -> Iterator[Run]:
    """Put together numbers that follow each other."""
    for _, run in groupby(enumerate(numbers), key=lambda at: at[1] - at[0]):
        of_it = [number for _, number in run]
        yield Run(of_it[0], of_it[-1])


def statement_view(said: Statement, here: Standpoint) -> StatementView:
    """Draw a sentence with its figure in large, its aim, and twelve months of it."""
    before, after = said.says.split(PLACE)
    figures = [here.site.record.figure(key) for key in said.measures]
    title = here.words("By the month in which the incident began")
    aim = Aim(figures[0].target or 0, here.words("aim"))
    return StatementView(
        before=before.strip(),
        figure=said.figure,
        after=after.strip().removesuffix("."),
        aim=said.aim,
        line_html=month_line(_id(said.measures[0]), title, list(_months_of(figures, here)), aim),
    )


def _months_of(figures: Sequence[Figure], here: Standpoint) -> Iterator[MonthPoint]:
    """Yield a point for each of the last months; a sample is of the month in which its incident began."""
    by_month: dict[date, list[Sample]] = {}
    for sample in (sample for figure in figures for sample in figure.samples):
        began = here.day_of(here.site.by_id[sample.incident].began_at)
        by_month.setdefault(began.replace(day=1), []).append(sample)
    for first, _ in here.site.record.months:
        values = [sample.value for sample in by_month.get(first, ())]
        yield _point(here.words.month_alone(first)[:3], values, figures[0].measure.unit, here.words)


def _point(month: str, values: Sequence[float], unit: Unit, words: Words) -> MonthPoint:
    if not values:
        return MonthPoint(month, None, "")
    if unit is Unit.SECONDS:
        half = float(median(values))
        return MonthPoint(month, half, words.duration(timedelta(seconds=half)))
    hits, n = words.number(sum(values)), words.number(len(values))
    return MonthPoint(month, mean(values), words("{hits} of {n}", hits=hits, n=n))


def cause_view(cause: Cause, here: Standpoint, *, is_apart: bool) -> CauseView:
    """Draw a cause with how often it came, whom it hit, and what is still owed."""
    left = len(cause.incidents) - OF_CAUSE if is_apart else 0
    return CauseView(
        title=_cause_title(cause, here.words),
        facts=tuple(_cause_facts(cause, here.words)),
        incidents=tuple(_links(cause.incidents[: OF_CAUSE if left > 0 else None], here)),
        more=PageLink(
            here.words.count(left, "{n} more", "{n} more"),
            here.link(f"{APART_URL}#{_cause_id(cause)}"),
        )
        if left > 0
        else None,
    )


def _cause_title(cause: Cause, words: Words) -> str:
    name, times = cause_words(cause.tag), len(cause.incidents)
    if not cause.has_recurred:
        return name
    if times == 2:
        return words("{cause}, twice", cause=name)
    return words.count(times, "{cause}, {n} time", "{cause}, {n} times", cause=name)


def _cause_facts(cause: Cause, words: Words) -> Iterator[str]:
    if cause.people:
        yield words.count(cause.people, "{n} customer hit", "{n} customers hit")
    if cause.open_promises:
        yield words.count(cause.open_promises, "{n} promise open", "{n} promises open")


def _links(ids: Iterable[str], here: Standpoint) -> Iterator[PageLink]:
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
    yield Bar(
        words("Brands on social media take"), brands, words.duration(BRANDS_TAKE), is_compared=True
    )


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
