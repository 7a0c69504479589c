"""What a page says in the visitor's browser as time goes by: fresh, kept, alone, left open, in another zone."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from browser.library import built, served
from plugin.library import NOW, prepare

AT = datetime(2026, 11, 10, 8, 40, tzinfo=UTC)
"""When the sites are built, and when most visitors come."""
START, END = (datetime(2026, 11, 20, hour, tzinfo=UTC) for hour in (5, 7))
"""The window of the planned work."""
STATUS = ""
INCIDENT = "incidents/2026-11-10-post-down/"
WORK = "incidents/2026-11-20-new-van/"
UPDATE = "  - {id: a3, at: 2026-11-10T08:52:00Z, status: resolved, message: They leave.}\n---"
CALLED_OFF = "  - {id: m2, at: 2026-11-20T04:30:00Z, status: cancelled, message: It snows.}\n---"
OUTAGE = """\
---
title: No letters leave
components: [post]
updates:
  - {id: a1, at: 2026-11-10T08:41:00Z, status: investigating, message: Nothing leaves.}
---
"""
CLOCKS = ("2 minutes", "3 hours")


class Host:
    """A site that is served, and built again when somebody writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site_dir = folder / "site"

    @property
    def incidents(self) -> Path:
        """The folder of incidents."""
        return self.folder / "incidents"

    def resolve(self) -> None:
        """Write the closing update, which was promised two minutes earlier."""
        self._add("2026-11-10-post-down.md", UPDATE)

    def break_down(self) -> None:
        """Write the first word of an outage."""
        (self.incidents / "2026-11-10-post-down.md").write_text(OUTAGE, encoding="utf-8")

    def call_off(self) -> None:
        """Write that the planned work does not take place."""
        self._add("2026-11-20-new-van.md", CALLED_OFF)

    def _add(self, name: str, update: str) -> None:
        file = self.incidents / name
        text = file.read_text(encoding="utf-8")
        file.write_text(update.join(text.rsplit("---", 1)), encoding="utf-8")

    def publish(self, at: datetime) -> None:
        """Build again, over what is served."""
        after = built(self.folder, self.folder / "after", str(int(at.timestamp())))
        shutil.copytree(after, self.site_dir, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give two built sites: one in the middle of an outage, one where all is well."""
    folder = tmp_path_factory.mktemp("hosts")
    for name in ("busy", "well"):
        prepare(name, folder / name)
        built(folder / name, folder / name / "site", NOW)
    return {name: folder / name for name in ("busy", "well")}


@pytest.fixture
def host(hosts: dict[str, Path], tmp_path: Path) -> Callable[[str], Host]:
    """Give a copy of a site, which a test may change."""

    return lambda name: Host(Path(shutil.copytree(hosts[name], tmp_path / name)))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a visitor in Dubai."""
    found = browser.new_context(timezone_id="Asia/Dubai", color_scheme="light")
    yield found
    found.close()


def opened(context: BrowserContext, address: str, at: datetime = AT) -> Page:
    """Open a page at a moment."""
    page = context.new_page()
    page.clock.install(time=at)
    page.goto(address)
    expect(page.locator("#sp-colours")).to_be_visible()
    return page


def kept(
    context: BrowserContext, address: str, at: datetime, html: str, *, is_alone: bool = False
) -> Page:
    """Open a page of which the browser has an old copy."""
    page = context.new_page()
    page.clock.install(time=at)
    if is_alone:
        page.route("**/build.json", lambda route: route.abort())
        page.route(address, lambda route: route.abort())
    page.route(address, lambda route: route.fulfill(body=html, content_type="text/html"), times=1)
    page.goto(address)
    expect(page.locator("#sp-colours")).to_be_visible()
    return page


def next_word(page: Page) -> Locator:
    """Find the sentence about the next update."""
    return page.locator(".next").first


def state_of_work(page: Page) -> Locator:
    """Find the word that says where planned work stands."""
    return page.locator("[data-window]").first


@pytest.mark.parametrize("path", [STATUS, INCIDENT])
class TestAnUpdateThatIsDue:
    """An open incident, whose next update was promised by 08:50."""

    def test_is_announced_by_both_clocks(
        self, path: str, context: BrowserContext, host: Callable[[str], Host]
    ) -> None:
        """Before its time the page says when it comes, for the visitor too."""
        with served(host("busy").site_dir) as base:
            page = opened(context, base + path)
            expect(next_word(page)).to_have_text("Next update by 08:50 (12:50 for you)")

    def test_is_late_only_for_who_asked(
        self, path: str, context: BrowserContext, host: Callable[[str], Host]
    ) -> None:
        """The page checks first, and says late once the site has answered with nothing newer."""
        with served(host("busy").site_dir) as base:
            page = opened(context, base + path)
            page.route("**", lambda route: None)  # asked, and not answered yet
            page.clock.run_for(10 * 60_000 + 30_000)
            expect(next_word(page)).to_have_text(
                "An update was due by 08:50 (12:50 for you). Looking for it …"
            )
            page.unroute_all()
            page.reload()
            late = "We promised an update by 08:50 (12:50 for you) and are"
            expect(next_word(page)).to_contain_text(late)
            expect(next_word(page)).to_have_class("next is-late")

    @pytest.mark.parametrize("left", CLOCKS)
    def test_is_not_called_late_by_a_device_that_is_alone(
        self, path: str, left: str, context: BrowserContext, host: Callable[[str], Host]
    ) -> None:
        """Without the network, two minutes after the time or three hours later, it says whose fault that is."""
        with served(host("busy").site_dir) as base:
            page = opened(context, base + path)
            page.wait_for_load_state("networkidle")
            context.set_offline(True)
            page.clock.run_for({"2 minutes": 12 * 60_000, "3 hours": 180 * 60_000}[left])
            expect(next_word(page)).to_have_text("An update was due by 08:50 (12:50 for you).")
            expect(page.locator("#sp-stale")).to_have_text(
                "You are reading the page of 12:40. Your device cannot get a newer one."
            )
            context.set_offline(False)
            page.clock.run_for(5 * 60_000)
            expect(page.locator("#sp-stale")).to_have_text("")
            expect(next_word(page)).to_contain_text("We promised an update by 08:50")

    def test_is_there_on_a_page_left_open(
        self, path: str, context: BrowserContext, host: Callable[[str], Host]
    ) -> None:
        """A page that is looked at again after three hours has what was said meanwhile, and accuses nobody."""
        site = host("busy")
        with served(site.site_dir) as base:
            page = opened(context, base + path)
            page.wait_for_load_state("networkidle")
            page.evaluate("window.same = true")
            hide(page, hidden=True)
            site.resolve()
            site.publish(AT + timedelta(minutes=13))
            page.clock.run_for(180 * 60_000)
            hide(page, hidden=False)
            expect(page.locator("#sp-stale")).to_contain_text("Updated at 15:4")
            expect(page.locator("main")).not_to_contain_text("We promised an update by 08:50")
            assert page.evaluate("window.same")

    def test_is_there_where_an_old_copy_was_loaded(
        self, path: str, context: BrowserContext, host: Callable[[str], Host]
    ) -> None:
        """A copy from before the update, even one that says late, is renewed when it is loaded."""
        site = host("busy")
        site.publish(AT + timedelta(minutes=11))
        old = (site.site_dir / path / "index.html").read_text(encoding="utf-8")
        assert "We promised an update by" in old
        assert "As of" in old
        site.resolve()
        site.publish(AT + timedelta(minutes=13))
        with served(site.site_dir) as base:
            page = kept(context, base + path, AT + timedelta(hours=3), old)
            expect(page.locator("#sp-stale")).to_contain_text("Updated at")
            expect(page.locator("main")).not_to_contain_text("We promised an update by 08:50")

    def test_an_old_copy_alone_says_that_it_is_one(
        self, path: str, context: BrowserContext, host: Callable[[str], Host]
    ) -> None:
        """A copy that says late, with no network, takes back what it cannot know."""
        site = host("busy")
        site.publish(AT + timedelta(minutes=11))
        old = (site.site_dir / path / "index.html").read_text(encoding="utf-8")
        with served(site.site_dir) as base:
            page = kept(context, base + path, AT + timedelta(days=1), old, is_alone=True)
            expect(next_word(page)).to_have_text("An update was due by 08:50 (12:50 for you).")
            expect(next_word(page)).not_to_contain_text("late")
            alone = (
                "You are reading the page of 10 Nov, 12:51. Your device cannot get a newer one."
                if path == STATUS
                else "Your device cannot get a newer page."
            )
            expect(page.locator("#sp-stale")).to_have_text(alone)


def hide(page: Page, *, hidden: bool) -> None:
    """Put a page into the background, or bring it back."""
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange', {bubbles: true})); }",
        hidden,
    )


