"""`History`: what was said elsewhere, in our words for it, before it becomes files.

Importers fill these values in; `plan` lays them out. Texts are as the source has them, but for
characters that no file of ours may hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mkdocs_statuspage.model.statuses import ComponentStatus, Impact, Kind, UpdateStatus


@dataclass(frozen=True, slots=True)
class ForeignUpdate:
    """One timed word."""

    id: str
    """The source's own id, which feeds will know it by."""
    at: datetime
    """When it was said, in UTC."""
    status: UpdateStatus
    """Where things stood with it."""
    message: str
    """The exact text."""
    components: Mapping[str, ComponentStatus] = field(default_factory=dict)
    """What it said of components, by their ids in the history."""


@dataclass(frozen=True, slots=True)
class ForeignReport:
    """What was written about it afterwards."""

    prose: str
    """Markdown."""
    published_at: datetime | None = None
    """When it was published; None for a draft."""


@dataclass(frozen=True, slots=True)
class ForeignIncident:
    """One incident or maintenance."""

    source_id: str
    """Its id in the system that it comes from."""
    title: str
    """Its name there, of whatever length."""
    kind: Kind = Kind.INCIDENT
    """What sort of thing it is."""
    url: str | None = None
    """Its page there."""
    started_at: datetime | None = None
    """When it began; None for a maintenance, which begins with its window."""
    resolved_at: datetime | None = None
    """When it was over, where the updates do not say so."""
    impact: Impact | None = None
    """How bad it was, where the source says."""
    components: tuple[str, ...] = ()
    """The components it was about, by their ids in the history."""
    updates: tuple[ForeignUpdate, ...] = ()
    """What was said, oldest first."""
    window: tuple[datetime, datetime] | None = None
    """The start and end of a maintenance."""
    report: ForeignReport | None = None
    """What was written about it afterwards."""
    is_draft: bool = False
    """Whether it was never shown."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """What the source has that has no place here, by its name there."""
    tree: Mapping[str, Any] | None = None
    """The fields of its file, where the source has them as ours; then nothing else of this is written but the report."""
    notes: tuple[str, ...] = ()
    """What is not as it was in the source, one sentence each."""
    lost: tuple[str, ...] = ()
    """What of it is refused, and why, one sentence each."""

    @property
    def begins_at(self) -> datetime:
        """When it began, or was to begin."""
        if self.started_at is not None:
            return self.started_at
        return self.window[0] if self.window else self.updates[0].at


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the things of one sort that a source has: each is mapped, kept aside or refused."""

    read: int
    """How many it has."""
    kept: int = 0
    """How many have no place here, and stand in the file as they were."""
    refused: int = 0
    """How many are not here at all; a sentence says which and why."""

    @property
    def mapped(self) -> int:
        """How many are here, in our words."""
        return self.read - self.kept - self.refused


@dataclass(frozen=True, slots=True)
class History:
    """Everything that one source holds."""

    system: str
    """The name of the system in `IMPORTERS`."""
    config: Mapping[str, object]
    """What a new `statuspage.yml` says, but for its components."""
    components: Mapping[str, Mapping[str, object]]
    """The components as a new `statuspage.yml` has them, by id, in order."""
    incidents: tuple[ForeignIncident, ...]
    """Incidents and maintenances, oldest first."""
    notes: tuple[str, ...] = ()
    """What is not as it was in the source, or wants a look, one sentence each."""
    saved_at: datetime | None = None
    """Up to when it tells how things were, where the source says so; else its last word is the end."""
    refused: tuple[str, ...] = ()
    """What could not be read, with its place and why, one sentence each."""
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    """What became of everything that was read, by what it is there."""
    seen_until: Mapping[str, date] = field(default_factory=dict)
    """The last day on which a component was looked at, by its id, where that was before all the rest ended."""
    is_ours: bool = False
    """Whether it was a site of ours: its ids are kept, and it says itself what is known of its days."""


class CannotImport(Exception):
    """Nothing was imported; says why, and what to do about it."""

    def __init__(self, message: str, help_text: str = "") -> None:
        super().__init__(message, help_text)
        self.message = message
        self.help = help_text

    def __str__(self) -> str:
        """Return both sentences on one line."""
        return f"{self.message}; {self.help}" if self.help else self.message
