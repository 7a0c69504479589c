"""The public ledger: what was promised, and whether it was kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from mkdocs_statuspage.language import phrase
from mkdocs_statuspage.outputs.pages.linked_data import web_page
from mkdocs_statuspage.outputs.view.archive import Period, PeriodLine, above, archive, lines
from mkdocs_statuspage.outputs.view.excerpt import Excerpt
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.promise_views import (
    PromiseView,
    entries,
    entry_view,
    tally,
)
from mkdocs_statuspage.outputs.view.standpoint import PageLink, Standpoint
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.ledger import Given, PromiseState

URL = "promises/"
GROUPS: tuple[tuple[str, tuple[PromiseState, ...]], ...] = (
    (phrase("Late"), (PromiseState.LATE,)),
    (phrase("Broken"), (PromiseState.BROKEN,)),
    (phrase("Open"), (PromiseState.OPEN,)),
    (phrase("Kept"), (PromiseState.KEPT, PromiseState.KEPT_LATE)),
    (phrase("Withdrawn"), (PromiseState.WITHDRAWN,)),
)
"""The order of the page: what asks for attention first."""
OWED = tuple((heading, states) for heading, states in GROUPS if not states[0].is_settled)

ALL_SHOWN = 12
"""Up to how many promises of the newest year stand there at once; other years are folded."""
AT_MOST = 100
"""How many promises stand on one page; of more that are settled each year or month has one, and of more that are owed a page the next."""
TEMPLATE = "statuspage/promises.html"


@dataclass(frozen=True, slots=True)
class PromiseGroup:
    """The promises of which the same became."""

    id: str
    heading: str
    count: str
    promises: tuple[PromiseView, ...]
    years: tuple["YearOfPromises", ...]
    """The same by year, where they were kept or withdrawn."""
    more: tuple[PageLink, ...] = ()
    """The pages of those that are too many for this one."""


@dataclass(frozen=True, slots=True)
class YearOfPromises:
    """The promises that were kept, or withdrawn, within a year."""

    year: str
    count: str
    is_open: bool
    promises: tuple[PromiseView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView(PageView):
    """What the page of promises shows, or that of the promises settled within a year or month."""

    year: str
    """What year or month it is of; empty on the page of all."""
    tally: str
    groups: tuple[PromiseGroup, ...]
    years: tuple[PeriodLine, ...]
    """Where the settled ones are, when they are too many for one page."""
    above: tuple[PageLink, ...]
    """The way up from the page of a year or month."""


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the page of promises; and one for each year or month, where the settled ones are too many for it."""
    found = entries(here.site)
    settled = sorted((e for e in found if e.state.is_settled), key=_done_on, reverse=True)
    years = archive(settled, _done_on, AT_MOST) if len(settled) > AT_MOST else ()
    periods = [one for year in years for one in year.each()]
    tallies = {period.path: tally(period.items, here) for period in periods}
    yield index(found, years, tallies, here.at(URL))
    for period in periods:
        yield period_page(period, years, tallies, here.at(URL + period.path))
    for heading, states in OWED:
        owed = _ordered(found, states)
        for number, start in enumerate(range(AT_MOST, len(owed), AT_MOST), 2):
            at = f"{URL}{states[0].value}/{number}/"
            yield owed_page(heading, owed[start : start + AT_MOST], number, here.at(at))


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSaid:
    """What a page of some promises says besides them."""

    title: str
    description: str
    url: str
    year: str
    tally: str
    refs: tuple[str, ...]
    """Which promises stand there, of those of its incidents."""
    years: tuple[PeriodLine, ...] = ()
    above: tuple[PageLink, ...]
    is_owed: bool = False


def owed_page(heading: str, owed: Sequence[Given], number: int, here: Standpoint) -> Page:
    """Return the page of promises that are owed and too many for the first."""
    words, state = here.words, owed[0].state.value
    when = words("{month}, part {n}", month=words(heading), n=number)
    title = f"{words('Promises')}: {when}"
    said = LedgerSaid(
        title=title,
        description=f"{title}. {_description(here)}",
        url=f"{URL}{state}/{number}/",
        year=when,
        tally="",
        refs=tuple(entry.ref for entry in owed),
        above=(PageLink(words("Promises"), here.link(URL)),),
        is_owed=True,
    )
    return _page_of(owed, said, here)


def _page_of(shown: Sequence[Given], said: LedgerSaid, here: Standpoint) -> Page:
    ids = {entry.incident.id: None for entry in shown}
    courses = [here.site.by_id[id_] for id_ in ids]
    path = f"{said.url.removesuffix('/')}.md"
    data = Excerpt(here, courses, said, _view)
    return Page(path, TEMPLATE, said.title, said.description, data)


def _view(here: Standpoint, courses: Sequence[Course], said: LedgerSaid) -> LedgerView:
    known = {entry.ref: entry for entry in entries(here.site)}
    shown = [known[ref] for ref in said.refs]
    return LedgerView(
        nav="promises",
        json_ld=web_page(said.title, said.description, said.url, here),
        year=said.year,
        tally=said.tally,
        groups=tuple(_owed(shown, here) if said.is_owed else groups(shown, here, is_whole=True)),
        years=said.years,
        above=said.above,
    )


