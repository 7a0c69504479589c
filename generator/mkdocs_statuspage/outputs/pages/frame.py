"""What stands around every page: whose site it is, the links in header and footer, the words."""

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.outputs.view.looks import COMPONENT_WORDS
from mkdocs_statuspage.outputs.view.standpoint import View
from mkdocs_statuspage.site import Site


def frame(site: Site) -> View:
    """Give the values that all templates share; addresses are below the site's root."""
    words = site.words
    organisation = site.config.organisation
    return {
        "words": dict(words.strings),
        "script_words": script_words(words),
        "language": site.config.language,
        "direction": words.direction,
        "organisation": {"name": organisation.name, "url": organisation.url or ""},
        "zone": site.config.timezone,
        "now": format_instant(site.config.clock) if site.config.clock else "",
        "links": [
            {"id": "history", "title": words("History"), "url": "history/"},
            {"id": "reports", "title": words("Reports"), "url": "reports/"},
            {"id": "promises", "title": words("Promises"), "url": "promises/"},
            {"id": "record", "title": words("Record"), "url": "record/"},
            {"id": "subscribe", "title": words("Subscribe"), "url": "subscribe/"},
        ],
        "feeds": feeds(site),
    }


def script_words(words: Words) -> View:
    """Give what the script may have to say, `{time}`, `{late}` and `{length}` left for it to fill."""
    return {
        "yours": words("{time} your time"),
        "ago": words("{length} ago"),
        "late": words("We promised an update by {time} and are {late} late."),
        "fresh": words("There is news; this page was brought up to date at {time}."),
        "unreachable": words(
            "This page is from {time}. We cannot reach the site for anything newer."
        ),
        "outdated": words(
            "This page is from {time}, an update has been due since, and we cannot reach the site for it."
        ),
        "works": words("Everything works"),
        "levels": {
            "correction": words("Correction"),
            **{level.value: words(word) for level, word in COMPONENT_WORDS.items()},
        },
        **{unit: words(unit) for unit in ("d", "h", "min")},
    }


def feeds(site: Site) -> list[View]:
    """Give the feeds that every page names in its head."""
    name = site.config.organisation.name
    title = site.words("{name}: every update", name=name)
    reports = site.words("{name}: reports", name=name)
    planned = site.words("{name}: planned work", name=name)
    return [
        {"url": "feed.xml", "type": "application/rss+xml", "title": title},
        {"url": "feed.atom", "type": "application/atom+xml", "title": title},
        {"url": "feed.json", "type": "application/feed+json", "title": title},
        {"url": "reports/feed.xml", "type": "application/rss+xml", "title": reports},
        {"url": "calendar.ics", "type": "text/calendar", "title": planned},
    ]