def test_notices_an_outage_within_a_minute(
    context: BrowserContext, host: Callable[[str], Host]
) -> None:
    """A page opened while all was well says what is wrong, a minute after it was published."""
    site = host("well")
    with served(site.site_dir) as base:
        page = opened(context, base)
        expect(page.locator("#headline")).to_have_text("Everything works")
        page.wait_for_load_state("networkidle")
        site.break_down()
        site.publish(AT + timedelta(minutes=1))
        page.clock.run_for(60_000)
        expect(page.locator("#headline")).to_have_text("No letters leave")
        expect(page.locator("#sp-stale")).to_contain_text("Updated at 12:4")
        assert "No letters leave" in page.title()


def test_asks_little(context: BrowserContext, host: Callable[[str], Host]) -> None:
    """While nothing changes it asks for one small file, and for nothing while nobody looks."""
    with served(host("well").site_dir) as base:
        asked: list[str] = []
        page = opened(context, base)
        page.wait_for_load_state("networkidle")
        page.on("request", lambda request: asked.append(request.url))
        page.clock.run_for(50_000)
        page.wait_for_load_state("networkidle")
        assert asked == [base + "build.json"]
        hide(page, hidden=True)
        page.clock.run_for(3_600_000)
        assert asked == [base + "build.json"]


