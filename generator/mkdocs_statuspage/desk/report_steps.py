"""The steps of a report: who stands behind it, the sections that it lacks, what it lacks by the policy, and the day it is published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from mkdocs_statuspage.desk.blanks import with_blanks
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import Done, FileChange, parsed
from mkdocs_statuspage.desk.incident_files import (
    Undecided,
    incident_paths,
    open_incidents,
    pick_incident,
    read_one,
)
from mkdocs_statuspage.desk.own_words import OwnText, own_text, with_own
from mkdocs_statuspage.desk.typed_words import one_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.language import load_words, phrase
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import MistakeClass, SectionKind
from mkdocs_statuspage.policy.classes import highest, publishes
from mkdocs_statuspage.policy.demand import Asked, Stage
from mkdocs_statuspage.policy.demands import missing_findings, missing_for
from mkdocs_statuspage.timeline.clocks import Owed
from mkdocs_statuspage.timeline.course import Course, course_by
from mkdocs_statuspage.writing.git import Git


@dataclass(frozen=True)
class Backers:
    """Who stands behind a report, by how their ids begin."""

    signed_by: str | None = None
    reviewed_by: Sequence[str] = ()
    answered_by: Sequence[str] = ()
    """Those of them who answered the second reader's questions."""
    approved_by: Sequence[str] = ()


def pick_report(workspace: Workspace, given: str | None) -> Path:
    """Find the file of the incident that is named, or of the only one that owes a report.

    Raises:
        CannotRun: none or several do; or it is one that owes none.
    """
    if given is None:
        return _only_owed(workspace)
    path, found = pick_incident(workspace, given, workspace.now)
    if not publishes(found.mistake_class, workspace.config):
        said = f"{found.id} is a {found.mistake_class} and is never published"
        raise CannotRun(said, line=("status",))
    if not found.owes_answers:
        raise CannotRun(
            f"{found.id} owes no report",
            "imported history and planned work owe none",
            line=("status",),
        )
    return path


def _only_owed(workspace: Workspace) -> Path:
    """Return the one that owes a report; what readers see goes before drafts, as a new site's example is one."""
    from mkdocs_statuspage.desk.owed import load_readable, owed_clocks

    clocks = owed_clocks(workspace, load_readable(workspace))
    paths = incident_paths(workspace)
    owing = [paths[clock.incident] for clock in clocks if clock.owed is Owed.REPORT]
    if not owing:
        going_on = [course.incident for course in open_incidents(workspace, workspace.now)]
        if not going_on:
            raise Undecided("no report is owed, and nothing is open", None)
        raise Undecided(phrase("no report is owed; open is:"), None, going_on)
    if len(owing) > 1:
        candidates = [read_one(workspace, path) for path in owing]
        shown = [path for path, one in zip(owing, candidates, strict=True) if not one.draft]
        if len(shown) == 1:
            return shown[0]
        message = phrase("{n} reports are owed; name one:")
        raise Undecided(message, None, candidates, n=len(candidates))
    return owing[0]


def draft_report(workspace: Workspace, path: Path, backers: Backers) -> FileChange:
    """Put the sections that are missing into the file, filled with what is known, and who backs it."""
    own = own_text(workspace, path)
    edit = partial(with_sections_and_backers, workspace, path, backers, own)
    return _change(path, edit, own, "Drafted")


def replace_report(workspace: Workspace, path: Path, read: str, written: str) -> FileChange:
    """Put what somebody wrote in place of what they had read, and of nothing else."""
    known = own_text(workspace, path)
    made_from = known.made_from if known else None
    own = OwnText(written, read if made_from is None else made_from)
    return _change(path, partial(unless_changed, workspace, path, own), own, "Drafted")


def publish_report(
    workspace: Workspace, path: Path, backers: Backers, stage: Stage = Stage.REPORT
) -> FileChange:
    """Set when the report, or its first version, was published, and who backs it.

    It is refused while anything is missing: the error has what, as findings.
    """
    own = own_text(workspace, path)
    edit = partial(dated, workspace, path, backers, stage, own)
    return _change(path, edit, own, "Final" if stage is Stage.REPORT else "Preliminary")


def _change(path: Path, edit: Callable[[str], str], own: OwnText | None, done: str) -> FileChange:
    made_from = own.made_from if own else None
    return FileChange(path, edit, f"Report {path.stem}", done, made_from=made_from)


def added_sections(workspace: Workspace, done: Done) -> Sequence[SectionKind]:
    """Return the sections that a draft put into the file."""
    before = parsed(workspace, done.path, done.before)
    return [
        kind for kind in SectionKind if done.incident.section(kind) and not before.section(kind)
    ]


def _backed(workspace: Workspace, path: Path, backers: Backers, text: str) -> str:
    """Write down who stands behind it; people who are named already stay."""
    from mkdocs_statuspage.writing.document import set_in

    incident, people = parsed(workspace, path, text), workspace.config.people
    if backers.signed_by:
        text = set_in(
            text, path.suffix, ("signed_by",), one_of(backers.signed_by, people, "person")
        )
    for place, there, given in (
        (("report", "reviewed_by"), incident.report.reviewed_by, backers.reviewed_by),
        (("report", "answered_by"), incident.report.answered_by, backers.answered_by),
        (("approved_by",), incident.approved_by, backers.approved_by),
    ):
        if given:
            named = [one_of(each, people, "person") for each in given]
            text = set_in(text, path.suffix, place, list(dict.fromkeys([*there, *named])))
    return text


