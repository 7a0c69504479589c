"""A history taken out again: pages of plain Markdown that any MkDocs builds, and one file of JSON with all that was written."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import OF_THE_REMOTE, Workspace
from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.model.incident import Incident, Update
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.reading.file_list import CONFIG_NAME
from mkdocs_statuspage.writing.document import YAML_SUFFIXES, compose
from mkdocs_statuspage.yaml_text.source import SourceFile, split_front_matter
from mkdocs_statuspage.yaml_text.tree import read_tree

if TYPE_CHECKING:
    from mkdocs_statuspage.site import Site

FORMAT = "mkdocs-statuspage history 1"
"""What the file of JSON says it is; the number rises when its form does."""


def as_json(workspace: Workspace) -> str:
    """Return the settings and every incident, drafts too, as they were written, in one document.

    Raises:
        CannotRun: a file has an error, so that something would be missing.
    """
    errors = [found for found in workspace.findings if found.severity is Severity.ERROR]
    if errors:
        raise CannotRun(
            f"a file has an error: {errors[0]}", "run `statuspage check`, and correct it"
        )
    document = {
        "format": FORMAT,
        "config": _config(workspace),
        "incidents": [
            _written(incident, workspace.marks(incident.path).source)
            for incident in sorted(workspace.reading.incidents, key=lambda one: one.id)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _written(incident: Incident, source: SourceFile) -> Mapping[str, Any]:
    fields, prose = _tree(source)
    return {"id": incident.id, "fields": fields, "prose": prose}


def _config(workspace: Workspace) -> Mapping[str, Any]:
    """Return what `statuspage.yml` says; what incidents name of it as the remote has it, as they are."""
    here = _tree(workspace.marks(CONFIG_NAME).source)[0]
    newer = workspace.newest.config
    if newer is None:
        return dict(here)
    there = _tree(SourceFile(CONFIG_NAME, newer))[0]
    return {**here, **{key: there[key] for key in OF_THE_REMOTE if key in there}}


def _tree(source: SourceFile) -> tuple[Any, str]:
    """Return what a file says, and the prose below; values are strings, as the format has them."""
    document = None if source.path.endswith(YAML_SUFFIXES) else split_front_matter(source.text)
    if document is None:
        return read_tree(source, source.text)[0], ""
    return read_tree(source, document.yaml, document.first_line)[0], document.body


def as_markdown(site: "Site") -> Mapping[str, str]:
    """Return the files of a site of MkDocs or Zensical alone: a page for each published incident, and a list of them."""
    pages = {f"docs/incidents/{one.id}.md": "\n".join(_page(site, one)) for one in site.incidents}
    name = site.config.organisation.name
    # No theme is named: Zensical has none of MkDocs' name, and each has one of its own.
    settings = {"site_name": f"{name}: history of incidents"}
    return {"mkdocs.yml": compose(settings), "docs/index.md": "\n".join(_index(site)), **pages}


def _index(site: "Site") -> Iterator[str]:
    yield f"# {site.config.organisation.name}: history of incidents\n"
    year = 0
    for one in site.incidents:
        if one.begins_at.year != year:
            year = one.begins_at.year
            yield f"\n## {year}\n"
        yield f"- {_moment(one.begins_at)} [{_in_link(one.title)}](incidents/{one.id}.md)"
    yield "\n## Components\n"
    yield from (f"- {part.name}" for part in site.config.components.values())
    yield ""


def _page(site: "Site", one: Incident) -> Iterator[str]:
    yield f"# {one.title}\n"
    yield from (f"- {name}: {value}" for name, value in _facts(site, one))
    yield ""
    if one.summary:
        yield f"{one.summary}\n"
    if one.report.published_at:
        yield from (_section(part.heading, part.text) for part in one.prose)
        yield from (_section(str(kind), text) for kind, text in one.sections.items())
    if one.updates:
        yield "## Updates\n"
    yield from (_update(site, update) for update in one.updates)


def _facts(site: "Site", one: Incident) -> Iterator[tuple[str, str]]:
    yield "Kind", one.kind.value
    yield "Began", _moment(one.begins_at)
    if one.scheduled:
        yield "Planned", f"{_moment(one.scheduled.start)} to {_moment(one.scheduled.end)}"
    if one.resolved_at:
        yield "Over", _moment(one.resolved_at)
    if one.impact:
        yield "Impact", one.impact.value
    if one.components:
        yield "Components", ", ".join(_name(site, id_) for id_ in one.components)
    if one.source and one.source.url:
        yield "From", f"<{one.source.url}>"


def _section(heading: str, text: str) -> str:
    return f"## {heading}\n\n{text.strip()}\n" if heading else f"{text.strip()}\n"


def _update(site: "Site", update: Update) -> str:
    status = f", {update.status.value}" if update.status else ""
    head = f"### {_moment(update.at)}{status}\n"
    if update.retracted:
        return f"{head}\nTaken back on {_moment(update.retracted.at)}: {update.retracted.why}\n"
    changes = [f"- {_name(site, id_)}: {now.value}" for id_, now in update.components.items()]
    return "\n".join((head, update.message, *([""] if changes else []), *changes, ""))


def _name(site: "Site", id_: str) -> str:
    current = site.config.current_ids.get(id_, id_)
    return site.config.components[current].name if current in site.config.components else id_


def _in_link(title: str) -> str:
    return title.replace("[", "\\[").replace("]", "\\]")


def _moment(moment: datetime) -> str:
    return format_instant(moment)