WORDS = (
    (START - timedelta(minutes=1), "Planned"),
    (START + timedelta(minutes=1), "Under way"),
    (END + timedelta(minutes=1), "Should be done"),
    (END + timedelta(days=3), "Should be done"),
)
"""What planned work is called, by when the page is opened."""


@pytest.mark.parametrize("path", [STATUS, WORK, "components/post/"])
def test_planned_work_goes_by_the_clock(
    path: str, context: BrowserContext, hosts: dict[str, Path]
) -> None:
    """A page built before the window says planned, under way or should be over, by when it is opened."""
    with served(hosts["well"] / "site") as base:
        for at, word in WORDS:
            page = opened(context, base + path, at)
            expect(state_of_work(page)).to_have_text(word)
            page.close()


COMPONENTS = (
    (START - timedelta(minutes=1), "Works", "operational"),
    (START + timedelta(minutes=1), "Maintenance", "maintenance"),
    (END + timedelta(minutes=1), "Should be done", "maintenance"),
)
"""What the component is called that the work concerns, by when a page from before the window is opened."""


@pytest.mark.parametrize("path", [STATUS, "components/post/"])
def test_a_component_goes_by_the_clock_of_its_work(
    path: str, context: BrowserContext, hosts: dict[str, Path]
) -> None:
    """No component is green within the window of the work on it, nor after it before somebody says so; others are."""
    with served(hosts["well"] / "site") as base:
        for at, word, mark in COMPONENTS:
            page = opened(context, base + path, at)
            state = page.locator("[data-component=post] .state")
            expect(state).to_have_text(word)
            expect(state).to_have_class(f"state state-{mark}")
            for other in page.locator("[data-component]:not([data-component=post]) .state").all():
                expect(other).to_have_text("Works")
            page.close()


