"""What of a text is not the writer's own prose is blanked here, character for character.

Offsets never move, so a hit in the masked text is a hit in the file. Sentences live in `text`.
"""

import re
from collections.abc import Iterable, Iterator

from mkdocs_statuspage.markdown_text import Element, MarkdownText, with_blanks

BETWEEN_PIECES = "\n\n"
"""What stands between texts that are read as one."""

FOLDED = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u00a0": " "})
"""Curly apostrophes and hard spaces, each for one plain character."""

DOUBLE_QUOTES = str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"'}
)

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

LETTERS = re.compile(r"\S")


def mask(reads: Iterable[MarkdownText]) -> str:
    """Blank code, comments, link targets and quotations; fold curly quotes; keep every offset."""
    return _without_quotations(BETWEEN_PIECES.join(map(_prose, reads)))


def _prose(read: MarkdownText) -> str:
    folded = read.text.translate(FOLDED).translate(DOUBLE_QUOTES)
    return NOT_WORDS.sub(_blank, with_blanks(folded, _not_prose(read)))


def _not_prose(read: MarkdownText) -> Iterator[tuple[int, int]]:
    """Find what of a text is Markdown's, a machine's or somebody else's."""
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
    if 5 * len(LETTERS.findall(masked)) < len(LETTERS.findall(prose)):
        return prose
    return masked


def _blank_customers_words(match: re.Match[str]) -> str:
    words = match.group()
    count = len(words.split())
    is_statement = count > STATEMENT and OF_THE_HOUSE.search(words)
    before = match.string[max(0, match.start() - 40) : match.start()]
    is_scare = count <= SCARE and before.strip() and not SAYS.search(before)
    return words if is_statement or is_scare else _blank(match)
