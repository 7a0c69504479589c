"""Finding the phrases of a rule in a text; see `phrase_files` for how they are written down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from mkdocs_statuspage.review.phrase import Phrase
from mkdocs_statuspage.review.phrase_files import PhraseGroup, read_groups
from mkdocs_statuspage.review.text import ReviewText, Sentence


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase where it stands."""

    group: PhraseGroup
    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True)
class Phrasebook:
    """The phrases of one rule in one language."""

    name: str
    language: str
    groups: tuple[PhraseGroup, ...]

    def matches(self, text: ReviewText, *names: str) -> list[Match]:
        """Find the phrases, of the named groups or of all, in the order they are written."""
        if self.name not in _candidates(text, self.language):
            return []
        found = [match for match in self._all(text) if not names or match.group.name in names]
        return _apart(sorted(found, key=lambda match: (match.start, -match.end)))

    def has(self, text: ReviewText, *names: str) -> bool:
        """Tell whether any phrase of the named groups is there."""
        return any(not names or match.group.name in names for match in self._all(text))

    def _all(self, text: ReviewText) -> Iterator[Match]:
        for group, phrase, index in _candidates(text, self.language).get(self.name, ()):
            sentence = text.sentences[index]
            for found in phrase.pattern.finditer(text.lower, sentence.start, sentence.end):
                if not _silenced(text, sentence, group, found):
                    yield Match(group, sentence, found.start(), found.end())


PhraseCandidate = tuple[PhraseGroup, Phrase, int]


@lru_cache(maxsize=8)
def _candidates(text: ReviewText, language: str) -> dict[str, list[PhraseCandidate]]:
    """Give, by phrasebook, the phrases that may be in a sentence, and its index.

    One pass over the text's words serves all the rules: most of them have nothing to look at.
    """
    found: dict[str, list[PhraseCandidate]] = {}
    shelf = _shelf(language)
    for key in text.words.keys() & shelf.keys():
        for name, group, phrase in shelf[key]:
            for index in text.words[key]:
                if _may_match(phrase, text.words_of[index]):
                    found.setdefault(name, []).append((group, phrase, index))
    return found


def _may_match(phrase: Phrase, words: frozenset[str]) -> bool:
    return not any(map(words.isdisjoint, phrase.demands))


def _silenced(
    text: ReviewText, sentence: Sentence, group: PhraseGroup, found: re.Match[str]
) -> bool:
    words = text.words_of[sentence.index]
    return any(
        other.start() < found.end() and found.start() < other.end()
        for phrase in group.silenced_by
        if _may_match(phrase, words)
        for other in phrase.pattern.finditer(text.lower, sentence.start, sentence.end)
    )


def _apart(matches: list[Match]) -> list[Match]:
    """Of matches that overlap keep the first, which is the longest from its place."""
    kept: list[Match] = []
    for match in matches:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


@cache
def phrasebook(name: str, language: str) -> Phrasebook:
    """Return a rule's phrases; none in a language that has no such list."""
    return Phrasebook(name, language, read_groups(language).get(name, ()))


@cache
def _shelf(language: str) -> dict[str, list[tuple[str, PhraseGroup, Phrase]]]:
    """Return every phrase of a language by the words it can be looked up with."""
    shelf: dict[str, list[tuple[str, PhraseGroup, Phrase]]] = {}
    for name, groups in read_groups(language).items():
        for group in groups:
            for phrase in group.phrases:
                for key in phrase.keys:
                    shelf.setdefault(key, []).append((name, group, phrase))
    return shelf
