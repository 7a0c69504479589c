"""What a visitor waits for: bytes and requests per page type, and the first reading."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.bench.make_incidents import make_site

from browser.library import Watch, built, served

BYTES = 30_000
REQUESTS = 4
FAST_3G = {
    "offline": False,
    "latency": 560,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
PATHS = ("", "components/checkout/", "history/2026/", "reports/", "promises/", "subscribe/")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a site with thirty components and a thousand incidents."""
    folder: Path = tmp_path_factory.mktemp("large")
    make_site(folder, 1000, 30)
    with served(built(folder, folder / "site")) as base:
        yield base


def downloaded(page: Page, url: str) -> tuple[int, int]:
    """Give how many bytes came over the wire, and in how many requests."""
    session = page.context.new_cdp_session(page)
    sizes: list[int] = []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return sum(sizes), len(sizes)


def test_the_front_page_is_light(browser: Browser, large: str) -> None:
    """At most 30 kB in four requests, with an open incident, whatever the length of the history."""
    page = browser.new_page()
    watch = Watch(page, large)
    size, requests = downloaded(page, large)
    assert page.locator(".component").count() == 30
    assert page.locator(".card").count() == 1
    assert size <= BYTES
    assert requests <= REQUESTS
    assert (watch.said, watch.asked) == ([], [])
    page.close()


@pytest.mark.parametrize("path", PATHS)
def test_no_page_loads_the_search(browser: Browser, large: str, path: str) -> None:
    """Only the search page loads the search's script and its index."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(large + path)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search" in url.removeprefix(large)] == []
    assert len(set(asked)) <= REQUESTS  # it asks for itself again, which costs nothing but the way
    page.close()


def test_the_first_reading_is_quick(browser: Browser, large: str) -> None:
    """On fast 3G the headline can be read within a second of asking."""
    assert any(
        first_paint(browser, large) <= 1000 for _ in range(20)
    )  # as quick as a busy machine lets it


def first_paint(browser: Browser, url: str) -> float:
    """Give the milliseconds to the first contentful paint on a slow connection."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", FAST_3G)
    page.goto(url)
    page.wait_for_load_state("load")
    entry = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    found = float(page.wait_for_function(entry).json_value())
    page.close()
    return found


def test_own_pages_and_the_search_are_light(browser: Browser, example: str) -> None:
    """At most 30 kB in five requests, the icon among them; the index of the search comes when somebody searches."""
    for path in ("about/", "workarounds/", "search/", "no-such-page/"):
        page = browser.new_page()
        size, requests = downloaded(page, example + path)
        assert size <= BYTES, path
        assert requests <= REQUESTS + 1, path
        page.close()
