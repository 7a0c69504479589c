"""People's Markdown becomes HTML that is safe anywhere: rendered, cleaned, its links resolved.

nh3's room. Text is never put back into Markdown afterwards, so that no
extension of the site's own (snippets, macros) ever sees it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from html import escape, unescape
from itertools import islice
from urllib.parse import quote, unquote, urljoin

import nh3

from mkdocs_statuspage.markdown_text import SCHEMES, as_html
from mkdocs_statuspage.outputs.view.plain_text import with_powers
from mkdocs_statuspage.reading.attachments import file_named
from mkdocs_statuspage.yaml_text.source import FORBIDDEN

TAGS = frozenset(
    """
    a abbr b blockquote br code dd del dl dt em h3 h4 h5 h6 hr i img ins kbd li ol p pre s
    strong sub sup table tbody td th thead tr ul
    """.split()
)
UNWRAPPED = frozenset(
    """
    address article aside bdi bdo big caption center cite col colgroup details dfn div
    figcaption figure font footer h1 h2 header label main mark nav nobr q samp section small
    span strike summary tfoot time tt u var wbr
    """.split()
)
"""Tags of ordinary text that are left out, and what stands between them stays."""
_APART = """
    address article aside caption center details div figcaption figure footer header main nav section summary
""".split()
"""Of those, the ones that begin and end a line."""
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    "abbr": {"title"},
    "blockquote": {"class"},
}

ROOT = "\x02/"
"""Stands for the site's root in rendered links; the reader refuses the character, so none can forge it."""
_UP = re.compile(rf"{ROOT}((?:\.\./)+)")
_OWN = "\x04"
"""Stands before an address on the page of what a text is of: it is shown elsewhere too."""
_FOREIGN = "\x03"
"""Stands before the address of a picture on another host, which no page may ask for."""
_BOX = re.compile(r'<input type="checkbox" [^>]*> ?')
_ALERT = re.compile(
    r'<div class="markdown-alert markdown-alert-(\w+)"[^>]*>(\s*)<p class="markdown-alert-title">(.*?)</p>'
)
ALERTS = frozenset(["note", "tip", "important", "warning", "caution"])
"""GitHub's alerts: quotations with a class of their own, and their name as their title."""
_NOTE = re.compile(r'<sup [^>]*class="footnote-ref"[^>]*><a [^>]*>(.*?)</a></sup>')
_NOTES = re.compile(r'<section [^>]*class="footnotes"')
_BACK = re.compile(r" ?<a [^>]*data-footnote-backref[^>]*>.*?</a>")
_DIVIDING = re.compile(
    rf"(?:</?(?:{'|'.join(_APART)})\b[^<>]*>)+(?=[^\s<]|<(?:a|b|code|em|i|strong)\b)", re.IGNORECASE
)
"""Tags that are left out, with words right behind them."""
_IMAGE = re.compile(r"<img\b[^>]*>")
_FOREIGN_IMAGE = re.compile(rf'<img\b[^>]*?\bsrc="{_FOREIGN}([^"]*)"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_UNENDED = re.compile(r"(?<![.!?…:;,。！？．])(?<![.!?…。！？．][”’»\"')])\n")
"""Between two blocks, where the first does not end as a sentence does."""
_WITHIN_LINE = re.compile(r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|s|strong|sub|sup|time)\b[^>]*>")
"""Tags between which words are not set apart."""
_STRUCK = re.compile(r"</?(?:del|s)>")
_HIGH_HEADINGS = frozenset(["h1", "h2"])
_HIGH_HEADING = re.compile(r"(</?h)[12](?=[ >])")
_KNOWN = TAGS | UNWRAPPED
_COMMON_FIRST = sorted(_KNOWN - _HIGH_HEADINGS, key=len)
_OPENING = re.compile(
    rf"<(?!/?(?:{'|'.join(_COMMON_FIRST)})(?:[\s/<>]|\Z))(?:/?([a-zA-Z][^\s/<>]*)|(!--)|(?=[!?/]))"
)
"""What a browser takes for the beginning of a tag that we do not know, of a comment, or of something that it passes over.

High headings are found too, as they become lower ones.
"""
_MARK = re.compile(
    r"\"|'|<(?:(code|pre|kbd)\b.*?</\1>|[a-z][^<>\"]*(?:\"[^\"]*\"[^<>\"]*)+>)", re.DOTALL
)
"""A quote of clean HTML, or what none is looked for in: code, and a tag with attributes.

Each begins with a sign of its own, so that what stands between is passed over quickly.
"""
_OPENERS = frozenset(" \t\n\u00a0([{-–—/\"'“‘")
_CLOSING = re.compile(r"[^'<\n]*[^\s'<]'(?!\w)")
"""The rest of a stretch in single quotes."""
_ON_ANOTHER_SITE = re.compile(r"https?://[^\\\t\n\r]+")
_OWN_ADDRESS = re.compile(rf'{_OWN}(#[^"<>]*)')
_BEHIND_PATH = re.compile(r"^[^?#]*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*(?=\s)")
_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]+|[0-9]+);?")


