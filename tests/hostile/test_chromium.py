"""In a real browser no payload runs, none reaches another host, and search still finds what there is."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from hostile.chromium import Visitor, browser, served
from hostile.conftest import Pair, pair
from hostile.documents import Document, urls
from hostile.payloads import shared_payloads
from hostile.sites import built, write
from hostile.test_documents import AT_ONCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

ONE_OF = 12
"""So many components have one page looked at in the short form; their names are on other pages too."""
TEMPLATE = "<template>"
"""Of the theme's own there may be as many as harmless words have; what is in one is looked at too."""
WORDS = ("onerror", "autofocus", "script", "evil", "41006")
"""Asked of the search, they find titles and texts that are payloads."""


@pytest.fixture(scope="module")
def chromium(playwright: "Playwright") -> "Iterator[Browser]":
    with browser(playwright) as one:
        yield one


@pytest.fixture(scope="module")
def root(sites: Pair) -> Iterator[str]:
    with served(sites.hostile) as address:
        yield address


def some(site: Path) -> Sequence[str]:
    """Give the pages to look at: all of incidents, those there is one of, and a few of components."""
    found = urls(site)
    components = [url for url in found if url.startswith("components/")]
    return [url for url in found if url not in components] + components[::ONE_OF]


def assert_harmless(visitor: Visitor, root: str, wanted: Sequence[str], twin: Path) -> None:
    """Open pages; each may have the theme's own scripts and styles, and ask this site alone."""
    for url in wanted:
        did = visitor.open(root + url)
        path = twin / (url if url.endswith(".html") else f"{url}index.html")
        own = Document(path.read_text(encoding="utf-8"))
        allowed = {f"script {one}" for one in own.scripts} | {f"style {one}" for one in own.styles}
        assert did.did.count(TEMPLATE) <= own.attributes["template", ""], url
        assert not set(did.did) - allowed - {TEMPLATE}, url
        assert not [asked for asked in did.asked if not asked.startswith(root)], url
        assert not did.said, url


def test_nothing_runs_even_without_the_policy(chromium: "Browser", root: str, sites: Pair) -> None:
    """The escaping alone holds: the browser is told to disregard every policy."""
    assert_harmless(Visitor(chromium, bypass_csp=True), root, some(sites.hostile), sites.twin)


def test_nothing_is_refused_that_the_pages_need(
    chromium: "Browser", root: str, sites: Pair
) -> None:
    """With the policy no page has anything refused: each kind of page, ordinary ones too."""
    incidents = [f"incidents/2026-11-02-i{number}/" for number in range(0, 80, 9)]
    others = [url for url in urls(sites.hostile) if not url.startswith(("incidents", "comp"))]
    wanted = [*others, "components/c0/", *incidents]
    assert_harmless(Visitor(chromium), root, wanted, sites.twin)


@pytest.mark.parametrize("bypass", [False, True], ids=["policy", "no policy"])
def test_what_search_finds_does_not_run(chromium: "Browser", root: str, bypass: bool) -> None:
    """Search puts titles and texts into its page as text, those of own pages too. And it works."""
    visitor = Visitor(chromium, bypass_csp=bypass)
    visitor.open(f"{root}search/")
    for word in WORDS if bypass else WORDS[:2]:
        found = search(visitor, root, word)
        assert len(found) > 1
        did = visitor.look()
        assert not [one for one in did.did if not one.startswith(("script ", "style "))], word
        assert not [one for one in did.asked if not one.startswith((root, f"blob:{root}"))], word
        assert not did.said, word


def search(visitor: Visitor, root: str, words: str) -> list[str]:
    """Search, and give the titles that were found."""
    page = visitor.page
    page.goto(f"{root}search/?q={quote(words)}", wait_until="load")
    page.wait_for_selector(".result", timeout=10_000)
    return [title.inner_text() for title in page.query_selector_all(".result a")]


def test_search_finds_an_incident_by_its_title(chromium: "Browser", root: str) -> None:
    found = search(Visitor(chromium), root, "plainwords stay")
    assert "plainwords that stay as they are" in found


INJECTED = """<script>alert("injected")</script><img src="x" onerror="alert('handler')">
<script src="https://evil.example/x.js"></script><iframe srcdoc="<script>parent.alert('frame')</script>"></iframe>
"""


@pytest.mark.parametrize("url", ["index.html", "about/index.html", "search/index.html"])
def test_the_policy_would_stop_what_the_escaping_let_through(
    chromium: "Browser", sites: Pair, url: str, tmp_path: Path
) -> None:
    """And this test would see it: without the policy the same script runs and is told."""
    text = (sites.hostile / url).read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(text.replace("</body>", f"{INJECTED}</body>"))
    with served(tmp_path) as address:
        held, free = Visitor(chromium), Visitor(chromium, bypass_csp=True)
        stopped, ran = held.open(address), free.open(address)
    assert {"alert(injected)", "alert(handler)", "alert(frame)"} <= set(ran.did)
    assert not [one for one in stopped.did if one.startswith("alert(")]
    assert [one for one in stopped.did if one.startswith("refused script-src-elem inline")]
    assert [one for one in stopped.did if one.startswith("refused script-src-attr inline")]
    assert [one for one in stopped.did if "https://evil.example" in one]


def test_the_scripts_mistake_no_id_for_their_own(chromium: "Browser", tmp_path: Path) -> None:
    """An update or incident may be called as the places are that scripts look for."""
    write(tmp_path, ["words", "more words"])
    names = ("sp-words", "sp-moved", "sp-live", "sp-colours", "headline", "content")
    updates = "".join(
        f"  - {{id: {name}, at: '2026-11-03T09:0{number}:00Z', message: x}}\n"
        for number, name in enumerate(names)
    )
    for name in names:
        path = tmp_path / "incidents" / f"{name}.yml"
        path.write_text(f"title: An incident\nupdates:\n{updates}")
    with served(built(tmp_path)) as address:
        visitor = Visitor(chromium)
        for url in ("", "history/", *(f"incidents/{name}/#{name}" for name in names)):
            assert not visitor.open(address + url).said, url
            visitor.page.wait_for_timeout(50)
            assert visitor.page.url == address + url


@pytest.mark.long
@pytest.mark.parametrize("start", range(0, 1600, AT_ONCE))
def test_nothing_of_the_long_list_runs(chromium: "Browser", start: int, tmp_path: Path) -> None:
    wanted = shared_payloads()[start : start + AT_ONCE]
    if not wanted:
        pytest.skip("STATUSPAGE_SHARED is not set, or its list is shorter")
    sites = pair(tmp_path / "sites", wanted)
    with served(sites.hostile) as address:
        for bypass in (True, False):
            visitor = Visitor(chromium, bypass_csp=bypass)
            assert_harmless(visitor, address, some(sites.hostile), sites.twin)
