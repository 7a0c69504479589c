"""A feed as RSS 2.0 and Atom, by feedgen, whose room this is, and as JSON Feed 1.1."""

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.outputs.feeds.feed_list import Feed
from mkdocs_statuspage.outputs.feeds.items import Item
from mkdocs_statuspage.outputs.view.plain_text import allowed, json_text, one_line
from mkdocs_statuspage.outputs.view.prose import shortened
from mkdocs_statuspage.outputs.view.standpoint import root_of
from mkdocs_statuspage.site import Site

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

SUMMARY_LENGTH = 2000
"""How many characters a summary may have, for programs that show nothing else."""
MINUTES_TO_LIVE = 5
"""How long a reader may rest before it asks again."""
STYLE = "feed.css"
"""The style in which a browser shows a feed."""
DECLARATION = b"?>\n"
_ENTRY_LINK = re.compile(rb'<link href="([^"]*)"/>')
_AS_ALTERNATE = rb'<link rel="alternate" type="text/html" href="\1"/>'
"""feedgen leaves out what an entry's link is, and programs look for the alternate one."""


def rss(feed: Feed, path: str, site: Site) -> bytes:
    """Return a feed as RSS 2.0."""
    generator = _channel(feed, path, "application/rss+xml", site)
    generator.ttl(MINUTES_TO_LIVE)
    _escape_descriptions(generator)
    return _styled(generator.rss_str(pretty=True), path)


def _escape_descriptions(generator: "FeedGenerator") -> None:
    """Make HTML of the plain summaries: that is what readers of RSS take a description for."""
    for entry in generator.entry():
        if text := entry.description():
            entry.description(escape(text, quote=False), isSummary=True)


def atom(feed: Feed, path: str, site: Site) -> bytes:
    """Return a feed as Atom."""
    generator = _channel(feed, path, "application/atom+xml", site)
    return _styled(_ENTRY_LINK.sub(_AS_ALTERNATE, generator.atom_str(pretty=True)), path)


def _channel(feed: Feed, path: str, mime: str, site: Site) -> "FeedGenerator":
    from feedgen.feed import FeedGenerator

    root = root_of(site)
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.description(feed.description)
    generator.language(site.words.language)
    generator.author(_author(site))
    generator.generator("mkdocs-statuspage")
    # RSS takes the last of the links for its own, so the page comes after the feed itself.
    generator.link(href=root + path, rel="self", type=mime)
    generator.link(href=root + feed.page, rel="alternate", type="text/html")
    generator.updated(feed.changed_at)
    for item in feed.items:
        entry = _entry(item, feed.id_of(item), site)
        if feed.has_summaries:
            entry.description(_summary(item, root), isSummary=True)
        generator.add_entry(entry, order="append")
    return generator


def _entry(item: Item, id_: str, site: Site) -> "FeedEntry":
    from feedgen.entry import FeedEntry

    entry, root = FeedEntry(), root_of(site)
    entry.guid(id_)
    entry.title(item.title)
    entry.link(href=root + item.page, rel="alternate", type="text/html")
    entry.published(item.published_at)
    entry.updated(item.changed_at)
    entry.content(_content(item, site), type="html")
    entry.category(_terms(item.tags))
    return entry


def _content(item: Item, site: Site) -> str:
    """Return the whole text as HTML; readers read from the left where nobody says otherwise."""
    html, words = item.html_at(root_of(site)), site.words
    is_leftward = words.direction == "rtl" and html
    return f'<div lang="{words.language}" dir="rtl">{html}</div>' if is_leftward else html


def _summary(item: Item, root: str) -> str:
    return shortened(item.text(root), SUMMARY_LENGTH)


def _terms(tags: Iterable[str]) -> list[dict[str, str]]:
    return [{"term": tag, "label": tag} for tag in tags]


def _author(site: Site) -> dict[str, str]:
    organisation = site.config.organisation
    author = {"name": one_line(organisation.name)}
    return author | {"uri": one_line(organisation.url)} if organisation.url else author


def _styled(xml: bytes, path: str) -> bytes:
    """Put the style sheet before the root element, by an address that holds on any host."""
    sheet = "../" * path.count("/") + STYLE
    instruction = f'<?xml-stylesheet type="text/css" href="{sheet}"?>\n'.encode()
    head, mark, body = xml.partition(DECLARATION)
    return head + mark + instruction + body


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
