"""JSON Feed 1.1 of each list of items, for programs; `_statuspage` carries what `notify` needs."""

from typing import Any

from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.outputs.feeds.feed_list import Feed, root_of
from mkdocs_statuspage.outputs.feeds.items import Item
from mkdocs_statuspage.outputs.view.characters import allowed
from mkdocs_statuspage.outputs.view.json_text import json_text
from mkdocs_statuspage.outputs.view.plain_text import paragraphs
from mkdocs_statuspage.outputs.view.prose import rooted
from mkdocs_statuspage.site import Site


def written(feed: Feed, site: Site) -> str:
    """Give a feed as a document of JSON Feed."""
    return json_text(json_feed(feed, site))


def json_feed(feed: Feed, site: Site) -> dict[str, Any]:
    """Give a feed as the tree that JSON Feed describes."""
    root, organisation = root_of(site), site.config.organisation
    author = {"name": allowed(organisation.name)}
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": root + feed.page,
        "feed_url": f"{root}{feed.path}.json",
        "description": feed.description,
        "language": site.config.language,
        "authors": [author | {"url": organisation.url} if organisation.url else author],
        "items": [_item(item, feed.id_of(item), root) for item in feed.items],
    }


def _item(item: Item, id_: str, root: str) -> dict[str, Any]:
    html = rooted(item.html, root)
    return {
        "id": id_,
        "url": root + item.page,
        "title": item.title,
        "content_html": html,
        "content_text": paragraphs(html),
        "date_published": format_instant(item.published_at),
        "date_modified": format_instant(item.changed_at),
        "tags": list(item.tags),
        "_statuspage": {"incident": item.incident, "key": item.key, "is_open": item.is_open},
    }
