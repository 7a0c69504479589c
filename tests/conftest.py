"""What holds for all tests: no host but this one is spoken to, and laws try the same examples each time.

Run by a hook of git, they never touch the repository that the hook is of.
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

# `HYPOTHESIS_PROFILE=search` looks for new examples; a run that everybody repeats does not.
ANYWHERE = {"deadline": None, "suppress_health_check": list(HealthCheck)}
settings.register_profile("same", derandomize=True, database=None, max_examples=50, **ANYWHERE)
# A change that is noticed need not be shown at its smallest: for `tests.bench.mutate`.
NOTICED = {"max_examples": 10, "phases": (Phase.explicit, Phase.generate)}
settings.register_profile("quick", derandomize=True, database=None, **NOTICED, **ANYWHERE)
settings.register_profile("search", max_examples=2000, **ANYWHERE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]

MEMORY = "/dev/shm"
ROOM = 2 << 30
"""More than all tests together have there at a time."""


def has_room(folder: str) -> bool:
    """Say whether tests can write and run their programs there."""
    return (
        os.access(folder, os.W_OK)
        and not os.statvfs(folder).f_flag & os.ST_NOEXEC
        and shutil.disk_usage(folder).free > ROOM
    )


# Half of the time of a test that writes as we write is waiting for a disk, and no disk is pulled out here.
if "TMPDIR" not in os.environ and has_room(MEMORY):
    os.environ["TMPDIR"] = tempfile.tempdir = MEMORY


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Take a worker more than there are cores for `-n auto`: each waits now and then for a program or a page."""
    return (os.cpu_count() or 1) + 1


OWN_HOSTS = frozenset(["127.0.0.1", "::1", "localhost"])


@pytest.fixture(autouse=True)
def _closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def checked(self: socket.socket, address: Any) -> None:
        if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in OWN_HOSTS:
            raise OSError(f"a test wanted to speak to {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", checked)


@pytest.fixture(scope="session")
def playwright() -> "Iterator[Playwright]":
    """Give Playwright once for all tests of a worker: a second one refuses to start beside it.

    Without Chromium the tests that ask for it are skipped; in CI they fail.
    """
    if shutil.which("chromium") is None and shutil.which("chromium-browser") is None:
        message = "Chromium is not installed; apt-get install chromium"
        if os.environ.get("CI", "").casefold() in ("1", "true"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started
