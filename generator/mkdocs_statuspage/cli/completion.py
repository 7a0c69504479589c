"""What the shell completes: whatever of a site can be known; where anything is wrong, nothing."""

import os
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from mkdocs_statuspage.model.statuses import ComponentStatus, MistakeClass, UpdateStatus

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.workspace import Workspace

Complete = Callable[[typer.Context, str], list[str]]
Known = Callable[["Workspace", typer.Context], Iterable[str]]


def _completer(known: Known) -> Complete:
    """Return a function that the shell asks for what begins so."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        from mkdocs_statuspage.desk.workspace import nearest_workspace

        try:
            workspace = nearest_workspace(context.find_root().params.get("directory"))
            return [name for name in known(workspace, context) if name.startswith(incomplete)]
        except Exception:
            return []

    return complete


def _open(workspace: "Workspace", _: typer.Context) -> Iterable[str]:
    from mkdocs_statuspage.desk.incident_files import open_incidents

    now = workspace.config.clock or datetime.now(UTC)
    return [course.incident.id for course in open_incidents(workspace, now)]


def _all(workspace: "Workspace", _: typer.Context) -> Iterable[str]:
    from mkdocs_statuspage.desk.incident_files import incident_paths

    return reversed(list(incident_paths(workspace)))


def _updates(workspace: "Workspace", context: typer.Context) -> Iterable[str]:
    from mkdocs_statuspage.desk.incident_files import pick_incident

    now = workspace.config.clock or datetime.now(UTC)
    _, incident = pick_incident(workspace, context.params.get("incident"), now)
    return ["last", *(update.id for update in reversed(incident.updates))]


def _pairs(workspace: "Workspace", _: typer.Context) -> Iterable[str]:
    return [f"{id_}={status}" for id_ in workspace.config.components for status in ComponentStatus]


def _promises(workspace: "Workspace", _: typer.Context) -> Iterable[str]:
    from mkdocs_statuspage.desk.promises_kept import all_given

    given = [one for one in all_given(workspace) if not one.state.is_settled]
    return [*(one.promise.id for one in given), *(one.ref for one in given)]


def _systems(*_: object) -> Iterable[str]:
    from mkdocs_statuspage.importers import IMPORTERS

    return IMPORTERS


complete_systems = _completer(_systems)
complete_open = _completer(_open)
complete_incidents = _completer(_all)
complete_updates = _completer(_updates)
complete_pairs = _completer(_pairs)
complete_promises = _completer(_promises)
complete_components = _completer(lambda workspace, _: workspace.config.components)
complete_people = _completer(lambda workspace, _: workspace.config.people)
complete_statuses = _completer(lambda *_: UpdateStatus)
complete_classes = _completer(lambda *_: MistakeClass)


BEHIND = "_STATUSPAGE_COMPLETE_BEHIND"
"""What of the word bash keeps as it is."""


def completed_line(environ: Mapping[str, str]) -> Sequence[str] | None:
    """Return the words that a shell asks to be completed; None where it asks for nothing of the kind."""
    if "_STATUSPAGE_COMPLETE" not in environ:
        return None
    return environ.get("_TYPER_COMPLETE_ARGS", environ.get("COMP_WORDS", "")).split()


def join_pairs(environ: MutableMapping[str, str]) -> None:
    """Put aside the `api=` of an `api=ma`, which bash hands over as three words: it completes the last."""
    words, at = environ.get("COMP_WORDS", "").split(" "), int(environ.get("COMP_CWORD") or 0)
    if environ.get("_STATUSPAGE_COMPLETE") != "complete_bash" or "=" not in words[at - 1 : at + 1]:
        return
    mark = at if words[at] == "=" else at - 1
    environ[BEHIND] = words[mark - 1] + "="
    environ["COMP_WORDS"] = " ".join([*words[: mark - 1], *words[mark + 1 : at + 1]])
    environ["COMP_CWORD"] = str(mark - 1)


def complete_bash_pairs(context: typer.Context, incomplete: str) -> list[str]:
    """Return components with each status; in bash only what stands behind the `=`."""
    kept = os.environ.get(BEHIND, "")
    return [pair.removeprefix(kept) for pair in complete_pairs(context, kept + incomplete)]