PAGES_FOLDER = "pages/"
"""Where a site's ordinary pages lie in the incident tree; they stand at the site's root."""


LISTED = 160
"""How many characters a text has at most that lists are likely to show too: a promise, a summary."""


TextKey = tuple[str, str, bool | None]
"""A text and the folder of its file, and whether its lines end for readers too; None for HTML."""


@dataclass(frozen=True, eq=False)
class Links:
    """Where the files of the incident tree are on the site, and what alerts are called there."""

    urls: Mapping[str, str]
    """A file relative to the folder of incidents, to its address below the root."""
    alerts: Mapping[str, str] = field(default_factory=dict)
    """GitHub's name of an alert, to that in the site's language."""
    address: str = ""
    """Where the status pages stand below the root that writers mean by `/`."""
    places: Callable[[str], Mapping[str, str]] = lambda _: {}
    """Of a file, each name of a place on its page, to what that is called there."""
    made: dict["TextKey", str] | None = None
    """What texts became; None where nothing is kept."""

    def once(self, key: "TextKey", make: Callable[[], str]) -> str:
        """Make the HTML of a text, or return what was made of it."""
        if self.made is None:
            return make()
        html = self.made.get(key)
        if html is None:
            html = self.made[key] = make()
        return html

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Forget in the end what long texts became meanwhile: no list shows those of one incident again."""
        made = {} if self.made is None else self.made
        before = len(made)
        yield
        for key in [*islice(reversed(made), len(made) - before)]:
            if len(key[0]) > LISTED:
                del made[key]

    @cached_property
    def cleaner(self) -> Callable[[str], nh3.Cleaner]:
        """Returns what cleans the texts of a folder; to make one takes longer than to clean a message."""
        return lru_cache(maxsize=64)(partial(_cleaner, self))

    def resolve(self, target: str, folder: str) -> str | None:
        """Return the address that a link in a file of `folder` leads to; None where it leads nowhere."""
        if _ON_ANOTHER_SITE.fullmatch(target):
            return target
        named = file_named(target, folder)
        if named is not None:
            url = self._url(named)
            return None if url is None else ROOT + url + self._behind(target, named)
        # Browsers read `/\host` and `/<tab>/host` as `//host`, which is another one.
        target = re.sub(r"[\t\n\r]", "", target)
        if target.startswith("//") or "\\" in target:
            return None
        if target.startswith("/"):
            return self._from_root(target.lstrip("/"))
        if target.startswith("#"):
            return _OWN + target
        return target if target and target[0] != "?" else None

    def _from_root(self, path: str) -> str:
        way = "" if path.startswith(self.address) else "../" * self.address.count("/")
        return ROOT + way + path.removeprefix(self.address)

    def owned(self, html: str, path: str) -> str:
        """Return rendered HTML with its links within the page of the file that it is of."""
        if _OWN not in html:
            return html
        url = self.urls.get(path)
        page = "" if url is None else ROOT + url
        return _OWN_ADDRESS.sub(lambda found: page + self._behind(found[1], path), html)

    def _behind(self, target: str, path: str) -> str:
        """Return what stands behind the path of an address, with the place as it is called on the page of a file."""
        behind, sign, name = _BEHIND_PATH.sub("", target).partition("#")
        if name:
            name = self.places(path).get(unquote(name), name)
        return behind + sign + name

    def _url(self, path: str) -> str | None:
        if not path.startswith(PAGES_FOLDER):
            return self.urls.get(path)
        name = path.removeprefix(PAGES_FOLDER)
        stem = name.removesuffix(".md")
        if stem == name:
            return quote(name)
        return "" if stem == "index" else quote(stem.removesuffix("/index")) + "/"


NO_LINKS = Links({})


def render(text: str, links: Links = NO_LINKS, folder: str = "", *, breaks: bool = False) -> str:
    """Return clean HTML of Markdown, with `ROOT` before links within the site.

    Args:
        text: Markdown that anybody may have written.
        links: where the files that it may link to are.
        folder: the folder of the file that it is from, relative to the folder of incidents.
        breaks: a line's end is one for readers too.
    """
    breaks = breaks and ("\n" in text or "\r" in text)  # it is one text with and without
    made = lambda: _finished(as_html(text, breaks=breaks), text, links, folder)  # noqa: E731
    return links.once((text, folder, breaks), made)


def clean(html: str, links: Links = NO_LINKS, folder: str = "") -> str:
    """Return HTML that is safe anywhere of what Markdown was read as; see `render`."""
    return links.once((html, folder, None), lambda: _finished(html, html, links, folder))


def _finished(html: str, typed: str, links: Links, folder: str) -> str:
    """Return clean HTML; `typed` is what it was made of: what has no sign there is not looked for here."""
    if not html.replace("\n", "").isprintable():  # most is, and to look is quicker than to replace
        html = FORBIDDEN.sub("\ufffd", html)
    has_tags = "<" in typed
    if has_tags or "[" in typed:
        html = _as_ours(html, links.alerts)
    if has_tags:
        html = _legible(html)
    elif "<h" in html:
        html = _HIGH_HEADING.sub(r"\g<1>3", html)
    safe = links.cleaner(folder).clean(html).strip()
    if _FOREIGN in safe:
        safe = _FOREIGN_IMAGE.sub(_as_link, safe)
    return with_quotes(safe) if '"' in typed or "'" in typed or "&" in typed else safe


def _cleaner(links: Links, folder: str) -> nh3.Cleaner:
    def resolved(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "href":
            return links.resolve(value, folder)
        if attribute == "src":
            target = links.resolve(value, folder)
            if target is None or target.startswith(ROOT):
                return target
            return _FOREIGN + target.removeprefix(_OWN)
        if attribute == "class":
            return value if value in ALERTS else None
        return value

    return nh3.Cleaner(
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        attribute_filter=resolved,
        link_rel=None,
    )


def with_quotes(html: str) -> str:
    """Return clean HTML with typographic quotes outside code; other signs stay as they were typed."""
    if '"' not in html and "'" not in html:
        return html

    def curled(found: re.Match[str]) -> str:
        if found[0][0] == "<":
            return found[0]
        before = _before(html, found.start())
        opens = not before or before in _OPENERS
        if found[0] == '"':
            return "“" if opens else "”"
        is_pair = opens and _CLOSING.match(html, found.end())
        return "‘" if is_pair else "’"

    return _MARK.sub(curled, html)


def _before(html: str, at: int) -> str:
    """Return the sign that readers see before a place of clean HTML; none where a block begins."""
    while at and html[at - 1] == ">":
        at = html.rfind("<", 0, at)
        tag = _WITHIN_LINE.match(html, at)
        if tag is None:
            return ""
        if tag[0] in ("</code>", "</kbd>"):
            return "x"
    return html[at - 1 : at]


def _as_quotation(names: Mapping[str, str], alert: re.Match[str]) -> str:
    kind, blank, title = alert.groups()
    title = escape(names.get(title, "")) or title  # a writer's own title stays
    return f'<blockquote class="{kind}">{blank}<p><strong>{title}</strong></p>'


def _as_ours(html: str, names: Mapping[str, str]) -> str:
    """Return HTML in which boxes to tick are signs and GitHub's alerts quotations.

    A text is shown on pages and in feeds among others, so that nothing in it can be an address: footnotes link nowhere.
    """
    if "<input" in html:
        html = _BOX.sub(lambda box: "☑ " if "checked" in box[0] else "☐ ", html)
    if 'class="' not in html:
        return html
    if "markdown-alert" in html:
        html = _ALERT.sub(partial(_as_quotation, names), html)
        html = html.replace("</div>", "</blockquote>")
    if "footnote" in html:
        html = _NOTE.sub(r"<sup>[\1]</sup>", _BACK.sub("", html))
        html = _NOTES.sub(r"<hr>\g<0>", html)
    return html


def _legible(html: str) -> str:
    """Return HTML in which what readers would not get stands as text, and nothing stands for a control code.

    Headings stand below a page's. A browser drops a script with all that is in it, and what follows an open comment: words of an update
    must not be lost with them.
    """
    if "</div>" in html or "</summary>" in html:  # what people use of them
        html = _DIVIDING.sub(_on_a_line_of_its_own, html)
    last = html.rfind("-->")

    def shown(opening: re.Match[str]) -> str:
        tag, comment = opening[1], opening[2]
        if tag in _HIGH_HEADINGS:
            return opening[0][:-1] + "3"
        is_known = tag.lower() in _KNOWN if tag else comment and opening.start() < last
        return opening[0] if is_known else "&lt;" + opening[0][1:]

    html = _OPENING.sub(shown, html)
    return _REFERENCE.sub(_allowed, html) if "&#" in html else html


def _on_a_line_of_its_own(tags: re.Match[str]) -> str:
    """Return tags that will be left out with a line's end in their place, where words would run together."""
    before = _before(tags.string, tags.start())
    return f"<br>{tags[0]}" if before and not before.isspace() else tags[0]