def test_the_bar_of_today_goes_by_the_clock(
    context: BrowserContext, host: Callable[[str], Host]
) -> None:
    """A page made on the morning of the work has its bar; one made days before says to which day its bars go."""
    site = host("well")
    with served(site.site_dir) as base:
        bar = "[data-component=post] .bars .bar-maintenance"
        page = opened(context, base, START + timedelta(minutes=5))
        expect(page.locator(bar)).to_have_count(0)
        expect(page.locator(".key")).to_contain_text("90 days to 10 November 2026")
        page.close()
        site.publish(START - timedelta(minutes=30))
        page = opened(context, base, START - timedelta(minutes=5))
        expect(page.locator(bar)).to_have_count(0)
        page.clock.run_for(10 * 60_000)
        expect(page.locator(bar)).to_have_count(1)
        assert page.locator(bar).get_attribute("d") == "M89 40v-18h.7v18z"
        expect(page.locator(".bars .bar-maintenance")).to_have_count(1)


def test_work_that_should_be_over_is_not_called_under_way(
    context: BrowserContext, host: Callable[[str], Host]
) -> None:
    """A page made within the window, looked at after it, says so in the tab, the headline and the component's row."""
    site = host("well")
    site.publish(START + timedelta(minutes=10))
    with served(site.site_dir) as base:
        page = opened(context, base, END - timedelta(minutes=1))
        expect(page.locator("[data-component=post] .state")).to_have_text("Maintenance")
        assert page.title().startswith("Planned work under way: ")
        page.clock.run_for(2 * 60_000)
        expect(page.locator("[data-component=post] .state")).to_have_text("Should be done")
        expect(page.locator(".headline .kicker")).to_have_text("Should be done")
        assert page.title().startswith("Should be done: ")


def test_the_box_about_work_is_true_at_any_time(
    context: BrowserContext, host: Callable[[str], Host]
) -> None:
    """Before, in and after the window it asks whether this affects the reader, and not whether it will or did."""
    with served(host("well").site_dir) as base:
        for at in (START - timedelta(minutes=1), START + timedelta(minutes=1), END):
            page = opened(context, base + WORK, at)
            expect(page.locator("#affected")).to_have_text("Does this affect you?")
            page.close()


@pytest.mark.parametrize("path", [STATUS, WORK])
def test_planned_work_begins_and_ends_on_a_page_left_open(
    path: str, context: BrowserContext, host: Callable[[str], Host]
) -> None:
    """A page opened before the window follows it; alone it says what was planned, and no more."""
    with served(host("well").site_dir) as base:
        page = opened(context, base + path, START - timedelta(minutes=10))
        expect(state_of_work(page)).to_have_text("Planned")
        page.clock.run_for(11 * 60_000)
        expect(state_of_work(page)).to_have_text("Under way")
        context.set_offline(True)
        page.clock.run_for(10 * 60_000)
        expect(state_of_work(page)).to_have_text("Planned for now")
        page.clock.run_for(180 * 60_000)
        expect(state_of_work(page)).to_have_text("Should be done")


@pytest.mark.parametrize("path", [STATUS, WORK])
def test_an_old_copy_of_planned_work_is_renewed(
    path: str, context: BrowserContext, host: Callable[[str], Host]
) -> None:
    """A copy from before the work was called off does not say, within the window, that it is under way."""
    site = host("well")
    old = (site.site_dir / path / "index.html").read_text(encoding="utf-8")
    site.call_off()
    site.publish(START - timedelta(minutes=20))
    with served(site.site_dir) as base:
        page = kept(context, base + path, START + timedelta(minutes=5), old)
        expect(page.locator("#sp-stale")).to_contain_text("Updated at")
        expect(page.locator("main")).not_to_contain_text("Under way")
        expect(page.locator("[data-window]")).to_have_count(0)
        page.close()
        page = kept(context, base + path, START + timedelta(minutes=5), old, is_alone=True)
        expect(state_of_work(page)).to_have_text("Planned for now")
        expect(page.locator("#sp-stale")).to_contain_text("Your device cannot get a newer")


