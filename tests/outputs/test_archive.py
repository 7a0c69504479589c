"""What is too much for one page: each thing on one page, no page too long, and none moves when others come."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.outputs.view.archive import Period, archive

AT_MOST = 3
DAYS = st.lists(st.dates(date(2024, 11, 20), date(2026, 2, 10)), max_size=40)


def archived(days: list[date]) -> tuple[Period[date], ...]:
    return archive(sorted(days, reverse=True), lambda day: day, AT_MOST)


def pages(days: list[date]) -> dict[str, tuple[date, ...]]:
    """Give what stands on each page that lists anything."""
    found = [leaf for year in archived(days) for leaf in year.each() if not leaf.parts]
    return {leaf.path: leaf.items for leaf in found}


@given(DAYS)
def test_each_thing_stands_on_one_page_and_none_is_too_long(days: list[date]) -> None:
    """Whatever came when: nothing is lost or told twice, the newest first on each page."""
    found = pages(days)
    assert sorted(day for items in found.values() for day in items) == sorted(days)
    assert all(0 < len(items) <= AT_MOST for items in found.values())
    assert all(items == tuple(sorted(items, reverse=True)) for items in found.values())


@given(DAYS)
def test_every_page_is_reached_from_its_year(days: list[date]) -> None:
    """An address says where it leads: a part begins with its month, a month with its year, which has one whatever it holds."""
    assert [year.path for year in archived(days)] == [
        f"{year}/" for year in sorted({day.year for day in days}, reverse=True)
    ]
    for year in archived(days):
        assert bool(year.parts) == (len(year.items) > AT_MOST)
        for one in year.each():
            assert all(part.path.startswith(one.path) for part in one.parts)
            assert all(a.items[-1] >= b.items[0] for a, b in pairwise(one.parts))


@given(DAYS, st.integers(0, 50))
def test_what_is_new_moves_nothing_of_earlier_months(days: list[date], after: int) -> None:
    """A page of another year, or a full page, stays as it is to the last entry when something later comes."""
    new = max(days, default=date(2025, 1, 1)) + timedelta(days=after)
    before, now = pages(days), pages([*days, new])
    for path, items in before.items():
        if path not in now:  # its year or month was parted, once
            assert new.year == items[0].year
        elif now[path] != items:
            assert now[path] == (new, *items)


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["2026", "November 2026, part 2", "November 2026, part 1", "October 2026"]),
        ("de", ["2026", "November 2026, Teil 2", "November 2026, Teil 1", "Oktober 2026"]),
    ],
)
def test_a_page_is_called_after_its_time(language: str, titles: list[str]) -> None:
    """In the language of the site."""
    days = [date(2026, 11, n) for n in range(1, 5)] + [date(2026, 10, 1)]
    words = load_words(language)
    (year,) = archived(days)
    found = [one.title(words) for one in year.each() if one.path.count("/") != 2 or not one.parts]
    assert found == titles
