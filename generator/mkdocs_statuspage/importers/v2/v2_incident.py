"""One incident or maintenance of the v2 JSON, in our words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import takewhile

from mkdocs_statuspage.importers.foreign_values import (
    clean,
    impact,
    note_of,
    read_instant,
    update_status,
)
from mkdocs_statuspage.importers.history import ForeignIncident, ForeignUpdate
from mkdocs_statuspage.importers.v2.gather import Raw, objects_of, text_of
from mkdocs_statuspage.importers.v2.v2_components import ForeignComponents
from mkdocs_statuspage.importers.v2.v2_kept import kept_fields
from mkdocs_statuspage.importers.v2.v2_updates import in_order, read_report, read_updates
from mkdocs_statuspage.model.scalars import format_instant, is_on_the_web, slug
from mkdocs_statuspage.model.statuses import STATUSES_OF, Impact, Kind

_PLANNED = frozenset(status.value for status in STATUSES_OF[Kind.MAINTENANCE])


@dataclass(frozen=True, slots=True)
class Context:
    """What an incident's page says for all of them."""

    zone: tzinfo
    """What a time without a zone is in."""
    page_url: str
    """Where incidents have their pages; may be empty."""
    catalogue: ForeignComponents
    """The components."""


def kind_of(raw: Raw, *, is_planned: bool) -> Kind:
    """Tell a maintenance from an incident; the management API has both in one list."""
    planned = is_planned or raw.get("scheduled_for") or text_of(raw, "status") in _PLANNED
    return Kind.MAINTENANCE if planned else Kind.INCIDENT


def mentions_of(raw: Raw) -> Iterator[Raw]:
    """Yield the entries of an incident that name a component: its own first, then newest first."""
    yield from objects_of(raw, "components", [])
    for update in objects_of(raw, "incident_updates", []):
        yield from objects_of(update, "affected_components", [])


def read_incident(found: Raw, kind: Kind, context: Context) -> ForeignIncident | None:
    """Read an incident; None for one without any time, which can stand nowhere in a history."""
    lost: list[str] = []
    raw, replaced = clean(dict(found))
    notes = [note_of(replaced)] if replaced else []
    kept = dict(kept_fields(raw))
    start = _start(raw, context.zone, notes)
    timed, postmortems = in_order(raw, context.zone, start, notes, lost)
    updates = read_updates(timed, kind, context.catalogue, kept, notes)
    if start is None and not updates:
        return None
    start = start or updates[0].at
    is_planned = kind is Kind.MAINTENANCE
    return ForeignIncident(
        source_id=_source_id(raw, start, notes),
        title=_title(raw, notes),
        kind=kind,
        url=_url(raw, context.page_url, notes),
        started_at=None if is_planned else start,
        resolved_at=_end(raw, kind, updates, context.zone, notes),
        impact=_impact(raw, kind, kept, notes),
        components=_components(raw, updates, context.catalogue),
        updates=updates,
        window=_window(raw, start, context.zone, notes) if is_planned else None,
        report=read_report(raw, postmortems, context.zone, notes),
        kept=kept,
        notes=(*_listed(kept), *notes),
        lost=tuple(lost),
    )


def _listed(kept: Mapping[str, str]) -> Iterable[str]:
    """Name what is kept aside."""
    if kept:
        yield f"kept in `source.kept`: {', '.join(kept)}"


def _start(raw: Raw, zone: tzinfo, notes: list[str]) -> datetime | None:
    for key in ("started_at", "created_at"):
        moment = read_instant(raw.get(key), zone, key, notes)
        if moment:
            return moment
    return None


def _source_id(raw: Raw, start: datetime, notes: list[str]) -> str:
    given = text_of(raw, "id")
    if given:
        return given
    made = f"{start:%Y%m%dT%H%M%SZ}-{slug(text_of(raw, 'name')) or 'unnamed'}"
    notes.append(f"the source gives it no id; known as `{made}`")
    return made


def _title(raw: Raw, notes: list[str]) -> str:
    title = text_of(raw, "name")
    if title:
        return title
    notes.append("it has no name in the source; titled `Untitled`")
    return "Untitled"


def _url(raw: Raw, page_url: str, notes: list[str]) -> str | None:
    link = text_of(raw, "shortlink")
    if is_on_the_web(link):
        return link
    if link:
        notes.append(f"its link {link[:80]!r} is no web address; left out")
    id_ = text_of(raw, "id")
    return f"{page_url}/incidents/{id_}" if page_url and id_ else None


def _impact(raw: Raw, kind: Kind, kept: dict[str, str], notes: list[str]) -> Impact | None:
    given = raw.get("impact")
    found = impact(given)
    if kind is Kind.MAINTENANCE and given in ("maintenance", None):
        return None
    if given and (found is None or given != found.value):
        kept["impact"] = str(given)
    if found is None:
        notes.append(f"impact {given!r} left out; it follows from the components")
    elif given != found.value:
        notes.append(f"impact `{given}` written as `{found}`")
    return found


def _components(
    raw: Raw, updates: Sequence[ForeignUpdate], catalogue: ForeignComponents
) -> tuple[str, ...]:
    own = [catalogue.find(mention) for mention in mentions_of(raw)]
    named = [id_ for update in updates for id_ in update.components]
    return tuple(dict.fromkeys(id_ for id_ in (*named, *own) if id_))


def _window(raw: Raw, start: datetime, zone: tzinfo, notes: list[str]) -> tuple[datetime, datetime]:
    begin = read_instant(raw.get("scheduled_for"), zone, "scheduled_for", notes)
    end = read_instant(raw.get("scheduled_until"), zone, "scheduled_until", notes)
    if begin is None:
        notes.append(f"its window has no beginning; put at {format_instant(start)}")
        begin = start
    if end is None:
        over = read_instant(raw.get("resolved_at"), zone, "resolved_at", [])
        end = max(begin, over or begin)
        notes.append(f"its window has no end; put at {format_instant(end)}")
    return begin, end


def _end(
    raw: Raw, kind: Kind, updates: Sequence[ForeignUpdate], zone: tzinfo, notes: list[str]
) -> datetime | None:
    """Return the end where the updates do not say it: the last of them decides whether it is over."""
    end = read_instant(raw.get("resolved_at"), zone, "resolved_at", notes)
    run = list(takewhile(lambda update: update.status.closes, reversed(updates)))
    given = text_of(raw, "status")
    if not _is_over(given, kind, end):
        if run and given:
            notes.append(f"its status is `{given}`, but its last update closes it")
        elif end and not run:
            notes.append(f"resolved_at {format_instant(end)} left out, as it is open again")
        return None
    if run:
        return end if end != run[-1].at else None
    return _end_unsaid(raw, end, updates[-1] if updates else None, zone, notes)


def _is_over(given: str, kind: Kind, end: datetime | None) -> bool:
    status = update_status(given, kind, None)
    return status.closes or (given != status.value and end is not None)


def _end_unsaid(
    raw: Raw, end: datetime | None, last: ForeignUpdate | None, zone: tzinfo, notes: list[str]
) -> datetime | None:
    """Return the end of what is over though no update says so; before the last one it would not hold."""
    over = end or read_instant(raw.get("updated_at"), zone, "updated_at", notes)
    moments = [moment for moment in (over, last.at if last else None) if moment]
    chosen = max(moments, default=None)
    if chosen and chosen != end:
        given = raw.get("resolved_at") or "not given"
        notes.append(f"resolved_at ({given}) put at {format_instant(chosen)}: no update closes it")
    return chosen
