"""Hypothesis strategies: incident files as people, editors, tools and accidents leave them."""

from datetime import UTC, date, datetime
from typing import Any

import yaml
from hypothesis import strategies as st

TEXT = st.text(
    st.one_of(
        st.sampled_from(" \n\t:#-'\"|>{}[],&*!?%@`~\\aé日🔥\u200d\u2028\x85\xa0"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)
INSTANTS = st.integers(0, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
DATES = st.dates(date(1990, 1, 1), date(2100, 1, 1))
SCALARS = st.one_of(TEXT, st.integers(-999, 10**6), st.booleans(), st.none(), INSTANTS, DATES)
IDS = st.sampled_from(["id", "at", "status", "message", "no", "components", "on", "a b", "1"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(IDS, inner, max_size=3),
    max_leaves=6,
)
ITEMS = st.dictionaries(IDS, VALUES, min_size=1, max_size=5)

# One value as it may stand behind a key at column 0, its own key's line break included.
_SCALAR_PARTS = st.sampled_from(
    [
        " one\n",
        " one # c\n",
        "\n",
        " # only a comment\n",
        " null\n",
        ' "two\n\n  \\\n  lines"   # c\n',
        " 'it''s'\n",
        " several words\n  on several lines\n\n  and more\n",
        " |\n  literal\n\n    deeper\n",
        " |+\n  kept\n\n\n",
        " |-\n  stripped\n\n",
        " |2 # c\n    odd\n  back\n",
        " >-\n  folded\n  text\n\n  more\n",
        " >+\n  folded\n\n\n",
        " |\n  # no comment\n  - no item\n # odd comment\n",
        " |\n  x\n        \n",
        " !!str 12:30\n",
        " &scalar 2026-01-01T00:00:00Z\n",
    ]
)
_COLLECTION_PARTS = st.sampled_from(
    [
        " {a: b, c: [d, e]}\n",
        " [\n  a, # c\n  b,\n]\n",
        " {\n}\n",
        "\n  a: b\n\n  c:\n  - d\n",
        "\n- a\n- b: c\n  d: e\n",
        "\n    -   a: |\n          b\n\n    # c\n",
        " &map {a: b}\n",
        "\n  ? a\n  : b\n",
    ]
)
_LISTS = st.sampled_from(
    [
        "\n",
        " null # none yet\n",
        " ~\n",
        " []\n",
        " [ ] # none yet\n",
        " [a, b]\n",
        " [{id: a}, {id: b}] # c\n",
        " [\n  {id: a},\n  {id: b}, # c\n]\n",
        " [a: b]\n",
        "\n- a\n- b\n",
        "\n  - id: a\n    message: hi\n",
        "\n  - id: a\n    message: |\n      hi\n\n      there\n\n\n",
        "\n  - id: a\n    message: |+\n      hi\n\n\n",
        "\n  - id: a\n    message: >\n      hi\n       there\n # odd\n",
        "\n  -   id: a\n      components:\n      - x\n      - y # c\n",
        "\n  -\n    id: a\n  -\n    id: b\n",
        "\n  - {id: a, message: hi} # c\n",
        "\n  - # nothing\n",
        "\n  -\n",
        " &list\n  - id: &id a\n  - *id\n",
        " !!seq\n- a\n",
        "\n        -     id: x\n              at: 2026-01-01T00:00:00Z\n",
        '\n  - "a\n\n    b" # c\n',
        "\n  - a: 1\n    by:\n",
        "\n  - |\n    x\n  # c\n\n\n",
        " # c\n # d\n  - a\n",
        " # c\n",
        "\n  - - a\n    - b\n",
        "\n  - ? a\n    : b\n",
    ]
)
_BETWEEN = st.sampled_from(["", "\n", "# c\n", "  # c\n\n", "\n\n\n"])
_KEYS = st.sampled_from(["id", "title", "meta", '"quoted key"', "título", "z"])


@st.composite
def hand_written(draw: st.DrawFn) -> str:
    """A document put together from what hands write, in any order, with any line breaks."""
    keys = draw(st.lists(_KEYS, max_size=3, unique=True))
    parts = [f"{key}:{draw(_SCALAR_PARTS | _COLLECTION_PARTS)}" for key in keys]
    if draw(st.booleans()) or draw(st.booleans()):
        parts.insert(draw(st.integers(0, len(parts))), "updates:" + draw(_LISTS))
    body = "".join(part + draw(_BETWEEN) for part in parts)
    start = draw(st.sampled_from(["", "", "---\n", "# c\n\n", "--- # c\n"]))
    end = draw(st.sampled_from(["", "", "...\n", "...\n# c\n"]))
    return draw(framed(start + body + end))


@st.composite
def dumped(draw: st.DrawFn) -> str:
    """A document as a program's YAML dumper leaves it."""
    tree = draw(st.dictionaries(st.sampled_from(["id", "title", "meta", "z"]), VALUES, max_size=3))
    if draw(st.booleans()):
        tree["updates"] = draw(st.lists(VALUES, max_size=3) | st.none())
    text = yaml.safe_dump(
        tree,
        sort_keys=False,
        allow_unicode=draw(st.booleans()),
        indent=draw(st.integers(2, 6)),
        width=draw(st.sampled_from([20, 80, 10**6])),
        default_flow_style=draw(st.sampled_from([True, False, None])),
        default_style=draw(st.sampled_from([None, None, '"', "'", "|", ">"])),
        explicit_start=draw(st.booleans()),
        explicit_end=draw(st.booleans()),
    )
    return draw(framed(text))


@st.composite
def framed(draw: st.DrawFn, text: str) -> str:
    """A text with other line breaks, a byte order mark, or no break at its end."""
    if draw(st.booleans()) and draw(st.booleans()):
        text = text.removesuffix("\n")
    newline = draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", "\x85", "\u2028"]))
    mark = draw(st.sampled_from(["", "", "", "\ufeff"]))
    return mark + text.replace("\n", newline)


DOCUMENTS = hand_written() | dumped()


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A document after an accident: pieces lost, doubled, moved or scribbled upon."""
    text = draw(DOCUMENTS)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 1, 1, 2, 5, 20])))
        scribble = draw(
            st.sampled_from(
                [
                    "",
                    "",
                    text[start:end] * 2,
                    " ",
                    "\n",
                    "\t",
                    "  ",
                    ":",
                    "- ",
                    "#",
                    " #",
                    '"',
                    "'",
                    "{",
                    "]",
                    "&a ",
                    "*a",
                    "!!x ",
                    "<<: ",
                    "? ",
                    "|",
                    "---\n",
                    "...\n",
                    "<<<<<<< HEAD\n",
                    "\r",
                    "\ufeff",
                    "\x00",
                    "\ud800",
                    "\x1b",
                ]
            )
        )
        text = text[:start] + scribble + text[end:]
    return text
