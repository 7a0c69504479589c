"""`/incidents/ID/feed.xml`: what is said of one incident, for whoever follows that alone.

An address that somebody was given leads somewhere for ever, so each incident has its feed. Of one of which nothing more
is to come it holds the last word alone: readers have the rest, and a long history weighs little.
"""

from collections.abc import Iterator

from mkdocs_statuspage.outputs.feeds.feed_list import Feed, urn
from mkdocs_statuspage.outputs.feeds.items import AT_LEAST, heads_of, newest
from mkdocs_statuspage.outputs.view.plain_text import one_line
from mkdocs_statuspage.outputs.view.rows import is_followed
from mkdocs_statuspage.outputs.view.standpoint import FEED, Standpoint, beside, incident_url
from mkdocs_statuspage.timeline.course import Course


def incident_feeds(course: Course, here: Standpoint) -> Iterator[Feed]:
    """Yield the feed of an incident, under each id that it had."""
    incident, site, title = course.incident, here.site, one_line(course.incident.title)
    heads = newest(heads_of(course, here), AT_LEAST if is_followed(course, here) else 1)
    for path in beside(incident, FEED):
        yield Feed(
            id=urn(site, "incident", incident.feed_id),
            path=path,
            title=f"{one_line(site.config.organisation.name)}: {title}",
            description=site.words(
                "Every update, the report and each kept promise of: {title}", title=title
            ),
            page=incident_url(incident),
            heads=heads,
            items_of=urn(site, "feed"),
        )