def _owed(shown: Sequence[Given], here: Standpoint) -> Iterator[PromiseGroup]:
    """Yield the one group of a further page of what is owed, which says nothing of other pages."""
    for heading, states in OWED:
        members = [entry for entry in shown if entry.state in states]
        if members:
            count, views = here.words.number(len(members)), (entry_view(e, here) for e in members)
            yield PromiseGroup(states[0].value, here.words(heading), count, tuple(views), ())


def index(
    found: Sequence[Given],
    years: Sequence[Period[Given]],
    tallies: Mapping[str, str],
    here: Standpoint,
) -> Page:
    """Return the page of all promises; of those settled only the latest, where they are on pages of their own."""
    title = here.words("Promises")
    description = _description(here)
    data = LedgerView(
        nav="promises",
        json_ld=web_page(title, description, URL, here),
        year="",
        tally=tally(found, here),
        groups=tuple(groups(found, here, is_short=bool(years))),
        years=_lines(years, tallies, here),
        above=(),
    )
    return Page(f"{URL}index.md", TEMPLATE, title, description, data)


def period_page(
    period: Period[Given],
    years: Sequence[Period[Given]],
    tallies: Mapping[str, str],
    here: Standpoint,
) -> Page:
    """Return the page of the promises that were settled within a year or month."""
    when = period.title(here.words)
    title = here.words("Promises settled in {year}", year=when)
    shown = () if period.parts else period.items
    said = LedgerSaid(
        title=title,
        description=f"{title}. {_description(here)}",
        url=URL + period.path,
        year=when,
        tally=tallies[period.path],
        refs=tuple(entry.ref for entry in shown),
        years=_lines(period.parts, tallies, here),
        above=above(years, period, here.words("Promises"), URL, here),
    )
    return _page_of(shown, said, here)


def _lines(
    periods: Sequence[Period[Given]], tallies: Mapping[str, str], here: Standpoint
) -> tuple[PeriodLine, ...]:
    return lines(periods, URL, lambda period: tallies[period.path], here)


def _description(here: Standpoint) -> str:
    name = here.site.config.organisation.name
    words = "What {name} promised after each incident, and whether it was kept."
    return here.words(words, name=name)


def groups(
    found: Sequence[Given], here: Standpoint, *, is_short: bool = False, is_whole: bool = False
) -> Iterator[PromiseGroup]:
    """Yield the promises by what became of them: what is owed by its day, what was done newest first.

    Args:
        found: the promises.
        here: the page that shows them.
        is_short: of what is settled only the latest are shown.
        is_whole: all are shown at once; else what is settled is folded by year.
    """
    for heading, states in GROUPS:
        members = [entry for entry in found if entry.state in states]
        if members:
            is_owed = not states[0].is_settled
            ordered = _ordered(found, states)
            shown = ordered[: ALL_SHOWN if is_short and not is_owed else AT_MOST]
            is_folded = not (is_owed or is_short or is_whole)
            yield PromiseGroup(
                states[0].value,
                here.words(heading),
                here.words.number(len(members)),
                () if is_folded else tuple(map(partial(entry_view, here=here), shown)),
                tuple(_years(ordered, here)) if is_folded else (),
                tuple(_more(states[0], len(ordered), here)) if is_owed else (),
            )


def _ordered(found: Sequence[Given], states: Sequence[PromiseState]) -> list[Given]:
    """Return the promises in some states: what is owed by its day, what was done newest first."""
    members = [entry for entry in found if entry.state in states]
    is_owed = not states[0].is_settled
    return sorted(members, key=_due_on if is_owed else _done_on, reverse=not is_owed)


def _more(state: PromiseState, count: int, here: Standpoint) -> Iterator[PageLink]:
    """Yield the further pages of what is owed."""
    for number in range(2, -(-count // AT_MOST) + 1):
        yield PageLink(here.words.number(number), here.link(f"{URL}{state.value}/{number}/"))


def _years(ordered: Sequence[Given], here: Standpoint) -> Iterator[YearOfPromises]:
    """Yield what is settled by the year in which it was, newest first."""
    newest = _done_on(ordered[0]).year
    for year, found in groupby(ordered, key=lambda entry: _done_on(entry).year):
        views = tuple(entry_view(entry, here) for entry in found)
        is_open = year == newest and len(views) <= ALL_SHOWN
        yield YearOfPromises(str(year), here.words.number(len(views)), is_open, views)


def _due_on(entry: Given) -> date:
    return entry.promise.due_on or date.max


def _done_on(entry: Given) -> date:
    """Return the day on which a promise was settled; of one that was never kept, the last on which it could have been."""
    promise = entry.promise
    taken_back = promise.withdrawn.on if promise.withdrawn else None
    return promise.kept_on or taken_back or promise.due_on or date.min
