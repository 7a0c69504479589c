"""`statuspage publish`: put the site on its hosts without CI, and look at what visitors see."""

import dataclasses
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mkdocs_statuspage.cli import options
from mkdocs_statuspage.cli.answer import print_json
from mkdocs_statuspage.cli.failures import EXIT_FINDINGS, EXIT_NOT_PUBLISHED
from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import printable
from mkdocs_statuspage.model.finding import Severity

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.workspace import Workspace


def command(
    context: typer.Context,
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="TARGET...", help="Of `targets` in statuspage.yml; all by default."),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Build the site, put it at each target, and say what visitors see there; no target waits for another."""
    from mkdocs_statuspage.desk.publication import built, chosen_targets, publish_to
    from mkdocs_statuspage.writing.published_files import commit_of, leave_tag

    workspace = find_workspace(context)
    wanted = chosen_targets(workspace, targets or [])
    is_silent = _says_what_is_silent(workspace)
    commit = "" if is_silent else commit_of(workspace.incidents_dir)
    site = built(workspace)
    ended = []
    for name, target in wanted.items():
        ended.append(publish_to(workspace, name, target, site))
        if not as_json:
            done = ended[-1]
            seen = f"visitors see it at {done.url}" if done.is_seen else "put there"
            said = f"NOT published: {done.problem}" if done.problem else seen
            sys.stdout.write(printable(f"{name}: {said}\n"))
            sys.stdout.flush()
    if as_json:
        print_json([dataclasses.asdict(one) for one in ended])
    is_everywhere = len(wanted) == len(workspace.config.targets)
    failed = any(one.problem for one in ended)
    if commit and is_everywhere and not failed:
        leave_tag(workspace.incidents_dir, commit)
    raise typer.Exit(EXIT_NOT_PUBLISHED if failed else 0)


def _says_what_is_silent(workspace: "Workspace") -> bool:
    """Say what changed without a word to readers, and tell whether something did; while nothing goes on, that waits.

    Raises:
        Exit: it is not published.
    """
    from mkdocs_statuspage.desk.missing_traces import FIX, silent_findings, untraced_in
    from mkdocs_statuspage.desk.owed import load_unsettled

    untraced = untraced_in(workspace)
    sys.stderr.writelines(printable(f"{one}\n") for one in silent_findings(workspace, untraced))
    if not any(one.severity is Severity.ERROR for one in untraced):
        return bool(untraced)
    if not any(one.is_open or one.is_upcoming for one in load_unsettled(workspace).courses):
        sys.stderr.write(f"Nothing was published. Write what is missing with: {FIX}\n")
        raise typer.Exit(EXIT_FINDINGS)
    sys.stderr.write(f"It is published all the same, since an incident is open. Then: {FIX}\n")
    return True
