"""`Text`: what somebody wrote, as the rules read it, in sentences with their offsets.

The rules look up words here instead of scanning: a rule touches only the sentences that hold one
of its words, which is what keeps a thousand incidents within seconds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mkdocs_statuspage.markdown_text import Element, MarkdownText
from mkdocs_statuspage.review.masking import BETWEEN_PIECES, CODE, mask

WORD = re.compile(r"[^\W_]+")

BULLET = "•"
"""A sign that people put before items, and Markdown knows nothing of."""

SENTENCE_END = re.compile(r"[.!?…]+[\"')\]*_]*(?=\s)")

ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|inc|ltd|co|corp|st|dr|mr|mrs|ms|prof|u\.s|u\.k|fig"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[ap]\.m)|(?<![\w.])[a-z])\.$"
)

NEGATION = re.compile(r"n't\b|\bcannot\b")

NEGATIONS = {"n't": " nt", "cannot": "can nt"}
"""A negation as a word of its own, without moving an offset."""

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLOCKS = frozenset(["p", "li", "tr"])

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
    code: tuple[tuple[int, int], ...]
    """Where code stands in it."""
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


def read_text(*reads: MarkdownText) -> ReviewText:
    """Mask, split and index what somebody wrote; several texts are read as one."""
    raw = BETWEEN_PIECES.join(read.text for read in reads)
    prose = mask(reads)
    lower = NEGATION.sub(lambda match: NEGATIONS[match.group()], _lowered(prose))
    elements = tuple(_elements(reads))
    code = tuple((e.start, e.end) for e in elements if e.tag in CODE)
    sentences = tuple(_sentences(prose, lower, elements))
    words_of = tuple(frozenset(WORD.findall(lower, s.start, s.end)) for s in sentences)
    return ReviewText(raw, code, prose, lower, sentences, _index(words_of), words_of)


def _elements(reads: Iterable[MarkdownText]) -> Iterator[Element]:
    """Yield what all texts were read as, where it stands in the one text."""
    offset = 0
    for read in reads:
        for element in read.elements:
            yield element._replace(start=element.start + offset, end=element.end + offset)
        offset += len(read.text) + len(BETWEEN_PIECES)


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


def _sentences(prose: str, lower: str, elements: Sequence[Element]) -> Iterator[Sentence]:
    headings = {e.start: e.end for e in elements if e.tag in _HEADINGS}
    starts = sorted({e.start for e in elements if e.tag in _BLOCKS} | headings.keys())
    index = 0
    for block, (start, end) in enumerate(_blocks(prose, starts)):
        for first, last in _split(lower, start, end):
            yield Sentence(index, first, last, block, start in headings)
            index += 1


def _blocks(prose: str, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield paragraphs, list items, rows and headings as stretches; each begins where it was read to begin."""
    edges = [0, *starts, len(prose)]
    for begun, ended in pairwise(edges):
        yield from _within_block(prose, begun, ended)


def _within_block(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Divide a block where the writer ended a line on purpose."""
    begun, offset, previous = start, start, ""
    for line in prose[start:end].splitlines(keepends=True):
        if offset > begun and _begins_block(previous, line):
            yield begun, offset
            begun = offset
        previous = line
        offset += len(line)
    if prose[begun:end].strip():
        yield begun, end


def _begins_block(previous: str, line: str) -> bool:
    text = line.strip()
    if not text or text[0] == BULLET:
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
