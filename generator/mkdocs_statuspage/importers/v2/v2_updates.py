"""The updates of one incident: what was said, in order, and the postmortem apart from it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from mkdocs_statuspage.importers.foreign_values import component_status, read_instant, update_status
from mkdocs_statuspage.importers.history import ForeignReport, ForeignUpdate
from mkdocs_statuspage.importers.v2.gather import Raw, objects_of, text_of
from mkdocs_statuspage.importers.v2.v2_components import ForeignComponents
from mkdocs_statuspage.model.scalars import format_instant, is_update_id, slug
from mkdocs_statuspage.model.statuses import ComponentStatus, Kind, UpdateStatus

NO_TEXT = "(This update had no text.)"
"""What stands for an empty update: that it was posted is part of the history."""


class Timed(NamedTuple):
    """An update with the time it was shown with."""

    at: datetime
    raw: Raw
    label: str
    """What notes call it."""


def in_order(
    raw: Raw, zone: tzinfo, start: datetime | None, notes: list[str], lost: list[str]
) -> tuple[tuple[Timed, ...], tuple[Timed, ...]]:
    """Return the updates of an incident and its postmortems, each oldest first.

    `display_at` counts, which the owner of a page may set, and `created_at` where it is missing.
    """
    timed: list[tuple[datetime, datetime, Timed]] = []
    before = start
    for number, update in enumerate(reversed(objects_of(raw, "incident_updates", notes)), 1):
        label = f"update {text_of(update, 'id') or number}"
        created = read_instant(update.get("created_at"), zone, f"{label}: created_at", notes)
        shown = read_instant(update.get("display_at"), zone, f"{label}: display_at", notes)
        at = shown or created or before
        if at is None:
            lost.append(f"{label} has no time: {_body(update)[:200]!r}")
            continue
        if not (shown or created):
            notes.append(f"{label} has no time; put at {format_instant(at)}")
        timed.append((at, created or at, Timed(at, update, label)))
        before = at
    ordered = [update for _, _, update in sorted(timed, key=lambda entry: entry[:2])]
    return (
        tuple(update for update in ordered if not _is_postmortem(update)),
        tuple(update for update in ordered if _is_postmortem(update)),
    )


def _is_postmortem(update: Timed) -> bool:
    return text_of(update.raw, "status").lower() == "postmortem" and bool(_body(update.raw).strip())


def read_updates(
    timed: Iterable[Timed],
    kind: Kind,
    catalogue: ForeignComponents,
    kept: dict[str, str],
    notes: list[str],
) -> tuple[ForeignUpdate, ...]:
    """Read updates in our words; a status that is not known here becomes the nearest, and its own word is kept."""
    updates: list[ForeignUpdate] = []
    status: UpdateStatus | None = None
    for update in timed:
        given = update.raw.get("status")
        status = update_status(given, kind, status)
        if given != status.value:
            notes.append(f"{update.label}: status {_shown(given)} written as `{status}`")
            kept |= {f"{update.label}: status": str(given)} if given else {}
        components = _components(update, catalogue, kept, notes)
        id_ = _id(update, {earlier.id for earlier in updates}, notes)
        updates.append(ForeignUpdate(id_, update.at, status, _message(update, notes), components))
    return tuple(updates)


def read_report(
    raw: Raw, postmortems: Sequence[Timed], zone: tzinfo, notes: list[str]
) -> ForeignReport | None:
    """Read what was written afterwards: the postmortem updates, or what older pages have beside them."""
    label = "postmortem_published_at"
    published = read_instant(_if_text(raw, label), zone, label, notes)
    texts = [_body(update.raw) for update in postmortems]
    if postmortems:
        published = postmortems[0].at
    elif body := text_of(raw, "postmortem_body"):
        texts = [body]
    if not texts:
        return None
    if len(texts) > 1:
        notes.append(f"{len(texts)} postmortems were joined into one report")
    if published is None:
        notes.append("the postmortem was not published, and is not here; its text is in the file")
    prose = "\n\n".join(texts)
    if "\r" in prose:
        notes.append("the line ends of its report were made those of the file")
        prose = prose.replace("\r\n", "\n").replace("\r", "\n")
    return ForeignReport(prose.strip("\n") + "\n", published)


def _if_text(raw: Raw, key: str) -> object:
    """Return a value that may be a moment; older answers have a mere `true` there."""
    value = raw.get(key)
    return value if isinstance(value, str) else None


def _body(raw: Raw) -> str:
    body = raw.get("body")
    if body is None or isinstance(body, str):
        return body or ""
    return json.dumps(body, ensure_ascii=False)


def _message(update: Timed, notes: list[str]) -> str:
    message = _body(update.raw)
    if message.strip():
        return message
    notes.append(f"{update.label} has no text; `{NO_TEXT}` stands for it")
    return NO_TEXT


def _id(update: Timed, taken: set[str], notes: list[str]) -> str:
    """Return the source's id, or one made of the time: always the same one, and unique in the incident."""
    said = text_of(update.raw, "id")
    given = said if is_update_id(said) else slug(said)
    wanted = given or f"{update.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    id_, number = wanted, 2
    while id_ in taken:
        id_, number = f"{wanted}-{number}", number + 1
    if id_ != said:
        lack = _lack(said, given)
        notes.append(f"{update.label} {lack}; known as `{id_}`")
    return id_


def _lack(said: str, given: str) -> str:
    """Say why an update is not known by the source's id."""
    if not said:
        return "has no id"
    return "shares its id with another" if said == given else "has an id that no address can hold"


def _components(
    update: Timed, catalogue: ForeignComponents, kept: dict[str, str], notes: list[str]
) -> Mapping[str, ComponentStatus]:
    components: dict[str, ComponentStatus] = {}
    for entry in objects_of(update.raw, "affected_components", notes):
        id_ = catalogue.find(entry)
        given = entry.get("new_status") or entry.get("status")
        status = component_status(given)
        if id_ is None:
            continue
        if given != status:
            name = f"{update.label}: component {id_}: status {_shown(given)}"
            notes.append(f"{name} written as `{status}`" if status else f"{name} left out")
            kept |= {f"{update.label}: component {id_}": str(given)} if given else {}
        if status is not None:
            components[id_] = max(status, components.get(id_, status), key=lambda s: s.rank)
    return components


def _shown(value: object) -> str:
    return f"`{value}`" if value else "(none)"
