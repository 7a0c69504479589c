"""`ReviewText`: what somebody wrote, as the rules read it, in sentences with their offsets.

What is not the writer's own prose is blanked, character for character: offsets never move, so a hit in the masked text
is a hit in the file. The rules look up words here instead of scanning: a rule touches only the sentences that hold one
of its words, and nothing is worked out before a rule asks for it: most texts are neither parsed nor divided.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from mkdocs_statuspage.markdown_text import Element, MarkdownText, with_blanks

BETWEEN_PIECES = "\n\n"
"""What stands between texts that are read as one."""

FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        "\u00a0": " ",
    }
)
"""Curly quotation marks and hard spaces, each for one plain character."""

MARKS = re.compile(r"[`~>\[{@\t]|://|www\.|    ")
"""Without any of these nothing in a text is code, a link, a comment or a quotation; it need not be parsed to know that."""

NOT_WORDS = re.compile(
    r"""
    <?https?://[^\s>)\]]+>?          # an address, also where nothing makes a link of it
    | \{[#.:%][^}\n]*\}              # attributes of a heading
    """,
    re.VERBOSE,
)

CODE = frozenset(["code", "pre"])
_OF_OTHERS = frozenset(["blockquote", *CODE])

QUOTATION = re.compile(r'"(?=\S)(?:[^"\n]|\n(?!\s*\n)){1,600}"')

OF_THE_HOUSE = re.compile(
    r"(?i)\b(?:our|the|for|to|of|all) (?:\w+ )?(?:customers|guests|users|passengers|residents|patients|members|clients"
    r"|subscribers|students|players|community)\b"
)
"""People who were hit do not call themselves customers; a spokesperson does."""

SCARE = 4
"""In words: so few between quotation marks are the writer's own, unless somebody is said to have said them."""

SAYS = re.compile(
    r"(?i)\b(?:sa(?:id|ys?|ying)|wrote|writes?|written|told|tells?|asked|asks?|called|calls?|replied|phrases?|words?"
    r"|message|messages|reads?|titled|named|disse|escreveu|palavras?)\b[\s:,]*(?:\w+\s){0,2}$|:\s*$"
)
"""What stands before the words of somebody else."""

STATEMENT = 15
"""In words: a longer quotation that speaks of customers is the writer's own statement."""


def mask(reads: Iterable[MarkdownText]) -> str:
    """Blank code, comments, link targets and quotations; fold curly quotes; keep every offset."""
    return _without_quotations(BETWEEN_PIECES.join(map(_prose, reads)))


def _prose(read: MarkdownText) -> str:
    folded = read.text.translate(FOLDED)
    if MARKS.search(read.text) is None:
        return folded
    return NOT_WORDS.sub(_blank, with_blanks(folded, not_prose(read)))


def not_prose(read: MarkdownText) -> Iterator[tuple[int, int]]:
    """Yield what of a text is Markdown's, a machine's or somebody else's."""
    yield from read.comments
    yield from read.definitions
    for element in read.elements:
        if element.tag in _OF_OTHERS:
            yield element.start, element.end
        elif element.tag in ("a", "img"):
            yield _target(read.text, element)


def _target(raw: str, link: Element) -> tuple[int, int]:
    """Find where a link goes, behind its words; an address alone is all of it."""
    written = raw[link.start : link.end]
    if not written.startswith(("[", "![")):
        return link.start, link.end
    found = (written.rfind(mark) for mark in ("](", "][", "]"))
    behind = next(at for at in found if at >= 0)
    return link.start + behind + 1, link.end


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _without_quotations(prose: str) -> str:
    """Blank quoted words, unless they are the house's own, or the text is a quotation as a whole.

    A statement that is pasted with its quotation marks is still the writer's own.
    """
    if '"' not in prose:
        return prose
    masked = QUOTATION.sub(_blank_customers_words, prose)
    if 5 * _letters(masked) < _letters(prose):
        return prose
    return masked


def _letters(text: str) -> int:
    return sum(map(len, text.split()))


def _blank_customers_words(match: re.Match[str]) -> str:
    words = match.group()
    count = len(words.split())
    is_statement = count > STATEMENT and OF_THE_HOUSE.search(words)
    before = match.string[max(0, match.start() - 40) : match.start()]
    is_scare = count <= SCARE and before.strip() and not SAYS.search(before)
    return words if is_statement or is_scare else _blank(match)


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


@dataclass(frozen=True, eq=False)
class ReviewText:
    """A text with its prose masked, its sentences found and its words indexed; each once a rule asks for it."""

    reads: tuple[MarkdownText, ...]
    """What somebody wrote; several are read as one."""

    @cached_property
    def raw(self) -> str:
        """The text as written; only `leak` reads it."""
        return BETWEEN_PIECES.join(read.text for read in self.reads)

    @cached_property
    def prose(self) -> str:
        """The text masked and folded, of the same length."""
        return mask(self.reads)

    @cached_property
    def lower(self) -> str:
        """The prose in lower case, of the same length, with "n't" set apart as " nt"."""
        return NEGATION.sub(lambda match: NEGATIONS[match.group()], _lowered(self.prose))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words, in lower case."""
        return frozenset(WORD.findall(self.lower))

    @cached_property
    def _elements(self) -> tuple[Element, ...]:
        return tuple(_elements(self.reads))

    @cached_property
    def code(self) -> tuple[tuple[int, int], ...]:
        """Where code stands in the text."""
        return tuple((e.start, e.end) for e in self._elements if e.tag in CODE)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order."""
        return tuple(_sentences(self.prose, self.lower, self._elements))

    @cached_property
    def words_of(self) -> tuple[frozenset[str], ...]:
        """The words of each sentence."""
        return tuple(frozenset(WORD.findall(self.lower, s.start, s.end)) for s in self.sentences)

    @cached_property
    def holders(self) -> Mapping[str, tuple[int, ...]]:
        """Each word, and the indices of the sentences that hold it."""
        return _index(self.words_of)

    def of(self, sentence: Sentence) -> str:
        """Return the sentence's words in lower case."""
        return self.lower[sentence.start : sentence.end]

    def near(self, sentence: Sentence, after: int = 1, before: int = 0) -> str:
        """Return the sentence together with its neighbours, in lower case."""
        first = self.sentences[max(0, sentence.index - before)]
        last = self.sentences[min(len(self.sentences) - 1, sentence.index + after)]
        return self.lower[first.start : last.end]


def read_text(*reads: MarkdownText) -> ReviewText:
    """Take what somebody wrote as the rules read it; several texts are read as one."""
    return ReviewText(reads)


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
