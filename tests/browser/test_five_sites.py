"""Every kind of page of five sites: the example, day one, an import, sixty components, right to left."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import html5lib
import pytest
from playwright.sync_api import Browser, ViewportSize

from browser.library import served, violations
from browser.sites import SITES, Paths, made_site

NARROW: ViewportSize = {"width": 320, "height": 700}
IN_SHORT = "right to left"
Looked = tuple[str, Path, Paths]


@pytest.fixture(
    scope="module",
    params=[one if one == IN_SHORT else pytest.param(one, marks=pytest.mark.long) for one in SITES],
)
def looked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Looked]:
    """Give the address of a site, where it was built, and its pages."""
    folder = tmp_path_factory.mktemp("site")
    paths = made_site(request.param, folder)
    with served(folder / "site") as url:
        yield url, folder / "site", paths


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_nobody_is_kept_out(
    browser: Browser, looked: Looked, scheme: Literal["light", "dark"]
) -> None:
    """At 320 pixels nothing scrolls sideways, and axe finds nothing."""
    url, _, paths = looked
    page = browser.new_page(viewport=NARROW, color_scheme=scheme, bypass_csp=True)
    for name, path in paths.items():
        page.goto(url + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, name
        assert violations(page) == [], name
    page.close()


BESIDE = """() => [...document.querySelectorAll('main :not(svg, svg *, .unseen)')].filter((e) =>
  e.checkVisibility() && e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX === "visible" &&
  /grid|flex/.test(getComputedStyle(e.parentElement).display)).map((e) => e.textContent.trim())"""
"""What is wider than its place in a row, so that it is printed over what stands beside it."""


def test_nothing_runs_into_what_stands_beside_it(browser: Browser, looked: Looked) -> None:
    """On a wide screen whatever shares a line with something has room for its longest word, a day with its year too."""
    url, _, paths = looked
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for name, path in paths.items():
        page.goto(url + path)
        assert page.evaluate(BESIDE) == [], name
    page.close()


OUT_OF_PLACE = """() => [...document.querySelectorAll('.prose :is(h2, h3, h4, li:not([class]), td, th)')].filter((e) => {
  const text = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
  while (text.nextNode() && !text.currentNode.data.trim());
  const range = document.createRange(), style = getComputedStyle(e), box = e.getBoundingClientRect();
  range.selectNodeContents(text.currentNode);
  const line = range.getBoundingClientRect();
  if (!line.width) return false;
  const left = line.left - box.left - parseFloat(style.paddingLeft);
  const right = box.right - parseFloat(style.paddingRight) - line.right;
  const end = getComputedStyle(e.parentElement).direction === "rtl" ? "right" : "left";
  const off = { left, right, center: left - right }[e.getAttribute("align") ?? end];
  return Math.abs(off) > 1;
}).map((e) => e.textContent)"""
"""What does not stand where its section begins to be read, or where its column is aligned."""


def test_headings_and_cells_stand_where_one_begins_to_read(
    browser: Browser, looked: Looked
) -> None:
    """On a page read from the right too, figures and foreign words among them; a section in another language as that is read."""
    url, _, paths = looked
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for name, path in paths.items():
        page.goto(url + path)
        assert page.evaluate(OUT_OF_PLACE) == [], name
    page.close()


def test_html_is_valid(looked: Looked) -> None:
    """A strict parser has nothing to say about any page."""
    _, site, paths = looked
    for name, path in paths.items():
        file = site / path / "index.html"
        parser = html5lib.HTMLParser(strict=True)
        parser.parse((file if file.is_file() else site / "404.html").read_text("utf-8"))
        assert parser.errors == [], name
