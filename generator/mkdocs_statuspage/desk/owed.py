"""What is owed now: every clock that runs, soonest first, with who owns it and the command that answers it."""

from collections.abc import Iterator
from datetime import datetime

from mkdocs_statuspage.desk.errors import invalid_file
from mkdocs_statuspage.desk.incident_files import incident_paths, private_incidents
from mkdocs_statuspage.desk.remedies import own_line
from mkdocs_statuspage.desk.typed_words import both
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.reading.file_list import CONFIG_NAME
from mkdocs_statuspage.reading.folder import Reading
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.clocks import Clock, Owed, announce_by, clocks_of
from mkdocs_statuspage.timeline.course import Course, course_by
from mkdocs_statuspage.timeline.ledger import promise_clock

ANSWERS = {
    Owed.FIRST_CONTACT: "statuspage contact {id} --medium phone --by PERSON",
    Owed.FIRST_WORD: "statuspage update {id} -m TEXT",
    Owed.NEXT_UPDATE: "statuspage update {id} -m TEXT",
    Owed.EXPECTED_FIX: "statuspage update {id} -m TEXT --fix-by WHEN --because WHY",
    Owed.PRELIMINARY_REPORT: "statuspage report {id} --preliminary",
    Owed.REPORT: "statuspage report {id}",
    Owed.PROMISE: "statuspage keep {id}/{promise} --evidence URL",
}
"""The command that answers each clock."""


def load_readable(workspace: Workspace) -> Site:
    """Compute the site from every file that can be read; the others are told of."""
    return _computed(workspace, workspace.reading)


def load_unsettled(workspace: Workspace) -> Site:
    """Compute of the site what is open and owed; what is settled may not be in it. Files that cannot be read are told of."""
    return _computed(workspace, workspace.unsettled)


def _computed(workspace: Workspace, reading: Reading) -> Site:
    from dataclasses import replace

    from mkdocs_statuspage.site import site_of

    found = sorted({*reading.findings, *workspace.private.findings})
    errors = [f for f in found if f.severity is Severity.ERROR]
    if reading.config is None:
        raise invalid_file(CONFIG_NAME, errors)
    for finding in errors:
        workspace.say(f"passed over: {finding}")
    return site_of(replace(reading, findings=()), workspace.now, workspace.url, workspace.address)


def owed_clocks(workspace: Workspace, site: Site) -> list[Clock]:
    """Return every clock that runs, soonest first: of incidents, of promises, of what is private."""
    running = [clock for course in site.courses for clock in site.clocks(course)]
    running += _of_private(workspace, site.now)
    running += [
        clock for given in site.promises if (clock := promise_clock(given, site.config.zone))
    ]
    return sorted(
        (clock for clock in running if clock.done_at is None),
        key=lambda clock: (clock.due_at, clock.incident, clock.promise or ""),
    )


def private_courses(workspace: Workspace, now: datetime) -> Iterator[Course]:
    """Yield what is kept in `private/`, as its course was up to now."""
    for _, incident in private_incidents(workspace):
        course = course_by(incident, now, workspace.config)
        if course is not None:
            yield course


def _of_private(workspace: Workspace, now: datetime) -> Iterator[Clock]:
    config = workspace.config
    for course in private_courses(workspace, now):
        yield from clocks_of(course, config.policy, config.zone)


def report_due(workspace: Workspace, incident: Incident) -> datetime | None:
    """Compute until when a report is owed for an incident; None where none is."""
    config = workspace.config
    course = course_by(incident, workspace.now, config)
    clocks = clocks_of(course, config.policy, config.zone) if course else ()
    return next((clock.due_at for clock in clocks if clock.owed is Owed.REPORT), None)


def name_of(clock: Clock) -> str:
    """Name what a clock runs to, in words."""
    name = clock.owed.value.replace("_", " ")
    return f"{name} {clock.promise}" if clock.promise else name


def answer_to(clock: Clock) -> str:
    """Return the command that answers a clock."""
    return ANSWERS[clock.owed].format(id=clock.incident, promise=clock.promise)


def advice_on(clock: Clock, site: Site) -> str:
    """Say until when a slip of an expected fix has to be announced, while there is time."""
    if clock.owed is not Owed.EXPECTED_FIX or clock.is_overdue(site.now):
        return ""
    course = site.by_id.get(clock.incident)
    if course is None or not course.incident.expected_fix:
        return ""
    fix = course.incident.expected_fix[-1]
    latest = announce_by(fix, site.config.policy.expected_fix_slip)
    if site.now > latest:
        return "if it slips, say so now"
    return f"if it slips, say so by {both(latest, site.config.zone)}"


def overdue_findings(workspace: Workspace) -> Iterator[Finding]:
    """Yield a warning for everything that is owed and late."""
    site = load_readable(workspace)
    paths = incident_paths(workspace)
    for clock in owed_clocks(workspace, site):
        if clock.is_overdue(site.now):
            late = site.words.duration(site.now - clock.due_at)
            yield Finding(
                Place(workspace.shown(paths[clock.incident])),
                "overdue",
                f"{name_of(clock)} is {late} late",
                f"run `{own_line(workspace, answer_to(clock))}`",
                Severity.WARNING,
            )
