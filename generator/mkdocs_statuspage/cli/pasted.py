"""Words that were pasted from a chat: its curly quotes and long dashes are what the keyboard has."""

import re
from collections.abc import Iterator, Sequence

QUOTES = {
    "\u201c": "\u201d",
    "\u201e": "\u201c",
    "\u201d": "\u201d",
    "\u00ab": "\u00bb",
    "\u2018": "\u2019",
}
"""What begins a quotation, and what ends it."""
DASHED = re.compile(r"[\u2010-\u2015\u2212](?=[A-Za-z])|[\u2010-\u2015\u2212]{2}(?=[A-Za-z])")
OPTION = re.compile(r"--?[A-Za-z][\w-]*(?==|$)")


def unpasted(words: Sequence[str]) -> list[str]:
    """Return the words of a command line as they would have been, had they been typed."""
    return list(_joined([_dashed(word) for word in words]))


def _dashed(word: str) -> str:
    """Write an option with the dashes that programs know; a chat makes one long one of two."""
    found = DASHED.match(word)
    if found is None:
        return word
    name = word[found.end() :]
    option = ("-" if len(name) == 1 else "--") + name
    return option if OPTION.match(option) else word


def _joined(words: Sequence[str]) -> Iterator[str]:
    """Yield what stood in curly quotes as one word: a shell takes it apart at its blanks."""
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        option, mark, rest = _split(word)
        ends = [n for n, w in enumerate([rest, *waiting]) if w.endswith(QUOTES.get(mark, "\n"))]
        if not mark or not ends or any(c.isspace() for c in word):
            yield word
            continue
        text = " ".join([rest, *waiting[: ends[0]]])
        del waiting[: ends[0]]
        yield option + text[:-1]


def _split(word: str) -> tuple[str, str, str]:
    """Take apart an option before an `=`, the quote that begins the word, and the rest."""
    option, equals, value = word.partition("=")
    if equals and OPTION.match(option) and value[:1] in QUOTES:
        return option + equals, value[0], value[1:]
    return ("", word[0], word[1:]) if word[:1] in QUOTES else ("", "", word)
