"""Ids and titles from names that were never meant to be any."""

from datetime import date

import pytest

from mkdocs_statuspage.importers.foreign_values import component_id, one_line, shorten
from mkdocs_statuspage.model.scalars import incident_id, slug

DAY = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We're back: API & web", "were-back-api-web"),
        ("Störung im Zürcher Café", "storung-im-zurcher-cafe"),
        ("../../etc/passwd", "etc-passwd"),
        ("障害", ""),
        ("x" * 99, "x" * 70),
        ("word " * 20, "-".join(["word"] * 14)),
    ],
)
def test_slug(text: str, expected: str) -> None:
    """A slug is small letters and digits, cut between words."""
    assert slug(text) == expected


def test_incident_ids_are_numbered_when_taken() -> None:
    """Two incidents of one day and name are told apart by a number."""
    assert incident_id(DAY, "Slow", "incident", {"2024-12-31-slow"}) == "2024-12-31-slow-2"
    assert incident_id(DAY, "障害", "incident", ()) == "2024-12-31-incident"


def test_component_ids_avoid_what_systems_reserve() -> None:
    """`con` cannot be a file's name everywhere; a taken name gets its group's before it."""
    assert component_id("Con", "", ()) == "con-2"
    assert component_id("API", "Europe", {"api"}) == "europe-api"


def test_titles_become_one_line_of_bearable_length() -> None:
    """A title is cut at a word, and never longer than a title may be."""
    assert one_line(" a\r\n\tb\u2028c ") == "a b c"
    cut = shorten("word, " * 60)
    assert len(cut) <= 200
    assert cut.endswith("word…")
