"""The hostile site and its twin, built once for all tests of this folder, however many run at a time."""

from pathlib import Path
from typing import NamedTuple

import pytest
from filelock import FileLock

from cli.conftest import run, site
from hostile.payloads import payloads, shared_payloads
from hostile.sites import built, twin, write

__all__ = ["run", "site"]
SAMPLE = 50
"""Each so-many-th of the long list is in the short form too, where the list is there."""


class Pair(NamedTuple):
    """A site full of payloads, and the same with harmless words."""

    hostile: Path
    twin: Path


def pair(folder: Path, wanted: list[str]) -> Pair:
    """Build both; what was built is taken as it is."""
    found = Pair(folder / "hostile" / "site", folder / "twin" / "site")
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "lock"):
        if not (folder / "done").exists():
            built(write(folder / "hostile", wanted))
            built(write(folder / "twin", twin(wanted)))
            (folder / "done").touch()
    return found


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Pair:
    """Give the pair of our own list, and a sample of the long one where it is there."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    return pair(shared / "hostile-sites", [*payloads(), *shared_payloads()[::SAMPLE]])
