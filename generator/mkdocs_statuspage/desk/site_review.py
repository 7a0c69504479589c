"""What the review says of a whole site, what its files must not have, and what in them is not on the site."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, tzinfo
from pathlib import Path

from mkdocs_statuspage.desk.blanks import left_blank
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.typed_words import one_of
from mkdocs_statuspage.desk.workspace import Workspace, is_below
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.reading.file_list import CONFIG_NAME, shown
from mkdocs_statuspage.review.rule import TextKind
from mkdocs_statuspage.yaml_text.mkdocs_yml import NAMES
from mkdocs_statuspage.yaml_text.tree import Marks

Waived = Mapping[str, Sequence[tuple[str, str]]]
"""A rule, and for each of its waivers the incident's id and the reason."""


def reviewed_in(
    workspace: Workspace, below: Sequence[Path] = (), *, strict: bool = False
) -> Sequence[Finding]:
    """Return what the review says of a site's texts, and what is kept off the site; it stops no build.

    With `below`, only the texts of these files and folders are reviewed. When it is strict, what is
    overdue is among it.
    """
    from mkdocs_statuspage.desk.owed import overdue_findings
    from mkdocs_statuspage.desk.own_pages import missing_pages_of, own_pages_in_the_way
    from mkdocs_statuspage.desk.site_review import kept_back

    try:
        reviewed = review_site(workspace, below=below)
        others = [*kept_back(workspace), *unknown_rules(workspace), *unfinished(workspace)]
        others += [*own_pages_in_the_way(workspace), *missing_pages_of(workspace)]
        others += _left_blank(workspace, below)
        others += overdue_findings(workspace) if strict else ()
    except CannotRun:  # the config is invalid, which is said already
        return ()
    return [*others, *(finding for found in reviewed.values() for finding in found)]


def _left_blank(workspace: Workspace, below: Sequence[Path]) -> Sequence[Finding]:
    """Return what is still to be filled in, of incidents that owe a report."""
    folder, incidents = workspace.incidents_dir, workspace.reading.incidents
    asked = [i for i in incidents if not below or is_below(folder / i.path, below)]
    return [found for one in asked for found in left_blank(one, workspace.marks(one.path))]


def review_site(
    workspace: Workspace, ids: Sequence[str] = (), below: Sequence[Path] = ()
) -> Mapping[str, Sequence[Finding]]:
    """Return what the review says of the named incidents, or of all that are published.

    A draft is reviewed when it is named. With `below`, which goes with no names, only files that
    are one of these or below one of these folders are reviewed.
    """
    from mkdocs_statuspage.policy.incident_review import review_incidents
    from mkdocs_statuspage.policy.published import is_published

    config = workspace.config
    reading = workspace.reading
    known = [incident.id for incident in reading.incidents]
    only = {one_of(id_, known, "incident") for id_ in ids}
    incidents = [i for i in reading.incidents if i.id in only or is_published(i, config)]
    folder = workspace.incidents_dir
    only |= {i.id for i in incidents if below and is_below(folder / i.path, below)}
    selected = only if ids or below else None
    reviewed = review_incidents(incidents, config, lambda i: workspace.marks(i.path), selected)
    return {id_: found.findings for id_, found in reviewed.items()}


def reports_of(workspace: Workspace, ids: Sequence[str]) -> Sequence[str]:
    """Return the reports of the named incidents, each as the one text that the review reads.

    Raises:
        CannotRun: one of them has no text of a report yet.
    """
    from mkdocs_statuspage.policy.passages import passages_of

    by_id = {incident.id: incident for incident in workspace.reading.incidents}
    texts = []
    for incident in (by_id[one_of(id_, by_id, "incident")] for id_ in ids):
        read = [p for p in passages_of(incident, workspace.config) if p.kind is TextKind.REPORT]
        if not read:
            raise CannotRun(f"{incident.id} has no report yet", line=("report", incident.id))
        texts.append("\n\n".join(part.text for part in read[0].parts))
    return texts


