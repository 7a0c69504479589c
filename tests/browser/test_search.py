"""The search page: what it finds, by keyboard alone, and how much of the index it gets for it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

YEARS = ("2026-1", "2025-1")
QUOTED = "“Oh” " * 60 + "Everybody’s “quay lanterns” failed; מנכ״ל said so."


def incident(number: int, year: str) -> list[str]:
    text = f"Letters were late at the quay, of number {number}. Até à próxima."
    return [f"incidents/{year}-{number}/", f"Letters {number} of {year}", f"3 May {year}", text]


@pytest.fixture
def searching(browser: Browser, example: str) -> Iterator[Page]:
    """Give the search page of a site with thirty incidents in one year, and one before."""
    parts = {
        "parts": ["pages", *YEARS],
        "pages": [
            ["components/post/", "Post", "", "Letters to the islands."],
            ["components/cards/", "Cards", "", QUOTED],
        ],
        "2026-1": [incident(number, "2026") for number in range(30, 0, -1)],
        "2025-1": [incident(1, "2025")],
    }

    def answer(route: Route) -> None:
        asked = Path(route.request.url).stem
        route.fulfill(json=parts[asked]) if asked in parts else route.continue_()

    page = browser.new_page()
    page.route("**/search/*.json", answer)
    page.goto(f"{example}search/")
    yield page
    page.close()


def asked_of(page: Page) -> list[str]:
    found: list[str] = []

    def note(url: str) -> None:
        if url.endswith(".json"):
            found.append(Path(url).stem)

    page.on("request", lambda request: note(request.url))
    return found


def test_is_used_by_keyboard(searching: Page) -> None:
    """The field is ready to type into, what is found is the next stop, and Enter opens it."""
    asked = asked_of(searching)
    searching.keyboard.type("ATE proxima 30")
    searching.keyboard.press("Enter")
    searching.get_by_text("Found: 1", exact=True).wait_for()
    assert "3 May 2026 · " in searching.locator(".result p").inner_text()
    assert asked == ["parts", "search_index", "pages", *YEARS]
    for _ in range(2):  # past the button
        searching.keyboard.press("Tab")
    focus = searching.evaluate("document.activeElement.getAttribute('href')")
    assert focus.endswith("/incidents/2026-30/")
    assert searching.url.endswith("?q=ATE%20proxima%2030")


def test_older_ones_are_got_when_they_are_asked_for(searching: Page) -> None:
    """Twenty found are enough; then a button looks further. What has the word in its title comes first."""
    asked = asked_of(searching)
    searching.keyboard.type("letters")
    searching.keyboard.press("Enter")
    searching.get_by_text("there are older ones to look at").wait_for()
    assert "2025-1" not in asked
    searching.get_by_role("button", name="Look at older ones").click()
    searching.get_by_text("Letters 1 of 2025").wait_for()
    titles = searching.locator(".result a").all_inner_texts()
    assert titles[0] == "Letters 30 of 2026"
    assert titles[-2:] == ["Letters 1 of 2025", "Post"]
    assert searching.get_by_role("button", name="Look at older ones").is_hidden()


def test_what_is_not_there_is_said(searching: Page) -> None:
    """And what cannot be had; asked again, it is got."""
    searching.goto(searching.url.split("?")[0] + "?q=zebra")
    searching.get_by_text("Nothing was found.").wait_for()
    searching.route("**/search/parts.json", lambda route: route.abort())
    searching.goto(searching.url.split("?")[0] + "?q=letters")
    searching.get_by_text("The index cannot be had just now.").wait_for()
    searching.unroute("**/search/parts.json")
    searching.route(
        "**/search/parts.json", lambda route: route.fulfill(body=json.dumps([])), times=1
    )
    searching.keyboard.press("Tab")
    searching.get_by_role("button", name="Search").last.click()
    searching.get_by_text("Nothing was found.").wait_for()


@pytest.mark.parametrize(
    "typed",
    ["everybody's", "everybody’s", "everybodys", '"quay lanterns"', "'quay lanterns'", 'מנכ"ל'],
)
def test_quotes_and_apostrophes_are_found_however_they_are_typed(
    searching: Page, typed: str
) -> None:
    """Pages have typographic ones, keyboards have not; the words around what was found are shown."""
    searching.keyboard.type(typed)
    searching.keyboard.press("Enter")
    searching.get_by_text("Found: 1", exact=True).wait_for(timeout=5000)
    assert (
        "Everybody’s “quay lanterns” failed; מנכ״ל" in searching.locator(".result p").inner_text()
    )
