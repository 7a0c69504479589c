"""The update that somebody means to change: named, or the last that stands, shown before anything is done to it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mkdocs_statuspage.cli.ask import find_incident, insist
from mkdocs_statuspage.cli.terminal import is_interactive, printable
from mkdocs_statuspage.desk.errors import CannotRun

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.model.incident import Incident, Update


@dataclass(frozen=True)
class ChosenUpdate:
    """An update, the incident that it is of, and that one's file."""

    path: Path
    incident: "Incident"
    update: "Update"
    is_named: bool
    """Whether the command line names both; else they are a guess."""
    given: str | None
    """What stood in the incident's place."""

    def confirm(
        self,
        workspace: "Workspace",
        question: str,
        lacking: tuple[str, ...] = (),
        *,
        every: bool = False,
    ) -> None:
        """Show the update, or all that stand, and ask whether they are meant; else say how to name them.

        Raises:
            CannotRun: nobody is there; `lacking` is what else the line to type needs.
        """
        from mkdocs_statuspage.desk.amendments import standing
        from mkdocs_statuspage.desk.typed_words import both

        zone, shown = workspace.config.zone, standing(self.incident) if every else [self.update]
        if not is_interactive():
            line = (self.incident.id, *([] if every else [self.update.id]), *lacking)
            text = " ".join(self.update.message.split())
            last = f"{self.incident.id}, {both(self.update.at, zone)}: {text}"
            which = "incident" if every else "update"
            raise CannotRun(
                f"say which {which}; the last is {last}", "", instead=(self.given, line)
            )
        for one in shown:
            said = f"{self.incident.id}, {both(one.at, zone)}:\n\n{one.message.strip()}\n"
            typer.echo(printable(said), err=True)
        insist(question, workspace.words)


def choose_update(workspace: "Workspace", incident: str | None, update: str | None) -> ChosenUpdate:
    """Find the update that is meant: of the only incident that is open, the last that stands, if nothing names it.

    With nothing open it is the incident that was spoken of last: what is taken back may be its end.
    """
    from mkdocs_statuspage.desk.amendments import pick_by_update, pick_update
    from mkdocs_statuspage.desk.incident_files import Undecided

    name, which = (None, incident) if incident == "last" and update is None else (incident, update)
    by_update = pick_by_update(workspace, name) if name and which is None else None
    if by_update:
        name, which = by_update.stem, name
    try:
        path, found = find_incident(workspace, name or _spoken_of_last(workspace))
    except Undecided as undecided:
        if undecided.candidates and which is None:
            undecided.instead = (incident, (undecided.candidates[0].id, "last"))
        raise
    is_named = name is not None and which is not None
    return ChosenUpdate(path, found, pick_update(found, which), is_named, incident)


def _spoken_of_last(workspace: "Workspace") -> str | None:
    """Return the id of the incident with the newest update, where none is open."""
    from mkdocs_statuspage.desk.incident_files import incident_paths, open_incidents

    if open_incidents(workspace, workspace.now):
        return None
    public = {
        path.stem for path in incident_paths(workspace).values() if not workspace.is_private(path)
    }
    told = [one for one in workspace.reading.incidents if one.updates and one.id in public]
    newest = max(told, key=lambda one: one.updates[-1].at, default=None)
    return newest.id if newest else None
