"""YAML as accidents and strangers leave it: pieces of syntax put anywhere into ordinary texts."""

from hypothesis import strategies as st

_BASES = (
    "",
    "title: T\nupdates:\n  - a: b\n    c: d\n",
    "updates: [a, {b: c}]\nt: x\n",
    "{updates: [{a: b}],\n t: x}",
    "? updates\n: - a\n",
    "a: b\nupdates:\n- - c\n  - d\n",
    "updates:\n  - |\n    x\n\n   \nz: 1\n",
    "updates: null\n",
    "t: >\n a\n  b\n\n\n",
    'updates:\n  - "a\n    b"\n',
)
_PIECES = (
    *("\t", " \t", "\t# c\n", "|#x", ">-#", "|", ">+", "|2", "?", "? ", ": ", ":", "- ", "-", ","),
    *("[", "]", "{", "}", "{a: b?}", "[a, b?c]", '"', "'", "#", " # c\n", "\\", "\\x41", "\\ud83d"),
    *(
        " ",
        "  ",
        "\n",
        "\n  ",
        "\r",
        "\r\n",
        "\x85",
        "\u2028",
        "\ufeff",
        "a",
        "é",
        "🔥",
        "~",
        "=",
        "1",
    ),
    *(
        "&a ",
        "*a",
        "!!str ",
        "!",
        "<<: ",
        "%",
        "@",
        "`",
        "%YAML 1.1\n",
        "\n---\n",
        "\n...\n",
        "---",
    ),
    *(
        "updates:",
        "? updates\n",
        "? |\n  updates\n",
        '"updates": ',
        "updates: []",
        "updates: # c\n",
    ),
)


@st.composite
def odd_texts(draw: st.DrawFn) -> str:
    """Draw an ordinary text with pieces put anywhere into it."""
    text = draw(st.sampled_from(_BASES))
    for piece in draw(st.lists(st.sampled_from(_PIECES), max_size=6)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + piece + text[at:]
    return text
