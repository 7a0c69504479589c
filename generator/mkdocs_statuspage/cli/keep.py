"""`statuspage keep`: mark a promise as kept, with what shows it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mkdocs_statuspage.cli import completion, options
from mkdocs_statuspage.cli.answer import finish
from mkdocs_statuspage.cli.options import find_workspace

if TYPE_CHECKING:
    from mkdocs_statuspage.timeline.ledger import Given

Promise = Annotated[
    str,
    typer.Argument(
        metavar="PROMISE",
        help="Its id or how it begins, or INCIDENT/PROMISE.",
        autocompletion=completion.complete_promises,
    ),
]


def command(
    context: typer.Context,
    *,
    promise: Promise,
    evidence: Annotated[
        str, typer.Option(metavar="URL", help="Where a reader can see that it was done.")
    ],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day it was done; default today.")
    ] = None,
    how: options.HowMade,
) -> None:
    """Mark a promise as kept; readers see it on its page, in the ledger and in the feed."""
    from mkdocs_statuspage.desk.promises_kept import all_given, keep, pick_promise
    from mkdocs_statuspage.desk.typed_words import parse_past_day

    workspace = find_workspace(context)
    today = workspace.today
    kept_on = parse_past_day(on, today, "a promise is kept once it is done")
    given = pick_promise(all_given(workspace), promise)
    done = how.apply(workspace, keep(workspace, given, evidence, kept_on))
    if how.as_json:
        finish(workspace, done, how, _record(given, kept_on, evidence))
    text = " ".join(given.promise.promise.split())
    said = f"{text} · {kept_on}{_lateness(given, kept_on)}"
    finish(workspace, done, how, said, seen_too=(f"{workspace.url}promises/",))


def _lateness(given: "Given", kept_on: date) -> str:
    due = given.promise.first_due_on
    late = (kept_on - due).days if due else 0
    return f", {late} day{'s' if late != 1 else ''} late" if late > 0 else ""


def _record(given: "Given", kept_on: date, evidence: str) -> dict[str, Any]:
    due = given.promise.first_due_on
    return {
        "promise": given.ref,
        "kept_on": kept_on.isoformat(),
        "late": due is not None and kept_on > due,
        "evidence": evidence,
    }
