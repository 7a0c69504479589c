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
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.phrase import Phrase, Vocabulary, parse_phrase
from mkdocs_statuspage.review.text import Sentence, Text

PHRASES_DIR = Path(__file__).parent / "phrases"

WORDS = "words"
"""The file of word lists that the others name as `<people>`."""


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

    groups: tuple[Group, ...]
    by_key: dict[str, tuple[tuple[Group, Phrase], ...]] = field(repr=False)

    def matches(self, text: Text, *names: str) -> list[Match]:
        """Find the phrases, of the named groups or of all, in the order they are written."""
        found = [match for match in self._all(text) if not names or match.group.name in names]
        return _apart(sorted(found, key=lambda match: (match.start, -match.end)))

    def has(self, text: Text, *names: str) -> bool:
        """Tell whether any phrase of the named groups is there."""
        return any(not names or match.group.name in names for match in self._all(text))

    def _all(self, text: Text) -> Iterator[Match]:
        for key in text.words.keys() & self.by_key.keys():
            for group, phrase in self.by_key[key]:
                for index in text.words[key]:
                    yield from _in_sentence(text, text.sentences[index], group, phrase)


def _in_sentence(text: Text, sentence: Sentence, group: Group, phrase: Phrase) -> Iterator[Match]:
    words = text.words_of[sentence.index]
    if any(words.isdisjoint(demand) for demand in phrase.demands):
        return
    for found in phrase.pattern.finditer(text.lower, sentence.start, sentence.end):
        if not _silenced(text, sentence, group):
            yield Match(group, sentence, found.start(), found.end())


def _silenced(text: Text, sentence: Sentence, group: Group) -> bool:
    words = text.words_of[sentence.index]
    return any(
        not any(words.isdisjoint(demand) for demand in phrase.demands)
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
    by_key: dict[str, tuple[tuple[Group, Phrase], ...]] = {}
    for group in groups:
        for phrase in group.phrases:
            for key in phrase.keys:
                by_key[key] = (*by_key.get(key, ()), (group, phrase))
    return Phrasebook(groups, by_key)


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
