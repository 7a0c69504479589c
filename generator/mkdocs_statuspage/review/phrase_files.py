"""Phrase lists as files, one per rule and language.

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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.phrase import Phrase, Vocabulary, parse_phrase

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
    """Read the word lists of a language, by name."""
    found: dict[str, list[str]] = {}
    for line in _lines(_read(WORDS, language)):
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
