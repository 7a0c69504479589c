"""`statuspage status`: what is open, what is owed, and what is late."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.failures import EXIT_FINDINGS, EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import console, printable

if TYPE_CHECKING:
    from rich.text import Text

    from mkdocs_statuspage.desk.queue import Entry
    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.site import Site
    from mkdocs_statuspage.timeline.clocks import Clock
    from mkdocs_statuspage.timeline.course import Course


def command(
    context: typer.Context,
    as_json: options.Json = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 when something is late, for cron.")
    ] = False,
) -> None:
    """Say what is open and what is owed by when."""
    from mkdocs_statuspage.desk.file_notes import note_settled
    from mkdocs_statuspage.desk.owed import load_unsettled, owed_clocks
    from mkdocs_statuspage.desk.queue import waiting

    workspace = find_workspace(context)
    site = load_unsettled(workspace)
    owed = owed_clocks(workspace, site)
    note_settled(workspace, site, owed)
    unsent = waiting(workspace)
    if as_json:
        print_json(_record(workspace, site, owed) | {"waiting": _unsent_record(workspace, unsent)})
    else:
        _show(workspace, site, owed)
        _show_unsent(workspace, unsent)
    late = any(clock.is_overdue(site.now) for clock in owed)
    if exit_code and late:
        raise typer.Exit(EXIT_FINDINGS)
    raise typer.Exit(EXIT_NOT_PUBLISHED if unsent else 0)


def _show_unsent(workspace: "Workspace", unsent: "Sequence[Entry]") -> None:
    from mkdocs_statuspage.desk.queue import label
    from mkdocs_statuspage.desk.remedies import SYNC, own_line

    for entry in unsent:
        console().print(printable(f"NOT published: {label(workspace, entry)}"), style="red")
    if unsent:
        out, line = console(), own_line(workspace, SYNC)
        out.print(printable(f"Send what waits: {line}"), highlight=False)


def _unsent_record(workspace: "Workspace", unsent: "Sequence[Entry]") -> list[dict[str, Any]]:
    from mkdocs_statuspage.desk.queue import record_of

    return [record_of(workspace, entry) for entry in unsent]


def _show(workspace: "Workspace", site: "Site", owed: "list[Clock]") -> None:
    from rich.text import Text

    out = console()
    courses = [*site.headline.courses, *_private(workspace, site)]
    if not courses:
        out.print(Text("Nothing is open.", style="green"))
    for course in courses:
        since = printable(site.words.duration(site.now - course.began_at))
        line = Text.assemble(
            (course.status.value, "bold yellow"), f"  {printable(course.incident.title)}  "
        )
        line.append(f"{course.incident.id}, for {since}", style="dim")
        out.print(line)
    for clock in owed:
        out.print(_clock_line(workspace, clock, site))


def _private(workspace: "Workspace", site: "Site") -> "list[Course]":
    """Return what is open and never published."""
    from mkdocs_statuspage.desk.owed import private_courses

    return [course for course in private_courses(workspace, site.now) if course.is_open]


def _clock_line(workspace: "Workspace", clock: "Clock", site: "Site") -> "Text":
    from rich.text import Text

    from mkdocs_statuspage.desk.owed import advice_on, answer_to, name_of
    from mkdocs_statuspage.desk.remedies import own_line

    late = clock.is_overdue(site.now)
    line = Text.assemble((f"{name_of(clock)} {_distance(clock, site)}", "red" if late else ""))
    facts = ", ".join(
        filter(None, (clock.incident, site.config.name_of(clock.owner), advice_on(clock, site)))
    )
    line.append(f"  {facts}  ", style="dim")
    line.append(own_line(workspace, answer_to(clock)))
    return line


def _distance(clock: "Clock", site: "Site") -> str:
    """Return how far off a clock is: `in 18 min`, `12 min late`."""
    if clock.is_overdue(site.now):
        return printable(f"{site.words.duration(site.now - clock.due_at)} late")
    return printable(f"due in {site.words.duration(clock.due_at - site.now)}")


def _record(workspace: "Workspace", site: "Site", owed: "list[Clock]") -> dict[str, Any]:
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
            for course in (*site.headline.courses, *_private(workspace, site))
        ],
        "owed": [_owed_record(clock, site) for clock in owed],
    }


def _owed_record(clock: "Clock", site: "Site") -> dict[str, Any]:
    from mkdocs_statuspage.desk.owed import answer_to
    from mkdocs_statuspage.model.scalars import format_instant

    return {
        "owed": clock.owed,
        "incident": clock.incident,
        "promise": clock.promise,
        "owner": clock.owner,
        "due_at": format_instant(clock.due_at),
        "late": clock.is_overdue(site.now),
        "minutes": round((clock.due_at - site.now).total_seconds() / 60),
        "command": answer_to(clock),
    }
