"""Pages work for everybody: by eye, ear and keyboard, large and small, with and without scripts."""

import re
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from browser.library import PAGE_TYPES, Watch, served, violations
from followers.tools import build

VARIANTS = [
    (320, "light"),
    (1280, "dark"),
    pytest.param(320, "dark", marks=pytest.mark.long),
    pytest.param(1280, "light", marks=pytest.mark.long),
]
"""Widths and schemes; the other two pairs are looked at by `make test-long`."""
MISSING = "not found"


@pytest.mark.parametrize(("width", "scheme"), VARIANTS)
def test_axe_finds_nothing(
    browser: Browser, example: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    """On every page type, in both schemes, at 320 and 1280 pixels; and nothing scrolls sideways."""
    # axe itself is a script that the policy of our pages would not let in.
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    for name, path in PAGE_TYPES.items():
        page = context.new_page()
        page.goto(example + path)
        assert violations(page) == [], name
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), name
        page.close()
    context.close()


LONG = "Kraftfahrzeughaftpflichtversicherungsgesellschaftenverwaltungsprogramm" * 2
ADDRESS = "https://example.com/" + "a" * 300
OF_LONG_WORDS = {
    "statuspage.yml": f"""\
site_id: long
organisation: {{name: {LONG}}}
timezone: UTC
components: {{long: {{name: {LONG}, description: "See {ADDRESS}"}}}}
""",
    "open.yml": f"""\
title: {LONG}
started_at: 2026-11-09T10:00:00Z
components: [long]
summary: See {ADDRESS}
updates:
  - {{id: a, at: 2026-11-09T10:05:00Z, status: investigating, components: {{long: major_outage}}, message: "{LONG} {ADDRESS} `{LONG}`"}}
""",
    "planned.yml": f"""\
title: {LONG}
kind: maintenance
components: [long]
scheduled: {{start: 2026-12-20T10:00:00Z, end: 2026-12-20T12:00:00Z}}
updates:
  - {{id: s, at: 2026-11-09T10:00:00Z, status: scheduled, message: "{ADDRESS}"}}
""",
    "report.md": f"""\
---
title: {LONG}
started_at: 2026-10-20T10:00:00Z
resolved_at: 2026-10-20T12:00:00Z
components: [long]
source: {{system: x}}
report: {{published_at: 2026-10-21T10:00:00Z}}
prevention:
  - {{id: p, promise: "{LONG} {ADDRESS}", owner: {LONG}, due_on: 2026-12-01}}
---
## {LONG}

{ADDRESS}

| {LONG} | {LONG} |
|---|---|
| {ADDRESS} | x |
""",
}


