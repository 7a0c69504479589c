"""Phrase lists as files, one per rule and language, and finding their phrases in a text.

A file of `phrases/en/` looks like this, and needs no programmer:

    [inconvenience]
    says: "any inconvenience" tells readers that you did not look
    mend: Say what they could not do
    severity: error
    - any inconvenience
    ! inconvenience store

A line with `!` silences the group in the same sentence. How a phrase is written: see `phrase`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.phrase import Phrase, Vocabulary, parse_phrase
from mkdocs_statuspage.review.text import Sentence, Text

PHRASES_DIR = Path(__file__).parent / "phrases"

WORDS = "words"
"""The file of word lists that the others name as `<people>`."""

NOT_PHRASES = frozenset({WORDS, "names"})
"""Files that hold single words for a rule to look up."""


@dataclass(frozen=True)
class Group:
    """Phrases that are wrong for one reason and mended in one way."""

    name: str
    says: str = ""
    mend: str = ""
    severity: Severity | None = None
    """The rule's own unless the file says otherwise."""
    phrases: tuple[Phrase, ...] = ()
    silenced_by: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase where it stands."""

    group: Group
    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True)
class Phrasebook:
    """The phrases of one rule in one language."""

    name: str
    language: str
    groups: tuple[Group, ...]

    def matches(self, text: Text, *names: str) -> list[Match]:
        """Find the phrases, of the named groups or of all, in the order they are written."""
        if self.name not in _candidates(text, self.language):
            return []
        found = [match for match in self._all(text) if not names or match.group.name in names]
        return _apart(sorted(found, key=lambda match: (match.start, -match.end)))

    def has(self, text: Text, *names: str) -> bool:
        """Tell whether any phrase of the named groups is there."""
        return any(not names or match.group.name in names for match in self._all(text))

    def _all(self, text: Text) -> Iterator[Match]:
        for group, phrase, index in _candidates(text, self.language).get(self.name, ()):
            sentence = text.sentences[index]
            for found in phrase.pattern.finditer(text.lower, sentence.start, sentence.end):
                if not _silenced(text, sentence, group):
                    yield Match(group, sentence, found.start(), found.end())


Candidate = tuple[Group, Phrase, int]


@lru_cache(maxsize=8)
def _candidates(text: Text, language: str) -> dict[str, list[Candidate]]:
    """Give, by phrasebook, the phrases that may be in a sentence, and its index.

    One pass over the text's words serves all the rules: most of them have nothing to look at.
    """
    found: dict[str, list[Candidate]] = {}
    shelf = _shelf(language)
    for key in text.words.keys() & shelf.keys():
        for name, group, phrase in shelf[key]:
            for index in text.words[key]:
                if _may_match(phrase, text.words_of[index]):
                    found.setdefault(name, []).append((group, phrase, index))
    return found


def _may_match(phrase: Phrase, words: frozenset[str]) -> bool:
    return not any(map(words.isdisjoint, phrase.demands))


def _silenced(text: Text, sentence: Sentence, group: Group) -> bool:
    words = text.words_of[sentence.index]
    return any(
        _may_match(phrase, words)
        and phrase.pattern.search(text.lower, sentence.start, sentence.end)
        for phrase in group.silenced_by
    )


def _apart(matches: list[Match]) -> list[Match]:
    """Of matches that overlap keep the first, which is the longest from its place."""
    kept: list[Match] = []
    for match in matches:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


@cache
def phrasebook(name: str, language: str = "en") -> Phrasebook:
    """Read a rule's phrases."""
    vocabulary = _vocabulary(language)
    groups = tuple(_group(block, vocabulary) for block in _blocks(_read(name, language)))
    return Phrasebook(name, language, groups)


@cache
def _shelf(language: str) -> dict[str, list[tuple[str, Group, Phrase]]]:
    """Give every phrase of a language by the words it can be looked up with."""
    shelf: dict[str, list[tuple[str, Group, Phrase]]] = {}
    for path in sorted((PHRASES_DIR / language).glob("*.txt")):
        if path.stem not in NOT_PHRASES:
            for group in phrasebook(path.stem, language).groups:
                for phrase in group.phrases:
                    for key in phrase.keys:
                        shelf.setdefault(key, []).append((path.stem, group, phrase))
    return shelf


@cache
def _vocabulary(language: str) -> Vocabulary:
    lines = (line.partition(":") for line in _lines(_read(WORDS, language)))
    return {name.strip(): words.strip() for name, _, words in lines}


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


def _group(lines: list[str], vocabulary: Vocabulary) -> Group:
    fields = dict(line.split(": ", 1) for line in lines[1:] if line[0] not in "-!")
    return Group(
        lines[0].strip("[]"),
        fields.get("says", ""),
        fields.get("mend", ""),
        Severity(fields["severity"]) if "severity" in fields else None,
        _phrases(lines, "-", vocabulary),
        _phrases(lines, "!", vocabulary),
    )


def _phrases(lines: list[str], sign: str, vocabulary: Vocabulary) -> tuple[Phrase, ...]:
    return tuple(parse_phrase(line[1:], vocabulary) for line in lines if line[0] == sign)
