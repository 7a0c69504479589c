"""`statuspage check --fix`: the traces that changes lack, each with the reason that readers see."""

import sys
from collections.abc import Iterator, Sequence

from mkdocs_statuspage.cli.ask import ask_why
from mkdocs_statuspage.cli.terminal import is_interactive, printable
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import apply
from mkdocs_statuspage.desk.missing_traces import Untraced
from mkdocs_statuspage.desk.trace_fixes import Changes, needs_reason, traces_of, with_trace
from mkdocs_statuspage.desk.workspace import Workspace


def write_traces(workspace: Workspace, untraced: Sequence[Untraced], why: str | None) -> None:
    """Write what is missing, and ask for each reason that was not given."""
    for one in untraced:
        if one.now is None and not one.former:
            raise CannotRun(
                f"{one.was.id} {one.gone}",
                "put its file back from a copy, and take it back with retract",
            )
        reasons = tuple(_reasons(workspace, one, why))
        done = apply(workspace, with_trace(workspace, one, reasons), publish=False)
        sys.stdout.write(f"Traced: {workspace.shown(done.path)}\n")


def _reasons(workspace: Workspace, one: Untraced, why: str | None) -> Iterator[tuple[Changes, str]]:
    if one.gone:
        told = f"{one.was.id} {one.gone}"
        yield (), "" if one.is_renamed else why or _ask(workspace, told)
        return
    for changes in traces_of(one):
        told = ", ".join(change.name for change in changes)
        yield changes, (why or _ask(workspace, told)) if needs_reason(changes) else ""


def _ask(workspace: Workspace, told: str) -> str:
    if not is_interactive():
        said = f"readers are told why this changed: {told}"
        raise CannotRun(said, "say it with --why", instead=(None, ("--why", "TEXT")))
    sys.stderr.write(f"{printable(told)}\n")
    return ask_why(workspace.words)