LEFT = (
    (START - timedelta(days=3, hours=6), "in 4 days"),
    (START - timedelta(days=2, hours=1), "in 2 days"),
    (START - timedelta(hours=47, minutes=30), "in 47 hours"),
    (START - timedelta(minutes=90), "in 1 hour"),
    (START - timedelta(seconds=90), "in 2 minutes"),
)
"""How far ahead the work is called, by when the page is read."""


@pytest.mark.parametrize("path", [STATUS, WORK])
def test_how_far_ahead_work_is_goes_by_the_clock(
    path: str, context: BrowserContext, hosts: dict[str, Path]
) -> None:
    """On one page left open the days, by the site's own, become hours and minutes, and are gone once it begins."""
    with served(hosts["well"] / "site") as base:
        page = opened(context, base + path, LEFT[0][0] - timedelta(hours=1))
        page.clock.pause_at(LEFT[0][0])
        for (at, says), (then, _) in pairwise((*LEFT, (START + timedelta(minutes=1), ""))):
            expect(page.locator("[data-until]")).to_have_text(f" · {says}")
            page.clock.fast_forward(int((then - at).total_seconds() * 1000))
        for left in page.locator("[data-until]").all():
            expect(left).to_have_text("")


def test_work_that_has_begun_comes_first(
    context: BrowserContext, host: Callable[[str], Host]
) -> None:
    """A front page from before the window does not say that everything works within it."""
    with served(host("well").site_dir) as base:
        page = opened(context, base, START + timedelta(minutes=5))
        expect(page.locator("#headline")).to_have_text("We change the van")
        expect(page.locator(".headline .kicker")).to_have_text("Under way")
        expect(page.locator(".headline .since")).to_have_text(
            re.compile(r"20 November 2026, 05:00–07:00 \(09:00–11:00 for you\) *Post *$")
        )
        expect(page.locator(".headline .last")).to_contain_text("On 20 November the van is away.")
        expect(page.get_by_role("link", name="We change the van", exact=True)).to_have_count(1)
        expect(page.locator("#ahead")).to_have_count(0)
        assert page.title().startswith("We change the van")


@pytest.mark.parametrize(
    ("zone", "own"),
    [
        ("Pacific/Auckland", "18:00–20:00 for you"),
        ("Pacific/Honolulu", "19 Nov, 19:00–21:00 for you"),
    ],
)
def test_a_visitor_on_another_day_reads_their_day(
    zone: str, own: str, browser: Browser, hosts: dict[str, Path]
) -> None:
    """Where it is another day for the visitor, that stands with their time."""
    context = browser.new_context(timezone_id=zone)
    with served(hosts["well"] / "site") as base:
        for path in (STATUS, WORK):
            page = opened(context, base + path)
            window = page.locator("time[data-time=span] + .local").first
            expect(window).to_have_text(f" ({own})")
    context.close()


@pytest.mark.parametrize("path", [STATUS, INCIDENT])
def test_a_visitor_on_another_day_reads_theirs_with_a_promise(
    path: str, browser: Browser, hosts: dict[str, Path]
) -> None:
    """The next update of this morning is of yesterday's night in Honolulu, and in Lord Howe of tonight, by half hours."""
    words = {
        "Pacific/Honolulu": "Next update by 08:50 (9 Nov, 22:50 for you)",
        "Australia/Lord_Howe": "Next update by 08:50 (19:50 for you)",
    }
    with served(hosts["busy"] / "site") as base:
        for zone, text in words.items():
            context = browser.new_context(timezone_id=zone)
            expect(next_word(opened(context, base + path))).to_have_text(text)
            context.close()


