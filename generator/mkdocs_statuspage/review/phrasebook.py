"""Phrase lists as files, one per rule and language, and finding their phrases in a text.

A file of `phrases/en/` looks like this, and needs no programmer:

    [inconvenience]
    says: "any inconvenience" tells readers that you did not look
    mend: Say what they could not do
    severity: error
    - any inconvenience
    ! inconvenience store

A line with `!` silences what it overlaps. How a phrase is written: see `phrase`. No line is longer than 160
characters: what is named in <brackets> stands in `words.txt`, a name on as many lines as it needs.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.phrase import Phrase, Vocabulary, parse_phrase
from mkdocs_statuspage.review.rule import Check, Facts, Hit
from mkdocs_statuspage.review.text import ReviewText, Sentence

PHRASES_DIR = Path(__file__).parent / "phrases"

WORDS = "words"
"""The file of word lists that the others name as `<people>`."""


@dataclass(frozen=True)
class PhraseGroup:
    """Phrases that are wrong for one reason and mended in one way."""

    name: str
    says: str = ""
    mend: str = ""
    severity: Severity | None = None
    """The rule's own unless the file says otherwise."""
    phrases: tuple[Phrase, ...] = ()
    silences: tuple[str, ...] = ()
    """What silences them, as written; most groups match nothing, and need not read it."""
    vocabulary: Vocabulary = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def silenced_by(self) -> tuple[Phrase, ...]:
        """Read the phrases that silence the others where they overlap."""
        return tuple(parse_phrase(line, self.vocabulary) for line in self.silences)


LANGUAGES = frozenset(path.name for path in PHRASES_DIR.iterdir() if path.is_dir())
"""The languages that have phrases."""

LISTS = {
    language: frozenset(path.stem for path in (PHRASES_DIR / language).iterdir())
    for language in LANGUAGES
}


def languages_of(name: str) -> frozenset[str]:
    """Return the languages that a list is written in."""
    return frozenset(language for language, names in LISTS.items() if name in names)


@cache
def read_groups(language: str) -> Mapping[str, tuple[PhraseGroup, ...]]:
    """Read the phrases of every rule; raises `ValueError` for a phrase that makes no sense."""
    words = vocabulary(language)
    return {
        path.stem: tuple(_group(block, words) for block in _blocks(_read(path.stem, language)))
        for path in sorted((PHRASES_DIR / language).glob("*.txt"))
        if path.stem != WORDS
    }


@cache
def vocabulary(language: str) -> Vocabulary:
    """Read the word lists of a language, by name; none in a language that has no phrases."""
    found: dict[str, list[str]] = {}
    for line in _lines(_read(WORDS, language)) if language in LANGUAGES else ():
        name, _, words = line.partition(":")
        found.setdefault(name.strip(), []).append(words.strip())
    return {name: "|".join(lines) for name, lines in found.items()}


def _read(name: str, language: str) -> str:
    return (PHRASES_DIR / language / f"{name}.txt").read_text(encoding="utf-8")


def _lines(content: str) -> list[str]:
    stripped = (line.strip() for line in content.splitlines())
    return [line for line in stripped if line and not line.startswith("#")]


def _blocks(content: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in _lines(content):
        if line.startswith("[") and line.endswith("]") and block:
            yield block
            block = []
        block.append(line)
    yield block


def _group(lines: list[str], vocabulary: Vocabulary) -> PhraseGroup:
    fields = dict(line.split(": ", 1) for line in lines[1:] if line[0] not in "-!")
    return PhraseGroup(
        lines[0].strip("[]"),
        fields.get("says", ""),
        fields.get("mend", ""),
        Severity(fields["severity"]) if "severity" in fields else None,
        tuple(parse_phrase(line, vocabulary) for line in _after(lines, "-")),
        tuple(_after(lines, "!")),
        vocabulary,
    )


def _after(lines: list[str], sign: str) -> Iterator[str]:
    return (line[1:] for line in lines if line[0] == sign)


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
        found = sorted(self._all(text, names), key=lambda match: (match.start, -match.end))
        return _apart(found)

    def has(self, text: ReviewText, *names: str) -> bool:
        """Tell whether any phrase of the named groups is there."""
        return any(True for _ in self._all(text, names))

    def _all(self, text: ReviewText, names: Collection[str]) -> Iterator[Match]:
        for group, phrase, key in _candidates(text, self.language).get(self.name, ()):
            if names and group.name not in names:
                continue
            for index in text.holders.get(key, ()):
                yield from _matches_in(text, text.sentences[index], group, phrase)


def _matches_in(
    text: ReviewText, sentence: Sentence, group: PhraseGroup, phrase: Phrase
) -> Iterator[Match]:
    if _may_match(phrase, text.words_of[sentence.index]):
        for found in phrase.pattern.finditer(text.lower, sentence.start, sentence.end):
            if not _silenced(text, sentence, group, found):
                yield Match(group, sentence, found.start(), found.end())


PhraseCandidate = tuple[PhraseGroup, Phrase, str]


@lru_cache(maxsize=8)
def _candidates(text: ReviewText, language: str) -> dict[str, list[PhraseCandidate]]:
    """Return, by phrasebook, the phrases whose words the text has, each with the word that it is looked up by.

    One pass over the text's words serves all the rules: most of them have nothing to look at, and the
    text need not be divided into sentences to know that.
    """
    found: dict[str, list[PhraseCandidate]] = {}
    shelf = _shelf(language)
    for key in text.words & shelf.keys():
        for name, group, phrase in shelf[key]:
            if _may_match(phrase, text.words):
                found.setdefault(name, []).append((group, phrase, key))
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


Unless = Callable[[ReviewText, Match, str], bool]
"""Tells whether a match is answered by the rest of the text, in a language."""


def hit_of(match: Match) -> Hit:
    """Return a phrase's hit, in the words of its group."""
    group = match.group
    return Hit(match.start, match.end, group.says, group.mend, group.severity)


def phrase_check(name: str, unless: Unless | None = None) -> Check:
    """Make a check that finds the phrases of `phrases/<language>/<name>.txt`."""

    def check(text: ReviewText, facts: Facts) -> Iterator[Hit]:
        for match in phrasebook(name, facts.language).matches(text):
            if unless is None or not unless(text, match, facts.language):
                yield hit_of(match)

    return check


def missing(message: str, mend: str, rule: str = "") -> tuple[Hit, ...]:
    """Return the one hit of a rule about something that is not there."""
    return (Hit(0, 0, message, mend, rule=rule),)
