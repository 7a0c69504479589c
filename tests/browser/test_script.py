"""What the script adds to any page: colours, bars that speak, search, old addresses."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from browser.library import built, served
from followers.tools import program, run
from plugin.library import NOW, prepare

AT = datetime(2026, 11, 10, 8, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def busy_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a built site with open incidents and no fixed clock."""
    folder: Path = tmp_path_factory.mktemp("busy")
    prepare("busy", folder)
    return built(folder, folder / "site", NOW)


@pytest.fixture
def site_dir(busy_dir: Path, tmp_path: Path) -> Path:
    """Give a copy of that site, which a test may change."""
    return Path(shutil.copytree(busy_dir, tmp_path / "site"))


@pytest.fixture
def base(site_dir: Path) -> Iterator[str]:
    """Give its address."""
    with served(site_dir) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a visitor in Dubai."""
    found = browser.new_context(timezone_id="Asia/Dubai", color_scheme="light")
    yield found
    found.close()


def opened(context: BrowserContext, base: str, at: datetime = AT) -> Page:
    """Open the front page at a moment."""
    page = context.new_page()
    page.clock.install(time=at)
    page.goto(base)
    expect(page.locator("#sp-colours")).to_be_visible()
    return page


def test_keeps_the_choice_of_colours_and_nothing_else(context: BrowserContext, base: str) -> None:
    """The button changes the colours, also of the next page, and back to the system's forgets it."""
    page = opened(context, base)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate(ground) != light
    assert page.evaluate("Object.keys(localStorage)") == ["/.__palette"]
    page.goto(base + "history/")
    page.wait_for_selector("html[data-scheme=dark]")
    page.get_by_role("button", name="Light colours").click()
    assert page.evaluate(ground) == light
    assert page.evaluate("localStorage.length") == 0


def test_a_bar_says_what_it_stands_for(browser: Browser, example: str) -> None:
    """Pointing at a bar puts its day and incident in the place of the sentence, leaving brings that back, nothing moves."""
    page = browser.new_page()
    page.goto(example + "components/checkout/")
    sentence = page.locator(".bars + p")
    usual, height = sentence.inner_text(), sentence.evaluate("e => e.offsetHeight")
    page.get_by_role("link", name="3 Nov, Down").hover()
    said = r"3 Nov, Down, 1\sh \d+\smin of downtime: Card payments failed in Europe"
    expect(sentence).to_have_text(re.compile(said))
    assert sentence.evaluate("e => e.offsetHeight") == height
    page.mouse.move(0, 0)
    expect(sentence).to_have_text(usual, use_inner_text=True)
    page.close()


def test_the_line_for_slack_is_copied(browser: Browser, example: str) -> None:
    """One button puts the whole line on the clipboard, and says so."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(example + "subscribe/")
    line = page.locator(".ways li", has_text="Slack")
    line.get_by_role("button", name="Copy").click()
    expect(line.get_by_role("button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "/feed subscribe https://status.acme.example/feed.xml"
    context.close()


def file_of(page: Page, *ids: str) -> str:
    """Tick components, and give the file that is offered for them."""
    for id_ in ids:
        page.locator(f"[data-id={id_}]").check()
    with page.expect_download() as waiting:
        page.locator("#sp-picked [download]").click()
    return waiting.value.path().read_text("utf-8")


COMPONENTS = "https://status.harbour.example/components/"


def test_what_is_ticked_has_one_address_or_one_file(context: BrowserContext, base: str) -> None:
    """One component and all of them have a feed; several are one file. Lists of mail are ticked with them.

    Before anything is ticked there is no link to the file: it would lead nowhere.
    """
    page = context.new_page()
    page.goto(f"{base}subscribe/")
    expect(page.locator("a:not([href])")).to_have_count(0)
    one, lists = page.locator("#sp-picked .one code"), page.locator("form.sign-up")
    expect(page.locator("#sp-picked")).to_be_hidden()
    page.locator("[data-id=phone]").check()
    expect(one).to_have_text(f"{COMPONENTS}phone/feed.xml")
    expect(lists.get_by_label("Telephone")).to_be_checked()
    expect(lists.get_by_label("Every update")).not_to_be_checked()
    found = ET.fromstring(file_of(page, "post")).iter("outline")
    assert [(each.get("text"), each.get("xmlUrl")) for each in found] == [
        ("Telephone", f"{COMPONENTS}phone/feed.xml"),
        ("Post", f"{COMPONENTS}post/feed.xml"),
    ]
    assert page.locator("#sp-picked .slack code").all_inner_texts() == [
        f"/feed subscribe {COMPONENTS}phone/feed.xml",
        f"/feed subscribe {COMPONENTS}post/feed.xml",
    ]
    expect(one).to_be_hidden()
    page.locator("[data-id=box]").check()
    expect(one).to_have_text("https://status.harbour.example/feed.xml")
    expect(lists.get_by_label("Every update")).to_be_checked()
    expect(lists.get_by_label("Telephone")).not_to_be_checked()


def test_a_reader_imports_the_file(context: BrowserContext, base: str, tmp_path: Path) -> None:
    """newsboat follows what was ticked."""
    page = context.new_page()
    page.goto(f"{base}subscribe/")
    (tmp_path / "feeds.opml").write_text(file_of(page, "phone", "post"), "utf-8")
    files = ("-u", "urls", "-c", "cache.db", "-C", "config")
    for name in ("urls", "config"):
        (tmp_path / name).touch()
    run(program("newsboat"), "-i", "feeds.opml", *files, cwd=tmp_path)
    urls = (tmp_path / "urls").read_text("utf-8")
    assert [line.split()[0].strip('"') for line in urls.splitlines() if line] == [
        f"{COMPONENTS}phone/feed.xml",
        f"{COMPONENTS}post/feed.xml",
    ]


def test_an_old_address_keeps_its_anchor(browser: Browser, tmp_path: Path) -> None:
    """A link to an update of a renamed incident arrives at that update."""
    prepare("well", tmp_path)
    with served(built(tmp_path, tmp_path / "site", NOW)) as base:
        page = browser.new_page()
        page.goto(base + "incidents/2026-11-02-van/#u3")
        page.wait_for_url("**/incidents/2026-11-02-letters-late/#u3")
        page.close()


def test_search_finds_incidents(browser: Browser, example: str) -> None:
    """The form in the history leads to results, with links to incidents."""
    page = browser.new_page()
    page.goto(example + "history/")
    page.get_by_label("Find an incident").fill("certificate")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("Browsers refused to open the dashboard").click()
    page.wait_for_url("**/incidents/2026-06-27-dashboard-certificate/**")
    page.close()


def test_a_reader_signs_up_at_listmonk(context: BrowserContext, base: str) -> None:
    """With an address and the lists that were ticked, as Listmonk's own form does; before that it is asked nothing."""
    page, sent = context.new_page(), []

    def taken(route: Route) -> None:
        sent.append((route.request.method, route.request.url, route.request.post_data))
        route.fulfill(status=200, body="Check your mail.")

    page.route("https://lists.harbour.example/**", taken)
    page.goto(f"{base}subscribe/")
    form = page.locator("form.sign-up")
    form.get_by_role("button").click()
    assert sent == []
    page.get_by_label("Your mail address").fill("jose@reader.test")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    form.get_by_label("Telephone").check()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Check your mail.")).to_be_visible()
    phone = "5c1e2f0a-0000-4000-8000-000000000002"
    at = "https://lists.harbour.example/subscription/form"
    assert sent == [("POST", at, f"nonce=&email=jose%40reader.test&l={phone}")]
