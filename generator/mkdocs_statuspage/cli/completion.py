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
Find = Callable[["Workspace", datetime], Iterable[str]]


def _asking(names: Callable[["Workspace", typer.Context], Iterable[str]]) -> Complete:
    """Return a function that the shell asks for the names of a site that begin so."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        from mkdocs_statuspage.desk.workspace import nearest_workspace

        try:
            workspace = nearest_workspace(context.find_root().params.get("directory"))
            return [name for name in names(workspace, context) if name.startswith(incomplete)]
        except Exception:
            return []

    return complete


def _in_files(workspace: "Workspace", what: str, find: Find) -> Iterable[str]:
    from mkdocs_statuspage.desk.known_names import names_in_files

    return names_in_files(workspace, what, find, datetime.now(UTC))


def _in_config(workspace: "Workspace", what: str, find: Find) -> Iterable[str]:
    from mkdocs_statuspage.desk.known_names import names_in_config

    return names_in_config(workspace, what, find, datetime.now(UTC))


def _open(workspace: "Workspace", now: datetime) -> Iterable[str]:
    from mkdocs_statuspage.desk.incident_files import open_incidents

    return [course.incident.id for course in open_incidents(workspace, now)]


def _all(workspace: "Workspace", _: typer.Context) -> Iterable[str]:
    from mkdocs_statuspage.reading.file_list import walk

    folders = (workspace.incidents_dir, workspace.private_dir)
    return sorted({path.stem for folder in folders for path in walk(folder)}, reverse=True)


def _updates(workspace: "Workspace", context: typer.Context) -> Iterable[str]:
    given = context.params.get("incident")

    def find(workspace: "Workspace", now: datetime) -> Iterable[str]:
        from mkdocs_statuspage.desk.incident_files import pick_incident

        _, incident = pick_incident(workspace, given, now)
        return ["last", *(update.id for update in reversed(incident.updates))]

    return _in_files(workspace, f"updates of {given or 'what is open'}", find)


def _components(workspace: "Workspace", _: typer.Context) -> Iterable[str]:
    return _in_config(workspace, "components", lambda site, _: site.config.components)


def _people(workspace: "Workspace", _: typer.Context) -> Iterable[str]:
    return _in_config(workspace, "people", lambda site, _: site.config.people)


def _pairs(workspace: "Workspace", context: typer.Context) -> Iterable[str]:
    components = _components(workspace, context)
    return [f"{id_}={status}" for id_ in components for status in ComponentStatus]


def _promises(workspace: "Workspace", _: datetime) -> Iterable[str]:
    from mkdocs_statuspage.desk.promises_kept import all_given

    given = [one for one in all_given(workspace) if not one.state.is_settled]
    return [*(one.promise.id for one in given), *(one.ref for one in given)]


def _systems(*_: object) -> Iterable[str]:
    from mkdocs_statuspage.importers import IMPORTERS

    return IMPORTERS


complete_systems = _asking(_systems)
complete_open = _asking(lambda workspace, _: _in_files(workspace, "open", _open))
complete_incidents = _asking(_all)
complete_updates = _asking(_updates)
complete_pairs = _asking(_pairs)
complete_promises = _asking(lambda workspace, _: _in_files(workspace, "promises", _promises))
complete_components = _asking(_components)
complete_people = _asking(_people)
complete_statuses = _asking(lambda *_: UpdateStatus)
complete_classes = _asking(lambda *_: MistakeClass)


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
