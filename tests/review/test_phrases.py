"""The small language of the phrase lists, and the lists themselves."""

import re

import pytest

from mkdocs_statuspage.review import RULES
from mkdocs_statuspage.review.inflection import forms
from mkdocs_statuspage.review.phrase import parse_phrase
from mkdocs_statuspage.review.phrase_files import PHRASES_DIR, WORDS
from mkdocs_statuspage.review.phrasebook import phrasebook
from mkdocs_statuspage.review.text import read_text

FOLDER = PHRASES_DIR / "en"

WORD_LISTS = {"people": "shops|users"}


def _finds(written: str, text: str) -> bool:
    phrase = parse_phrase(written, WORD_LISTS)
    lower = read_text(text).lower
    words = set(re.findall(r"[^\W_]+", lower))
    meets = all(words & demand for demand in (phrase.keys, *phrase.demands))
    found = phrase.pattern.search(lower) is not None
    assert meets or not found, "a text that matches holds the words that it is looked up by"
    return found


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("any inconvenience", "for any\ninconvenience"),
        ("apologise~", "we apologized"),
        ("(small|tiny) number", "a tiny number"),
        ("[very] sorry", "sorry"),
        ("[very] sorry", "very sorry"),
        ("sorry ... if", "sorry for all of this if"),
        ("sorry .. if", "sorry for this if"),
        ("some <people>", "some shops"),
        ("we are sorry", "we're sorry"),
        ("do not know", "we don't know"),
        ("can not promise", "we cannot promise"),
        ("third party", "a third-party tool"),
        ("who we are [not]", "who we are"),
    ],
)
def test_phrase_finds(written: str, text: str) -> None:
    """A phrase finds its forms, options, gaps, lists and short forms."""
    assert _finds(written, text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("sorry .. if", "sorry for all of this and that if"),
        ("sorry ... if", "sorry. If you"),
        ("sorry ... if", "sorry; if you"),
        ("user error", "user errors"),
        ("only us", "only useful"),
    ],
)
def test_phrase_does_not_find(written: str, text: str) -> None:
    """A phrase stays within a sentence and its words are whole."""
    assert not _finds(written, text)


def test_phrase_without_words_is_refused() -> None:
    """A phrase that demands no word could not be looked up."""
    with pytest.raises(ValueError, match="cannot read"):
        parse_phrase("[maybe]", WORD_LISTS)


@pytest.mark.parametrize(
    ("word", "form"),
    [("apologise", "apologized"), ("take", "taken"), ("regret", "regretted"), ("deny", "denied")],
)
def test_inflects(word: str, form: str) -> None:
    """Verbs have their forms, in both spellings."""
    assert form in forms(word)


@pytest.mark.parametrize("name", sorted(p.stem for p in FOLDER.glob("*.txt") if p.stem != WORDS))
def test_phrase_list_is_sound(name: str) -> None:
    """Every phrase compiles, and every list belongs to a rule."""
    for group in phrasebook(name).groups:
        assert group.phrases
        for phrase in (*group.phrases, *group.silenced_by):
            assert phrase.pattern.pattern
    assert name in {rule.name for rule in RULES}


SPEAKING = [
    rule.name
    for rule in RULES
    if not rule.name.startswith("no-") and (FOLDER / f"{rule.name}.txt").exists()
]


@pytest.mark.parametrize("name", SPEAKING)
def test_every_group_says_how_to_mend(name: str) -> None:
    """A finding without a way to mend it is not shown to anybody."""
    for group in phrasebook(name).groups:
        if group.name != "humble":
            assert group.says
            assert group.mend
            assert not group.says.endswith(".")
