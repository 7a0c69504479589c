"""What of a text is not the writer's own prose is blanked here, character for character.

Offsets never move, so a hit in the masked text is a hit in the file. Sentences live in `text`.
"""

import re

FOLDED = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u00a0": " "})
"""Curly apostrophes and hard spaces, each for one plain character."""

DOUBLE_QUOTES = str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"'}
)

NOT_PROSE = re.compile(
    r"""(?mx)
    ^[ \t]*(?P<fence>```|~~~)(?s:.*?)(?:^[ \t]*(?P=fence)[ \t]*$|\Z)   # a block of code
    | <!--(?s:.*?)(?:-->|\Z)                                           # a comment
    | (?P<ticks>`+)(?!`)(?:[^`\n]|\n(?!\s*\n))+?(?P=ticks)(?!`)        # a code span
    | (?<=\])\([^()\s]*(?:[ ]"[^"\n]*")?\)                             # where a link goes
    | (?<=\])\[[^\]\n]*\]                                              # the same, by reference
    | ^[ \t]*\[[^\]\n]+\]:[ \t]\S.*$                                   # the reference itself
    | <?https?://[^\s>)\]]+>?
    | ^[ \t]*>.*$                                                      # a customer quoted as a block
    | \{[#.:%][^}\n]*\}                                                # attributes of a heading
    """
)

QUOTATION = re.compile(r'"(?=\S)(?:[^"\n]|\n(?!\s*\n)){1,600}"')

OF_THE_HOUSE = re.compile(
    r"(?i)\b(?:our|the|for|to|of|all) (?:\w+ )?(?:customers|guests|users|passengers|residents|patients|members|clients"
    r"|subscribers|students|players|community)\b"
)
"""People who were hit do not call themselves customers; a spokesperson does."""

STATEMENT = 15
"""In words: a longer quotation that speaks of customers is the writer's own statement."""

LETTERS = re.compile(r"\S")


def mask(raw: str) -> str:
    """Blank code, comments, link targets and quotations; fold curly quotes; keep every offset."""
    folded = raw.translate(FOLDED).translate(DOUBLE_QUOTES)
    prose = NOT_PROSE.sub(_blank, folded) if _has_any(folded, "`~<[>{", "http") else folded
    return _without_quotations(prose)


def _has_any(text: str, characters: str, word: str) -> bool:
    return word in text or any(character in text for character in characters)


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
    is_statement = len(words.split()) > STATEMENT and OF_THE_HOUSE.search(words)
    return words if is_statement else _blank(match)
