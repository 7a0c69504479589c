"""What the review says of a whole site, what its files must not have, and what in them is not on the site."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from mkdocs_statuspage.desk.blanks import left_blank
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_notes import note_apologies
from mkdocs_statuspage.desk.remedies import move_line
from mkdocs_statuspage.desk.typed_words import one_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.policy.classes import is_published
from mkdocs_statuspage.reading.file_list import CONFIG_NAME, shown
from mkdocs_statuspage.review.rule import TextKind
from mkdocs_statuspage.yaml_text.mkdocs_yml import NAMES
from mkdocs_statuspage.yaml_text.tree import Marks

Waived = Mapping[str, Sequence[tuple[str, str]]]
"""A rule, and for each of its waivers the incident's id and the reason."""


def reviewed_in(workspace: Workspace, *, strict: bool = False) -> Sequence[Finding]:
    """Return what the review says of the texts that are asked about, and what is kept off the site; it stops no build.

    When it is strict, what is overdue is among it.
    """
    from mkdocs_statuspage.desk.owed import overdue_findings
    from mkdocs_statuspage.desk.own_pages import missing_pages_of, own_pages_in_the_way

    try:
        reviewed = review_site(workspace)
        others = [*kept_back(workspace), *unknown_rules(workspace), *unfinished(workspace)]
        others += [*own_pages_in_the_way(workspace), *missing_pages_of(workspace)]
        others += _left_blank(workspace)
        others += overdue_findings(workspace) if strict else ()
    except CannotRun:  # the config is invalid, which is said already
        return ()
    return [*others, *(finding for found in reviewed.values() for finding in found)]


def _left_blank(workspace: Workspace) -> Sequence[Finding]:
    """Return what is still to be filled in, of incidents that owe a report."""
    asked = workspace.asked_incidents
    return [found for one in asked for found in left_blank(one, workspace.marks(one.path))]


def review_site(workspace: Workspace, ids: Sequence[str] = ()) -> Mapping[str, Sequence[Finding]]:
    """Return what the review says of the named incidents, or of all that are published and asked about.

    A draft is reviewed when it is named.
    """
    from mkdocs_statuspage.desk.whole_reading import review_memory
    from mkdocs_statuspage.policy.incident_review import Others, review_incidents

    config, reading = workspace.config, workspace.reading
    known = [incident.id for incident in reading.incidents]
    only = {one_of(id_, known, "incident") for id_ in ids}
    incidents = [i for i in reading.known if i.id in only or is_published(i, config)]
    if workspace.asked:
        only |= {i.id for i in workspace.asked_incidents if is_published(i, config)}
    selected = only if ids or workspace.asked else None
    noted = reading.noted.values()
    heard = {one.path: one.apologies for one in noted if one.apologies is not None}
    memory = None if ids or workspace.asked else review_memory(workspace)
    others = Others(heard, reading.whole, memory)
    reviewed = review_incidents(
        incidents, config, lambda i: workspace.marks(i.path), selected, others
    )
    if memory:
        memory.close()
    if workspace.asked:
        note_apologies(workspace, heard)
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
    from mkdocs_statuspage.desk.alarms import waits_for_post
    from mkdocs_statuspage.policy.evidence_findings import evidence_findings, ticket_findings
    from mkdocs_statuspage.policy.incident_review import mission_too_long, too_long
    from mkdocs_statuspage.policy.missing_files import linking_files, missing_files
    from mkdocs_statuspage.policy.published import published_among

    config, reading, asked = workspace.config, workspace.reading, workspace.asked_incidents

    def marks_of(incident: Incident) -> Marks:
        return workspace.marks(incident.path)

    published = [incident for incident in asked if is_published(incident, config)]
    for incident in asked:
        if not (is_published(incident, config) or waits_for_post(incident)) or incident.contacts:
            yield misplaced(workspace, incident, marks_of(incident))
    yield from published_among(asked, config, workspace.now, marks_of, reading.known).warnings
    of_asked = replace(reading, incidents=tuple(asked))
    on_site = (one for one in reading.known if is_published(one, config))
    yield from missing_files(reading, on_site, linking_files(of_asked))
    yield from evidence_findings(of_asked, workspace.now)
    yield from ticket_findings(of_asked, workspace.now)
    for incident in published:
        if incident.owes_answers and incident.prose:
            yield from too_long(incident, config, marks_of(incident))
    yield from mission_too_long(config, workspace.marks(CONFIG_NAME))


def misplaced(workspace: Workspace, incident: Incident, marks: Marks) -> Finding:
    """Say where a file that is in no output belongs: what is pushed can be read by others."""
    found_at = workspace.incidents_dir / incident.path
    if incident.draft:
        key, severity = "draft", Severity.ADVICE
        message = "a draft is in no output, and whoever reads the repository reads it"
        help_text = (
            f"keep it out of git with `{move_line(workspace, found_at)}`, or delete `draft:`"
        )
    elif incident.contacts:
        key, severity = "contacts", Severity.WARNING
        message = "a log of talks with people does not belong into a repository that is pushed"
        help_text = f"move the log into a file in {shown(workspace.private_dir)}/"
    else:
        key, severity = "class", Severity.WARNING
        message = (
            f"a mistake of the class {incident.mistake_class} is in no output, and does not belong"
            " into a repository that is pushed"
        )
        help_text = f"move it and its pictures: `{move_line(workspace, found_at)}`"
    place = marks.place((key,), key=True)
    return marks.source.finding(place, "misplaced", message, help_text, severity)
