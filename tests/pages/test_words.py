"""The catalogue: every string that is used is in it, in English and in Portuguese."""

from string import Formatter

import pytest

from mkdocs_statuspage.language.words import load_words, read_catalogue
from pages.strings_used import plurals_used, strings_used


def places(text: str) -> set[str]:
    """Give the names of the places in a string."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_english_has_every_string() -> None:
    """Templates look strings up, so the English catalogue must know each, and no other."""
    assert set(read_catalogue("en").strings) == strings_used()


def test_portuguese_has_every_string() -> None:
    """Each string is translated, and has the same places to fill."""
    strings = read_catalogue("pt").strings
    same = {"d", "h", "min"}
    assert {s for s in strings_used() if strings[s] == s} <= same
    assert [s for s in strings_used() if places(s) != places(strings[s])] == []


def test_portuguese_has_every_plural() -> None:
    """Each pair of singular and plural is translated."""
    plurals = read_catalogue("pt").plurals
    assert {many for _, many in plurals_used()} - set(plurals) == set()


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "3 incidents"), ("pt", "3 incidentes"), ("de", "3 incidents")],
)
def test_counts_in_the_language(language: str, expected: str) -> None:
    """A count takes the language's form; a language without a catalogue has English words."""
    assert load_words(language).count(3, "{n} incident", "{n} incidents") == expected