def _allowed(reference: re.Match[str]) -> str:
    """Return a numeric reference, or a sign in place of a character that no file may hold."""
    digits = reference[0][2:].rstrip(";").lstrip("0xX")
    named = unescape(reference[0]) if len(digits) <= 7 else ""
    return reference[0] if named and not FORBIDDEN.search(named) else "\ufffd"


def _words_of(image: re.Match[str]) -> str:
    alt = _ALT.search(image[0])
    return alt[1] if alt else ""


def _as_link(image: re.Match[str]) -> str:
    """Return a link in place of a picture on another host."""
    words = escape(unescape(_words_of(image) or image[1]))
    return f'<a href="{image[1]}">{words}</a>'


def rooted(html: str, root: str) -> str:
    """Return rendered HTML with the site's root put in: `../../`, or an absolute address."""
    if "://" in root:  # a whole address has no way up in it
        html = _UP.sub(lambda way: urljoin(root, way[1]), html)
    return html.replace(ROOT, root)


def on_page(html: str, root: str, table: str) -> str:
    """Return rendered HTML as it stands on a page: rooted, wide tables scrolling, pictures lazy.

    Args:
        html: from `render`.
        root: the way from the page to the site's root.
        table: what a table is called to those who cannot see that it scrolls.
    """
    if "<table>" in html:
        # No landmark: of those each needs a name of its own, and a report may have many tables.
        group = f'<div class="wide" role="group" tabindex="0" aria-label="{escape(table)}">'
        html = html.replace("<table>", f"{group}<table>").replace("</table>", "</table></div>")
    return rooted(html.replace("<img ", '<img loading="lazy" '), root)


