"""`statuspage report`: the sections with guidance, what is missing, and the day on which it is published."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import finish, published_words
from mkdocs_statuspage.cli.ask import decided
from mkdocs_statuspage.cli.failures import EXIT_FINDINGS, EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.findings import as_json as json_of
from mkdocs_statuspage.cli.findings import show, tally
from mkdocs_statuspage.cli.message import run_editor
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import is_interactive, warn
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.language import Words
from mkdocs_statuspage.model.finding import Finding

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.file_change import Done, FileChange
    from mkdocs_statuspage.desk.report_steps import Backers
    from mkdocs_statuspage.desk.workspace import Workspace


Owing = Annotated[
    str | None, options.incident_argument("The incident; the one that owes a report.")
]
Final = Annotated[
    bool, typer.Option("--final", help="Date it as published now, when nothing is missing.")
]
Preliminary = Annotated[
    bool, typer.Option("--preliminary", help="Date a first version now, marked as such.")
]
EditFile = Annotated[
    bool, typer.Option("-e", "--edit", help="Open the file in your editor, then check it.")
]


@dataclass(frozen=True)
class BackedBy:
    """Who stands behind a report."""

    signed_by: Annotated[
        str | None, options.person_option("Who answers for it.", "--signed-by")
    ] = None
    reviewed_by: Annotated[
        list[str] | None,
        options.person_option("Who read it first; may be repeated.", "--reviewed-by"),
    ] = None
    approved_by: Annotated[
        list[str] | None, options.person_option("Who approved it.", "--approved-by")
    ] = None


def command(
    context: typer.Context,
    *,
    incident: Owing = None,
    final: Final = False,
    preliminary: Preliminary = False,
    backed_by: BackedBy,
    edit: EditFile = False,
    how: options.HowMade,
) -> None:
    """Write the report: add what is missing with guidance, check it, and publish it with --final."""
    from mkdocs_statuspage.desk.report_steps import pick_report, publish_report
    from mkdocs_statuspage.policy.demand import Stage

    workspace = find_workspace(context)
    path = decided(workspace, lambda name: pick_report(workspace, name), incident)
    asks = is_interactive() and not how.as_json
    backers = _backers(backed_by, workspace.words, asks=asks)
    stage = Stage.REPORT if final else Stage.PRELIMINARY if preliminary else None
    if stage:
        _publish(workspace, publish_report(workspace, path, backers, stage), how)
    opens = not how.dry_run and (edit or asks)
    done = _draft(workspace, path, backers, how, opens=opens)
    _present_draft(workspace, done, as_json=how.as_json)
    raise typer.Exit(EXIT_NOT_PUBLISHED if done.is_unsent else 0)


def _backers(given: BackedBy, words: Words, *, asks: bool) -> "Backers":
    """Return who stands behind it; somebody at a terminal answers the second reader's questions."""
    from mkdocs_statuspage.desk.report_steps import Backers

    readers = given.reviewed_by or ()
    answered = _ask(readers, words) if asks else ()
    return Backers(given.signed_by, readers, answered, given.approved_by or ())


def _draft(
    workspace: "Workspace", path: Path, backers: "Backers", how: options.HowMade, *, opens: bool
) -> "Done":
    """Add the sections that are missing, and let the user write in their editor if it opens."""
    from mkdocs_statuspage.desk.report_steps import draft_report

    change = draft_report(workspace, path, backers)
    publish = False if opens else how.publish
    done = replace(how, publish=publish).apply(workspace, change)
    _tell_added(workspace, done)
    return _let_write(workspace, done, how) if opens else done


def _ask(readers: Sequence[str], words: Words) -> Sequence[str]:
    """Ask the second reader's questions; what is answered is recorded with the name.

    Raises:
        CannotRun: an answer was yes; it says which.
    """
    from mkdocs_statuspage.cli.ask import confirm
    from mkdocs_statuspage.review.documentation import QUESTIONS

    for question in map(words, QUESTIONS if readers else ()):
        if confirm(question, words):
            raise CannotRun(
                f"nothing was recorded: {question}", "mend that first, and read it again"
            )
    return readers


def _tell_questions(workspace: "Workspace", done: "Done") -> None:
    """Print the questions for the second reader, until somebody answered them."""
    from mkdocs_statuspage.review.documentation import as_list

    report = done.incident.report
    if report.published_at or set(report.reviewed_by) & set(report.answered_by):
        return
    readers = [workspace.config.people[id_].name for id_ in report.reviewed_by]
    words = workspace.words
    names = words.listed(readers) if readers else words("somebody who did not write it")
    warn(words("Ask {names}; each answer should be no:", names=names))
    warn(as_list(words))


def _publish(workspace: "Workspace", change: "FileChange", how: options.HowMade) -> None:
    """Date the report, or say what is missing; and end."""
    try:
        done = how.apply(workspace, change)
    except CannotRun as refused:
        if not refused.findings:
            raise
        _show(refused.findings, as_json=how.as_json)
        if not how.as_json:
            found, name = tally(refused.findings), workspace.shown(change.path)
            is_there = workspace.newest.texts.get(change.path) and change.made_from is None
            whose = " as the remote has it" if is_there else ""
            sys.stderr.write(f"Not published: {found} in {name}{whose}\n")
        raise typer.Exit(EXIT_FINDINGS) from None
    record = {"incident": done.incident.id, "url": workspace.page_url(done.incident.id)}
    finish(workspace, done, how, record if how.as_json else done.incident.title)


def _let_write(workspace: "Workspace", drafted: "Done", how: options.HowMade) -> "Done":
    """Let the user write the report in their editor, and make draft and words one change.

    A secret in it holds back the change; the file keeps what was written.
    """
    from mkdocs_statuspage.desk.report_steps import replace_report

    run_editor(drafted.path)
    change = replace_report(workspace, drafted.path, drafted.before, _written(drafted.path))
    return how.apply(workspace, change)


def _written(path: Path) -> str:
    """Read what an editor has saved.

    Raises:
        CannotRun: it is not UTF-8.
    """
    from mkdocs_statuspage.desk.errors import invalid_file
    from mkdocs_statuspage.model.finding import Finding
    from mkdocs_statuspage.reading.file_list import shown
    from mkdocs_statuspage.yaml_text.source import read_source

    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        read = read_source(path, shown(path))
        raise invalid_file(shown(path), [read] if isinstance(read, Finding) else ()) from None


def _tell_added(workspace: "Workspace", done: "Done") -> None:
    from mkdocs_statuspage.desk.report_steps import added_sections

    if added := added_sections(workspace, done):
        sys.stderr.write(f"Added to {workspace.shown(done.path)}: {', '.join(added)}\n")


def _present_draft(workspace: "Workspace", done: "Done", *, as_json: bool) -> None:
    from mkdocs_statuspage.desk.remedies import own_line
    from mkdocs_statuspage.desk.report_steps import findings_before

    found = findings_before(workspace, done.path, done.after)
    _show(found, as_json=as_json)
    if as_json:
        return
    if found:
        name = workspace.shown(done.path)
        warn(f"Before it can be published: {tally(found)} in {name}")
    else:
        line = own_line(workspace, f"statuspage report {done.path.stem} --final")
        warn(f"Nothing is missing. Publish it: {line}")
    _tell_questions(workspace, done)
    if done.replay:
        warn(published_words(workspace, done))


def _show(findings: Sequence[Finding], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json_of(findings) + "\n")
    else:
        show(findings)
