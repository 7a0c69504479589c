"""`statuspage verify`: look at the evidence of promises again, and keep what was seen."""

import os
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.failures import EXIT_FINDINGS, EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import printable, warn

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.verification import Verified
    from mkdocs_statuspage.model.sightings import Sighting, TicketSighting

Again = Annotated[
    bool, typer.Option("--again", help="Ask every address, though it was asked within the week.")
]
Every = Annotated[
    str, typer.Option(metavar="LENGTH", help="Ask what was not asked for so long: 7d, or 12h.")
]
Allowed = Annotated[
    list[str] | None,
    typer.Option("--allow", metavar="HOST", help="Ask this host though it is in your own network."),
]
ExitCode = Annotated[
    bool, typer.Option("--exit-code", help="End with 1 where a reader cannot see something.")
]
Tickets = Annotated[
    bool, typer.Option("--tickets", help="Read the tickets of promises too: by gh, glab or JSON.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="List what would be asked, and ask nobody.")
]


def command(
    context: typer.Context,
    *,
    again: Again = False,
    every: Every = "7d",
    allow: Allowed = None,
    tickets: Tickets = False,
    exit_code: ExitCode = False,
    publish: options.Publish = None,
    dry_run: DryRun = False,
    as_json: options.Json = False,
) -> None:
    """Look whether the evidence of promises is still there; the ledger shows what was seen, and when."""
    from mkdocs_statuspage.desk.typed_words import parse_length
    from mkdocs_statuspage.desk.verification import due_now, verify, write_sightings
    from mkdocs_statuspage.writing.public_web import PublicWeb

    workspace = find_workspace(context)
    within = timedelta() if again else parse_length(every)
    if dry_run:
        _list(due_now(workspace, within), as_json=as_json)
        return
    web = PublicWeb(allowed=frozenset(map(str.lower, allow or ())))
    seen = verify(workspace, web, within)
    if tickets:
        from mkdocs_statuspage.desk.ticket_states import with_tickets

        seen = with_tickets(workspace, seen, web, within)
    if seen.is_news:
        wanted = workspace.config.publish if publish is None else publish
        seen = write_sightings(workspace, seen, publish=wanted)
    _present(seen, as_json=as_json)
    if seen.is_unsent:
        raise typer.Exit(EXIT_NOT_PUBLISHED)
    raise typer.Exit(EXIT_FINDINGS if exit_code and seen.unseen else 0)


def _list(due: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        print_json({"would_ask": list(due)})
    else:
        sys.stdout.write(
            printable("".join(f"{url}\n" for url in due)) or "Nothing would be asked\n"
        )


def _present(seen: "Verified", *, as_json: bool) -> None:
    from mkdocs_statuspage.desk.remedies import reason

    if as_json:
        print_json(_record(seen))
    else:
        lines = [*map(_line, seen.asked), *map(_ticket_line, seen.asked_tickets)]
        sys.stdout.write(printable("".join(f"{line}\n" for line in lines)))
        warn(_tally(seen))
    if seen.replay and not seen.replay.is_published:
        warn(f"Saved in this folder and NOT published: {reason(seen.replay)}")
    if seen.unseen and os.environ.get("GITHUB_ACTIONS") == "true":
        told = "%0A".join(printable(_line(one)).replace("%", "%25") for one in seen.unseen)
        sys.stdout.write(f"::warning title=Evidence that readers cannot see::{told}\n")


def _line(one: "Sighting") -> str:
    more = f" → {one.moved_to}" if one.moved_to else f" · {one.why}" if one.why else ""
    return f"{one.found.value:<8} {one.url}{more}"


def _ticket_line(one: "TicketSighting") -> str:
    return f"{one.state.value:<8} {one.url} · ticket"


def _tally(seen: "Verified") -> str:
    total, asked = len(seen.sightings.evidence), len(seen.asked)
    lost = len(seen.unseen)
    there = f"{total} piece{'' if total == 1 else 's'} of evidence, {asked} asked now"
    return f"{there}; {lost} that readers cannot see" if lost else f"{there}; all can be seen"


def _record(seen: "Verified") -> dict[str, Any]:
    from mkdocs_statuspage.model.scalars import format_instant

    asked = {one.url for one in seen.asked}
    return {
        "asked": len(asked),
        "published": bool(seen.replay and seen.replay.is_published),
        "evidence": [
            {
                "url": one.url,
                "found": one.found.value,
                "looked_at": format_instant(one.looked_at),
                "seen_at": one.seen_at and format_instant(one.seen_at),
                "why": one.why,
                "moved_to": one.moved_to,
                "asked": one.url in asked,
            }
            for one in seen.sightings.evidence
        ],
        "tickets": [
            {
                "url": one.url,
                "state": one.state.value,
                "looked_at": format_instant(one.looked_at),
                "asked": one in seen.asked_tickets,
            }
            for one in seen.sightings.tickets
        ],
    }
