"""What a page looks like when there is much on it: sixty components, several things open."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from browser.library import served, violations
from followers.tools import build

GROUPS = {
    "Frankfurt": 9,
    "Virginia": 9,
    "Singapore": 9,
    "Network": 12,
    "Account": 6,
    "Builds": 8,
    "Mail": 7,
}
PHONE = {"width": 360, "height": 740}


def component_ids() -> Iterator[tuple[str, str, int]]:
    for group, count in GROUPS.items():
        for number in range(count):
            yield f"{group.lower()}-{number}", group, number


def incident(name: str, statuses: dict[str, str], minute: int, **more: object) -> dict[str, Any]:
    first = {"id": "a", "at": f"2026-11-18T08:{minute}:00Z", "status": "investigating"}
    word = {"message": f"{name}. We are looking for the cause.", "components": statuses}
    return {"title": name, "components": list(statuses), "updates": [first | word], **more}


def statuses() -> dict[str, str]:
    """Give the states of thirteen components: one region is down, and a part of another is slow."""
    down = {f"frankfurt-{n}": "major_outage" for n in range(9)}
    return down | {f"virginia-{n}": "degraded_performance" for n in range(4)}


MAJOR = incident(
    "Virtual machines in Frankfurt do not start",
    statuses(),
    12,
    affected={
        "who": "Your machines run in Frankfurt, and their disk is a volume. About 3,400 customers.",
        "not_affected": "Machines with local disks, and everything in Singapore.",
        "how_to_tell": "The console shows “waiting for volume” for longer than two minutes.",
        "what_to_do": "Start a copy in zone D from last night's snapshot.",
    },
)
OTHERS = [
    incident("Payouts are late", {"account-0": "partial_outage"}, 20),
    incident("Search is slow", {"builds-1": "degraded_performance"}, 30),
]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, str]]:
    """Give the addresses of a site of sixty components by how much is open on it."""
    config = {
        "site_id": "cloud",
        "organisation": {"name": "Northwind Cloud"},
        "timezone": "Europe/Berlin",
        "components": {
            id_: {"name": f"Service {number}", "group": group, "since": "2026-01-01"}
            for id_, group, number in component_ids()
        },
    }
    folder = tmp_path_factory.mktemp("sixty")
    found = {}
    for count in (1, 3):
        incidents = folder / f"open-{count}"
        incidents.mkdir()
        write(incidents / "statuspage.yml", config | {"clock": "2026-11-18T10:12:00Z"})
        for number, one in enumerate([MAJOR, *OTHERS][:count]):
            write(incidents / f"2026-11-18-{number}.yml", one)
        build(incidents, folder / "www" / str(count), "https://status.example.com/")
    with served(folder / "www") as url:
        found = {count: f"{url}{count}/" for count in (1, 3)}
        yield found


def write(path: Path, tree: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")


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
