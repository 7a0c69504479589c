"""Histories kept elsewhere become incident files: one reader per system, one plan for all of them.

A reader turns what a system saved into a `History`; `plan` turns any history into files. To add a
system, write `importers/<system>.py` with a `read_history` and add its line here.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers import cstate, exported, feed, statuspage, upptime
from mkdocs_statuspage.importers.history import History


class HistoryReader(Protocol):
    """What each system's module has: it reads a file or folder; times without a zone are in the one given."""

    def __call__(self, source: Path, zone: ZoneInfo | None = None) -> History:
        """Read a history, or raise `CannotImport`."""


IMPORTERS: Mapping[str, HistoryReader] = {
    "cstate": cstate.read_history,
    "export": exported.read_history,
    "feed": feed.read_history,
    "statuspage": statuspage.read_history,
    "upptime": upptime.read_history,
}
"""The reader of each system, by the name that the command line knows."""