def with_sections_and_backers(
    workspace: Workspace, path: Path, backers: Backers, own: OwnText | None, text: str
) -> str:
    """Write the sections and fields that are missing into a file's text, and who stands behind it."""
    edit = partial(_with_sections_and_backers, workspace, path, backers)
    return with_own(workspace, path, own, edit, text)


def _with_sections_and_backers(
    workspace: Workspace, path: Path, backers: Backers, text: str
) -> str:
    from mkdocs_statuspage.desk.scaffold import missing_sections, with_sections

    text = _backed(workspace, path, backers, text)
    config = workspace.config
    words = load_words(config.language)
    course = _course(workspace, parsed(workspace, path, text))
    text = with_sections(text, path.suffix, missing_sections(course, config, words), words)
    asked, marks = asked_in(workspace, path, text), workspace.read_text(path, text).marks
    return with_blanks(text, path.suffix, missing_for(asked), asked.policy, marks)


def _course(workspace: Workspace, incident: Incident) -> Course:
    course = course_by(incident, workspace.now, workspace.config)
    if course is None:
        raise CannotRun(
            f"nothing of {incident.id} has happened yet",
            "a report is about what did; if its dates are wrong, this names them: statuspage check",
        )
    return course


def unless_changed(workspace: Workspace, path: Path, own: OwnText, text: str) -> str:
    """Put what was written in place of what was read."""
    return with_own(workspace, path, own, lambda there: there, text)


def dated(
    workspace: Workspace,
    path: Path,
    backers: Backers,
    stage: Stage,
    own: OwnText | None,
    text: str,
) -> str:
    """Write into a file's text when its report was published, and who stands behind it.

    Raises:
        CannotRun: it was published already, the incident is open, or something is missing.
    """
    key = "published_at" if stage is Stage.REPORT else "preliminary_at"
    moment = workspace.now.replace(microsecond=0)
    is_own = own is not None and text == own.written
    # A date that only this folder has is not one of which readers know.
    readers_have = own.made_from if own is not None and is_own else text
    known = getattr(parsed(workspace, path, readers_have or text).report, key)
    if known == moment:
        return text
    if known is not None:
        raise CannotRun(
            f"the report of {path.stem} was published already ({key})",
            "write what you change under `corrections: [{at, what}]`, where readers see it",
        )
    edit = partial(_dated, workspace, path, backers, stage, moment)
    return with_own(workspace, path, own, edit, text)


def _dated(
    workspace: Workspace, path: Path, backers: Backers, stage: Stage, moment: datetime, text: str
) -> str:
    from mkdocs_statuspage.writing.document import set_in

    text = _backed(workspace, path, backers, text)
    key = "published_at" if stage is Stage.REPORT else "preliminary_at"
    incident = parsed(workspace, path, text)
    if _course(workspace, incident).is_open and stage is Stage.REPORT:
        raise CannotRun(
            f"{incident.id} is still open",
            "close it first:",
            line=("resolve", incident.id, "-m", "TEXT"),
        )
    found = findings_before(workspace, path, text, stage)
    if any(finding.severity is not Severity.ADVICE for finding in found):
        raise CannotRun(f"the report of {incident.id} cannot be published yet:", "", found)
    return set_in(text, path.suffix, ("report", key), moment)


def asked_in(workspace: Workspace, path: Path, text: str) -> Asked:
    """Work out what the demands on the incident in a text follow from.

    Raises:
        CannotRun: the text is invalid; says how.
    """
    from dataclasses import replace

    from mkdocs_statuspage.policy.published import asked_of

    incident = parsed(workspace, path, text)
    asked = asked_of(incident, workspace.reading.incidents, workspace.config, workspace.now)
    return replace(asked, highest=highest_class(path))


def missing_in(
    workspace: Workspace, path: Path, text: str, stage: Stage = Stage.REPORT
) -> Sequence[Finding]:
    """Return what is missing before the report in a text may be published, each with its place."""
    asked = asked_in(workspace, path, text)
    marks = workspace.read_text(path, text).marks
    return missing_findings(missing_for(asked, stage), asked.incident, marks)


def language_in(workspace: Workspace, path: Path, text: str) -> Sequence[Finding]:
    """Return what the review says of the report in a text, and where it is longer than people read."""
    from mkdocs_statuspage.policy.incident_review import review_report, too_long

    incident, config = parsed(workspace, path, text), workspace.config
    marks = workspace.read_text(path, text).marks
    found = review_report(incident, workspace.reading.incidents, config, marks)
    return [*found, *too_long(incident, config, marks)]


def findings_before(
    workspace: Workspace, path: Path, text: str, stage: Stage = Stage.REPORT
) -> Sequence[Finding]:
    """Return everything that keeps a report from being published: what is missing, then its language."""
    missing = missing_in(workspace, path, text, stage)
    return [*missing, *language_in(workspace, path, text)]


def highest_class(path: Path) -> MistakeClass | None:
    """Read the highest class that git ever recorded for a file; None where there is no history."""
    # Renames are not followed: a file that was renamed and lowered at once would be two mistakes.
    shown = Git(path.parent).run("log", "--format=", "-U0", "-p", "-G", "^class:", "--", path.name)
    found = [
        MistakeClass(line[7:].strip())
        for line in shown.text.splitlines()
        if line[:7] in ("+class:", "-class:") and line[7:].strip() in set(MistakeClass)
    ]
    return highest(found) if shown.code == 0 else None
