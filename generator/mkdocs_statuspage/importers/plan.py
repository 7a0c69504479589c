"""What an import would write: incident files, and the components that a site does not have yet.

Nothing is written here. What a site already has is never touched, but for components added to its
`statuspage.yml`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from mkdocs_statuspage.importers.foreign_values import component_id, one_line, shorten
from mkdocs_statuspage.importers.history import (
    CannotImport,
    ForeignIncident,
    ForeignUpdate,
    History,
    Tally,
)
from mkdocs_statuspage.importers.known_days import KnownDays, known_days
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import format_instant, incident_id
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.reading.file_list import CONFIG_NAME
from mkdocs_statuspage.reading.folder import read_folder
from mkdocs_statuspage.writing.document import compose, compose_markdown, set_field
from mkdocs_statuspage.writing.refusals import CannotEdit
from mkdocs_statuspage.yaml_text.source import MAX_BYTES, conflict_markers, opens_front_matter


@dataclass(frozen=True, slots=True)
class Existing:
    """What stands in the folder that is imported into."""

    config: SiteConfig | None = None
    """Its `statuspage.yml`; None while it has none."""
    config_text: str = ""
    """That file's text."""
    incidents: tuple[Incident, ...] = ()
    """Its incidents."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import does."""

    files: Mapping[str, str]
    """Texts to write, by path in the folder of incidents; only `statuspage.yml` may exist already."""
    incidents: tuple[str, ...]
    """The ids of the new incidents, oldest first."""
    skipped: tuple[str, ...]
    """The ids of incidents that are here already, from an earlier import."""
    components: tuple[str, ...]
    """The ids of the components that are new here."""
    notes: tuple[str, ...]
    """Everything that is not as it was in the source, or wants a look."""
    refused: tuple[str, ...] = ()
    """What could not be read, with its place and why."""
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    """What became of everything that was read, by what it is there."""
    config: Mapping[str, object] = field(default_factory=dict)
    """What the history says of the site that it makes, but for its components."""
    is_foreign: bool = True
    """Whether it was no site of ours before."""
    paste: str = ""
    """YAML to add to `statuspage.yml` by hand, where that could not be done safely."""


def read_existing(incidents_dir: Path) -> Existing:
    """Read the folder that is imported into; it need not be there.

    Raises:
        CannotImport: a file in it has errors; what it holds would be imported a second time.
    """
    if not incidents_dir.is_dir():
        return Existing()
    reading = read_folder(incidents_dir)
    errors = [f for f in reading.findings if f.severity is Severity.ERROR and f.rule != "no-config"]
    if errors:
        help_text = "run `statuspage check` and correct what it finds"
        raise CannotImport(f"a file there has an error: {errors[0]}", help_text)
    path = incidents_dir / CONFIG_NAME
    text = path.read_bytes().decode() if reading.config else ""
    return Existing(reading.config, text, reading.incidents)


def plan(history: History, existing: Existing | None = None, today: date | None = None) -> Plan:
    """Return the files that bring a history into a site, new or old.

    Args:
        history: what was kept elsewhere.
        existing: what stands in the folder that it comes into.
        today: the day of the import. Of the days between the history's last and this nothing is known.
    """
    there = existing or Existing()
    ids = _match(history.components, there.config)
    settings = _settings(history, ids, there, today)
    texts, notes, skipped, lost = _incident_texts(history, ids, there.incidents)
    files = ({CONFIG_NAME: settings.text} if settings.text else {}) | {
        _name(id_, text): text for id_, text in texts.items()
    }
    return Plan(
        files,
        tuple(texts),
        skipped,
        settings.components,
        (*history.notes, *settings.notes, *notes, *_too_large(files)),
        (*history.refused, *lost),
        history.tallies,
        history.config,
        not history.is_ours,
        settings.paste,
    )


@dataclass(frozen=True, slots=True)
class PlannedSettings:
    """What becomes of `statuspage.yml`."""

    text: str
    """Its new text; empty where it stays as it is."""
    paste: str
    """What is to be added by hand."""
    components: tuple[str, ...]
    """The ids that are new in it."""
    notes: tuple[str, ...]


def _settings(
    history: History, ids: Mapping[str, str], there: Existing, today: date | None
) -> PlannedSettings:
    days = _known(history)
    new = {
        ids[id_]: days.until(history.seen_until.get(id_)).written_to(tree, today) if days else tree
        for id_, tree in history.components.items()
    }
    more: Mapping[str, Mapping[str, object]] = {}
    if there.config:
        more = dict(_more_known(history, ids, there.config, today))
        new = {id_: tree for id_, tree in new.items() if id_ not in there.config.current_ids}
    text, paste = _config_text(history, new, more, there)
    notes = (*_gap_after(days, new, today), *_wider(more))
    return PlannedSettings(text, paste, tuple(new), notes)


def _name(id_: str, text: str) -> str:
    return f"{id_}.md" if opens_front_matter(text) else f"{id_}.yml"


def _as_it_was(found: ForeignIncident, tree: Mapping[str, object]) -> str:
    """Return the file of an incident of ours: YAML alone where its report stands in fields."""
    if "sections" in tree:
        return compose(tree)
    return compose_markdown(tree, found.report.prose if found.report else "")


def _known(history: History) -> KnownDays | None:
    return None if history.is_ours else known_days(history)


def _gap_after(
    days: KnownDays | None, new: Mapping[str, object], today: date | None
) -> Iterable[str]:
    """Say that nothing is known after the history's last day, and what ends that."""
    if days and new and not days.reach(today):
        yield (
            f"nothing is known after {days.last}: `no_record` of each new component says so;"
            " add the last such day as `until` once this site keeps the record"
        )


