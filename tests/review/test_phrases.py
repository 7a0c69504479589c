"""The small language of the phrase lists, and the lists themselves."""

import re
from pathlib import Path

import pytest

from mkdocs_statuspage.markdown_text import read_markdown
from mkdocs_statuspage.review.phrase import Phrase, parse_phrase
from mkdocs_statuspage.review.phrasebook import (
    PHRASES_DIR,
    WORDS,
    PhraseGroup,
    phrasebook,
    read_groups,
)
from mkdocs_statuspage.review.rules import RULES
from mkdocs_statuspage.review.text import ReviewText, read_text

SENTENCES = Path(__file__).parent / "phrases"
"""Beside each list its sentences: one for each phrase, and one for what silences it."""

WORD_LISTS = {"people": "shops|users"}


def _finds(written: str, text: str) -> bool:
    phrase = parse_phrase(written, WORD_LISTS)
    lower = read_text(read_markdown(text)).lower
    words = set(re.findall(r"[^\W_]+", lower))
    meets = all(words & demand for demand in (phrase.keys, *phrase.demands))
    found = phrase.pattern.search(lower) is not None
    assert meets or not found, "a text that matches holds the words that it is looked up by"
    return found


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("any inconvenience", "for any\ninconvenience"),
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
    """A phrase finds its options, gaps, lists and short forms."""
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


LANGUAGE_LISTS = sorted((path.parent.name, path.stem) for path in PHRASES_DIR.glob("*/*.txt"))

LISTS = [pair for pair in LANGUAGE_LISTS if pair[1] != WORDS]


@pytest.mark.parametrize(("language", "name"), LISTS)
def test_phrase_list_is_sound(language: str, name: str) -> None:
    """Every phrase compiles, every list belongs to a rule, and what is found says how it is mended."""
    for group in read_groups(language)[name]:
        assert group.phrases
        assert bool(group.says) == bool(group.mend)
        assert not group.says.endswith(".")
        for phrase in (*group.phrases, *group.silenced_by):
            assert phrase.pattern.pattern
    assert name in {rule.name for rule in RULES}


def _group_cases(language: str, name: str) -> list[tuple[PhraseGroup, list[str], list[str]]]:
    """Give each group with the sentences of its phrases and of what silences them, in their order."""
    content = (SENTENCES / language / f"{name}.txt").read_text(encoding="utf-8")
    blocks = [block.splitlines() for block in content.strip().split("\n\n")]
    groups = {group.name: group for group in read_groups(language)[name]}
    return [
        (
            groups[lines[0].strip("[]")],
            [line[2:] for line in lines if line.startswith("- ")],
            [line[2:] for line in lines if line.startswith("! ")],
        )
        for lines in blocks
    ]


@pytest.mark.parametrize(("language", "name"), LISTS)
def test_every_phrase_has_a_case_of_its_own(language: str, name: str) -> None:
    """A sentence that it alone of its group finds: without the phrase the sentence would be missed."""
    cases = _group_cases(language, name)
    assert {group.name for group, _, _ in cases} == {g.name for g in read_groups(language)[name]}
    for group, found, _ in cases:
        assert len(found) == len(group.phrases), group.name
        for phrase, sentence in zip(group.phrases, found, strict=True):
            text = read_text(read_markdown(sentence))
            assert _raw(text, group.phrases) == [phrase.written], sentence
            assert phrasebook(name, language).matches(text, group.name), sentence


@pytest.mark.parametrize(("language", "name"), LISTS)
def test_every_silence_has_a_case_of_its_own(language: str, name: str) -> None:
    """A sentence in which a phrase of the group stands, and is silenced."""
    for group, _, silent in _group_cases(language, name):
        assert len(silent) == len(group.silenced_by), group.name
        for phrase, sentence in zip(group.silenced_by, silent, strict=True):
            text = read_text(read_markdown(sentence))
            assert _raw(text, group.phrases), sentence
            assert phrase.written in _raw(text, group.silenced_by), sentence
            assert not phrasebook(name, language).matches(text, group.name), sentence


def _raw(text: ReviewText, phrases: tuple[Phrase, ...]) -> list[str]:
    """Give the phrases that stand in a text, silenced or not."""
    return [
        phrase.written
        for phrase in phrases
        if any(phrase.pattern.search(text.lower, s.start, s.end) for s in text.sentences)
    ]


def test_phrases_are_few_and_short() -> None:
    """What a reader cannot take in at a glance nobody keeps right."""
    lines = [
        line
        for path in PHRASES_DIR.glob("*/*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert sum(line.startswith(("- ", "! ")) for line in lines) <= 700
    assert max(map(len, lines)) <= 160


def test_a_silence_overlaps_what_it_silences() -> None:
    """Elsewhere in the sentence it says nothing about the phrase."""
    book = phrasebook("apology", "en")
    assert book.has(
        read_text(read_markdown("Better safe than sorry, we thought, and we are sorry for that.")),
        "sorry",
    )
    assert not book.has(read_text(read_markdown("Better safe than sorry, we thought.")), "sorry")
