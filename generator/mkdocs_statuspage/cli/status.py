"""`statuspage status`: what is open, what is owed, and what is late."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.errors import EXIT_FINDINGS, CannotRun
from mkdocs_statuspage.cli.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from mkdocs_statuspage.site import Site
    from mkdocs_statuspage.timeline.clocks import Clock
    from mkdocs_statuspage.timeline.course import Course

ANSWERS = {
    "first_word": "statuspage update {id} -m TEXT",
    "next_update": "statuspage update {id} -m TEXT",
    "expected_fix": "statuspage update {id} -m TEXT",
    "preliminary_report": "statuspage report {id}",
    "report": "statuspage report {id}",
}
"""The command that answers each clock."""
NAMES = {
    "first_word": "first word",
    "next_update": "next update",
    "expected_fix": "expected fix",
    "preliminary_report": "preliminary report",
    "report": "report",
}


def command(
    context: typer.Context,
    as_json: options.Json = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 when something is late, for cron.")
    ] = False,
) -> None:
    """Say what is open and what is owed by when."""
    workspace = find_workspace(context)
    site = _load(workspace)
    owed = [(c, clock) for c in site.courses for clock in site.clocks(c) if clock.done_at is None]
    owed.sort(key=lambda pair: pair[1].due_at)
    if as_json:
        from mkdocs_statuspage.cli.post import print_json

        print_json(_record(site, owed))
    else:
        _show(site, owed)
    late = any(clock.is_overdue(site.now) for _, clock in owed)
    raise typer.Exit(EXIT_FINDINGS if exit_code and late else 0)


def _load(workspace: Workspace) -> "Site":
    """Compute the site from every file that can be read; the others are named."""
    from dataclasses import replace

    from mkdocs_statuspage.model.finding import Severity
    from mkdocs_statuspage.reading.folder import read_folder
    from mkdocs_statuspage.site import site_of

    reading = read_folder(workspace.incidents_dir)
    errors = [f for f in reading.findings if f.severity is Severity.ERROR]
    if reading.config is None:
        raise CannotRun("\n".join(str(finding) for finding in errors))
    for finding in errors:
        sys.stderr.write(f"passed over: {finding}\n")
    return site_of(replace(reading, findings=()), workspace.now, workspace.url)


def _show(site: "Site", owed: list[tuple["Course", "Clock"]]) -> None:
    from rich.text import Text

    from mkdocs_statuspage.cli.terminal import console, printable

    out = console()
    if not site.headline.courses:
        out.print(Text("Nothing is open.", style="green"))
    for course in site.headline.courses:
        since = site.words.duration(site.now - course.began_at)
        line = Text.assemble(
            (course.status.value, "bold yellow"), f"  {printable(course.incident.title)}  "
        )
        line.append(f"{course.incident.id}, for {since}", style="dim")
        out.print(line)
    for course, clock in owed:
        late = clock.is_overdue(site.now)
        name = NAMES[clock.owed]
        line = Text.assemble((f"{name} {_distance(clock, site)}", "red" if late else ""))
        line.append(f"  {course.incident.id}  ", style="dim")
        line.append(ANSWERS[clock.owed].format(id=course.incident.id))
        out.print(line)


def _distance(clock: "Clock", site: "Site") -> str:
    """Give how far off a clock is: `in 18 min`, `12 min late`."""
    if clock.is_overdue(site.now):
        return f"{site.words.duration(site.now - clock.due_at)} late"
    return f"due in {site.words.duration(clock.due_at - site.now)}"


def _record(site: "Site", owed: list[tuple["Course", "Clock"]]) -> dict[str, Any]:
    from mkdocs_statuspage.model.scalars import format_instant

    return {
        "now": format_instant(site.now),
        "level": site.headline.level,
        "open": [
            {
                "id": course.incident.id,
                "title": course.incident.title,
                "kind": course.incident.kind,
                "class": course.incident.mistake_class,
                "status": course.status,
                "began_at": format_instant(course.began_at),
                "components": dict(course.components_now()),
            }
            for course in site.headline.courses
        ],
        "owed": [_owed_record(clock, site.now) for _, clock in owed],
    }


def _owed_record(clock: "Clock", now: datetime) -> dict[str, Any]:
    from mkdocs_statuspage.model.scalars import format_instant

    return {
        "owed": clock.owed,
        "incident": clock.incident,
        "due_at": format_instant(clock.due_at),
        "late": clock.is_overdue(now),
        "minutes": round((clock.due_at - now).total_seconds() / 60),
        "command": ANSWERS[clock.owed].format(id=clock.incident),
    }
