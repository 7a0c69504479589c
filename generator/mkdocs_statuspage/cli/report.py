"""`statuspage report`: the sections with guidance, what is missing, and the day on which it is published."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.failures import EXIT_FINDINGS
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.policy.demand import Stage
from mkdocs_statuspage.policy.demands import owes_a_report


def command(
    context: typer.Context,
    incident: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The incident; the one that owes a report.")
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Publish it now, when nothing is missing.")
    ] = False,
    preliminary: Annotated[
        bool, typer.Option("--preliminary", help="Publish a first version now, marked as such.")
    ] = False,
    signed_by: Annotated[
        str | None, typer.Option("--signed-by", metavar="PERSON", help="Who answers for it.")
    ] = None,
    reviewed_by: Annotated[
        list[str] | None,
        typer.Option("--reviewed-by", metavar="PERSON", help="Who read it first; may be repeated."),
    ] = None,
    approved_by: Annotated[
        list[str] | None, typer.Option("--approved-by", metavar="PERSON", help="Who approved it.")
    ] = None,
    edit: Annotated[
        bool, typer.Option("-e", "--edit", help="Open the file in your editor, then check it.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Write the report: add what is missing with guidance, check it, and publish it with --publish."""
    from mkdocs_statuspage.cli.message import run_editor
    from mkdocs_statuspage.cli.terminal import is_interactive

    workspace = find_workspace(context)
    path = _pick(workspace, incident)
    _sign(workspace, path, signed_by, reviewed_by or [], approved_by or [])
    if publish or preliminary:
        stage = Stage.REPORT if publish else Stage.PRELIMINARY
        found = _publish(workspace, path, stage)
        _present(workspace, path, found, stage, as_json=as_json)
        raise typer.Exit(EXIT_FINDINGS if found else 0)
    _add_sections(workspace, path)
    if edit or (is_interactive() and not as_json):
        run_editor(path)
    found = findings_before(workspace, path, path.read_bytes().decode("utf-8"))
    _present(workspace, path, found, None, as_json=as_json)


def _pick(workspace: Workspace, given: str | None) -> Path:
    """Give the file of the incident that is named, or of the only one that owes a report.

    Raises:
        CannotRun: none or several do; or it is one that owes none.
    """
    from mkdocs_statuspage.cli.terminal import warn
    from mkdocs_statuspage.desk.choose import incident_paths, pick_incident
    from mkdocs_statuspage.desk.owed import load_readable, owed_clocks
    from mkdocs_statuspage.timeline.clocks import Owed

    if given is None:
        clocks = owed_clocks(workspace, load_readable(workspace, warn))
        owing = [clock.incident for clock in clocks if clock.owed is Owed.REPORT]
        if len(owing) != 1:
            listed = "".join(f"\n  {id_}" for id_ in owing)
            raise CannotRun(f"{len(owing) or 'no'} reports are owed; name one{listed}")
        return incident_paths(workspace)[owing[0]]
    path, found = pick_incident(workspace, given, workspace.now)
    demands = workspace.config.policy.classes[found.mistake_class]
    if demands.publish == "never":
        raise CannotRun(f"{found.id} is a {found.mistake_class} and is never published")
    if not owes_a_report(found):
        raise CannotRun(f"{found.id} owes no report", "imported history and planned work owe none")
    return path


def _sign(
    workspace: Workspace, path: Path, signer: str | None, readers: list[str], approvers: list[str]
) -> None:
    """Write down who stands behind it; people who are named already stay."""
    from mkdocs_statuspage.desk.change import parsed
    from mkdocs_statuspage.desk.choose import one_of
    from mkdocs_statuspage.writing import set_in
    from mkdocs_statuspage.writing.files import change_file

    people = workspace.config.people
    if not (signer or readers or approvers):
        return

    def edit(text: str) -> str:
        now = parsed(workspace, path, text)
        changes: list[tuple[tuple[str, ...], object]] = []
        if signer:
            changes.append((("signed_by",), one_of(signer, people, "person")))
        if readers:
            named = [one_of(given, people, "person") for given in readers]
            merged = list(dict.fromkeys([*now.report.reviewed_by, *named]))
            changes.append((("report", "reviewed_by"), merged))
        if approvers:
            named = [one_of(given, people, "person") for given in approvers]
            changes.append((("approved_by",), list(dict.fromkeys([*now.approved_by, *named]))))
        for place, value in changes:
            text = set_in(text, path.suffix, place, value)
        return text

    change_file(path, edit, lock_dir=workspace.locks_dir)


