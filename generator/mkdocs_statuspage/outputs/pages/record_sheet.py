"""The record on a sheet to print: what a buyer can rely on, and from when to when the page has spoken at all."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mkdocs_statuspage.outputs.pages.linked_data import web_page
from mkdocs_statuspage.outputs.view.figure_words import sources, value_words
from mkdocs_statuspage.outputs.view.looks import PROMISE_LOOKS
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.promise_views import entries
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.timeline.ledger import tally_states
from mkdocs_statuspage.timeline.month_uptime import MonthUptime, Spoken
from mkdocs_statuspage.timeline.record_figures import BRANDS_TAKE, PAGES_TAKE

URL = "record/sheet/"
BESIDE = 5
"""How many components stand beside each other, so that a sheet of paper holds them."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table with what is in its first row and column."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView(PageView):
    """What the sheet shows."""

    spoken: tuple[str, ...]
    until: str
    uptime: tuple[SheetTable, ...]
    first_word: tuple[tuple[str, str], ...]
    promises: tuple[tuple[str, str], ...]
    promise_notes: tuple[str, ...]
    slips: tuple[tuple[str, str], ...]
    slip_note: str
    sources: str
    data_href: str
    record_href: str


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the sheet."""
    here = here.at(URL)
    words = here.words
    title = words("The record, to print")
    name = here.site.config.organisation.name
    description = words("The figures of {name} by month, on a sheet.", name=name)
    data = SheetView(
        nav="record",
        json_ld=web_page(title, description, URL, here),
        spoken=tuple(_spoken(here)),
        until=words.day(here.site.calendar.last_days(2)[0]),
        uptime=tuple(_uptime(here)),
        first_word=tuple(_first_word(here)),
        promises=tuple(_promises(here)),
        promise_notes=tuple(_promise_notes(here)),
        slips=tuple(_slips(here)),
        slip_note=words.count(
            len(here.site.slips), "{n} slip was let go.", "{n} slips were let go."
        ),
        sources=sources(words),
        data_href=here.link("record.json"),
        record_href=here.link("record/"),
    )
    yield Page(f"{URL}index.md", "statuspage/record_sheet.html", title, description, data)


def _spoken(here: Standpoint) -> Iterator[str]:
    words, site = here.words, here.site
    if site.spoken is None:
        yield words("No update here yet.")
    else:
        days = _days(site.spoken, here)
        yield words("Updates here run from {first} to {last}.", **days)
    if site.spoken_elsewhere is not None:
        days = _days(site.spoken_elsewhere, here)
        yield words("Updates from {first} to {last} were imported.", **days)


def _days(spoken: Spoken, here: Standpoint) -> dict[str, str]:
    first, last = (here.words.day(here.day_of(at)) for at in (spoken.first, spoken.last))
    return {"first": first, "last": last}


def _uptime(here: Standpoint) -> Iterator[SheetTable]:
    parts = list(here.site.uptime_by_month.items())
    for start in range(0, len(parts), BESIDE):
        some = parts[start : start + BESIDE]
        heads = tuple(here.site.config.components[id_].name for id_, _ in some)
        by_month = zip(*(months for _, months in some), strict=True)
        rows = (
            (_month(months[0].month, here), *(_share(one, here) for one in months))
            for months in by_month
        )
        yield SheetTable(heads, tuple(rows))


def _month(first: date, here: Standpoint) -> str:
    return here.words.sentence(here.words.month(first)).removesuffix(".")


def _share(month: MonthUptime, here: Standpoint) -> str:
    return "–" if month.share is None else here.words.percentage(month.share)


def _first_word(here: Standpoint) -> Iterator[tuple[str, str]]:
    words, figure = here.words, here.site.record.figure("first_word")
    yield words("We, in half of the cases within"), value_words(figure, words)
    if figure.target is not None:
        expected = words.duration(timedelta(seconds=figure.target))
        yield words("Customers expect it within"), expected
    yield words("Status pages take"), words.duration(PAGES_TAKE)
    yield words("Brands on social media take"), words.duration(BRANDS_TAKE)


def _promises(here: Standpoint) -> Iterator[tuple[str, str]]:
    counts = tally_states(one.state for one in entries(here.site))
    for state, count in counts.items():
        yield here.words(PROMISE_LOOKS[state].word), here.words.number(count)


def _promise_notes(here: Standpoint) -> Iterator[str]:
    given, words = entries(here.site), here.words
    yield words("Each counts by its first date.")
    moved = sum(one.promise.first_due_on != one.promise.due_on for one in given)
    if moved:
        yield words.count(moved, "{n} was moved.", "{n} were moved.")
    seen = [here.site.seen_of(one.promise) for one in given if one.state.is_kept]
    looked = [one for one in seen if one is not None]
    if looked:
        there = sum(one.found.is_seen for one in looked)
        yield words.count(
            len(looked),
            "{there} of {n} piece of evidence could be seen when we looked.",
            "{there} of {n} pieces of evidence could be seen when we looked.",
            there=words.number(there),
        )


def _slips(here: Standpoint) -> Iterator[tuple[str, str]]:
    counts = Counter(slip.category for slip in here.site.slips)
    for category, count in sorted(counts.items()):
        yield category, here.words.number(count)
