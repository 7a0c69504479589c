"""Exact times in prose: what becomes one of the page's times, and what stays as it was typed."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.outputs.view.prose_times import PageClock

LISBON = PageClock(load_words("en"), ZoneInfo("Europe/Lisbon"))
SUMMER = datetime(2026, 7, 3, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "at", "shown"),
    [
        ("at 10:40 UTC.", "2026-07-03T10:40:00Z", "at 11:40 Lisbon time."),
        ("at 10:40 Lisbon time", "2026-07-03T09:40:00Z", "at 10:40 Lisbon time"),
        ("at 10:40 WEST", "2026-07-03T09:40:00Z", "at 10:40 WEST"),
        ("10:40 UTC+2", "2026-07-03T08:40:00Z", "09:40 Lisbon time"),
        ("10:40 UTC-03:30", "2026-07-03T14:10:00Z", "15:10 Lisbon time"),
        ("10:40 New York time", "2026-07-03T14:40:00Z", "15:40 Lisbon time"),
        ("10:40 Z", "2026-07-03T10:40:00Z", "11:40 Lisbon time"),
        ("23:30 UTC", None, "23:30 UTC"),
        ("15:30 Tokyo time", "2026-07-03T06:30:00Z", "07:30 Lisbon time"),
        ("2026-11-03 10:40 UTC", "2026-11-03T10:40:00Z", "3 November 2026, 10:40 Lisbon time"),
        ("2026-07-03T23:40Z", "2026-07-03T23:40:00Z", "4 July 2026, 00:40 Lisbon time"),
        ("3 Nov 2026 at 10:40 UTC", "2026-11-03T10:40:00Z", "3 November 2026, 10:40 Lisbon time"),
        ("09:12–10:40 UTC", "2026-07-03T09:12:00Z", "10:12–11:40 Lisbon time"),
    ],
)
def test_an_exact_time_is_shown_by_the_pages_clock(typed: str, at: str | None, shown: str) -> None:
    """It is marked with its instant, and reads in the site's zone."""
    html = LISBON.timed(f"<p>{typed}</p>", SUMMER)
    assert re.sub(r"<[^>]*>", "", html) == shown
    found = re.search(r'<time datetime="([^"]*)"', html)
    assert (found[1] if found else None) == at


@pytest.mark.parametrize(
    "typed",
    [
        "<p>at 10:40</p>",
        "<p>tomorrow at 10:40 UTC</p>",
        "<p>on Monday at 10:40 UTC</p>",
        "<p>on 2 July at 10:40 UTC</p>",
        "<p>at 10:40 CET</p>",
        "<p>at 10:40 Springfield time</p>",
        "<p><code>10:40 UTC</code></p>",
        "<p>2026-02-31 10:40 UTC</p>",
        '<p><a href="https://x.example/" title="10:40 UTC">x</a></p>',
        "<p>10:40 UTCX</p>",
    ],
)
def test_what_is_not_exact_stays_as_it_was_typed(typed: str) -> None:
    """No zone, another day, a zone of several places, code: nobody's words are guessed at."""
    assert LISBON.timed(typed, SUMMER) == typed


def test_without_an_update_only_a_dated_time_is_exact() -> None:
    """A report has no day of its own."""
    assert "<time" not in LISBON.timed("<p>at 10:40 UTC</p>", None)
    assert "<time" in LISBON.timed("<p>2026-11-03 10:40 UTC</p>", None)


def test_times_that_stand_together_stay_in_one_zone() -> None:
    """Beside a time without its zone a text keeps its own: it may be meant for both."""
    html = LISBON.timed("<p>From 09:12 until about 10:40 UTC.</p>", SUMMER)
    assert re.sub(r"<[^>]*>", "", html) == "From 09:12 until about 10:40 UTC."
    assert 'datetime="2026-07-03T10:40:00Z"' in html


def test_the_span_of_a_range_ends_where_it_says() -> None:
    """The end of a range is there for the visitor's clock too."""
    html = LISBON.timed("<p>09:12–10:40 UTC</p>", SUMMER)
    assert 'data-time="span" data-end="2026-07-03T10:40:00Z"' in html
