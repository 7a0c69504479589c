"""What of a text is not the writer's own prose is blanked here, character for character.

Offsets never move, so a hit in the masked text is a hit in the file. Sentences live in `text`.
"""

import re

FOLDED = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u00a0": " "})
"""Curly apostrophes and hard spaces, each for one plain character."""

DOUBLE_QUOTES = str.maketrans(
    {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"'}
)

CODE_PATTERN = r"""
    ^[ \t]*(?P<fence>```|~~~)(?s:.*?)(?:^[ \t]*(?P=fence)[ \t]*$|\Z)   # a block of code
    | (?P<ticks>`+)(?!`)(?:[^`\n]|\n(?!\s*\n))+?(?P=ticks)(?!`)        # a code span
"""

CODE = re.compile(CODE_PATTERN, re.MULTILINE | re.VERBOSE)

NOT_PROSE = re.compile(
    CODE_PATTERN
    + r"""
    | <!--(?s:.*?)(?:-->|\Z)                                           # a comment
    | (?<=\])\([^()\s]*(?:[ ]"[^"\n]*")?\)                             # where a link goes
    | (?<=\])\[[^\]\n]*\]                                              # the same, by reference
    | ^[ \t]*\[[^\]\n]+\]:[ \t]\S.*$                                   # the reference itself
    | <?https?://[^\s>)\]]+>?
    | ^[ \t]*>.*$                                                      # a customer quoted as a block
    | \{[#.:%][^}\n]*\}                                                # attributes of a heading
    """,
    re.MULTILINE | re.VERBOSE,
)

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
    count = len(words.split())
    is_statement = count > STATEMENT and OF_THE_HOUSE.search(words)
    before = match.string[max(0, match.start() - 40) : match.start()]
    is_scare = count <= SCARE and before.strip() and not SAYS.search(before)
    return words if is_statement or is_scare else _blank(match)
