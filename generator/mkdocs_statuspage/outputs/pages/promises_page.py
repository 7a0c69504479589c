"""The public ledger: what was promised, and whether it was kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from mkdocs_statuspage.language import phrase
from mkdocs_statuspage.outputs.pages.history_page import YearLine
from mkdocs_statuspage.outputs.pages.linked_data import web_page
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.promise_views import (
    PromiseView,
    entries,
    entry_view,
    tally,
)
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
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


ALL_SHOWN = 12
"""Up to how many promises of the newest year stand there at once; other years are folded."""
BY_YEAR_FROM = 100
"""With how many settled promises at most all of them stand on one page."""
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


@dataclass(frozen=True, slots=True)
class YearOfPromises:
    """The promises that were kept, or withdrawn, within a year."""

    year: str
    count: str
    is_open: bool
    promises: tuple[PromiseView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerView(PageView):
    """What the page of promises shows, or that of the promises settled within a year."""

    year: str
    """Empty on the page of all."""
    tally: str
    groups: tuple[PromiseGroup, ...]
    years: tuple[YearLine, ...]
    """Where the settled ones are, when they are too many for one page."""


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the page of promises; and one for each year, where the settled ones are too many for it."""
    found = entries(here.site)
    settled = by_year([entry for entry in found if not _is_owed(entry.state)])
    is_long = sum(map(len, settled.values())) > BY_YEAR_FROM
    tallies = {year: tally(members, here) for year, members in settled.items() if is_long}
    yield index(found, tallies, here.at(URL))
    for year, said in tallies.items():
        yield year_page(year, settled[year], said, here.at(f"{URL}{year}/"))


def by_year(settled: Sequence[Given]) -> dict[int, list[Given]]:
    """Return promises by the year in which they were settled, the newest first."""
    ordered = sorted(settled, key=_done_on, reverse=True)
    years = groupby(ordered, key=lambda entry: _done_on(entry).year)
    return {year: list(members) for year, members in years}


def index(found: Sequence[Given], tallies: Mapping[int, str], here: Standpoint) -> Page:
    """Return the page of all promises; of those settled only the latest, where they are on pages of their years."""
    title = here.words("Promises")
    description = _description(here)
    data = LedgerView(
        nav="promises",
        json_ld=web_page(title, description, URL, here),
        year="",
        tally=tally(found, here),
        groups=tuple(groups(found, here, is_short=bool(tallies))),
        years=tuple(
            YearLine(str(year), here.link(f"{URL}{year}/"), said) for year, said in tallies.items()
        ),
    )
    return Page(f"{URL}index.md", TEMPLATE, title, description, data)


def year_page(year: int, members: Sequence[Given], said: str, here: Standpoint) -> Page:
    """Return the page of the promises that were settled within a year."""
    title = here.words("Promises settled in {year}", year=year)
    description = f"{title}. {_description(here)}"

    def view() -> LedgerView:
        return LedgerView(
            nav="promises",
            json_ld=web_page(title, description, f"{URL}{year}/", here),
            year=str(year),
            tally=said,
            groups=tuple(groups(members, here, is_whole=True)),
            years=(),
        )

    return Page(f"{URL}{year}.md", TEMPLATE, title, description, view)


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
            is_owed = _is_owed(states[0])
            ordered = sorted(members, key=_due_on if is_owed else _done_on, reverse=not is_owed)
            shown = ordered[:ALL_SHOWN] if is_short and not is_owed else ordered
            is_folded = not (is_owed or is_short or is_whole)
            yield PromiseGroup(
                states[0].value,
                here.words(heading),
                here.words.number(len(members)),
                () if is_folded else tuple(map(partial(entry_view, here=here), shown)),
                tuple(_years(ordered, here)) if is_folded else (),
            )


def _is_owed(state: PromiseState) -> bool:
    return state in (PromiseState.LATE, PromiseState.OPEN)


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
