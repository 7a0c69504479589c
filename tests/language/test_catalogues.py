"""The catalogues: each has every string that is used and no other, and says all of them."""

import pytest
from babel import Locale

from mkdocs_statuspage.language import ENGLISH, load_words
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.outputs.view.looks import PROMISE_LOOKS
from mkdocs_statuspage.reading.parts import headings_in
from tests.language.catalogues import (
    catalogue_text,
    languages,
    outline,
    path_of,
    places,
    untranslated,
)

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


@pytest.mark.parametrize("language", languages())
def test_what_became_of_a_promise_has_a_word_of_its_own(language: str) -> None:
    """None of them is another's, nor says of an incident how long it lasts; what is called off is not taken back either."""
    words = load_words(language)
    found = [words(look.word) for look in PROMISE_LOOKS.values()]
    assert len({*found, words("Lasted"), words("Open now")}) == len(found) + 2
    assert words("Called off") != words("Taken back")


def test_a_new_language_begins_with_every_string() -> None:
    """`make language` writes what is to be translated, with as many forms as the language has."""
    text = catalogue_text("pl")
    assert text.count('msgid "Everything works"\nmsgstr ""\n') == 1
    assert "msgstr[2]" in text
    assert "Everything works" in list(untranslated("pl"))


def test_a_place_of_its_own_is_told() -> None:
    """A translation that fills a place which nobody gives would stop the build."""
    assert places("{n} Vorfälle in {wo}") - places("{n} incidents") == {"wo"}


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        ("Trouble", "Störung "),
        ("Trouble", "Störung."),
        ("Write `make_good: {}`", "Schreiben Sie `gutmachen: {}`"),
        ("<b>Trouble</b>", "Störung"),
        ("One\ntwo", "Eins zwei"),
        ("The “page”", 'Die "Seite"'),
    ],
)
def test_what_is_the_same_in_every_language_is_told_apart(english: str, translated: str) -> None:
    """Blanks at the ends, code, tags, lines, and whether it is a sentence."""
    assert outline(english) != outline(translated)


@pytest.mark.parametrize("language", languages())
def test_babel_knows_the_language(language: str) -> None:
    """Its days, times and numbers come from there."""
    assert Locale.parse(language).english_name


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("en", 3, "3 incidents"),
        ("pt", 3, "3 incidentes"),
        ("pt", 0, "0 incidentes"),
        ("de", 1, "1 Störung"),
        ("de", 0, "0 Störungen"),
        ("he", 1, "תקלה אחת"),
        ("he", 2, "שתי תקלות"),
        ("he", 20, "20 תקלות"),
        (WITHOUT, 3, "3 incidents"),
    ],
)
def test_counts_in_the_language(language: str, number: int, expected: str) -> None:
    """A count takes the language's form; a language without a catalogue has English words."""
    assert load_words(language).count(number, "{n} incident", "{n} incidents") == expected
