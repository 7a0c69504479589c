"""Any feed of a status page, Atom or RSS, becomes a history: the last resort, as a feed tells less than a page knows.

Nothing in it says which components were hit, or how badly. Entries that lead to the same address are one incident.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers.feed_reading.feed_file import FeedEntry, ReadFeed, read_feed
from mkdocs_statuspage.importers.feed_reading.feed_incident import (
    FeedClock,
    NoFeedZone,
    read_matter,
)
from mkdocs_statuspage.importers.foreign_values import clean, component_id, one_line, shorten
from mkdocs_statuspage.importers.history import CannotImport, ForeignIncident, History, Tally
from mkdocs_statuspage.model.scalars import host_in, is_on_the_web

SYSTEM = "feed"
_ENDINGS = (".atom", ".rss", ".xml")


def read_history(source: Path, zone: ZoneInfo | None = None) -> History:
    """Read a feed's file, or all of a folder; the newest version of an entry counts.

    Raises:
        CannotImport: there is no feed, one cannot be read, or times have no zone and none was named.
    """
    paths = feed_paths(source)
    if not paths:
        raise CannotImport(
            f"there is no .atom, .rss or .xml file in {source}", "name the feed's file"
        )
    return _told_by([read_feed(path) for path in paths], zone, source)


def _told_by(feeds: list[ReadFeed], zone: ZoneInfo | None, source: Path) -> History:
    matters = _matters(feeds)
    refused: list[str] = []
    incidents = _in_order(matters, zone, refused, source)
    entries = sum(len(found) for found in matters.values())
    lost = len(refused) + sum(len(one.lost) for one in incidents)
    kept = sum(len(one.kept) for one in incidents)
    return History(
        SYSTEM,
        _config(feeds[0], zone),
        {},
        incidents,
        (
            "a feed names no components and says not how bad it was; add `components` to what matters",
        ),
        refused=tuple(refused),
        tallies={
            "entries": Tally(entries, refused=lost),
            "updates": Tally(sum(len(one.updates) for one in incidents)),
            "other words": Tally(kept, kept),
            "components": Tally(0),
        },
    )


def _in_order(
    matters: dict[str, list[FeedEntry]], zone: ZoneInfo | None, refused: list[str], source: Path
) -> tuple[ForeignIncident, ...]:
    try:
        found = list(_incidents(matters, zone, refused))
    except NoFeedZone:
        help_text = "say where they hold, as --timezone Europe/Berlin, or --timezone UTC"
        raise CannotImport(f"{source} has times without a zone", help_text) from None
    return tuple(sorted(found, key=lambda one: (one.begins_at, one.source_id)))


def _config(feed: ReadFeed, zone: ZoneInfo | None) -> dict[str, object]:
    title = shorten(one_line(clean(feed.title)[0]))
    name = title or host_in(feed.link) or "Status"
    return {
        "site_id": component_id(name, "", ()),
        "organisation": {"name": name},
        "timezone": zone.key if zone else "UTC",
    }


def feed_paths(source: Path) -> list[Path]:
    """Return the files of a folder that may be feeds, or the file that is named."""
    if not source.is_dir():
        return [source]
    return sorted(path for path in source.rglob("*") if path.suffix.lower() in _ENDINGS)


def _matters(feeds: list[ReadFeed]) -> dict[str, list[FeedEntry]]:
    """Put together the entries about one matter, each once, newest first as feeds have them."""
    matters: dict[str, dict[object, FeedEntry]] = {}
    for page, entry in ((feed.link, entry) for feed in feeds for entry in feed.entries):
        link = entry.link.partition("#")[0]
        # Some feeds lead to the page as a whole, whatever an entry is about.
        path = urlsplit(link).path if is_on_the_web(link) else link
        is_page = link.rstrip("/") == page.rstrip("/") or not path.strip("/")
        matter = (entry.id if is_page else link) or entry.id or entry.place
        known = matters.setdefault(matter, {})
        before = known.get(entry.id)
        # Some feeds give every entry of a matter the same id; a version in another file is another thing.
        is_other = before and before.file == entry.file and before.said != entry.said
        known.setdefault(entry.said if is_other else entry.id or entry.place, entry)
    return {matter: list(entries.values()) for matter, entries in matters.items()}


def _incidents(
    matters: dict[str, list[FeedEntry]], zone: ZoneInfo | None, refused: list[str]
) -> Iterator[ForeignIncident]:
    for entries in matters.values():
        found = read_matter(entries, FeedClock(zone))
        if found:
            yield found
        else:
            refused += [f"{entry.place} has no time: {entry.title[:80]!r}" for entry in entries]
