"""Single values as people write them: what is accepted, what it means, and what is not."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from mkdocs_statuspage.model.scalars import (
    Duration,
    check_identifier,
    check_line,
    check_link,
    format_instant,
    is_update_id,
    parse_day,
    parse_duration,
    parse_instant,
)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03T09:12:00Z",
        "2026-11-03T09:12Z",
        "2026-11-03 09:12 Z",
        "2026-11-03t10:12:00+01:00",
        "2026-11-03T10:12+0100",
        "2026-11-03T10:12+01",
        " 2026-11-03T09:12:00.000z ",
    ],
)
def test_one_moment_in_many_forms(text: str) -> None:
    assert parse_instant(text) == datetime(2026, 11, 3, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2026-11-03T09:12:00", "no-zone"),
        ("2026-11-03", "no-zone"),
        ("2026-W45-2T09:12Z", "bad-instant"),
        ("20261103T0912Z", "bad-instant"),
        ("2026-11-03\n09:12Z", "bad-instant"),
        ("2026-11-03T09:12:60Z", "bad-instant"),
        ("2026-02-30T09:12:00Z", "bad-instant"),
        ("9999-12-31T23:59:59-01:00", "bad-instant"),
        ("0001-01-01T00:00:00+01:00", "bad-instant"),
        ("２０２６-11-03T09:12:00Z", "bad-instant"),
        ("12:30", "bad-instant"),
        ("", "bad-instant"),
    ],
)
def test_what_is_no_moment_is_told_by_its_rule(text: str, rule: str) -> None:
    with pytest.raises(PydanticCustomError) as told:
        parse_instant(text)
    assert told.value.type == rule


@given(st.integers(0, 7_000_000_000_000).map(lambda n: datetime.fromtimestamp(n / 1000, UTC)))
def test_a_moment_reads_back_as_it_was_written(moment: datetime) -> None:
    whole = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert parse_instant(format_instant(whole)) == whole


@given(st.text(max_size=30))
def test_no_text_raises_anything_but_a_problem(text: str) -> None:
    for parse in (
        parse_instant,
        parse_day,
        parse_duration,
        check_identifier,
        check_line,
        check_link,
    ):
        with suppress(PydanticCustomError):
            parse(text)


def test_days() -> None:
    assert parse_day("2026-12-01") == date(2026, 12, 1)
    for text in ("01/12/2026", "2026-12-01T10:00Z", "2026-02-29", "20261201", "3026-01-01"):
        with pytest.raises(PydanticCustomError):
            parse_day(text)


def test_lengths_of_time() -> None:
    assert parse_duration("30 min") == Duration("30m")
    spans = {"30m": timedelta(minutes=30), "3wd": timedelta(days=3), "8w": timedelta(weeks=8)}
    assert {text: parse_duration(text).span for text in spans} == spans
    for text in ("30", "m", "-5m", "1.5h", "3 days", "999999m"):
        with pytest.raises(PydanticCustomError):
            parse_duration(text)


@pytest.mark.parametrize("good", ["a", "2026-11-03-cards", "v1.2", "a_b", "x" * 100])
def test_ids_that_fit(good: str) -> None:
    assert check_identifier(good) == good


@pytest.mark.parametrize(
    "bad",
    [
        "",
        ".",
        "..",
        "a/b",
        "a\\b",
        "A",
        "é",
        "a b",
        "-a",
        "a-",
        "a..b",
        "con",
        "nul.x",
        "com1",
        "index",
        "x" * 101,
        "a\n",
    ],
)
def test_ids_that_do_not_fit_every_system(bad: str) -> None:
    with pytest.raises(PydanticCustomError):
        check_identifier(bad)


def test_ids_of_updates() -> None:
    assert is_update_id("20261103T092000Z-k7q2")
    assert is_update_id("-1")
    assert not any(map(is_update_id, ["", "a b", 'a"b', "a/b", "a#b", "é", "x" * 101, "a\n"]))


def test_links_are_for_browsers() -> None:
    assert check_link(" https://acme.example/a?b#c ") == "https://acme.example/a?b#c"
    for text in (
        "https://[::1]:8/x",
        "http://münchen.example.",
        "https://مثال1.example/",
        "mailto:a@b",
    ):
        assert check_link(text) == text
    for text in (
        "javascript:alert(1)",
        "acme.example",
        "https://a b",
        'https://a"b',
        "data:x",
        "//a",
        "https://www..acme.example/",
        "https://[::1/x",
        "https://:80/",
        f"https://{'a' * 64}.example/",
        f"https://{'é' * 60}.example/",
    ):
        with pytest.raises(PydanticCustomError):
            check_link(text)