def unknown_rules(workspace: Workspace) -> Sequence[Finding]:
    """Return what the site switches off though there is no such rule."""
    from mkdocs_statuspage.policy.incident_review import unknown_rules_off

    if not workspace.config.rules_off:
        return ()
    return list(unknown_rules_off(workspace.config, workspace.marks(CONFIG_NAME)))


def unfinished(workspace: Workspace) -> Sequence[Finding]:
    """Return what is still to be said of the site itself: its address, its people, its language."""
    from mkdocs_statuspage.policy.placeholders import placeholders, unread, unspoken

    config, marks = workspace.config, workspace.marks(CONFIG_NAME)
    mkdocs = workspace.shown(workspace.mkdocs_yml or workspace.root / NAMES[0])
    own = placeholders(config, workspace.url, mkdocs, marks)
    return [*own, *unspoken(config, marks), *unread(config, marks)]


def waivers_of(incidents: Sequence[Incident], since: date | None, zone: tzinfo) -> Waived:
    """Collect the waivers by rule, the most waived rule first; of incidents that began since a day."""
    found: dict[str, list[tuple[str, str]]] = {}
    for incident in incidents:
        if since is not None and incident.begins_at.astimezone(zone).date() < since:
            continue
        for waiver in incident.waive:
            found.setdefault(waiver.rule, []).append((incident.id, waiver.why))
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def kept_back(workspace: Workspace) -> Iterator[Finding]:
    """Yield what a reader of the site does not see, with the next step; links to nothing, and texts that are too long."""
    from mkdocs_statuspage.policy.evidence_findings import evidence_findings, ticket_findings
    from mkdocs_statuspage.policy.incident_review import mission_too_long, too_long
    from mkdocs_statuspage.policy.missing_files import linking_texts, missing_files
    from mkdocs_statuspage.policy.published import is_published, published_among

    config = workspace.config

    def marks_of(incident: Incident) -> Marks:
        return workspace.marks(incident.path)

    incidents = workspace.reading.incidents
    published = [incident for incident in incidents if is_published(incident, config)]
    for incident in incidents:
        if not is_published(incident, config) or incident.contacts:
            yield misplaced(workspace, incident, marks_of(incident))
    shown = published_among(incidents, config, workspace.now, marks_of)
    yield from shown.warnings
    linking = linking_texts(workspace.reading)
    yield from missing_files(workspace.reading, shown.incidents, linking)
    yield from evidence_findings(workspace.reading, workspace.now)
    yield from ticket_findings(workspace.reading, workspace.now)
    for incident in published:
        if incident.owes_answers and incident.prose:
            yield from too_long(incident, config, marks_of(incident))
    yield from mission_too_long(config, workspace.marks(CONFIG_NAME))


def misplaced(workspace: Workspace, incident: Incident, marks: Marks) -> Finding:
    """Say where a file that is in no output belongs: what is pushed can be read by others."""
    found_at = workspace.incidents_dir / incident.path
    there = workspace.private_dir / Path(incident.path).name
    if incident.draft:
        key, severity = "draft", Severity.ADVICE
        message = "a draft is in no output, and whoever reads the repository reads it"
        help_text = (
            f"keep it out of git with `mv {shown(found_at)} {shown(there)}`, or delete `draft:`"
        )
    elif incident.contacts:
        key, severity = "contacts", Severity.WARNING
        message = "a log of talks with people does not belong into a repository that is pushed"
        help_text = f"move the log into a file in {shown(there.parent)}/"
    else:
        key, severity = "class", Severity.WARNING
        message = (
            f"a mistake of the class {incident.mistake_class} is in no output, and does not belong"
            " into a repository that is pushed"
        )
        help_text = f"move it and its pictures: `mkdir -p {shown(there.parent)} && mv {shown(found_at)} {shown(there)}`"
    place = marks.place((key,), key=True)
    return marks.source.finding(place, "misplaced", message, help_text, severity)
