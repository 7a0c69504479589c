"""`statuspage import`: a history from elsewhere becomes incident files; first told, then written."""

import shlex
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from mkdocs_statuspage.cli import completion
from mkdocs_statuspage.cli.progress import Step, progress
from mkdocs_statuspage.cli.terminal import printable
from mkdocs_statuspage.desk.errors import CannotRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.importers.history import Tally
    from mkdocs_statuspage.importers.plan import Plan

MAX_NOTES = 20
"""More notes than these are only counted, unless --all-notes asks for them."""


System = Annotated[
    str,
    typer.Argument(
        help="What wrote it: cstate, export, feed, statuspage or upptime.",
        autocompletion=completion.complete_systems,
    ),
]
Zone = Annotated[
    str | None,
    typer.Option(
        "--timezone", metavar="ZONE", help="Where times without a zone hold: Europe/Berlin."
    ),
]


def command(
    system: System,
    source: Annotated[
        str, typer.Argument(metavar="SRC", help="A file, a folder of files, or an address.")
    ],
    into: Annotated[
        Path, typer.Option("--into", metavar="DIR", help="The site; made when it is none.")
    ] = Path(),
    write: Annotated[bool, typer.Option("--write", help="Write what is told.")] = False,
    timezone: Zone = None,
    all_notes: Annotated[bool, typer.Option("--all-notes", help="Print every note.")] = False,
) -> None:
    """Tell what a history becomes, and with --write write it; nothing is lost in silence."""
    from mkdocs_statuspage.desk.typed_words import one_of
    from mkdocs_statuspage.desk.workspace import workspace_at

    workspace = workspace_at(into.resolve()) or _new(into)
    with progress() as step:
        planned = _planned(workspace, one_of(system, _systems(), "system"), source, timezone, step)
    _tell(planned, all_notes=all_notes)
    if not write:
        sys.stderr.write("Nothing was written; add --write to write it.\n")
        return
    with progress() as step:
        _write(workspace, planned, step)
    sys.stderr.write(f"Written to {workspace.shown(workspace.incidents_dir)}.\n")


def _systems() -> "Iterable[str]":
    from mkdocs_statuspage.importers import IMPORTERS

    return IMPORTERS


def _write(workspace: "Workspace", planned: "Plan", step: Step) -> None:
    from mkdocs_statuspage.desk.new_site import write_history

    if planned.paste:
        raise CannotRun(
            "statuspage.yml cannot be extended safely, so nothing was written",
            f"add these to its components by hand, and run this again:\n{planned.paste}",
        )
    write_history(workspace, planned, step)


def _new(into: Path) -> "Workspace":
    """Return the site that a folder is to become; one of MkDocs gets its status pages first, as only `init` can add them."""
    from mkdocs_statuspage.desk.existing_site import existing_site
    from mkdocs_statuspage.desk.workspace import Workspace

    if existing_site(into) is not None:
        raise CannotRun(
            f"{into} has a site of MkDocs without status pages",
            f"add them first: statuspage init {shlex.quote(str(into))}",
        )
    return Workspace(into.resolve(), into / "incidents", "")


def _zone(name: str | None) -> ZoneInfo | None:
    from mkdocs_statuspage.importers.foreign_values import read_zone

    zone = read_zone(name)
    if name and zone is None:
        raise CannotRun(f"there is no time zone {name!r}", "write it as Europe/Berlin, or UTC")
    return zone


def _planned(
    workspace: "Workspace", system: str, source: str, timezone: str | None, step: Step
) -> "Plan":
    from mkdocs_statuspage.desk.fetched_source import fetched_source, is_address

    zone = _zone(timezone)
    if not is_address(source):
        return _read(workspace, system, Path(source), zone, step)
    asked: list[str] = []

    def told(url: str) -> None:
        asked.append(url)
        step(url, len(asked), 0)

    with fetched_source(system, source, told) as fetched:
        try:
            planned = _read(workspace, system, fetched.folder, zone, step)
        except CannotRun as refused:
            raise fetched.named(refused, source) from None
    return replace(planned, notes=(*fetched.notes, *planned.notes))


def _read(
    workspace: "Workspace", system: str, source: Path, zone: ZoneInfo | None, step: Step
) -> "Plan":
    from mkdocs_statuspage.importers import IMPORTERS
    from mkdocs_statuspage.importers.history import CannotImport
    from mkdocs_statuspage.importers.plan import plan, read_existing

    step(f"Reading {source}", 0, 0)
    try:
        existing = read_existing(workspace.incidents_dir)
        return plan(IMPORTERS[system](source, zone), existing, datetime.now(UTC).date())
    except CannotImport as refused:
        raise CannotRun(refused.message, refused.help, instead=(str(source), "FILE")) from None


def _tell(planned: "Plan", *, all_notes: bool) -> None:
    shown = planned.notes if all_notes else planned.notes[:MAX_NOTES]
    lines = [f"{len(planned.incidents)} incidents, {len(planned.components)} new components"]
    lines += _table(planned.tallies)
    if planned.skipped:
        lines.append(f"{len(planned.skipped)} are here already and stay as they are")
    if planned.refused:
        lines.append(f"{len(planned.refused)} refused:")
        lines += [f"  {refusal}" for refusal in planned.refused]
    lines += [f"  {note}" for note in shown]
    if len(shown) < len(planned.notes):
        lines.append(
            f"  and {len(planned.notes) - len(shown)} notes more; see them with --all-notes"
        )
    sys.stdout.write(printable("\n".join(lines)) + "\n")


def _table(tallies: "Mapping[str, Tally]") -> "Iterator[str]":
    """Yield what became of everything that was read; each row adds up."""
    heads = ("read", "mapped", "kept aside", "refused")
    width = max((len(name) for name in tallies), default=0)
    yield "".join((" " * width, *(f"{head:>12}" for head in heads)))
    for name, tally in tallies.items():
        numbers = (tally.read, tally.mapped, tally.kept, tally.refused)
        yield name.ljust(width) + "".join(f"{number:>12,}" for number in numbers)
