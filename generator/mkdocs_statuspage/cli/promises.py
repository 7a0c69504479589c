"""`statuspage promises`: what was promised, by whom it is owed, and what became of it."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import console, printable

if TYPE_CHECKING:
    from rich.text import Text

    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.timeline.ledger import Given

COLOURS = {"late": "red", "broken": "bold red", "open": "yellow"}
"""By the state of a promise; what is settled is green."""
STATE_WIDTH = 10
WIDEST_TEXT = 60


def command(
    context: typer.Context,
    owner: Annotated[
        str | None, typer.Option(metavar="OWNER", help="Only those of one owner; or how it begins.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """List every promise by who answers for it, overdue first."""
    from mkdocs_statuspage.desk.promises_kept import given_by

    workspace = find_workspace(context)
    given = given_by(workspace, owner)
    today = workspace.today
    if as_json:
        print_json([_record(one, today) for one in given])
    else:
        _show(workspace, given, today)


def _show(workspace: "Workspace", given: "Sequence[Given]", today: date) -> None:
    from mkdocs_statuspage.timeline.ledger import by_owner

    if not given:
        sys.stdout.write("Nothing is promised.\n")
        return
    out = console()
    for group in by_owner(given).values():
        out.print(workspace.config.name_of(group[0].owner) or "nobody", style="bold")
        for one in group:
            out.print(_line(one, today))
    sys.stderr.write(_tally(given) + "\n")


def _line(one: "Given", today: date) -> "Text":
    from rich.text import Text

    text = " ".join(one.promise.promise.split())
    text = text if len(text) <= WIDEST_TEXT else text[: WIDEST_TEXT - 1] + "…"
    state = one.state.value.replace("_", " ")
    line = Text("  ")
    line.append(f"{state:<{STATE_WIDTH}}", COLOURS.get(one.state, "green"))
    line.append(f"{_when(one, today):<22}{printable(text)}")
    line.append(f"  {one.ref}", "dim")
    return line


def _when(one: "Given", today: date) -> str:
    promise = one.promise
    if one.state.is_kept:
        return f"on {promise.kept_on}"
    if promise.withdrawn is not None and one.state.is_settled:
        return f"taken back {promise.withdrawn.on}"
    if promise.due_on is None:
        return "no day"
    late = (today - (promise.first_due_on or promise.due_on)).days
    return f"{promise.due_on}, {late} d late" if late > 0 else f"by {promise.due_on}"


def _tally(given: "Sequence[Given]") -> str:
    from mkdocs_statuspage.timeline.ledger import tally_states

    counts = tally_states(one.state for one in given)
    parts = (f"{n} {state.value.replace('_', ' ')}" for state, n in counts.items() if n)
    return f"{len(given)} promise{'s' if len(given) != 1 else ''}: {', '.join(parts)}"


def _record(one: "Given", today: date) -> dict[str, Any]:
    promise = one.promise
    return {
        "promise": one.ref,
        "incident": one.incident.id,
        "id": promise.id,
        "kind": one.kind,
        "text": promise.promise.strip(),
        "owner": one.owner,
        "state": one.state.value,
        **dict(_days(one)),
        "days_late": _days_late(one, today),
        "evidence": promise.evidence,
        "published": one.incident.report.published_at is not None,
    }


def _days(one: "Given") -> Iterator[tuple[str, str | None]]:
    promise = one.promise
    taken_back = promise.withdrawn.on if promise.withdrawn else None
    for key, day in (
        ("due_on", promise.due_on),
        ("first_due_on", promise.first_due_on),
        ("kept_on", promise.kept_on),
        ("withdrawn_on", taken_back),
    ):
        yield key, day.isoformat() if day else None


def _days_late(one: "Given", today: date) -> int:
    """Return how many days after its day it was kept, or how many have passed since."""
    from mkdocs_statuspage.timeline.ledger import PromiseState

    due = one.promise.first_due_on
    if due is None or one.state in (PromiseState.OPEN, PromiseState.WITHDRAWN):
        return 0
    return max(0, ((one.promise.kept_on or today) - due).days)
