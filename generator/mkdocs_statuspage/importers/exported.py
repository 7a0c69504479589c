"""What `statuspage export --json` wrote, read again: the same settings and the same incidents."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers.foreign_values import is_allowed
from mkdocs_statuspage.importers.history import (
    CannotImport,
    ForeignIncident,
    ForeignReport,
    History,
    Tally,
)
from mkdocs_statuspage.importers.v2.gather import read_documents

SYSTEM = "export"
_FORMAT = re.compile(r"mkdocs-statuspage history 1")
_HELP = "name the history.json that `statuspage export --json` wrote"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z")


def read_history(source: Path, zone: ZoneInfo | None = None) -> History:
    """Read the file, or the folder that it is in.

    Raises:
        CannotImport: it is no export, or one of its incidents has not what each has.
    """
    documents = read_documents(source)
    content = documents[0].content if len(documents) == 1 else None
    if not isinstance(content, dict) or not _FORMAT.fullmatch(str(content.get("format"))):
        raise CannotImport(f"{source} is no export", _HELP)
    config, listed = content.get("config"), content.get("incidents")
    if not isinstance(config, dict) or not isinstance(listed, list):
        raise CannotImport(f"{source} has no `config` or no `incidents`", _HELP)
    incidents = tuple(_incident(raw, number, source) for number, raw in enumerate(listed))
    _refuse_shared_ids(incidents, source)
    settings = _typed(config)
    components = settings.get("components") or {}
    said = sum(len(one.tree.get("updates") or ()) for one in incidents if one.tree)
    return History(
        SYSTEM,
        settings,
        components,
        incidents,
        tallies={
            "incidents": Tally(len(listed)),
            "updates": Tally(said),
            "components": Tally(len(components)),
        },
        is_ours=True,
    )


def _refuse_shared_ids(incidents: Sequence[ForeignIncident], source: Path) -> None:
    places: dict[str, int] = {}
    for number, one in enumerate(incidents):
        if places.setdefault(one.source_id, number) != number:
            where = f"{source}: incidents[{places[one.source_id]}] and incidents[{number}]"
            raise CannotImport(f"{where} have one id, {one.source_id!r}", "give each its own")


def _incident(raw: Any, number: int, source: Path) -> ForeignIncident:
    fields = raw.get("fields") if isinstance(raw, dict) else None
    id_ = raw.get("id") if isinstance(raw, dict) else None
    place = f"{source}: incidents[{number}]"
    if not isinstance(fields, dict) or not isinstance(id_, str) or not fields.get("title"):
        raise CannotImport(f"{place} has no `id`, or no `fields` with a `title`", _HELP)
    if not is_allowed(id_):
        raise CannotImport(f"{place}: {id_[:60]!r} can be no incident's id", _HELP)
    prose = str(raw.get("prose") or "")
    return ForeignIncident(
        id_,
        str(fields["title"]),
        started_at=datetime(1970, 1, 2, tzinfo=UTC),
        report=ForeignReport(prose) if prose else None,
        tree=_typed(fields),
    )


def _typed(value: Any) -> Any:
    """Return a tree in which days and instants are such, so that files have them without marks around them."""
    if isinstance(value, Mapping):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    try:
        if isinstance(value, str) and _INSTANT.fullmatch(value):
            return datetime.fromisoformat(value)
        return date.fromisoformat(value) if _DAY.fullmatch(str(value)) else value
    except ValueError:
        return value
