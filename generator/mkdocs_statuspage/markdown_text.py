"""Markdown as GitHub reads it: one parse of a text, with the place of everything in it; comrak's room.

Nothing else reads Markdown. What comes out is HTML as people wrote it, not clean: `outputs/view/prose.py` cleans it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from html import escape, unescape
from itertools import accumulate
from typing import Any, NamedTuple
from unicodedata import category

_BREAK = re.compile("\r\n|[\n\r]")
_LINE = re.compile(r"[^\r\n]+")
_OPENED = re.compile(r"(?:\A|[\r\n])[ >]*\[")
"""What begins a line that may give an address; most texts have none."""
_SEEN = re.compile(r"[^\r\n]")
_PLACED = re.compile(r'<([a-z][a-z0-9]*)\b[^<>]*? data-sourcepos="(\d+):(\d+)-(\d+):(\d+)"[^<>]*>')
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"""<(a|img)\b(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_NAME = re.compile(
    r"""<[a-z][^<>]*?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
_TARGET = re.compile(r"""\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_CONTAINERS = frozenset(["ul", "ol", "blockquote", "div", "section", "table"])
_FROM_NOTE = " data-footnote-"
"""What the parser's own links have, from a footnote's mark to its text and back."""
SCHEMES = frozenset(["http", "https", "mailto"])
"""How an address elsewhere may begin; no page leads to another."""
_LABEL = re.compile(r"(?:\[([^\[\]]+))?\]\[(?!\^)([^\[\]]*)\]")
"""What may end a reference: its words, and the label where it is another."""
_NOTE_LABEL = re.compile(r"\[(\^\w+(?:-\w{2,})*)\](?![*+{])")
"""What may be a footnote's mark, and is hardly a class of signs in somebody's expression."""
_UNDEFINED = "undefined:"
"""Where references lead that have no address of their own, when they are looked for."""
_WORDS = re.compile(r"(?!(?:x|(?:\w-\w)+)\Z).*[^\W\d_]", re.DOTALL)
"""What has a letter, and is neither a ticked box nor a class of signs in somebody's expression."""
_SMALL = re.compile(r"[^\W\d_A-Z]")
LONGEST_LINE = 10_000
"""A longer line can take the parser a minute, and is no paragraph: its text is shown as it was typed."""


ASKED_LATELY = 16
"""Of how many texts the elements are known: of as many as are asked for by turns."""


class Element(NamedTuple):
    """An element that the text was read as."""

    tag: str
    """As in HTML: `h2`, `a`, `code`."""
    start: int
    """The offset in the text at which it begins."""
    end: int
    """The offset behind its last character."""
    at: int
    """The offset in the HTML at which its opening tag begins."""
    opening: str
    """Its opening tag."""


class Heading(NamedTuple):
    """A heading that stands in no list, quotation or table."""

    level: int
    words: str
    """Its words, without markup, on one line."""
    start: int
    end: int
    at: int
    """Where it begins in the HTML."""
    behind: int
    """Where in the HTML what follows it begins."""


class Link(NamedTuple):
    """A link or a picture."""

    target: str
    """Where it leads, as it was written."""
    start: int
    end: int
    is_picture: bool


@dataclass(frozen=True)
class MarkdownText:
    """A text, and what it was read as."""

    text: str
    whole: "MarkdownText | None" = field(default=None, repr=False)
    """The text that this is a part of, and was read with."""
    start: int = 0
    """The offset in the whole text at which this begins."""
    at: int = 0
    """The offset in its HTML."""
    behind: int = 0
    """The offset in its HTML at which this ends."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the text alone: whoever asks what it was read as has it read again."""
        return MarkdownText, (self.text, self.whole, self.start, self.at, self.behind)

    @property
    def html(self) -> str:
        """All of it, not clean, with `data-sourcepos` on what has a place; most texts are only looked through for words."""
        return self.whole.html[self.at : self.behind] if self.whole else self._html

    @cached_property
    def _html(self) -> str:
        return as_html(self.text, places=True)

    def part(self, start: int, end: int, at: int, behind: int) -> "MarkdownText":
        """Return a stretch of the text, as it was read among the rest.

        Args:
            start: the offset in the text at which it begins.
            end: the one behind its last character.
            at: the offset in the HTML at which what it was read as begins.
            behind: the one behind that.
        """
        return MarkdownText(self.text[start:end], self, start, at, behind)

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements that have a place, in the order of the HTML."""
        if self.whole is None:
            return _elements(self.text, self.html)
        return tuple(
            e._replace(start=e.start - self.start, end=e.end - self.start, at=e.at - self.at)
            for e in self.whole.elements
            if 0 <= e.start - self.start < len(self.text)
        )

    def _here(self, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Return those stretches of the whole text that begin in this part."""
        moved = ((start - self.start, end - self.start) for start, end in spans)
        return tuple((start, end) for start, end in moved if 0 <= start < len(self.text))

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings that stand for themselves, in order."""
        is_inside = _within((e.start, e.end) for e in self.elements if e.tag in _CONTAINERS)
        found = filter(_is_heading, self.elements)
        return tuple(self._heading(e) for e in found if not is_inside(e.start))

    def _heading(self, element: Element) -> Heading:
        closing = f"</{element.tag}>"
        begun = element.at + len(element.opening)
        ended = self.html.find(closing, begun)
        ended = len(self.html) if ended < 0 else ended
        words = plain(self.html[begun:ended])
        level = int(element.tag[1:])
        behind = ended + len(closing)
        return Heading(level, words, element.start, element.end, element.at, behind)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links and pictures, in the order of the HTML; those in comments are none."""
        return tuple(self._links())

    def _links(self) -> Iterator[Link]:
        places = {element.at: (element.start, element.end) for element in self.elements}
        cursor = 0
        for found, target in self._linking:
            start, end = places.get(found.start()) or self._typed(found[0], cursor)
            cursor = start
            yield Link(target, start, end, found[1].lower() == "img")

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Where links and pictures lead, without where they stand."""
        return tuple(target for _, target in self._linking)

    @property
    def _linking(self) -> Iterator[tuple[re.Match[str], str]]:
        """The tags that lead somewhere, and where."""
        is_hidden = _within(_comments_in(self.html))
        tags = (found for found in _LINK.finditer(self.html) if not is_hidden(found.start()))
        given = ((tag, _TARGET.search(tag[0])) for tag in tags if _FROM_NOTE not in tag[0])
        return ((t, unescape(to[1] or to[2] or to[3] or "")) for t, to in given if to)

    def _typed(self, tag: str, cursor: int) -> tuple[int, int]:
        """Find a tag that somebody typed, which a parser gives no place."""
        start = max(self.text.find(tag, cursor), cursor)
        return start, min(start + len(tag), len(self.text))

    @cached_property
    def anchors(self) -> Mapping[str, int]:
        """What an address may end in behind its `#`, as GitHub names headings, and the offset at which that stands."""
        return {**dict(self._typed_anchors()), **dict(self._heading_anchors())}

    def _typed_anchors(self) -> Iterator[tuple[str, int]]:
        is_hidden = _within(_comments_in(self.html))
        at = [element.at for element in self.elements]
        starts = [0, *(element.start for element in self.elements)]
        for found in _NAME.finditer(self.html):
            if not is_hidden(found.start()):
                before = bisect_right(at, found.start())
                yield unescape(found[1] or found[2] or found[3] or ""), starts[before]

    def _heading_anchors(self) -> Iterator[tuple[str, int]]:
        """Name headings as GitHub does: in small letters, without punctuation, the second of a name with a number."""
        count: dict[str, int] = {}
        for heading in filter(_is_heading, self.elements):
            base = name = "".join(map(_in_anchor, self._heading(heading).words.lower()))
            while name in count:
                count[base] += 1
                name = f"{base}-{count[base]}"
            count[name] = 0
            yield name, heading.start

    @cached_property
    def undefined(self) -> tuple[tuple[int, int], ...]:
        """Where references stand, and footnotes' marks, whose address or text is nowhere given.

        The parser is asked: it reads the text once more with an address for each label, and what became a link then is none now.
        """
        if "][" not in self.text and "[^" not in self.text:
            return ()
        found = (label[2] or label[1] or "" for label in _LABEL.finditer(self.text))
        labels = {f"[{' '.join(label.split())}]: {_UNDEFINED}" for label in found if label}
        notes = {f"[{note[1]}]: ." for note in _NOTE_LABEL.finditer(self.text)}
        if not labels and not notes:
            return ()
        ended = "<!-- -->\n\n"  # so that nothing goes on below a note
        before = "\n\n".join([*sorted(notes), *sorted(labels), ended])
        more = read_markdown(before + self.text)
        is_read = {(e.start, e.end) for e in self.elements if e.tag in ("a", "img", "sup")}
        spans = [(link.start, link.end) for link in more.links if link.target == _UNDEFINED]
        spans += [(e.start, e.end) for e in more.elements if e.tag == "sup"]
        moved = ((start - len(before), end - len(before)) for start, end in spans)
        return tuple(s for s in sorted(moved) if s not in is_read and self._is_reference(*s))

    def _is_reference(self, start: int, end: int) -> bool:
        """Tell whether a stretch was meant as a reference: `[words][label]`, and not `row[i][j]`, `[1][b]` or `[ERROR][DB]`."""
        if self.text.startswith(("[^", "!["), start):
            return True
        words, _, label = self.text[start + 1 : end - 1].rpartition("][")
        is_meant = words == label or (_WORDS.match(words) and _SMALL.search(words + label))
        return bool(is_meant) and not self.text[max(0, start - 1) : start].isalnum()

    @property
    def comments(self) -> tuple[tuple[int, int], ...]:
        """Where comments stand in the text; a parser gives them no place, so each is looked up in order."""
        return self._here(self.whole.comments) if self.whole else self._all_comments

    @cached_property
    def _all_comments(self) -> tuple[tuple[int, int], ...]:
        return tuple(self._comments())

    def _comments(self) -> Iterator[tuple[int, int]]:
        cursor, before = 0, iter(self.elements)
        element = next(before, None)
        for begun, ended in _comments_in(self.html):
            while element is not None and element.at < begun:
                cursor, element = max(cursor, element.start), next(before, None)
            span = _find(self.text, self.html[begun:ended], cursor)
            if span is not None:
                cursor = span[1]
                yield span

    @property
    def uncommented(self) -> str:
        """The text with blanks in place of comments; line ends and offsets stay."""
        return with_blanks(self.text, self.comments)

    @property
    def definitions(self) -> tuple[tuple[int, int], ...]:
        """Where the addresses of links by reference are given, which readers never see."""
        return self._here(self.whole.definitions) if self.whole else self._all_definitions

    @cached_property
    def _all_definitions(self) -> tuple[tuple[int, int], ...]:
        return tuple(self._definitions())

    def _definitions(self) -> Iterator[tuple[int, int]]:
        if _OPENED.search(self.text) is None:
            return
        is_read = _within((e.start, e.end) for e in self.elements)
        for line in _LINE.finditer(self.text):
            begun = line.start() + len(line[0]) - len(line[0].lstrip(" >"))
            if self.text[begun : begun + 1] == "[" and not is_read(begun):
                yield line.span()


class DividedText(MarkdownText):
    """A text that is held in pieces, most of which its parts hold too: so nothing of it stands twice in the memory."""

    pieces: tuple[str, ...]

    def __init__(self, pieces: tuple[str, ...]) -> None:
        """Hold the pieces, which give the text when put together."""
        vars(self).update(pieces=pieces)

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the pieces alone."""
        return DividedText, (self.pieces,)

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.pieces)


def divided(whole: MarkdownText, parts: Iterable[MarkdownText]) -> MarkdownText:
    """Return a text that holds the texts of its parts, which are in order, and what is between them."""
    pieces, cursor = list[str](), 0
    for part in parts:
        pieces += [whole.text[cursor : part.start], part.text]
        cursor = part.start + len(part.text)
    found = DividedText((*pieces, whole.text[cursor:]))
    vars(found).update(_html=whole.html)  # it was read already
    return found


def with_blanks(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Put blanks in place of stretches of a text; line ends and offsets stay."""
    parts, cursor = [], 0
    for start, end in sorted(spans):
        begun = max(start, cursor)
        if end > begun:
            parts += [text[cursor:begun], _SEEN.sub(" ", text[begun:end])]
            cursor = end
    return "".join([*parts, text[cursor:]])


def read_markdown(text: str) -> MarkdownText:
    """Read a text by GitHub's rules; footnotes and GitHub's alerts are read too."""
    return MarkdownText(text)


def as_html(text: str, *, breaks: bool = False, places: bool = False) -> str:
    """Parse a text by GitHub's rules, and return its HTML alone, not clean.

    Args:
        text: Markdown that anybody may have written.
        breaks: a line's end is one for readers too, as in a comment on GitHub.
        places: whether each element says where it stands, in `data-sourcepos`.
    """
    if len(text) > LONGEST_LINE and max(map(len, _lines(text))) > LONGEST_LINE:
        return as_typed(text)
    return _parser(breaks, places)(text)


@lru_cache(ASKED_LATELY)
def _elements(text: str, html: str) -> tuple[Element, ...]:
    """Return the elements in the HTML of a text; they weigh more than it, so that nobody holds them."""
    return tuple(_elements_in(text, html))


def _elements_in(text: str, html: str) -> Iterator[Element]:
    offset = _offsets(text)
    for found in _PLACED.finditer(html):
        line, column, last_line, last_column = map(int, found.groups()[1:])
        start, end = offset(line, column - 1), offset(last_line, last_column)
        yield Element(found[1], start, end, found.start(), found[0])


def _is_heading(element: Element) -> bool:
    return element.tag[0] == "h" and element.tag[1:].isdigit()


def _in_anchor(sign: str) -> str:
    """Return what becomes of a sign of a heading in its name."""
    return "-" if sign == " " else sign if sign in "-_" or category(sign)[0] in "LMN" else ""


def _lines(text: str) -> list[str]:
    return text.replace("\r", "\n").split("\n")


def as_typed(text: str) -> str:
    """Make HTML that shows a text as it was typed, paragraph by paragraph."""
    paragraphs = (escape(part).replace("\n", "<br>") for part in re.split(r"\n\s*\n", text.strip()))
    return "".join(f"<p>{part}</p>" for part in paragraphs)


def plain(html: str) -> str:
    """Take the words out of HTML, on one line."""
    return " ".join(unescape(_TAG.sub("", html)).split())


@cache
def _parser(breaks: bool, places: bool) -> Callable[[str], str]:
    from comrak import ExtensionOptions, ParseOptions, RenderOptions, render_markdown

    extensions, rendering = ExtensionOptions(), RenderOptions()
    for name in ("alerts", "autolink", "footnotes", "strikethrough", "table", "tasklist"):
        setattr(extensions, name, True)
    rendering.sourcepos, rendering.unsafe_ = places, True
    rendering.hardbreaks = breaks
    return partial(
        render_markdown,
        extension_options=extensions,
        parse_options=ParseOptions(),
        render_options=rendering,
    )


def _offsets(text: str) -> Callable[[int, int], int]:
    """Return what turns a line from 1, and how many of its bytes come before, into an offset in the text.

    The parser counts bytes: counting characters takes it time that grows with the square of a line.
    """
    starts = [0, *(found.end() for found in _BREAK.finditer(text)), len(text)]

    def offset(line: int, column: int) -> int:
        if line >= len(starts):  # a tag that somebody typed may claim any place
            return len(text)
        begun = starts[line - 1]
        if text.isascii():
            return begun + column
        within = text[begun : starts[line]]
        if within.isascii():
            return begun + column
        return begun + len(within.encode("utf-8", "replace")[:column].decode("utf-8", "ignore"))

    return offset


def _comments_in(html: str) -> Iterator[tuple[int, int]]:
    """Find the comments of HTML."""
    begun = html.find("<!--")
    while begun >= 0 and (ended := html.find("-->", begun)) >= 0:
        yield begun, ended + 3
        begun = html.find("<!--", ended)


def _within(spans: Iterable[tuple[int, int]]) -> Callable[[int], bool]:
    """Return what tells whether an offset is in one of these spans."""
    ordered = sorted(spans)
    furthest = list(accumulate((end for _, end in ordered), max))

    def is_within(offset: int) -> bool:
        before = bisect_right(ordered, offset, key=lambda span: span[0]) - 1
        return before >= 0 and offset < furthest[before]

    return is_within


def _find(text: str, comment: str, cursor: int) -> tuple[int, int] | None:
    """Find a comment in a text; in a list or a quotation its lines stand further right than in the HTML."""
    start = text.find(comment, cursor)
    if start >= 0:
        return start, start + len(comment)
    start = text.find("<!--", cursor)
    end = text.find("-->", start)
    return (start, end + 3) if 0 <= start < end else None
