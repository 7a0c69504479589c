"""The catalogues: each has every string that is used and no other, and says all of them."""

import pytest
from babel import Locale

from mkdocs_statuspage.language import ENGLISH, load_words
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.reading.parts import headings_in
from tests.language.catalogues import catalogue_text, languages, path_of, places, untranslated

WITHOUT = next(tag for tag in ("cy", "sw", "is") if tag not in languages())
"""A language that nobody has translated yet."""


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_has_every_string_and_no_other(language: str) -> None:
    """Templates look strings up, so the English one must know each; the others follow it."""
    text = path_of(language).read_text(encoding="utf-8")
    assert text == catalogue_text(language), f"run `make language TO={language}`"


@pytest.mark.parametrize("language", languages())
def test_a_language_says_every_string(language: str) -> None:
    """In all its plurals, and with the places that the English has."""
    assert list(untranslated(language)) == [], path_of(language)


@pytest.mark.parametrize("language", languages())
def test_a_language_tells_the_parts_of_a_report_apart(language: str) -> None:
    """Two parts with one heading could not be told apart in a file."""
    found = headings_in(load_words(language))
    assert set(found.values()) == set(SectionKind), path_of(language)
    assert len(found) == len(SectionKind) * (1 if language == ENGLISH else 2), path_of(language)


def test_a_new_language_begins_with_every_string() -> None:
    """`make language` writes what is to be translated, with as many forms as the language has."""
    text = catalogue_text("pl")
    assert text.count('msgid "Everything works"\nmsgstr ""\n') == 1
    assert "msgstr[2]" in text
    assert "Everything works" in list(untranslated("pl"))


def test_a_place_of_its_own_is_told() -> None:
    """A translation that fills a place which nobody gives would stop the build."""
    assert places("{n} Vorfälle in {wo}") - places("{n} incidents") == {"wo"}


@pytest.mark.parametrize("language", languages())
def test_babel_knows_the_language(language: str) -> None:
    """Its days, times and numbers come from there."""
    assert Locale.parse(language).english_name


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "3 incidents"), ("pt", "3 incidentes"), (WITHOUT, "3 incidents")],
)
def test_counts_in_the_language(language: str, expected: str) -> None:
    """A count takes the language's form; a language without a catalogue has English words."""
    assert load_words(language).count(3, "{n} incident", "{n} incidents") == expected
