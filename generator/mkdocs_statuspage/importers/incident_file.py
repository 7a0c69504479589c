"""How a foreign incident looks as a file of ours."""

from collections.abc import Mapping

from mkdocs_statuspage.importers.foreign_names import one_line, shorten
from mkdocs_statuspage.importers.history import ForeignIncident, ForeignUpdate
from mkdocs_statuspage.model.conflict import conflict_markers
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.writing import compose_markdown


def incident_text(incident: ForeignIncident, system: str) -> tuple[str, tuple[str, ...]]:
    """Return the Markdown file of an incident, and notes on what was changed for it."""
    line = one_line(incident.title)
    title = shorten(line)
    notes = []
    if line != incident.title:
        notes.append("its title had several lines; joined into one")
    if title != line:
        notes.append("its title was too long; the whole of it is in the summary")
    prose = incident.report.prose if incident.report else ""
    if conflict_markers(prose):
        prose = prose.replace("<<<<<<<", "\\<<<<<<<")
        notes.append("a backslash was put before what looks like git's conflict markers")
    summary = line if title != line else None
    fields = {"title": title, "summary": summary} | _fields(incident, system)
    tree = {key: value for key, value in fields.items() if value not in (None, (), [], {})}
    return compose_markdown(tree, prose), tuple(notes)


def _fields(incident: ForeignIncident, system: str) -> dict[str, object]:
    """Return the fields in the order in which people like to read them."""
    source = {"system": system, "id": incident.source_id, "url": incident.url}
    published = incident.report.published_at if incident.report else None
    return {
        "kind": None if incident.kind is Kind.INCIDENT else incident.kind.value,
        "started_at": incident.started_at,
        "resolved_at": incident.resolved_at,
        "scheduled": dict(zip(("start", "end"), incident.window or (), strict=False)),
        "impact": incident.impact and incident.impact.value,
        "components": incident.components,
        "source": {key: value for key, value in source.items() if value},
        "updates": [_update(update) for update in incident.updates],
        "report": {"published_at": published} if published else None,
    }


def _update(update: ForeignUpdate) -> Mapping[str, object]:
    components = {id_: status.value for id_, status in update.components.items()}
    return {
        "id": update.id,
        "at": update.at,
        "status": update.status.value,
        **({"components": components} if components else {}),
        "message": update.message,
    }
