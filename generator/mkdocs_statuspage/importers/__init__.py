"""Histories kept elsewhere become incident files: one reader per system, one plan for all of them.

A reader turns what a system saved into a `History`; `plan` turns any history into files. To add a
system, write `importers/<system>.py` with a `read_history` and add its line here.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs_statuspage.importers import statuspage
from mkdocs_statuspage.importers.history import History

IMPORTERS: Mapping[str, Callable[[Path], History]] = {
    "statuspage": statuspage.read_history,
}
"""The reader of each system, by the name that the command line knows."""