@pytest.mark.parametrize("language", ["en", pytest.param("he", marks=pytest.mark.long)])
def test_no_word_is_too_long_for_a_small_screen(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    """At 320 and 1280 pixels nothing scrolls sideways on any page, whatever people call things, from either side."""
    incidents, www = tmp_path / "incidents", tmp_path / "www"
    incidents.mkdir()
    for name, text in OF_LONG_WORDS.items():
        (incidents / name).write_text(text, "utf-8")
    config = incidents / "statuspage.yml"
    config.write_text(f"{config.read_text('utf-8')}language: {language}\n", "utf-8")
    build(incidents, www, "https://status.example.com/")
    pages = [path.parent.relative_to(www).as_posix() for path in sorted(www.rglob("index.html"))]
    page = browser.new_page()
    with served(www) as url:
        for width, path in product((320, 1280), pages):
            page.set_viewport_size({"width": width, "height": 700})
            page.goto(f"{url}{path}/")
            assert page.evaluate("document.documentElement.scrollWidth") == width, path
    page.close()
    assert "history" in pages
    assert "components/long" in pages


OF_FEW_WORDS = {
    "statuspage.yml": "site_id: few\norganisation: {name: Few}\ntimezone: UTC\ncomponents: {post: {name: Post}}\n",
    "open.yml": """\
title: Letters wait
started_at: 2026-11-09T10:00:00Z
components: [post]
updates:
  - {id: a, at: 2026-11-09T10:05:00Z, status: investigating, components: {post: major_outage}, message: We look.}
""",
}
STUCK = """() => [...document.querySelectorAll('.headline + *, .card .last')].filter((e) =>
  e.getBoundingClientRect().top - e.previousElementSibling.getBoundingClientRect().bottom < 8).map((e) => e.textContent)"""
"""What sticks to a box or a line above it."""


def test_where_little_is_said_nothing_sticks_together(browser: Browser, tmp_path: Path) -> None:
    """Of an incident of which nobody says whom it hits, what stands next keeps off the box and the line."""
    incidents, www = tmp_path / "incidents", tmp_path / "www"
    incidents.mkdir()
    for name, text in OF_FEW_WORDS.items():
        (incidents / name).write_text(text, "utf-8")
    build(incidents, www, "https://status.example.com/")
    page = browser.new_page()
    with served(www) as url:
        for width, path in product((320, 1280), ("", "incidents/open/")):
            page.set_viewport_size({"width": width, "height": 700})
            page.goto(f"{url}{path}")
            assert page.evaluate(STUCK) == [], path
    page.close()


def test_a_name_of_long_words_stands_above_the_tools(browser: Browser, example: str) -> None:
    """On a phone no word of it is broken while the line has room for it; a word that has none is."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{example}404.html")
    name = "name => document.querySelector('.sp-name span').textContent = name"
    page.evaluate(name, "Genossenschaftliche Verkehrsbetriebe")
    assert page.locator(".sp-name").bounding_box()["height"] < 60, "two words, two lines"  # type: ignore[index]
    page.evaluate(name, "x" * 60)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


def test_the_footer_is_at_the_bottom_of_a_short_page(browser: Browser, example: str) -> None:
    """Below the text where the window is short, and at the window's end where the text is."""
    page = browser.new_page()
    for height in (400, 1400):
        page.set_viewport_size({"width": 1280, "height": height})
        page.goto(f"{example}404.html")
        below = "document.querySelector('.sp-footer').getBoundingClientRect()"
        top, bottom = page.evaluate(f"[{below}.top, {below}.bottom]")
        assert bottom >= height
        assert height in (400, round(bottom))
        assert top >= page.locator("main").bounding_box()["y"]  # type: ignore[index]
    page.close()


def test_zoomed_to_double_nothing_is_lost(browser: Browser, example: str) -> None:
    """At 200 % a window of 1280 pixels has room for 640: every word stays, nothing scrolls sideways."""
    root = "document.documentElement"
    wide = browser.new_page(viewport={"width": 1280, "height": 900})
    zoomed = browser.new_page(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    for name, path in PAGE_TYPES.items():
        texts = []
        for page in (wide, zoomed):
            page.goto(example + path)
            texts.append(page.evaluate(WITHOUT_DAYS))
        assert zoomed.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), name
        if name != "search":  # what was found may not be there yet
            packed = "".join(texts[1].split())
            assert not {word for word in texts[0].split() if word not in packed}, name
    wide.close()
    zoomed.close()


WITHOUT_DAYS = """() => {
  document.querySelectorAll(".wide-only, .phone-only").forEach((one) => one.remove());
  return document.querySelector("main").innerText;
}"""
"""What a page says, but for the words beside bars: a narrow window shows thirty days and speaks of those."""


@pytest.mark.parametrize("name", [name for name in PAGE_TYPES if name != MISSING])
def test_is_silent_and_asks_nobody(browser: Browser, example: str, name: str) -> None:
    """No message on the console, no violation of the policy, no other host, no cookie."""
    context = browser.new_context()
    page = context.new_page()
    watch = Watch(page, example)
    page.goto(example + PAGE_TYPES[name])
    page.wait_for_load_state("networkidle")
    assert (watch.said, watch.asked) == ([], [])
    assert context.cookies() == []
    assert page.evaluate("localStorage.length") == 0
    context.close()


@pytest.mark.parametrize("name", [name for name in PAGE_TYPES if name != "search"])
def test_keeps_its_content_without_scripts(browser: Browser, example: str, name: str) -> None:
    """Every word that is there with scripts is there without, but for running clocks and what copies or is ticked.

    Without them the page says besides as of when it is.
    """
    said = []
    for enabled in (True, False):
        context = browser.new_context(java_script_enabled=enabled, timezone_id="Europe/Lisbon")
        page = context.new_page()
        page.goto(example + PAGE_TYPES[name])
        page.wait_for_load_state("networkidle")
        page.evaluate(
            "document.querySelectorAll('noscript, [data-copy], .until, #sp-pick')"
            ".forEach((one) => one.remove())"
        )
        words = page.locator("main").inner_text().split()
        said.append(
            [word for word in words if word not in {"·", "4", "(56", "minutes)", "minutes", "ago"}]
        )
        context.close()
    assert said[0] == said[1]


def test_search_says_where_else_to_look_without_scripts(browser: Browser, example: str) -> None:
    """Where search cannot work the page says so and leads to the history."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(example + "search/")
    page.get_by_role("link", name="The history lists everything.").click()
    assert page.url == example + "history/"
    context.close()


def test_everything_is_reached_by_keyboard(browser: Browser, example: str) -> None:
    """The first stop skips to the content; header, incident, bars and footer follow in order."""
    page = browser.new_page()
    page.goto(example)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('href') || ''"))
        if page.evaluate("document.activeElement === document.body"):
            break
    shown = "links => links.filter(a => a.checkVisibility()).map(a => a.getAttribute('href'))"
    links = page.eval_on_selector_all("a[href]", shown)
    assert set(links) - {"#content"} <= set(stops)
    page.close()


def test_skipping_moves_past_the_header(browser: Browser, example: str) -> None:
    """After skipping, the next stop is within the main part."""
    page = browser.new_page()
    page.goto(example)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.close()


def test_a_bar_leads_to_its_incident(browser: Browser, example: str) -> None:
    """A day with an incident is a link by keyboard, with a name that says what happened."""
    page = browser.new_page()
    page.goto(example)
    page.get_by_role(
        "link", name=re.compile("3 Nov, Down, .* of downtime: Card payments")
    ).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/2026-11-03-card-payments/")
    page.close()


def test_a_thumb_hits_a_bar(browser: Browser, example: str) -> None:
    """On a phone the links over bars are at least 24 pixels wide and 44 high."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(example)
    for link in page.locator(".bars a:not(.old) rect").all():
        box = link.bounding_box()
        assert box is not None
        assert box["width"] >= 20
        assert box["height"] >= 44
    context.close()


def test_planned_work_is_hatched(browser: Browser, example: str) -> None:
    """No rule of the style sheet fills it, and what works is drawn strongly enough to be seen."""
    page = browser.new_page()
    page.goto(example)
    drawn = "e => getComputedStyle(e)"
    assert "#sp-hatch" in page.eval_on_selector(".key .bar-maintenance", f"{drawn}.fill")
    assert float(page.eval_on_selector(".bars .bar-operational", f"{drawn}.opacity")) >= 0.8
    page.close()


def test_forced_colours_keep_shapes_and_words(browser: Browser, example: str) -> None:
    """When the system chooses the colours, shapes are drawn in its text colour beside their words."""
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(example)
    fills = page.eval_on_selector_all(
        ".mark, .bars path", "shapes => [...new Set(shapes.map(s => getComputedStyle(s).fill))]"
    )
    ink = page.evaluate(
        "(() => { const s = document.body.style; s.color = 'CanvasText';"
        " return getComputedStyle(document.body).color; })()"
    )
    assert fills == [ink]
    assert page.locator(".component .state:visible").last.inner_text().strip() == "Works"
    context.close()


def test_print_is_a_clean_report(browser: Browser, example: str) -> None:
    """On paper there is no navigation, and a link shows its address."""
    page = browser.new_page()
    page.goto(example + PAGE_TYPES["report"])
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".sp-links").is_hidden()
    assert page.locator(".neighbours").is_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    shown = page.locator(".promise a").first.evaluate("a => getComputedStyle(a, '::after').content")
    assert "attr" in shown or "https://" in shown
    page.close()
