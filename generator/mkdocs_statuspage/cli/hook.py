"""`statuspage hook`: a first word from an alarm."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json, published_words
from mkdocs_statuspage.cli.failures import EXIT_FINDINGS, EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import printable
from mkdocs_statuspage.desk.errors import CannotRun

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.alarms import Heard
    from mkdocs_statuspage.desk.file_change import Done
    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.importers.alarm_payloads import Alarm


System = Annotated[
    str,
    typer.Argument(
        metavar="SYSTEM", help="alertmanager, grafana, kuma, gatus, statuspage or json."
    ),
]


def command(
    context: typer.Context,
    system: System,
    how: options.HowMade,
) -> None:
    """Read an alarm's payload from standard input, and say what monitoring sees; it never resolves."""
    from mkdocs_statuspage.desk.alarms import hear
    from mkdocs_statuspage.desk.typed_words import one_of
    from mkdocs_statuspage.importers.alarm_payloads import SYSTEMS

    known = one_of(system, list(SYSTEMS), "alarm system")
    alarms = _alarms(known)
    code, told, workspace = 0, [], find_workspace(context)
    for alarm in alarms:
        heard, done = hear(workspace, known, alarm), None
        if heard.change is not None:
            done = how.apply(workspace, heard.change)
            workspace = find_workspace(context)  # what one has opened, the next one finds
        told.append(_record(heard, done))
        if not how.as_json:
            sys.stdout.write(printable(_line(workspace, heard, done, dry_run=how.dry_run) + "\n"))
        code = max(code, _code(heard, done))
    if how.as_json:
        print_json(told)
    raise typer.Exit(code)


def _alarms(system: str) -> "Sequence[Alarm]":
    """Read what standard input says of alarms."""
    from mkdocs_statuspage.importers.alarm_payloads import read_alarms
    from mkdocs_statuspage.importers.history import CannotImport

    try:
        return read_alarms(system, sys.stdin.buffer.read())
    except CannotImport as error:
        raise CannotRun(error.message, error.help) from None


def _code(heard: "Heard", done: "Done | None") -> int:
    if done is not None and done.is_unsent:
        return EXIT_NOT_PUBLISHED
    return 0 if heard.is_known else EXIT_FINDINGS


def _line(workspace: "Workspace", heard: "Heard", done: "Done | None", *, dry_run: bool) -> str:
    """Say what became of one alarm, and what is left to do."""
    from mkdocs_statuspage.desk.remedies import own_line

    if done is None:
        hint = "" if heard.is_known else "; name it under `alarms:` of one in statuspage.yml"
        return f"Nothing said: {heard.why}{hint}"
    verb = "Prepared" if done.incident.draft else "Posted"
    said = f"{'Would be ' + verb.lower() if dry_run else verb}: {done.incident.title}"
    if done.incident.draft:
        return f"{said}. Post it: {own_line(workspace, f'statuspage post {done.incident.id}')}"
    return f"{said} → {workspace.shown(done.path)}\n{published_words(workspace, done)}"


def _record(heard: "Heard", done: "Done | None") -> dict[str, Any]:
    return {
        "alarm": heard.alarm.fingerprint,
        "incident": done.incident.id if done else None,
        "update": done.update.id if done else None,
        "prepared": bool(done and done.incident.draft),
        "published": bool(done and done.is_published),
        "why": heard.why,
    }