def _add_sections(workspace: Workspace, path: Path) -> None:
    """Put the sections that are missing into the file, filled with what is known."""
    from mkdocs_statuspage.desk.change import parsed
    from mkdocs_statuspage.desk.scaffold import missing_sections, with_sections
    from mkdocs_statuspage.language import load_words
    from mkdocs_statuspage.timeline.course import course_of
    from mkdocs_statuspage.writing.files import change_file

    config = workspace.config
    words = load_words(config.language)

    def edit(text: str) -> str:
        course = course_of(parsed(workspace, path, text), workspace.now, config.current_ids)
        missing = missing_sections(course, config, words)
        after = with_sections(text, path.suffix, missing, words)
        parsed(workspace, path, after)
        if missing:
            sys.stderr.write(f"Added to {workspace.shown(path)}: {', '.join(missing)}\n")
        return after

    change_file(path, edit, lock_dir=workspace.locks_dir)


def findings_before(
    workspace: Workspace, path: Path, text: str, stage: Stage = Stage.REPORT
) -> Sequence[Finding]:
    """Give everything that keeps a report from being published: what is missing, then its language."""
    from mkdocs_statuspage.desk.report_state import language_in, missing_in

    missing = missing_in(workspace, path, text, stage)
    return [*missing, *language_in(workspace, path, text)]


def _publish(workspace: Workspace, path: Path, stage: Stage) -> Sequence[Finding]:
    """Set when the report was published, unless something is missing; what is missing is given back."""
    from mkdocs_statuspage.desk.change import parsed
    from mkdocs_statuspage.timeline.course import course_of
    from mkdocs_statuspage.writing import set_in
    from mkdocs_statuspage.writing.files import change_file

    key = "published_at" if stage is Stage.REPORT else "preliminary_at"
    blocking: list[Finding] = []

    def edit(text: str) -> str:
        now = parsed(workspace, path, text)
        if getattr(now.report, key) is not None:
            raise CannotRun(
                f"the report of {now.id} was published already ({key})",
                "write what you change under `corrections: [{at, what}]`, where readers see it",
            )
        course = course_of(now, workspace.now, workspace.config.current_ids)
        if course.is_open and stage is Stage.REPORT:
            raise CannotRun(
                f"{now.id} is still open", f"close it first: statuspage resolve {now.id}"
            )
        found = findings_before(workspace, path, text, stage)
        blocking.extend(f for f in found if f.severity is not Severity.ADVICE)
        if blocking:
            return text
        after = set_in(text, path.suffix, ("report", key), _moment(workspace.now))
        parsed(workspace, path, after)
        return after

    change_file(path, edit, lock_dir=workspace.locks_dir)
    return blocking


def _moment(now: datetime) -> datetime:
    return now.replace(microsecond=0)


def _present(
    workspace: Workspace,
    path: Path,
    found: Sequence[Finding],
    stage: Stage | None,
    *,
    as_json: bool,
) -> None:
    from mkdocs_statuspage.cli.findings import as_json as json_of
    from mkdocs_statuspage.cli.findings import show, tally

    if as_json:
        sys.stdout.write(json_of(found) + "\n")
        return
    show(found)
    name = workspace.shown(path)
    if found:
        verb = "Not published" if stage else "Before it can be published"
        sys.stderr.write(f"{verb}: {tally(found)} in {name}\n")
    elif stage is None:
        sys.stderr.write(
            f"Nothing is missing. Publish it: statuspage report {path.stem} --publish\n"
        )
    else:
        what = "Published" if stage is Stage.REPORT else "Published as preliminary"
        sys.stdout.write(
            f"{what}: {name}\nSeen at {workspace.page_url(path.stem)} and in the feeds, once it is"
            f" pushed\nPublish: git add {name} && git commit -m 'Report {path.stem}' && git push\n"
        )
