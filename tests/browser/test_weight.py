"""What a visitor waits for: bytes and requests per page type, and the first reading."""

import re
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
PATHS = (
    "",
    "components/checkout/",
    "history/",
    "history/2025/",
    "reports/",
    "reports/2025/",
    "promises/",
    "promises/2025/",
    "promises/2025/05/",
    "record/",
    "record/sheet/",
    "record/incidents/",
    "record/incidents/2025/",
    "subscribe/",
)
MOST = 500_000
"""How many bytes a file has at most."""


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a site with thirty components and a thousand incidents."""
    folder: Path = tmp_path_factory.mktemp("large")
    make_site(folder, 1000, 30)
    return built(folder, folder / "site")


@pytest.fixture(scope="module")
def large(large_site: Path) -> Iterator[str]:
    """Give its address."""
    with served(large_site) as base:
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


def test_no_file_grows_without_bound(large_site: Path) -> None:
    """Pages, feeds and parts of the search index stay below 500 kB; Material's own files are as they come."""
    sizes = {
        path.relative_to(large_site).as_posix(): path.stat().st_size
        for path in large_site.rglob("*.*")
        if path.is_file() and "javascripts" not in path.parts
    }
    assert [path for path, size in sizes.items() if size > MOST] == []


def test_an_address_of_a_promise_holds(browser: Browser, large: str, large_site: Path) -> None:
    """One that was given away when all promises stood on one page leads to the page of its year or month."""
    year = (large_site / "promises/2023/05/index.html").read_text("utf-8")
    found = re.search('<li class="promise[^>]* id="([^"]*)"', year)
    assert found
    page = browser.new_page()
    for former in ("promises/", "promises/2023/"):
        page.goto(f"{large}{former}#{found[1]}")
        page.wait_for_url(f"{large}promises/2023/05/#{found[1]}")
    page.close()


@pytest.mark.parametrize("path", PATHS)
def test_pages_of_a_long_history_are_light(browser: Browser, large: str, path: str) -> None:
    """Each weighs at most 30 kB with all that it asks for, and loads no search."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    size, _ = downloaded(page, large + path)
    assert size <= BYTES
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
    """At most 30 kB in six requests, the icon and the logo among them; the index of the search comes when somebody searches."""
    for path in ("about/", "workarounds/", "search/", "no-such-page/"):
        page = browser.new_page()
        size, requests = downloaded(page, example + path)
        assert size <= BYTES, path
        assert requests <= REQUESTS + 2, path
        page.close()
