"""The small language that phrases are written in, compiled to regular expressions.

    any inconvenience        these words, whatever stands between them on one line or two
    (a|one of the) minor     one of these
    [very] sorry             may be left out
    sorry ... if             up to eight words between, in the same sentence
    sorry .. if              up to three
    <people>                 a list of words.txt

`we are` also finds "we're", `do not` "don't", `third party` "third-party". What the phrases mean
stands in the rules; where they are kept, in `phrasebook`. A word's forms are written out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

TOKEN = re.compile(r"\s*(\.\.\.?|[()\[\]|]|<[\w-]+>|[^\s()\[\]|<>]+)")

ENDS = frozenset({"|", ")", "]"})
"""What ends one of several options."""

WORD = re.compile(r"\w[\w'-]*")

BETWEEN = r"[^\w;:.!?]+"

GAPS = {"..": 3, "...": 8}

GAP_WORD = r"\w(?:[\w'-]|\.(?=\d))*"

SHORTENED = {
    "am": "(?:am|m)",
    "are": "(?:are|re(?!-))",
    "is": "(?:is|s)",
    "has": "(?:has|s)",
    "have": "(?:have|ve)",
    "had": "(?:had|d)",
    "would": "(?:would|d)",
    "will": "(?:will|ll|wo)",
    "can": "(?:can|ca)",
    "not": "(?:not|nt)",
    "us": "(?:us|s)",
}
"""Words as they are also written after an apostrophe; `text` sets "n't" apart as " nt"."""

COMMON = frozenset(
    """
    a about after all am an and any are as at be been before being but by can could do does did
    for from get had has have having he her his how i if in into is it its me more most my no
    not of on one or our ours out over shall she should so some such than that the their them
    there these they this those through to up us very was we were what when where which while
    who will with wo ca don didn would you your yours new now other own only just also ve ll re
    m s d nt cannot
    """.split()
)
"""Words that stand in nearly every text, so they are the last to look a phrase up by."""

ALL_SHORT = frozenset({"m", "re", "s", "ve", "d", "ll", "wo", "ca", "nt"})

Vocabulary = Mapping[str, str]


@dataclass(frozen=True)
class Phrase:
    """One way of putting something: a pattern, and words of which a text must hold one."""

    written: str
    source: str
    """The regular expression, for text in lower case."""
    keys: frozenset[str]
    demands: tuple[frozenset[str], ...]
    """Further sets of words, of each of which a sentence must hold one; the rarest first."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when a text first holds one of the keys."""
        return re.compile(self.source)


@dataclass(frozen=True, slots=True)
class _PhrasePart:
    """A part of a phrase: its expression, and the words that it demands."""

    source: str
    demands: tuple[frozenset[str], ...] = ()
    optional: bool = False
    gap: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Return the demand that fewest texts meet."""
        if len(self.demands) == 1:
            return self.demands[0]
        return min(self.demands, key=_commonness, default=frozenset())


def parse_phrase(written: str, vocabulary: Vocabulary) -> Phrase:
    """Read one phrase; raises `ValueError` that names the phrase when it makes no sense."""
    tokens = _stack(written.lower())
    parts = _alternatives(tokens, vocabulary)
    if tokens or not parts.keys:
        message = f"cannot read the phrase {written!r}"
        raise ValueError(message)
    others = sorted(set(parts.demands) - {parts.keys}, key=_commonness)
    return Phrase(written, rf"\b{parts.source}(?!\w)", parts.keys, tuple(others))


def _stack(written: str) -> list[str]:
    """Return the tokens with the first at the end, from where each is taken as it is read."""
    return TOKEN.findall(written)[::-1]


def _alternatives(tokens: list[str], vocabulary: Vocabulary) -> _PhrasePart:
    """Take sequences that `|` separates, up to a closing bracket."""
    options: list[_PhrasePart] = []
    while True:
        if len(tokens) > 1 and tokens[-2] in ENDS and WORD.fullmatch(tokens[-1]):
            options.append(_word(tokens.pop()))  # most options are a word: the short way
        else:
            options.append(_sequence(tokens, vocabulary))
        if not tokens or tokens[-1] != "|":
            break
        tokens.pop()
    if len(options) == 1:
        return options[0]
    source = "(?:" + "|".join(option.source for option in options) + ")"
    return _PhrasePart(source, _either(options))


def _either(options: list[_PhrasePart]) -> tuple[frozenset[str], ...]:
    """Return what all the options demand together: one word of any of them."""
    if not all(option.demands for option in options):
        return ()
    return (frozenset().union(*(option.keys for option in options)),)


def _sequence(tokens: list[str], vocabulary: Vocabulary) -> _PhrasePart:
    parts: list[_PhrasePart] = []
    while tokens and tokens[-1] not in ENDS:
        parts.append(_part(tokens, vocabulary))
    return _joined(parts)


def _part(tokens: list[str], vocabulary: Vocabulary) -> _PhrasePart:
    first = tokens.pop()
    if first in ("(", "["):
        inside = _alternatives(tokens, vocabulary)
        del tokens[-1:]  # the closing bracket
        return _PhrasePart(inside.source, inside.demands, optional=first == "[")
    if first in GAPS:
        return _PhrasePart(f"(?:{BETWEEN}{GAP_WORD}){{0,{GAPS[first]}}}?", optional=True, gap=True)
    if first.startswith("<"):
        return _listed(vocabulary[first[1:-1]])
    return _word(first)


@cache
def _listed(words: str) -> _PhrasePart:
    """Read a list of the vocabulary, once for all the phrases that name it."""
    return _alternatives(_stack(words), {})


@cache
def _word(token: str) -> _PhrasePart:
    keys = frozenset(re.split(r"[^\w]", token)[:1])
    if token in SHORTENED:
        return _PhrasePart(SHORTENED[token], (keys | ALL_SHORT,))
    return _PhrasePart(re.escape(token).replace(r"\-", BETWEEN), (keys,))


def _joined(parts: list[_PhrasePart]) -> _PhrasePart:
    """Put parts in a row; what may be left out takes its separation with it."""
    source = ""
    started = False
    for part in parts:
        source += (_following if started else _leading)(part)
        started = started or not part.optional
    return _PhrasePart(
        source, tuple(d for part in parts if not part.optional for d in part.demands)
    )


def _leading(part: _PhrasePart) -> str:
    return f"(?:{part.source}{BETWEEN})?" if part.optional else part.source


def _following(part: _PhrasePart) -> str:
    if part.gap:
        return part.source
    return f"(?:{BETWEEN}{part.source})?" if part.optional else BETWEEN + part.source


def _commonness(keys: frozenset[str]) -> tuple[int, int]:
    return len(keys & COMMON), len(keys)
