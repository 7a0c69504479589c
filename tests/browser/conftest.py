"""Chromium, the example and small sites; without Chromium these tests are skipped, except in CI."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser.library import CHROMIUM, ROOT, built, launch, served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a browser for all tests of a worker."""
    if CHROMIUM is None:
        message = "Chromium is not installed; apt-get install chromium"
        if os.environ.get("CI", "").casefold() in ("1", "true"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the repository's own example."""
    folder: Path = tmp_path_factory.mktemp("example")
    with served(built(ROOT, folder / "site")) as base:
        yield base