def plain(html: str) -> str:
    """Return the words of rendered HTML on one line; what is struck out keeps its signs, a picture its words."""
    return " ".join(unescape(_TAG.sub(" ", _without_marks(html))).split())


def plain_apart(html: str) -> str:
    """Return the same, paragraphs and items apart: by a dot in the middle where one ends without a sign."""
    blocks = (" ".join(unescape(one).split()) for one in _TAG.split(_without_marks(html)))
    return _UNENDED.sub(" · ", "\n".join(filter(None, blocks))).replace("\n", " ")


def _without_marks(html: str) -> str:
    """Return HTML whose tags part blocks."""
    if "<img" in html:
        html = _IMAGE.sub(_words_of, html)
    if "<del>" in html or "<s>" in html:
        html = _STRUCK.sub("~~", html)
    return _WITHIN_LINE.sub("", with_powers(html))


def shortened(text: str, length: int) -> str:
    """Return the first words of a text, at most `length` characters, with a sign where it was cut."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–") + "…"


def whole_sentences(text: str, length: int) -> str:
    """Return the first sentences that fit into `length` characters; where they say too little, its first words."""
    if len(text) <= length:
        return text
    last = max((end.end() for end in _SENTENCE_END.finditer(text, 0, length + 1)), default=0)
    return text[:last] if last > length / 4 else shortened(text, length)


def without_notes(html: str) -> tuple[str, str]:
    """Return what Markdown was read as without the footnotes at its end, and those."""
    notes = _NOTES.search(html)
    return (html[: notes.start()], html[notes.start() :]) if notes else (html, "")


def first_paragraph(html: str) -> str:
    """Return the first paragraph of rendered HTML, or all of it where there is none."""
    found = re.search(r"<p>.*?</p>", html, re.DOTALL)
    return found[0] if found else html