def _more_known(
    history: History, ids: Mapping[str, str], config: SiteConfig, today: date | None
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the fields that change of each component that is here already: of more days it is known how it was."""
    days = _known(history)
    for id_, tree in history.components.items() if days else ():
        current = config.current_ids.get(ids[id_])
        known = days.until(history.seen_until.get(id_)) if days else None
        if (
            current
            and known
            and (fields := known.added_to(config.components[current], tree, today))
        ):
            yield current, fields


def _wider(more: Mapping[str, object]) -> Iterable[str]:
    if more:
        yield f"of more days it is known now how these were: {', '.join(more)}; their `since` and `no_record` say so"


def _match(
    components: Mapping[str, Mapping[str, object]], config: SiteConfig | None
) -> dict[str, str]:
    """Return the site's id for each component: that of the same name, or else the same id."""
    if config is None:
        return {id_: id_ for id_ in components}
    by_name = {c.name.casefold(): id_ for id_, c in config.components.items()}
    wanted = {
        id_: by_name.get(str(tree["name"]).casefold()) or config.current_ids.get(id_)
        for id_, tree in components.items()
    }
    matched: dict[str, str] = {}
    for id_, tree in components.items():
        known = wanted[id_]
        taken = {*config.current_ids, *matched.values(), *components}
        if known and known not in matched.values():
            matched[id_] = known
        elif known:
            matched[id_] = component_id(str(tree["name"]), str(tree.get("group", "")), taken)
        else:
            matched[id_] = id_
    return matched


def _config_text(
    history: History,
    new: Mapping[str, Mapping[str, object]],
    more: Mapping[str, Mapping[str, object]],
    there: Existing,
) -> tuple[str, str]:
    """Return the new text of `statuspage.yml`, or what is to be pasted into it."""
    if there.config is None:
        return compose({**history.config, "components": new}), ""
    text = there.config_text
    fields = [((id_, name), value) for id_, tree in more.items() for name, value in tree.items()]
    try:
        for path, value in [*(((id_,), tree) for id_, tree in new.items()), *fields]:
            text = set_field(text, ("components", *path), value)
    except CannotEdit:
        return "", compose({"components": {**more, **new}})
    return (text if new or more else ""), ""


def _incident_texts(
    history: History, ids: Mapping[str, str], there: Sequence[Incident]
) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    imported = {(i.source.system, i.source.id): i for i in there if i.source and i.source.id}
    taken = {id_ for incident in there for id_ in (incident.id, *incident.formerly)}
    texts: dict[str, str] = {}
    notes: list[str] = []
    skipped: list[str] = []
    lost: list[str] = []
    own = {incident.id for incident in there}
    for found in history.incidents:
        if found.tree is not None:
            if found.source_id in own:
                skipped.append(found.source_id)
            else:
                texts[found.source_id] = _as_it_was(found, found.tree)
            continue
        known = imported.get((history.system, found.source_id))
        incident = _with_ids(found, ids)
        if known is not None:
            skipped.append(known.id)
            notes += (*_lacks(known, found), *_differs(known, incident))
            continue
        id_ = incident_id(
            incident.begins_at.date(), incident.title, incident.kind, taken | texts.keys()
        )
        texts[id_], more = incident_text(incident, history.system)
        notes += [f"{id_}: {note}" for note in (*incident.notes, *more)]
        lost += [f"{id_}: {what}" for what in incident.lost]
    return texts, tuple(notes), tuple(skipped), tuple(lost)


def _lacks(known: Incident, found: ForeignIncident) -> Iterable[str]:
    """Say what the source has beyond a file that was imported earlier, and may have been edited."""
    ids = {update.id for update in known.updates}
    missing = [update for update in found.updates if update.id not in ids]
    if missing:
        first = format_instant(missing[0].at)
        yield f"{known.id}: is here without {len(missing)} of its updates, from {first} on"


def _differs(known: Incident, found: ForeignIncident) -> Iterable[str]:
    """Say in what a file is not as the source has it, because one of the two was edited."""
    said = {update.id: (update.at, update.status, update.message) for update in known.updates}
    pairs = {
        "title": (known.title, shorten(one_line(found.title))),
        "started_at": (known.started_at, found.started_at),
        "resolved_at": (known.resolved_at if found.resolved_at else None, found.resolved_at),
        "impact": (known.impact, found.impact),
    } | {
        f"update {one.id}": (said[one.id], (one.at, one.status, one.message))
        for one in found.updates
        if one.id in said
    }
    other = ", ".join(name for name, (here, there) in pairs.items() if here != there)
    if other:
        yield f"{known.id}: is not as the source has it: {other}; it stays as it is"


def _with_ids(incident: ForeignIncident, ids: Mapping[str, str]) -> ForeignIncident:
    def renamed(update: ForeignUpdate) -> ForeignUpdate:
        return replace(update, components={ids[id_]: s for id_, s in update.components.items()})

    return replace(
        incident,
        components=tuple(ids[id_] for id_ in incident.components),
        updates=tuple(map(renamed, incident.updates)),
    )


def _too_large(files: Mapping[str, str]) -> Iterable[str]:
    for path, text in files.items():
        size = len(text.encode())
        if size > MAX_BYTES:
            yield f"{path}: {size:,} bytes, and {MAX_BYTES:,} are the most that are read; split it"


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
    source = {
        "system": system,
        "id": incident.source_id,
        "url": incident.url,
        "kept": incident.kept,
    }
    published = incident.report.published_at if incident.report else None
    return {
        "draft": incident.is_draft or None,
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
