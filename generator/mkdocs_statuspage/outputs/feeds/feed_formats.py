"""Every feed in every format: RSS 2.0 and Atom by feedgen, whose room this is, and JSON Feed."""

from collections.abc import Iterable

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from mkdocs_statuspage.outputs.feeds import feed_style, json_feed
from mkdocs_statuspage.outputs.feeds.feed_list import Feed, feeds, root_of
from mkdocs_statuspage.outputs.feeds.history_feed import history
from mkdocs_statuspage.outputs.feeds.items import Item
from mkdocs_statuspage.outputs.view.characters import allowed, one_line
from mkdocs_statuspage.outputs.view.page import Files
from mkdocs_statuspage.outputs.view.plain_text import paragraphs
from mkdocs_statuspage.outputs.view.prose import rooted, shortened
from mkdocs_statuspage.site import Site

SUMMARY_LENGTH = 2000
"""How many characters a summary may have, for programs that show nothing else."""
MINUTES_TO_LIVE = 5
"""How long a reader may rest before it asks again."""
DECLARATION = b"?>\n"


def files(site: Site) -> Files:
    """Give every feed in every format, and the style in which a browser shows them."""
    made: dict[str, str | bytes] = {feed_style.PATH: feed_style.css(site.words)}
    for feed in feeds(site):
        made[f"{feed.path}.xml"] = rss(feed, f"{feed.path}.xml", site)
        made[f"{feed.path}.atom"] = atom(feed, f"{feed.path}.atom", site)
        made[f"{feed.path}.json"] = json_feed.written(feed, site)
    whole = history(site)
    made[f"{whole.path}.rss"] = rss(whole, f"{whole.path}.rss", site)
    made[f"{whole.path}.atom"] = atom(whole, f"{whole.path}.atom", site)
    return made


def rss(feed: Feed, path: str, site: Site) -> bytes:
    """Give a feed as RSS 2.0."""
    generator = _channel(feed, path, "application/rss+xml", site)
    generator.ttl(MINUTES_TO_LIVE)
    return _styled(generator.rss_str(pretty=True), path)


def atom(feed: Feed, path: str, site: Site) -> bytes:
    """Give a feed as Atom."""
    generator = _channel(feed, path, "application/atom+xml", site)
    return _styled(generator.atom_str(pretty=True), path)


def _channel(feed: Feed, path: str, mime: str, site: Site) -> FeedGenerator:
    root = root_of(site)
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    generator.description(feed.description)
    generator.language(site.config.language)
    generator.author(_author(site))
    generator.generator("mkdocs-statuspage")
    # RSS takes the last of the links for its own, so the page comes after the feed itself.
    generator.link(href=root + path, rel="self", type=mime)
    generator.link(href=root + feed.page, rel="alternate", type="text/html")
    generator.updated(feed.changed_at)
    for item in feed.items:
        generator.add_entry(_entry(item, feed.id_of(item), root), order="append")
    return generator


def _entry(item: Item, id_: str, root: str) -> FeedEntry:
    html = allowed(rooted(item.html, root))
    entry = FeedEntry()
    entry.guid(id_)
    entry.title(item.title)
    entry.link(href=root + item.page, rel="alternate", type="text/html")
    entry.published(item.published_at)
    entry.updated(item.changed_at)
    entry.description(shortened(paragraphs(html), SUMMARY_LENGTH), isSummary=True)
    entry.content(html, type="html")
    entry.category(_terms(item.tags))
    return entry


def _terms(tags: Iterable[str]) -> list[dict[str, str]]:
    return [{"term": tag, "label": tag} for tag in tags]


def _author(site: Site) -> dict[str, str]:
    organisation = site.config.organisation
    author = {"name": one_line(organisation.name)}
    return author | {"uri": one_line(organisation.url)} if organisation.url else author


def _styled(xml: bytes, path: str) -> bytes:
    """Put the style sheet before the root element, by an address that holds on any host."""
    sheet = "../" * path.count("/") + feed_style.PATH
    instruction = f'<?xml-stylesheet type="text/css" href="{sheet}"?>\n'.encode()
    head, mark, body = xml.partition(DECLARATION)
    return head + mark + instruction + body
