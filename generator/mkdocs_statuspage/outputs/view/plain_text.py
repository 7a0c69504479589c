"""The words of rendered HTML in paragraphs, for everything that shows text and no markup."""

import re
from html import unescape

_LINES = re.compile(r"<br\s*/?>|</(?:li|tr|dt|dd|h[1-6])>|<hr\s*/?>")
_PARAGRAPHS = re.compile(r"</(?:p|ul|ol|dl|table|blockquote|pre)>|<(?:ul|ol|pre|h[1-6])\b[^>]*>")
_CELLS = re.compile(r"</t[dh]>(?=\s*<t[dh])")
_IMAGE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")
_END = "\x00"
"""A paragraph's end, while the breaks of the source's lines are still in the text."""


def paragraphs(html: str) -> str:
    """Give text with an empty line between paragraphs, and list items on lines of their own."""
    marked = _IMAGE.sub(r"\1", _CELLS.sub(" | ", html))
    marked = _LINES.sub(_END, _PARAGRAPHS.sub(_END * 2, marked))
    text = unescape(_TAG.sub("", marked))
    joined = "\n".join(" ".join(line.split()) for line in text.split(_END))
    return re.sub(r"\n{3,}", "\n\n", joined).strip()
