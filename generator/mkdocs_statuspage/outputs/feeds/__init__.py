"""Every feed in every format; and `/feed.css`, how a browser shows a feed to somebody who clicked on it.

A style sheet and no XSLT, which browsers are giving up. The whole text of an item is markup that a
browser cannot draw here, so the plain summary is shown in its place, where a feed has any.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from mkdocs_statuspage.language import Words, phrase
from mkdocs_statuspage.outputs.feeds.feed_list import Feed, makers_by_update
from mkdocs_statuspage.outputs.feeds.formats import STYLE, atom, json_feed, rss
from mkdocs_statuspage.outputs.feeds.history_feed import HISTORY, history
from mkdocs_statuspage.outputs.feeds.incident_feeds import incident_feeds
from mkdocs_statuspage.outputs.view.excerpt import Excerpt
from mkdocs_statuspage.outputs.view.page import Files
from mkdocs_statuspage.outputs.view.standpoint import FEED, Standpoint, beside
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course


def files(site: Site) -> Files:
    """Write the style in which a browser shows feeds."""
    return {STYLE: css(site.words)}


def parts(site: Site) -> Iterator[tuple[str, Excerpt[str, Files]]]:
    """Yield the files of every feed of more than one incident, by its path, as what is made of the incidents that it tells of."""
    here = Standpoint.of(site)
    for path, make in makers(site).items():
        ids = dict.fromkeys(head.incident for head in make(site).heads)
        yield path, Excerpt(here, [site.by_id[id_] for id_ in ids], path, _written)


def makers(site: Site) -> Mapping[str, Callable[[Site], Feed]]:
    """Return what makes each feed of more than one incident, by its path."""
    return {**makers_by_update(site), HISTORY: history}


def _written(here: Standpoint, _: Sequence[Course], path: str) -> Files:
    """Write a feed in every format."""
    site = here.site
    feed = makers(site)[path](site)
    if path == HISTORY:
        return {
            f"{path}.rss": rss(feed, f"{path}.rss", site),
            f"{path}.atom": atom(feed, f"{path}.atom", site),
        }
    return {
        f"{path}.xml": rss(feed, f"{path}.xml", site),
        f"{path}.atom": atom(feed, f"{path}.atom", site),
        f"{path}.json": json_feed(feed, site),
    }


def paths_of_incident(course: Course, _: Site) -> Iterator[str]:
    """Yield where the feed of one incident stands."""
    return (f"{path}.xml" for path in beside(course.incident, FEED))


def of_incident(course: Course, here: Standpoint) -> Files:
    """Write the feed of one incident, as RSS alone."""
    paths = ((feed, f"{feed.path}.xml") for feed in incident_feeds(course, here))
    return {path: rss(feed, path, here.site) for feed, path in paths}


_RULES = """\
@namespace atom "http://www.w3.org/2005/Atom";
@namespace content "http://purl.org/rss/1.0/modules/content/";
:root {
  color-scheme: light dark;
  background: light-dark(#fff, #16181c);
  color: light-dark(#1f2328, #e6e8eb);
  font: 1.0625rem/1.55 system-ui, sans-serif;
}
rss, feed { display: block; max-width: 45rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
rss::before, feed::before {
  content: %(note)s;
  display: block;
  margin-bottom: 2rem;
  padding: 0.75rem 1rem;
  border: 1px solid light-dark(#6b7280, #9aa3ae);
  border-radius: 0.5rem;
}
channel, item, entry, title, description, summary, pubDate, published { display: block; }
channel > title, feed > title { font-size: 1.6rem; font-weight: 700; line-height: 1.25; }
channel > description, feed > subtitle { display: block; margin-top: 0.5rem; }
item, entry {
  margin-top: 2rem;
  padding-top: 1.5rem;
  border-top: 1px solid light-dark(#d0d7de, #3d444d);
}
item > title, entry > title { font-size: 1.15rem; font-weight: 600; overflow-wrap: anywhere; }
item > description, entry > summary { margin-top: 0.5rem; white-space: pre-line; overflow-wrap: anywhere; }
item > pubDate, entry > published {
  margin-top: 0.5rem;
  color: light-dark(#57606a, #a8b1bb);
  font-size: 0.9rem;
  font-variant-numeric: tabular-nums;
}
atom|link, link, docs, generator, language, lastBuildDate, ttl, guid, category, content|encoded,
atom|id, atom|updated, atom|author, atom|content,
atom|link[href$="/history.rss"] ~ item > description { display: none; }
"""

NOTE = phrase("This is a feed. Put its address into a feed reader to get every update.")


def css(words: Words) -> str:
    """Write the style sheet, its one sentence in the site's language."""
    return _RULES % {"note": _string(words(NOTE))}


def _string(text: str) -> str:
    """Return a CSS string."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{safe}"'
