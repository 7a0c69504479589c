"""Exact times in prose: what becomes one of the page's times, and what stays as it was typed."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.outputs.view.prose import plain
from mkdocs_statuspage.outputs.view.prose_times import PageClock, TimeSpan, Told
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from outputs.library import site

LISBON = PageClock(load_words("en"), ZoneInfo("Europe/Lisbon"))
SUMMER = datetime(2026, 7, 3, 11, tzinfo=UTC)
POSTED = (TimeSpan(SUMMER, SUMMER),)


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
        ("3 Nov 2026 at 10:40 UTC", "2026-11-03T10:40:00Z", "3 Nov 2026 at 10:40 Lisbon time"),
        ("on 2 July at 10:40 UTC", "2026-07-02T10:40:00Z", "on 2 July at 11:40 Lisbon time"),
        (
            "at 10:40 UTC on Thursday 2 July",
            "2026-07-02T10:40:00Z",
            "at 11:40 Lisbon time on Thursday 2 July",
        ),
        ("at 23:40 UTC on 2 July", "2026-07-02T23:40:00Z", "at 23:40 UTC on 2 July"),
        (
            "On Thursday 2 July, from 09:12 to 10:40 UTC",
            "2026-07-02T09:12:00Z",
            "On Thursday 2 July, from 10:12 to 11:40 Lisbon time",
        ),
        ("on Friday at 10:40 UTC", "2026-07-03T10:40:00Z", "on Friday at 11:40 Lisbon time"),
        ("It says “ended at 10:40 UTC”", "2026-07-03T10:40:00Z", "It says “ended at 10:40 UTC”"),
        ("from 09:12 to 10:40 UTC", "2026-07-03T09:12:00Z", "from 10:12 to 11:40 Lisbon time"),
        ("09:12–10:40 UTC", "2026-07-03T09:12:00Z", "10:12–11:40 Lisbon time"),
    ],
)
def test_an_exact_time_is_shown_by_the_pages_clock(typed: str, at: str | None, shown: str) -> None:
    """It is marked with its instant, and reads in the site's zone."""
    html = LISBON.timed(f"<p>{typed}</p>", POSTED)
    assert re.sub(r"<[^>]*>", "", html) == shown
    found = re.search(r'<time datetime="([^"]*)"', html)
    assert (found[1] if found else None) == at


@pytest.mark.parametrize(
    "typed",
    [
        "<p>at 10:40</p>",
        "<p>tomorrow at 10:40 UTC</p>",
        "<p>on Monday at 10:40 UTC</p>",
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
    assert LISBON.timed(typed, POSTED) == typed


def test_without_an_update_only_a_dated_time_is_exact() -> None:
    """A report has no day of its own."""
    assert "<time" not in LISBON.timed("<p>at 10:40 UTC</p>")
    assert "<time" in LISBON.timed("<p>2026-11-03 10:40 UTC</p>")


def test_times_that_stand_together_stay_in_one_zone() -> None:
    """Beside a time without its zone a text keeps its own: it may be meant for both."""
    html = LISBON.timed("<p>From 09:12 until about 10:40 UTC.</p>", POSTED)
    assert re.sub(r"<[^>]*>", "", html) == "From 09:12 until about 10:40 UTC."
    assert 'datetime="2026-07-03T10:40:00Z"' in html


def test_the_span_of_a_range_ends_where_it_says() -> None:
    """The end of a range is there for the visitor's clock too."""
    html = LISBON.timed("<p>09:12–10:40 UTC</p>", POSTED)
    assert 'data-time="span" data-end="2026-07-03T10:40:00Z"' in html


HOURS = (TimeSpan(SUMMER - timedelta(hours=1), SUMMER + timedelta(hours=2)),)
"""An incident's, from 10:00 to 13:00 UTC."""
NIGHT = (TimeSpan(SUMMER + timedelta(hours=11), SUMMER + timedelta(hours=15)),)
"""From 22:00 to 02:00 UTC."""
ANNOUNCED = (*POSTED, TimeSpan(SUMMER + timedelta(days=9), SUMMER + timedelta(days=9)))
"""A word about work that is to be nine days later."""


@pytest.mark.parametrize(
    ("typed", "told", "shown"),
    [
        ("between 10:12 and 10:40 UTC", HOURS, "between 11:12 and 11:40 Lisbon time"),
        ("between 23:12 and 01:40 UTC", NIGHT, "between 4 Jul, 00:12 and 02:40 Lisbon time"),
        ("at 20:30 UTC", HOURS, "at 20:30 UTC"),
        ("every night at 10:20 UTC", HOURS, "every night at 10:20 UTC"),
        ("we start at 11:00 UTC", ANNOUNCED, "we start at 11:00 UTC"),
        ("since 10:12 UTC today", HOURS, "since 11:12 Lisbon time today"),
        ("since 23:12 UTC today", NIGHT, "since 4 July 2026, 00:12 Lisbon time"),
        ("entre as 10:12 e as 10:40 UTC", HOURS, "entre as 11:12 e as 11:40 Lisbon time"),
        ("às 10:12 UTC de 3 de fevereiro", HOURS, "às 10:12 UTC de 3 de fevereiro"),
    ],
)
def test_a_text_is_of_the_hours_of_its_incident(typed: str, told: Told, shown: str) -> None:
    """A time has its day where one alone fits; what comes every day, or may be of two, stays as it was typed."""
    clock = replace(LISBON, today=SUMMER.date())
    assert re.sub(r"<[^>]*>", "", clock.timed(f"<p>{typed}</p>", told)) == shown


def test_today_is_a_date_where_it_is_read_later() -> None:
    """A text of an incident that says today, read on another day, says which."""
    clock = replace(LISBON, today=SUMMER.date() + timedelta(days=1))
    html = clock.timed("<p>since 10:12 UTC today</p>", HOURS)
    assert re.sub(r"<[^>]*>", "", html) == "since 3 July 2026, 11:12 Lisbon time"


def test_on_one_line_what_follows_a_time_stands_close_to_it() -> None:
    """As search shows it, and what describes a page."""
    html = LISBON.timed("<p>At 10:12 UTC, and (until 10:40 UTC) again.</p>", HOURS)
    said = "At 11:12 Lisbon time, and (until 11:40 Lisbon time) again."
    assert plain(html) == said


@pytest.mark.parametrize("language", ["en", "pt", "de"])
def test_texts_in_a_language_that_is_not_read_keep_their_times(language: str) -> None:
    """Nobody knows there which words mean another day."""
    here = site("incident")
    config = here.config.model_copy(update={"language": language, "timezone": "Europe/Lisbon"})
    html = Standpoint.of(replace(here, config=config)).html("10:12 UTC", at=SUMMER)
    assert ("11:12" in html) == (language != "de")


def test_what_is_over_says_no_today() -> None:
    """An incident that is over says the day of what it calls today on that day too, so that its page stays as it is."""
    found = site("incident")
    over = next(course for course in found.courses if course.ended_at)
    here = Standpoint.of(replace(found, now=over.began_at + timedelta(hours=2)))
    html = here.html("since 08:12 UTC today", over.incident)
    assert re.sub(r"<[^>]*>", "", html).strip() == "since 1 October 2026, 08:12 UTC"
