"""What a page looks like when there is much on it: sixty components, several things open."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.library import built, served, violations
from browser.sites import MAJOR, write_sixty

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, str]]:
    """Give the addresses of a site of sixty components by how much is open on it."""
    folder = tmp_path_factory.mktemp("sixty")
    found = {}
    for count in (1, 3):
        owner = folder / f"open-{count}"
        write_sixty(owner, count)
        built(owner, folder / "www" / str(count))
    with served(folder / "www") as url:
        found = {count: f"{url}{count}/" for count in (1, 3)}
        yield found


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport=PHONE, bypass_csp=True)  # type: ignore[arg-type]
    page.goto(address)
    return page


def test_sixty_components_in_a_major_incident_are_a_short_page(
    browser: Browser, sites: dict[int, str]
) -> None:
    """On a phone it is under 3,000 pixels, what is not well comes first, and what works is folded to a line."""
    page = opened(browser, sites[1])
    assert page.evaluate("document.documentElement.scrollHeight") < 3000
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    shown = page.locator(".group").evaluate_all("all => all.map(one => one.open)")
    assert shown == [True, True, False, False, False, False, False]
    summaries = [text.split() for text in page.locator(".group > summary").all_inner_texts()]
    assert [" ".join(words[:5]) for words in summaries[:3]] == [
        "Frankfurt 0 of 9 work",
        "Virginia 5 of 9 work",
        "Singapore 9 of 9 work",
    ]
    assert page.locator(".card > details > summary").inner_text() == "13 components in 2 groups"
    assert violations(page) == []
    page.close()


def renewed(page: Page, address: str, old: str, new: str) -> None:
    """Publish the page with other words, and have it look for news."""
    html = page.request.get(address).text()
    assert old in html
    page.route(address, lambda route: route.fulfill(body=html.replace(old, new)))
    page.route("**/build.json", lambda route: route.fulfill(json={"built_at": "later"}))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))")
    expect(page.locator("#sp-stale")).to_contain_text("Updated at")


def test_news_keep_what_somebody_opened(browser: Browser, sites: dict[int, str]) -> None:
    """What they opened and closed stays so, and focus and place; what they left alone is as the site has it."""
    page = opened(browser, sites[3])
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    groups = page.locator(".group")
    for fold in (groups.nth(1), groups.nth(4), page.locator("details.later").nth(0)):
        fold.locator("summary").first.press("Enter")
    page.locator(".card > details > summary").first.press("Enter")
    link = page.locator("[data-component=singapore-3] a").first
    link.focus()
    before = page.evaluate("document.activeElement.getBoundingClientRect().top")
    renewed(page, sites[3], "Search is slow. We are", f"{'Search is slow. ' * 9}We were")
    expect(page.locator("#also")).to_contain_text("We were looking")
    is_open = "all => all.map(one => one.open)"
    assert page.locator(".group").evaluate_all(is_open) == [
        True,
        False,
        True,
        True,
        True,
        False,
        False,
    ]
    assert page.locator("details.later").evaluate_all(is_open) == [True, False]
    assert page.locator(".card > details").evaluate_all(is_open) == [True]
    expect(link).to_be_focused()
    assert abs(page.evaluate("document.activeElement.getBoundingClientRect().top") - before) < 2
    renewed(page, sites[3], "singapore-3", "elsewhere-3")
    expect(page.locator("[data-component=elsewhere-3]")).to_have_count(1)
    assert page.locator(".group").evaluate_all(is_open) == [
        True,
        False,
        True,
        True,
        True,
        False,
        False,
    ]
    expect(page.locator("#content")).to_be_focused()
    page.close()


def test_of_several_things_a_list_comes_first(browser: Browser, sites: dict[int, str]) -> None:
    """By name, state and next word; then the first in full, and the others folded to their latest word."""
    page = opened(browser, sites[3])
    assert page.evaluate("document.documentElement.scrollHeight") < 3400
    assert page.locator("h1").inner_text().strip() == "3 things are open now"
    names = page.locator(".open-list a").all_inner_texts()
    assert names == [MAJOR["title"], "Payouts are late", "Search is slow"]
    assert "Partly down" in page.locator(".open-list li").nth(1).inner_text()
    assert page.locator("#also .card").nth(0).is_visible()
    later = page.locator("#also details.later")
    assert later.evaluate_all("all => all.map(one => one.open)") == [False, False]
    assert "Payouts are late. We are looking for the cause." in later.nth(0).inner_text()
    assert violations(page) == []
    page.close()
