"""Text for programs that show no markup: clean characters, lines, JSON, and the words of rendered HTML with what the markup carried.

Characters that no document may carry are refused by reading, and this is the second lock: a single one of
them would make a whole feed or calendar unreadable to strict programs. Addresses stand in parentheses, list items
begin with a sign or a number, lines and paragraphs end where they did.
"""

import json
import re
from collections.abc import Iterable
from html import escape, unescape
from json.encoder import encode_basestring as _quoted
from typing import Any

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def allowed(text: str) -> str:
    """Replace control characters and lone surrogates by U+FFFD."""
    if text.isprintable():  # most is, and to look is quicker than to replace
        return text
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Join a text's lines, and leave out the characters that no document may carry."""
    return " ".join(allowed(text).split())


_SHOWN_ADDRESS = 48
"""How many characters of an address are read."""


def shown_address(address: str) -> str:
    """Return a web address as people read it: `acme.example/changes/881`."""
    shown = re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")
    return shown if len(shown) <= _SHOWN_ADDRESS else f"{shown[: _SHOWN_ADDRESS - 1]}…"


def json_text(tree: Any) -> str:
    """Write a JSON document: the same bytes for the same values, keys in their order, a line break last."""
    return _json(tree, "\n") + "\n"


_CONSTANTS = {None: "null", False: "false", True: "true"}


