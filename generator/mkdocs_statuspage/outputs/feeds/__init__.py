"""Every feed in every format."""

from mkdocs_statuspage.outputs.feeds.browser_style import css
from mkdocs_statuspage.outputs.feeds.feed_list import feeds
from mkdocs_statuspage.outputs.feeds.formats import STYLE, atom, json_feed, rss
from mkdocs_statuspage.outputs.feeds.history_feed import history
from mkdocs_statuspage.outputs.view.page import Files
from mkdocs_statuspage.site import Site


def files(site: Site) -> Files:
    """Write every feed in every format, and the style in which a browser shows them."""
    made: dict[str, str | bytes] = {STYLE: css(site.words)}
    for feed in feeds(site):
        made[f"{feed.path}.xml"] = rss(feed, f"{feed.path}.xml", site)
        made[f"{feed.path}.atom"] = atom(feed, f"{feed.path}.atom", site)
        made[f"{feed.path}.json"] = json_feed(feed, site)
    whole = history(site)
    made[f"{whole.path}.rss"] = rss(whole, f"{whole.path}.rss", site)
    made[f"{whole.path}.atom"] = atom(whole, f"{whole.path}.atom", site)
    return made
