"""People's Markdown becomes HTML that is safe anywhere: rendered, cleaned, its links resolved.

The only room of Python-Markdown and nh3. Text is never put back into Markdown afterwards, so that no
extension of the site's own (snippets, macros) ever sees it.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

import nh3

if TYPE_CHECKING:
    import markdown

TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "dl",
        "dt",
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    "abbr": {"title"},
}
SCHEMES = {"http", "https", "mailto"}

ROOT = "\x02/"
"""Stands for the site's root in rendered links; the reader refuses the character, so none can forge it."""
_FOREIGN = "\x03"
"""Stands before the address of a picture on another host, which no page may ask for."""
_FOREIGN_IMAGE = re.compile(rf'<img\b[^>]*?\bsrc="{_FOREIGN}([^"]*)"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Links:
    """Where the files of the incident tree are on the site."""

    urls: Mapping[str, str]
    """A file relative to the folder of incidents, to its address below the root."""

    def resolve(self, target: str, folder: str) -> str | None:
        """Give the address that a link in a file of `folder` leads to; None where it leads nowhere."""
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#", target):
            return None if target.startswith("//") else target
        path, mark, fragment = target.partition("#")
        if path.startswith("/"):
            return ROOT + path.lstrip("/") + mark + fragment
        url = self.urls.get(posixpath.normpath(posixpath.join(folder, path)))
        return None if url is None else ROOT + url + mark + fragment


NO_LINKS = Links({})


def render(text: str, links: Links = NO_LINKS, folder: str = "") -> str:
    """Give clean HTML of Markdown, with `ROOT` before links within the site.

    Args:
        text: Markdown that anybody may have written.
        links: where the files that it may link to are.
        folder: the folder of the file that it is from, relative to the folder of incidents.
    """

    def resolved(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "href":
            return links.resolve(value, folder)
        if attribute == "src":
            target = links.resolve(value, folder)
            return target if target is None or target.startswith(ROOT) else _FOREIGN + target
        return value

    html = nh3.clean(
        _to_html(text),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        attribute_filter=resolved,
        link_rel=None,
    )
    return _FOREIGN_IMAGE.sub(_as_link, html).strip()


def _as_link(image: re.Match[str]) -> str:
    """Give a link in place of a picture on another host."""
    alt = _ALT.search(image[0])
    return f'<a href="{image[1]}">{(alt and alt[1]) or image[1]}</a>'


def _to_html(text: str) -> str:
    converter = _converter()
    converter.reset()
    return converter.convert(text)


@cache
def _converter() -> "markdown.Markdown":
    """Give the one Markdown instance: making it takes as long as 50 messages."""
    import markdown

    extensions = ["tables", "fenced_code", "sane_lists", "attr_list", "abbr", "def_list"]
    return markdown.Markdown(extensions=extensions, output_format="html")


def rooted(html: str, root: str) -> str:
    """Give rendered HTML with the site's root put in: `../../`, or an absolute address."""
    return html.replace(ROOT, root)


def plain(html: str) -> str:
    """Give the words of rendered HTML on one line."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def shortened(text: str, length: int) -> str:
    """Give the first words of a text, at most `length` characters, with a sign where it was cut."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–") + "…"