def _json(tree: Any, line: str) -> str:
    """Write a value as `json.dumps` does with an indent of one, which has no quick way of its own."""
    if isinstance(tree, str):
        return _quoted(allowed(tree))
    if tree is None or tree is False or tree is True:
        return _CONSTANTS[tree]
    if not tree or not isinstance(tree, dict | list):
        return json.dumps(tree)
    inner = line + " "
    if isinstance(tree, dict):
        parts = [f"{_quoted(key)}: {_json(value, inner)}" for key, value in tree.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
    parts = [_json(value, inner) for value in tree]
    return f"[{inner}{f',{inner}'.join(parts)}{line}]"


_PARAGRAPHS = frozenset(
    ["p", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "h2", "h3", "h4", "h5", "h6"]
)
_LINES = frozenset(["br", "li", "tr", "dt", "dd"])
_WITHIN_LINES = frozenset(
    ["a", "abbr", "b", "code", "del", "em", "i", "img", "ins", "kbd", "s", "strong", "sub", "sup"]
)
_STRUCK = frozenset(["del", "s"])
_POWER = re.compile(r"<sup>(?=[-+−]?\d+</sup>)")
"""What begins a number that is raised: without markup, ten to the third would be a hundred and three."""
_BLANKS = re.compile(r"[\t\n\r][ \t\n\r]*| [ \t\n\r]+")
"""What is not one blank already."""
_INDENT = "  "


def with_powers(html: str) -> str:
    """Return clean HTML in which a raised number has a sign, as `10^3`; other raised words read well without."""
    return _POWER.sub("^", html) if "<sup>" in html else html


def paragraphs(html: str) -> str:
    """Return text with an empty line between paragraphs, from HTML that `prose` has cleaned and rooted."""
    return _written(_Writer(), with_powers(html))


def in_one_paragraph(html: str) -> str:
    """Return HTML that may stand in one paragraph, from HTML that `prose` has cleaned: every other mark becomes text."""
    return _written(_LineWriter(), html).replace("\n", "<br />")


def _written(writer: "_Writer", html: str) -> str:
    writer.read(html)
    return "\n".join(_one_blank_between(map(str.rstrip, writer.lines))).strip()


def _one_blank_between(lines: Iterable[str]) -> list[str]:
    """Join neighbouring lines without words; between a quotation and what follows, the line has no sign."""
    kept: list[str] = []
    for line in lines:
        if kept and not line.strip(" >") and not kept[-1].strip(" >"):
            kept[-1] = min(kept[-1], line, key=len)
        else:
            kept.append(line)
    return kept


_MARK = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>|[^<]+")
"""A tag of clean HTML, or the text between two; to look for these takes a third of the time of the library's parser."""
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


class _Writer:
    """Writes lines as tags begin and end."""

    def __init__(self) -> None:
        self.lines = [""]
        self.lists: list[int | None] = []
        """For each list around: the number of its next item; None where items have no number."""
        self.links: list[tuple[str, int, int]] = []
        """For each link around: its address, and the line and column at which its words begin."""
        self.around: list[str] = []
        """For each list and quotation around: what its lines begin with."""
        self.is_verbatim = False
        self.is_marked = False
        """Whether the line has an item's sign and no words yet."""

    def read(self, html: str) -> None:
        """Write what stands in clean HTML."""
        for mark in _MARK.finditer(html):
            closing, tag, _ = mark.groups()
            if tag is None:
                self.text(unescape(mark[0]))
            elif closing:
                self.end(tag)
            else:
                self.begin(tag, mark)

    def begin(self, tag: str, mark: re.Match[str]) -> None:
        """Write what a tag begins."""
        given = dict(_ATTRIBUTE.findall(mark[3])) if mark[3] else {}
        if tag in _PARAGRAPHS:
            self._paragraph(tag)
        elif tag in _LINES:
            self._line()
        if tag in ("ul", "ol"):
            start = given.get("start", "1")
            self.lists.append(int(start) if tag == "ol" and start.isdecimal() else None)
            self.around.append(_INDENT)
        elif tag == "li":
            self._item()
        elif tag == "a":
            href = unescape(given.get("href", ""))
            self.links.append((href, len(self.lines), len(self.lines[-1])))
        elif tag == "img":
            self.text(unescape(given.get("alt", "")))
        elif tag == "blockquote":
            self._quotation()
        elif tag in _STRUCK:
            self.text("~~")
        self.is_verbatim = self.is_verbatim or tag == "pre"

    def end(self, tag: str) -> None:
        """Write what a tag ends."""
        if tag in ("ul", "ol"):
            self.lists.pop()
        elif tag in _STRUCK:
            self.lines[-1] += "~~"
        elif tag == "pre":
            self.is_verbatim = False
        elif tag == "a" and self.links:
            self._address(*self.links.pop())
        elif tag in ("td", "th"):
            self.lines[-1] += " | "
        elif tag == "tr":
            self.lines[-1] = self.lines[-1].rstrip(" |")
        if tag in ("ul", "ol", "blockquote"):
            self.around.pop()
            if not self.lines[-1].strip(" >"):
                self.lines[-1] = "".join(self.around)
        if tag in _PARAGRAPHS:
            self._paragraph(tag)

    def text(self, data: str) -> None:
        """Write what stands between tags."""
        if self.is_verbatim:
            first, *rest = data.split("\n")
            self.lines[-1] += first
            self.lines += ("".join(self.around) + line for line in rest)
            return
        text = _BLANKS.sub(" ", data)
        if not self.lines[-1].strip(" >") or self.lines[-1].endswith(" "):
            text = text.lstrip(" ")
        self.lines[-1] += text
        self.is_marked = self.is_marked and not text

    def _address(self, href: str, line: int, column: int) -> None:
        """Write where a link leads, unless its words say that."""
        words = "\n".join([self.lines[line - 1][column:], *self.lines[line:]]).strip()
        if href and words not in (
            href,
            href.removeprefix("mailto:"),
            href.rsplit("://", maxsplit=1)[-1],
        ):
            self.lines[-1] += f" ({href})" if words else href

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else None
        self.lines[-1] = "".join(self.around[:-1])
        self.lines[-1] += "- " if number is None else f"{number}. "
        if number is not None:
            self.lists[-1] = number + 1
        self.is_marked = True

    def _quotation(self) -> None:
        self.around.append("> ")
        if self.is_marked:
            self.lines[-1] += "> "

    def _paragraph(self, tag: str) -> None:
        if self.is_marked:
            return  # the first paragraph of an item stands behind its sign
        self._line()
        if not (self.lists and tag in ("ul", "ol")):
            self.lines.append("".join(self.around))

    def _line(self) -> None:
        self.is_marked = False
        if self.lines[-1].strip(" >"):
            self.lines.append("".join(self.around))


class _LineWriter(_Writer):
    """Keeps the tags that stand within a line."""

    def begin(self, tag: str, mark: re.Match[str]) -> None:
        """Keep the tag, or write what it begins."""
        if tag in _WITHIN_LINES:
            self.lines[-1] += mark[0]
        else:
            super().begin(tag, mark)

    def end(self, tag: str) -> None:
        """Keep the tag, or write what it ends."""
        if tag in _WITHIN_LINES:
            self.lines[-1] += f"</{tag}>"
        else:
            super().end(tag)

    def text(self, data: str) -> None:
        """Write text as HTML."""
        super().text(escape(data, quote=False))
