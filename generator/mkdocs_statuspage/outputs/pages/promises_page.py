"""The public ledger: what was promised, and whether it was kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mkdocs_statuspage.language import phrase
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
    """What the page of promises shows."""

    tally: str
    groups: tuple[PromiseGroup, ...]


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the page of promises."""
    here = here.at(URL)
    words = here.words
    title = words("Promises")
    name = here.site.config.organisation.name
    description = words(
        "What {name} promised after each incident, and whether it was kept.", name=name
    )
    found = entries(here.site)
    data = LedgerView(
        nav="promises",
        json_ld=web_page(title, description, URL, here),
        tally=tally(found, here),
        groups=tuple(groups(found, here)),
    )
    yield Page(f"{URL}index.md", "statuspage/promises.html", title, description, data)


def groups(found: Sequence[Given], here: Standpoint) -> Iterator[PromiseGroup]:
    """Yield the promises by what became of them: what is owed by its day, what was done newest first."""
    for heading, states in GROUPS:
        members = [entry for entry in found if entry.state in states]
        if members:
            is_owed = PromiseState.LATE in states or PromiseState.OPEN in states
            ordered = sorted(members, key=_due_on if is_owed else _done_on, reverse=not is_owed)
            views = tuple(entry_view(entry, here) for entry in ordered)
            yield PromiseGroup(
                states[0].value,
                here.words(heading),
                here.words.number(len(members)),
                views if is_owed else (),
                () if is_owed else tuple(_years(ordered, here)),
            )


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
    promise = entry.promise
    return promise.kept_on or (promise.withdrawn.on if promise.withdrawn else date.min)
