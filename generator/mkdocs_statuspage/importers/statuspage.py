"""Atlassian Statuspage: the answers of its v2 API, saved as files, become a history.

Read are `incidents`, `scheduled_maintenances` and `components`, wherever they stand: `incidents.json`,
`summary.json`, one incident's own answer, or a folder of these. Of the page's feed beside them what they do not have is
read. Metrics and subscribers are not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers import feed
from mkdocs_statuspage.importers.feed import feed_paths
from mkdocs_statuspage.importers.foreign_values import (
    clean,
    component_id,
    one_line,
    read_instant,
    read_zone,
    shorten,
)
from mkdocs_statuspage.importers.history import ForeignIncident, History, Tally
from mkdocs_statuspage.importers.v2.gather import (
    Gathered,
    Raw,
    gather,
    objects_of,
    read_documents,
    text_of,
)
from mkdocs_statuspage.importers.v2.v2_components import list_components
from mkdocs_statuspage.importers.v2.v2_incident import Context, kind_of, mentions_of, read_incident
from mkdocs_statuspage.model.scalars import host_in, is_on_the_web

SYSTEM = "statuspage"


def read_history(source: Path, zone: ZoneInfo | None = None) -> History:
    """Read a file or folder of saved v2 answers; a zone counts where the page names none.

    Raises:
        CannotImport: there is nothing of that shape.
    """
    history = to_history(gather(read_documents(source)), zone)
    return _with_feed(history, source, zone) if source.is_dir() and feed_paths(source) else history


def _with_feed(history: History, source: Path, zone: ZoneInfo | None) -> History:
    """Add what only the page's feed tells, as it goes back further."""
    told = feed.read_history(source, read_zone(history.config["timezone"]) or zone)
    known = {one.source_id for one in history.incidents}
    named = [replace(one, source_id=_code_in(one)) for one in told.incidents]
    more = [one for one in named if one.source_id not in known]
    note = f"{len(more)} incidents are in the feed alone, which names no components and says not how bad it was"
    return replace(
        history,
        incidents=_in_order([*history.incidents, *more]),
        notes=(*history.notes, *([note] if more else [])),
        refused=(*history.refused, *told.refused),
        tallies={**history.tallies, "entries of the feed": told.tallies["entries"]},
    )


def _code_in(incident: ForeignIncident) -> str:
    """Return an incident's id on its page, which ends its address there."""
    path = urlsplit(incident.url or "").path.rstrip("/")
    return path.rpartition("/")[2] if "/incidents/" in path else incident.source_id


def _in_order(incidents: Iterable[ForeignIncident]) -> tuple[ForeignIncident, ...]:
    return tuple(sorted(incidents, key=lambda one: (one.begins_at, one.source_id)))


def to_history(gathered: Gathered, given: ZoneInfo | None = None) -> History:
    """Return the history that a page's parts tell."""
    page = clean(dict(gathered.page))[0]
    mentions = (mention for raw in gathered.incidents for mention in mentions_of(raw))
    catalogue = list_components(gathered.components, mentions)
    zone = read_zone(page.get("time_zone")) or given
    context = Context(zone or UTC, _url(page), catalogue)
    notes = [*gathered.notes, *_page_notes(page), *catalogue.notes]
    read = list(_incidents(gathered, context))
    incidents = _in_order(found for _, found in read if found)
    refused = (f"{_name_of(raw)!r} has no time at all" for raw, found in read if not found)
    saved_at = read_instant(page.get("updated_at"), context.zone, "page: updated_at", notes)
    return History(
        SYSTEM,
        _config(page),
        catalogue.trees,
        incidents,
        tuple(notes),
        saved_at,
        tuple(refused),
        _tallies(read, catalogue.trees),
    )


def _tallies(
    read: Sequence[tuple[Raw, ForeignIncident | None]], components: Mapping[str, object]
) -> Mapping[str, Tally]:
    updates = [(len(objects_of(raw, "incident_updates", [])), found) for raw, found in read]
    lost = sum(len(found.lost) if found else count for count, found in updates)
    refused = sum(found is None for _, found in read)
    kept = sum(len(found.kept) for _, found in read if found)
    return {
        "incidents and maintenances": Tally(len(read), refused=refused),
        "updates": Tally(sum(count for count, _ in updates), refused=lost),
        "words and fields of its own": Tally(kept, kept),
        "components": Tally(len(components)),
    }


def _incidents(
    gathered: Gathered, context: Context
) -> Iterator[tuple[Raw, ForeignIncident | None]]:
    for place, raw in enumerate(gathered.incidents):
        kind = kind_of(raw, is_planned=place in gathered.planned)
        yield raw, read_incident(raw, kind, context)


def _name_of(raw: Raw) -> str:
    return str(clean(text_of(raw, "name") or text_of(raw, "id"))[0])[:60]


def _config(page: Raw) -> dict[str, object]:
    name = _name(page)
    zone = read_zone(page.get("time_zone"))
    organisation = {"name": name, "url": _url(page)} if _url(page) else {"name": name}
    return {
        "site_id": component_id(name, "", ()),
        "organisation": organisation,
        "timezone": zone.key if zone else "UTC",
    }


def _name(page: Raw) -> str:
    return shorten(one_line(text_of(page, "name"))) or host_in(_url(page)) or "Status"


def _url(page: Raw) -> str:
    url = text_of(page, "url").rstrip("/")
    return url if is_on_the_web(url) else ""


def _page_notes(page: Raw) -> Iterator[str]:
    if not page:
        yield "no file says whose page it is; set `organisation` and `site_id`"
    elif read_zone(page.get("time_zone")) is None:
        yield f"time zone {page.get('time_zone')!r} is not known here; UTC is used"
    if text_of(page, "url") and not _url(page):
        yield f"the page's address {text_of(page, 'url')!r} is no web address; left out"
