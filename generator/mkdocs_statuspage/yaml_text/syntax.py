"""PyYAML's two parsers: that both have to agree, and in people's words what stopped one of them."""

import re
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

import yaml

from mkdocs_statuspage.yaml_text.source import ends_in_break, line_start

# libyaml reads 5,000 front matters in 0.6 s, PyYAML's own parser in 5; not every system has it.
FAST: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader that incident files are read with."""
LOADERS: tuple[type, ...] = tuple(dict.fromkeys((FAST, yaml.SafeLoader)))
"""All that have to agree: what one refuses or reads otherwise is broken for whoever reads with it."""

_TOUCHED_SIGN = re.compile("[|>][-+0-9]*#")

_HINTS: Mapping[str, str] = {
    "a tab": "put spaces in its place",
    "byte order mark": "delete it",
    "but found '#'": "put a blank before the #",
    "but got '?'": "quote the text",
    "cannot start any token": "indent with spaces, and quote text that starts with a sign",
    "mapping values are not allowed": "a text with a colon needs quotes; else the line above lacks"
    " a blank after its colon, or this one stands too far right",
    "could not find expected ':'": "write `key: value`, with a blank after the colon",
    "did not find expected key": "check the indentation against the lines above, and the quotes",
    "did not find expected '-' indicator": "indent every line of a list alike",
    "did not find expected ',' or": "close every [ and {, with a comma between items",
    "did not find expected node content": "close every [ and {, with a comma between items",
    "unexpected end of stream": "close the quotes that open here",
    "invalid Unicode character escape": "write the character itself",
    "unknown escape character": "write two \\ for one, or use single quotes",
    "invalid leading": "indent with spaces",
}

Told = tuple[int, str, str]
"""The index in the text, what is wrong there, and what to do."""


def read_events(text: str, loader: type) -> list[yaml.Event]:
    """Parse a text into events."""
    return list(yaml.parse(text, Loader=loader))


def disagreement(text: str, *, has_odd_flow: bool) -> Told | None:
    """Find what PyYAML's own parser refuses, or reads otherwise, in a text that the fast one reads.

    It is asked only where they can differ, because it takes eight times as long. A second byte order mark at the beginning both leave out,
    and count from behind it.
    """
    if text.startswith("\ufeff"):
        return _told_with_hint(text, 0, "")
    if FAST is yaml.SafeLoader or not (has_odd_flow or _is_doubtful(text)):
        return None
    try:
        there = read_events(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        return syntax_words(error, text)
    ours: Any
    theirs: Any
    for ours, theirs in zip_longest(read_events(text, FAST), there):
        if ours is None or theirs is None or content(ours) != content(theirs):
            mark = (ours or theirs).start_mark
            return _told_with_hint(text, mark.index, "programs read this in different ways")
    return None


def _is_doubtful(text: str) -> bool:
    """Tell of what libyaml accepts and PyYAML's own parser refuses, or reads otherwise.

    Tabs as white space, byte order marks within, a comment that touches a block's sign; beside them
    only a `?` in braces. `tests/yaml_text` holds both parsers to that.
    """
    return "\t" in text or "\ufeff" in text or ("#" in text and bool(_TOUCHED_SIGN.search(text)))


def content(event: yaml.Event) -> tuple[object, ...]:
    """Return what of an event both parsers have to read alike."""
    names = ("anchor", "tag", "value")
    return (type(event), *(getattr(event, name, None) for name in names))


def syntax_words(error: yaml.YAMLError, text: str) -> Told:
    """Return where a text is not YAML, what is wrong there, and what to do."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 0, "it cannot be read", "check this file with your editor"
    # Quotes that are never closed are found at the end of the file, and mended where they open.
    never_closed = "unexpected end of stream" in (error.problem or "")
    opened, met = error.context_mark, error.problem_mark or error.context_mark
    at = min(met.index, len(text)) if met else 0
    if opened and (never_closed or not text[line_start(text, at) :].strip()):
        at = opened.index
    elif at == len(text) and at and ends_in_break(text):
        at = line_start(text, at - 1)
    return _told_with_hint(text, at, str(error.problem), str(error.context))


def _told_with_hint(text: str, at: int, problem: str, context: str = "") -> Told:
    if text[at : at + 1] == "\t":
        problem = "a tab stands where only spaces may"
    elif "\ufeff" in text:
        at, problem = text.index("\ufeff"), "a byte order mark (U+FEFF) stands within the text"
    found = (hint for part, hint in _HINTS.items() if part in f"{problem} {context}")
    return at, problem, next(found, "check this line and the one above it")