@pytest.mark.parametrize("path", [STATUS, INCIDENT])
def test_without_script_it_says_as_of_when(
    path: str, browser: Browser, host: Callable[[str], Host]
) -> None:
    """Without a script nothing can follow the clock: the page says as of when it is true."""
    context = browser.new_context(java_script_enabled=False)
    with served(host("busy").site_dir) as base:
        page = context.new_page()
        page.goto(base + path)
        expect(page.locator("noscript p").first).to_contain_text("As of 10 November 2026, 08:")
        expect(next_word(page)).to_have_text("Next update by 08:50")
        if path == STATUS:
            elsewhere = "The same page is at status.harbour.example spare.harbour.example"
            expect(page.locator("noscript p").last).to_have_text(elsewhere)
    context.close()


def at_spare(page: Page, site_dir: Path, at: datetime = AT) -> set[str]:
    """Open the front page at its second host, and give the hosts that will have been asked."""
    asked: set[str] = set()

    def answer(route: Route) -> None:
        url = urlsplit(route.request.url)
        asked.add(url.netloc)
        path = site_dir / url.path.lstrip("/")
        route.fulfill(path=path / "index.html" if path.is_dir() else path)

    page.route("https://*/**", answer)
    page.clock.install(time=at)
    page.goto("https://spare.harbour.example/")
    page.wait_for_load_state("networkidle")
    return asked


def test_a_copy_that_is_behind_names_the_other_host(
    context: BrowserContext, host: Callable[[str], Host]
) -> None:
    """Where a promise has passed since it was built; never itself, and the other host is asked nothing."""
    site, page = host("busy"), context.new_page()
    asked = at_spare(page, site.site_dir)
    other = page.locator("#sp-elsewhere")
    expect(other).to_be_hidden()
    page.clock.run_for(11 * 60_000)
    expect(other).to_be_visible()
    expect(other).to_have_text("There may be a newer page at status.harbour.example ")
    site.publish(AT + timedelta(minutes=13))
    page.clock.run_for(2 * 60_000)
    expect(next_word(page)).to_contain_text("We promised an update by 08:50")
    expect(other).to_be_hidden()
    assert asked == {"spare.harbour.example"}


def test_a_copy_that_no_day_has_renewed_names_the_other_host(
    context: BrowserContext, hosts: dict[str, Path]
) -> None:
    """Where nothing is open a build a day is what was promised."""
    for hours, is_told in ((25, False), (27, True)):
        page = context.new_page()
        at_spare(page, hosts["well"] / "site", AT + timedelta(hours=hours))
        expect(page.locator("#sp-elsewhere")).to_be_visible(visible=is_told)


def test_a_device_that_is_alone_is_told_of_the_other_host(
    context: BrowserContext, host: Callable[[str], Host]
) -> None:
    """Nothing can be asked of this one."""
    with served(host("busy").site_dir) as base:
        page = opened(context, base)
        page.wait_for_load_state("networkidle")
        page.route("**", lambda route: route.abort())
        page.clock.run_for(2 * 60_000)
        expect(page.locator("#sp-elsewhere a")).to_have_count(2)
        expect(page.locator("#sp-elsewhere")).to_be_visible()


@pytest.mark.parametrize("path", [STATUS, INCIDENT, WORK, "components/post/"])
def test_a_fresh_page_says_nothing_of_itself(
    path: str, context: BrowserContext, host: Callable[[str], Host]
) -> None:
    """A page that is up to date says nothing of that."""
    name = "well" if path == WORK else "busy"
    with served(host(name).site_dir) as base:
        page = opened(context, base + path)
        page.wait_for_load_state("networkidle")
        page.clock.run_for(60_000)
        expect(page.locator("#sp-stale")).to_have_text("")
