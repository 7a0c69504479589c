"""A feed as RSS 2.0, as Atom and as JSON Feed 1.1."""

from collections.abc import Iterable, Iterator, Mapping
from email.utils import format_datetime
from html import escape
from typing import Any

from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.outputs.feeds.feed_list import Feed
from mkdocs_statuspage.outputs.feeds.items import Item
from mkdocs_statuspage.outputs.view.plain_text import allowed, json_text, one_line
from mkdocs_statuspage.outputs.view.prose import shortened
from mkdocs_statuspage.outputs.view.standpoint import root_of
from mkdocs_statuspage.site import Site

SUMMARY_LENGTH = 2000
"""How many characters a summary may have, for programs that show nothing else."""
MINUTES_TO_LIVE = 5
"""How long a reader may rest before it asks again."""
STYLE = "feed.css"
"""The style in which a browser shows a feed."""
GENERATOR = "mkdocs-statuspage"
_RSS = """<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">"""


def rss(feed: Feed, path: str, site: Site) -> bytes:
    """Return a feed as RSS 2.0."""
    root = root_of(site)
    lines = [
        _RSS,
        "  <channel>",
        _element(4, "title", feed.title),
        _element(4, "link", root + feed.page),
        _element(4, "description", feed.description),
        _empty(4, "atom:link", href=root + path, rel="self", type="application/rss+xml"),
        _element(4, "docs", "http://www.rssboard.org/rss-specification"),
        _element(4, "generator", GENERATOR),
        _element(4, "language", site.words.language),
        _element(4, "lastBuildDate", format_datetime(feed.changed_at)),
        _element(4, "ttl", str(MINUTES_TO_LIVE)),
        *(line for item in feed.items for line in _rss_item(item, feed, site)),
        "  </channel>",
        "</rss>",
    ]
    return _document(lines, path)


def _rss_item(item: Item, feed: Feed, site: Site) -> Iterator[str]:
    root, content = root_of(site), _content(item, site)
    summary = _summary(item, root) if feed.has_summaries else ""
    yield "    <item>"
    yield _element(6, "title", item.title)
    yield _element(6, "link", root + item.page)
    # Readers of RSS take a description for HTML.
    yield _element(6, "description", escape(summary, quote=False) or content)
    if summary:
        yield _element(6, "content:encoded", content)
    yield _element(6, "guid", feed.id_of(item), isPermaLink="false")
    for tag in item.tags:
        yield _element(6, "category", tag)
    yield _element(6, "pubDate", format_datetime(item.published_at))
    yield "    </item>"


def atom(feed: Feed, path: str, site: Site) -> bytes:
    """Return a feed as Atom."""
    root, organisation = root_of(site), site.config.organisation
    language = _attributes({"xml:lang": site.words.language})
    lines = [
        f"""<feed xmlns="http://www.w3.org/2005/Atom"{language}>""",
        _element(2, "id", feed.id),
        _element(2, "title", feed.title),
        _element(2, "updated", feed.changed_at.isoformat()),
        "  <author>",
        _element(4, "name", one_line(organisation.name)),
        *([_element(4, "uri", one_line(organisation.url))] if organisation.url else []),
        "  </author>",
        _empty(2, "link", href=root + path, rel="self", type="application/atom+xml"),
        _empty(2, "link", href=root + feed.page, rel="alternate", type="text/html"),
        _element(2, "generator", GENERATOR),
        _element(2, "subtitle", feed.description),
        *(line for item in feed.items for line in _atom_entry(item, feed, site)),
        "</feed>",
    ]
    return _document(lines, path)


def _atom_entry(item: Item, feed: Feed, site: Site) -> Iterator[str]:
    root = root_of(site)
    yield "  <entry>"
    yield _element(4, "id", feed.id_of(item))
    yield _element(4, "title", item.title)
    yield _element(4, "updated", item.changed_at.isoformat())
    yield _element(4, "content", _content(item, site), type="html")
    yield _empty(4, "link", rel="alternate", type="text/html", href=root + item.page)
    if feed.has_summaries and (summary := _summary(item, root)):
        yield _element(4, "summary", summary)
    for tag in item.tags:
        yield _empty(4, "category", term=tag, label=tag)
    yield _element(4, "published", item.published_at.isoformat())
    yield "  </entry>"


def _content(item: Item, site: Site) -> str:
    """Return the whole text as HTML; readers read from the left where nobody says otherwise."""
    html, words = item.html_at(root_of(site)), site.words
    is_leftward = words.direction == "rtl" and html
    return f'<div lang="{words.language}" dir="rtl">{html}</div>' if is_leftward else html


def _summary(item: Item, root: str) -> str:
    return shortened(item.text(root), SUMMARY_LENGTH)


def _element(indent: int, name: str, text: str, **attributes: str) -> str:
    """Write an element of XML that holds text, on a line of its own."""
    safe = escape(allowed(text), quote=False)
    return f"{' ' * indent}<{name}{_attributes(attributes)}>{safe}</{name}>"


def _empty(indent: int, name: str, **attributes: str) -> str:
    """Write an element of XML that holds nothing."""
    return f"{' ' * indent}<{name}{_attributes(attributes)}/>"


def _attributes(given: Mapping[str, str]) -> str:
    safe = ((name, escape(allowed(value), quote=False)) for name, value in given.items())
    return "".join(' {}="{}"'.format(name, value.replace('"', "&quot;")) for name, value in safe)


def _document(lines: Iterable[str], path: str) -> bytes:
    """Return an XML document, with the style sheet before it by an address that holds on any host."""
    sheet = "../" * path.count("/") + STYLE
    head = f"""<?xml version='1.0' encoding='UTF-8'?>\n<?xml-stylesheet type="text/css" href="{sheet}"?>"""
    return "\n".join([head, *lines, ""]).encode()


def json_feed(feed: Feed, site: Site) -> str:
    """Write a feed as JSON Feed; `_statuspage` carries what `notify` needs."""
    return json_text(_tree(feed, site))


def _tree(feed: Feed, site: Site) -> dict[str, Any]:
    root, organisation = root_of(site), site.config.organisation
    author = {"name": allowed(organisation.name)}
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": root + feed.page,
        "feed_url": f"{root}{feed.path}.json",
        "description": feed.description,
        "language": site.words.language,
        "authors": [author | {"url": organisation.url} if organisation.url else author],
        "items": [_json_item(item, feed.id_of(item), site) for item in feed.items],
    }


def _json_item(item: Item, id_: str, site: Site) -> dict[str, Any]:
    root = root_of(site)
    return {
        "id": id_,
        "url": root + item.page,
        "title": item.title,
        "content_html": _content(item, site),
        "content_text": item.text(root),
        "date_published": format_instant(item.published_at),
        "date_modified": format_instant(item.changed_at),
        "tags": list(item.tags),
        "_statuspage": {"incident": item.incident, "key": item.key, "is_open": item.is_open},
    }
