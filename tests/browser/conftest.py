"""Chromium, the example and small sites; without Chromium these tests are skipped, except in CI."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from browser.library import ROOT, built, launch, served


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Give a browser for all tests of a worker."""
    found = launch(playwright)
    yield found
    found.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the repository's own example."""
    folder: Path = tmp_path_factory.mktemp("example")
    with served(built(ROOT, folder / "site")) as base:
        yield base
