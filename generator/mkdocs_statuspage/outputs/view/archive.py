"""An archive: what is too much for one page stands on one for each year, where a year has too much for each month, and else in numbered parts.

Parts are filled from the oldest, so that what is new moves nothing that stands on a page already.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Generic, TypeVar

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.outputs.view.standpoint import PageLink, Standpoint

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Period(Generic[T]):
    """What is of a year, of a month, or in a part of one."""

    path: str
    """Its address below the archive's: `2026/`, `2026/11/` or `2026/11/2/`; empty of the whole."""
    first: date
    """The first day of the year or month."""
    items: tuple[T, ...]
    """Newest first."""
    parts: tuple["Period[T]", ...] = ()
    """Where they stand, the newest first; empty where that is its own page."""

    def each(self) -> Iterator["Period[T]"]:
        """Yield it and all that it is parted into."""
        yield self
        for part in self.parts:
            yield from part.each()

    def title(self, words: Words) -> str:
        """Return what it is called: `2026`, `November 2026` or `November 2026, part 2`."""
        year, *month = self.path.removesuffix("/").split("/")
        if not month:
            return year
        name = words.month(self.first)
        return words("{month}, part {n}", month=name, n=month[1]) if month[1:] else name


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A year or month in a line that leads to its page."""

    title: str
    href: str
    summary: str


def archive(items: Iterable[T], day_of: Callable[[T], date], at_most: int) -> tuple[Period[T], ...]:
    """Return the years of some things, newest first as those are; one with more than `at_most` is parted."""
    dated = [(day.year, day.month, item) for item in items for day in [day_of(item)]]
    years = groupby(dated, key=itemgetter(0))
    return tuple(_year(year, list(found), at_most) for year, found in years)


def year_of(year: int, items: Iterable[T], day_of: Callable[[T], date], at_most: int) -> Period[T]:
    """Return a year, of which there may be nothing."""
    found = archive(items, day_of, at_most)
    return found[0] if found else Period(f"{year}/", date(year, 1, 1), ())


def _year(year: int, dated: Sequence[tuple[int, int, T]], at_most: int) -> Period[T]:
    whole = Period(f"{year}/", date(year, 1, 1), tuple([item for _, _, item in dated]))
    if len(dated) <= at_most:
        return whole
    months = groupby(dated, key=itemgetter(1))
    parts = [
        _month(date(year, month, 1), tuple([item for _, _, item in found]), at_most)
        for month, found in months
    ]
    return replace(whole, parts=tuple(parts))


def _month(first: date, items: tuple[T, ...], at_most: int) -> Period[T]:
    path, oldest = f"{first.year}/{first.month:02}/", items[::-1]
    chunks = [oldest[n : n + at_most][::-1] for n in range(0, len(items), at_most)]
    parts = [Period(f"{path}{n}/", first, chunk) for n, chunk in enumerate(chunks, 1)][::-1]
    return Period(path, first, items, tuple(parts) if len(parts) > 1 else ())


def lines(
    periods: Iterable[Period[T]], url: str, say: Callable[[Period[T]], str], here: Standpoint
) -> tuple[PeriodLine, ...]:
    """Return periods in a line each, with what there is to say of one."""
    return tuple(
        PeriodLine(one.title(here.words), here.link(url + one.path), say(one)) for one in periods
    )


def above(
    years: Sequence[Period[T]], period: Period[T], top: str, url: str, here: Standpoint
) -> tuple[PageLink, ...]:
    """Return the way up from the page of a period: the page of all, its year, its month."""
    way, level = [PageLink(top, here.link(url))], years
    while over := [p for p in level if period.path.startswith(p.path) and p.path != period.path]:
        way.append(PageLink(over[0].title(here.words), here.link(url + over[0].path)))
        level = over[0].parts
    return tuple(way)
