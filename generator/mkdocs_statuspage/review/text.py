"""`Text`: what somebody wrote, as the rules read it, in sentences with their offsets.

The rules look up words here instead of scanning: a rule touches only the sentences that hold one
of its words, which is what keeps a thousand incidents within seconds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from mkdocs_statuspage.review.masking import mask

WORD = re.compile(r"[^\W_]+")

BLOCK_START = re.compile(r"\s*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|#{1,6}[ \t]|\|)")

HEADING = re.compile(r"\s*#{1,6}[ \t]")

SENTENCE_END = re.compile(r"[.!?…]+[\"')\]*_]*(?=\s)")

ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|inc|ltd|co|corp|st|dr|mr|mrs|ms|prof|u\.s|u\.k|fig"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[ap]\.m)|(?<![\w.])[a-z])\.$"
)

NEGATION = re.compile(r"n't\b|\bcannot\b")

NEGATIONS = {"n't": " nt", "cannot": "can nt"}
"""A negation as a word of its own, without moving an offset."""

WRAPPED_LINE = 55
"""A line shorter than this, before one that begins with a capital, was ended on purpose."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, list item or heading, as a stretch of the text."""

    index: int
    start: int
    end: int
    block: int
    """Which paragraph, item or heading it stands in."""
    heading: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ReviewText:
    """A text with its prose masked, its sentences found and its words indexed."""

    raw: str
    """As written; only `leak` reads it."""
    prose: str
    """Masked and folded, of the same length as `raw`."""
    lower: str
    """`prose` in lower case, of the same length, with "n't" set apart as " nt"."""
    sentences: tuple[Sentence, ...]
    words: Mapping[str, tuple[int, ...]]
    """Each word in lower case, and the indices of the sentences that hold it."""
    words_of: tuple[frozenset[str], ...]
    """The words of each sentence."""

    def of(self, sentence: Sentence) -> str:
        """Return the sentence's words in lower case."""
        return self.lower[sentence.start : sentence.end]

    def near(self, sentence: Sentence, after: int = 1, before: int = 0) -> str:
        """Return the sentence together with its neighbours, in lower case."""
        first = self.sentences[max(0, sentence.index - before)]
        last = self.sentences[min(len(self.sentences) - 1, sentence.index + after)]
        return self.lower[first.start : last.end]


def read_text(raw: str) -> ReviewText:
    """Mask, split and index what somebody wrote."""
    prose = mask(raw)
    lower = NEGATION.sub(lambda match: NEGATIONS[match.group()], _lowered(prose))
    sentences = tuple(_sentences(prose, lower))
    words_of = tuple(frozenset(WORD.findall(lower, s.start, s.end)) for s in sentences)
    return ReviewText(raw, prose, lower, sentences, _index(words_of), words_of)


def _lowered(prose: str) -> str:
    lower = prose.lower()
    if len(lower) == len(prose):
        return lower
    # A few capitals (the Turkish dotted I) become two characters, which would move every offset.
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in prose)


def _index(words_of: tuple[frozenset[str], ...]) -> dict[str, tuple[int, ...]]:
    index: dict[str, list[int]] = {}
    for position, words in enumerate(words_of):
        for word in words:
            index.setdefault(word, []).append(position)
    return {word: tuple(positions) for word, positions in index.items()}


def _sentences(prose: str, lower: str) -> Iterator[Sentence]:
    index = 0
    for block, (start, end) in enumerate(_blocks(prose)):
        heading = HEADING.match(prose, start) is not None
        for first, last in _split(lower, start, end):
            yield Sentence(index, first, last, block, heading)
            index += 1


def _blocks(prose: str) -> Iterator[tuple[int, int]]:
    """Yield paragraphs, list items and headings as stretches."""
    start: int | None = None
    previous = ""
    offset = 0
    for line in prose.splitlines(keepends=True):
        if start is not None and _begins_block(previous, line):
            yield start, offset
            start = None
        if start is None and line.strip():
            start = offset
        previous = line
        offset += len(line)
    if start is not None:
        yield start, offset


def _begins_block(previous: str, line: str) -> bool:
    text = line.strip()
    if not text or BLOCK_START.match(line) or HEADING.match(previous):
        return True
    return (
        len(previous) < WRAPPED_LINE and text[0].isupper() and not previous.rstrip().endswith(",")
    )


def _split(lower: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    ends = [match.end() for match in SENTENCE_END.finditer(lower, start, end)]
    cuts = [start, *(cut for cut in ends if not _abbreviates(lower, start, cut)), end]
    for first, last in pairwise(cuts):
        trimmed = _trim(lower, first, last)
        if trimmed is not None:
            yield trimmed


def _abbreviates(lower: str, start: int, cut: int) -> bool:
    return ABBREVIATION.search(lower, max(start, cut - 8), cut) is not None


def _trim(lower: str, start: int, end: int) -> tuple[int, int] | None:
    stretch = lower[start:end]
    words = stretch.strip()
    if not any(char.isalnum() for char in words):
        return None
    first = start + len(stretch) - len(stretch.lstrip())
    return first, first + len(words)
