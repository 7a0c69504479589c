"""Atlassian Statuspage: the answers of its v2 API, saved as files, become a history.

Read are `incidents`, `scheduled_maintenances` and `components`, wherever they stand: `incidents.json`,
`summary.json`, one incident's own answer, or a folder of these. Metrics and subscribers are not.
"""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers.foreign_values import (
    clean,
    component_id,
    one_line,
    read_instant,
    read_zone,
    shorten,
)
from mkdocs_statuspage.importers.history import ForeignIncident, History
from mkdocs_statuspage.importers.v2.gather import Gathered, Raw, gather, read_documents, text_of
from mkdocs_statuspage.importers.v2.v2_components import list_components
from mkdocs_statuspage.importers.v2.v2_incident import Context, kind_of, mentions_of, read_incident

SYSTEM = "statuspage"


def read_history(source: Path, zone: ZoneInfo | None = None) -> History:
    """Read a file or folder of saved v2 answers; a zone counts where the page names none.

    Raises:
        CannotImport: there is nothing of that shape.
    """
    return to_history(gather(read_documents(source)), zone)


def to_history(gathered: Gathered, given: ZoneInfo | None = None) -> History:
    """Return the history that a page's parts tell."""
    page = clean(dict(gathered.page))[0]
    mentions = (mention for raw in gathered.incidents for mention in mentions_of(raw))
    catalogue = list_components(gathered.components, mentions)
    zone = read_zone(page.get("time_zone")) or given
    context = Context(zone or UTC, _url(page), catalogue)
    notes = [*gathered.notes, *_page_notes(page), *catalogue.notes]
    incidents = sorted(
        _incidents(gathered, context, notes), key=lambda i: (i.begins_at, i.source_id)
    )
    saved_at = read_instant(page.get("updated_at"), context.zone, "page: updated_at", notes)
    return History(SYSTEM, _config(page), catalogue.trees, tuple(incidents), tuple(notes), saved_at)


def _incidents(gathered: Gathered, context: Context, notes: list[str]) -> Iterator[ForeignIncident]:
    for place, raw in enumerate(gathered.incidents):
        incident = read_incident(raw, kind_of(raw, is_planned=place in gathered.planned), context)
        if incident is None:
            name = clean(text_of(raw, "name") or text_of(raw, "id"))[0]
            notes.append(f"{name[:60]!r} has no time at all and was left out")
        else:
            yield incident


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
    return shorten(one_line(text_of(page, "name"))) or urlsplit(_url(page)).hostname or "Status"


def _url(page: Raw) -> str:
    url = text_of(page, "url").rstrip("/")
    return url if url.startswith(("https://", "http://")) and len(url.split()) == 1 else ""


def _page_notes(page: Raw) -> Iterator[str]:
    if not page:
        yield "no file says whose page it is; set `organisation` and `site_id`"
    elif read_zone(page.get("time_zone")) is None:
        yield f"time zone {page.get('time_zone')!r} is not known here; UTC is used"
    if text_of(page, "url") and not _url(page):
        yield f"the page's address {text_of(page, 'url')!r} is no web address; left out"
