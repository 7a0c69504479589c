"""A long history: no page weighs too much, and everything is still reached from the addresses that there always were."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from posixpath import join, normpath
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.bench.make_incidents import CLOCK
from tests.bench.make_reported import make_reported

from mkdocs_statuspage.outputs import all_files, record_json
from mkdocs_statuspage.outputs.pages import files
from mkdocs_statuspage.outputs.pages.frame import frame
from mkdocs_statuspage.outputs.pages.promises_page import ALL_SHOWN
from mkdocs_statuspage.outputs.pages.record_page import CAUSES, OF_CAUSE
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.promise_views import entries
from mkdocs_statuspage.site import Site, load_site
from pages.drawing import context, drawn, framed
from pages.library import URL

MOST = 500_000
"""How many bytes a file has at most."""
FEW, MANY = 270, 5000
ONE, OFTEN = "api", 30
LISTS = ("history/", "reports/", "promises/", "record/", "components/")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Give a site with more within a month than a page holds: of one component, of one cause, and open promises."""
    folder = tmp_path_factory.mktemp("long")
    make_reported(folder, FEW, latest=1, within=timedelta(days=20))
    paths = sorted(folder.rglob("20*.md"))
    for number, path in enumerate(paths):
        head = f"components: [{ONE}]\ncauses: [{', '.join(causes(number))}]"
        head += "\nsource: {system: cstate}"  # of which nobody asks what became of the cause
        text = re.sub(r"components: \[.*", head, path.read_text("utf-8"))
        text = re.sub(r"components: \{[^:]*", f"components: {{{ONE}", text)
        if number % 2:
            text = re.sub(r"due_on: [\d-]*", "due_on: 2027-03-01", text)
            text = re.sub(r", kept_on: [\d-]*|\n    (?:kept_on|evidence): .*", "", text)
        path.write_text(text, "utf-8")
    return load_site(folder / "incidents", CLOCK, URL)


def causes(number: int) -> Iterator[str]:
    """Give causes: one that came thirty times, more that came twice than the record names, and those that came once."""
    yield f"once-{number}"
    if number < OFTEN:
        yield "dns"
    elif number < OFTEN + 2 * (CAUSES + 4):
        yield f"twice-{number // 2}"


@pytest.fixture(scope="module")
def html(long: Site) -> Mapping[str, str]:
    """Give each of its lists as it is drawn, by its address."""
    return lists(long)


def lists(site: Site) -> Mapping[str, str]:
    """Draw every page that lists things."""
    made = (one for one in files(site).values() if isinstance(one, Page))
    return {one.url: page_of(one, site) for one in made if one.url.startswith(LISTS)}


def page_of(page: Page, site: Site) -> str:
    """Draw a page as the theme does."""
    return drawn(page.template, context(page, framed(frame(site), "plain"), "plain"))


def reached(pages: Mapping[str, str], start: str) -> set[str]:
    """Follow links from a page, over pages below it."""
    seen, linked, waiting = set[str](), set[str](), [start]
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            links = {
                urlsplit(href).path for href in re.findall('href="([^"#]+)', pages.get(at, ""))
            }
            found = {normpath(join(at, link)) + "/" for link in links}
            waiting += [one for one in found if one in pages and one.startswith(start)]
            linked |= found
    return linked


@pytest.mark.parametrize("top", ["history/", "reports/", "record/", f"components/{ONE}/"])
def test_each_incident_is_reached(top: str, long: Site, html: Mapping[str, str]) -> None:
    """From the page of all, over those of its year and month."""
    told = {f"incidents/{course.incident.id}/" for course in long.courses if not course.is_open}
    assert told <= reached(html, top)
    assert all(len(page) < MOST / 2 for page in html.values())


def promises_on(pages: Iterable[str]) -> list[str]:
    """Read the anchors of the promises on some pages."""
    return [
        id_ for page in pages for id_ in re.findall('<li class="promise[^>]* id="([^"]+)"', page)
    ]


def test_each_promise_stands_on_one_page(long: Site, html: Mapping[str, str]) -> None:
    """Under its own anchor: what is owed first on the page of all, the rest on pages that are reached from it."""
    given = {f"{one.incident.id}-{one.promise.id}": one.state.is_settled for one in entries(long)}
    on = [page for page in html if page.startswith("promises/") and page != "promises/"]
    first, others = promises_on([html["promises/"]]), promises_on(html[page] for page in on)
    owed = [anchor for anchor in first if not given[anchor]]
    assert sorted([*owed, *others]) == sorted(given)
    assert len(owed) == 100
    assert len(first) <= 100 + ALL_SHOWN
    assert set(on) <= reached(html, "promises/")


def test_each_incident_of_a_cause_is_reached(html: Mapping[str, str]) -> None:
    """The record names the newest, and how many more there are; the others stand where those behind the figures do."""
    record, month = html["record/"], html["record/incidents/2026/04/"]
    assert record.count("<h3><bdi>") == 2 * CAUSES
    assert f'<a href="../record/incidents/#cause-dns">{OFTEN - OF_CAUSE} more</a>' in record
    assert "5 more causes came back." in record
    assert 'id="cause-dns"' in html["record/incidents/"]
    assert f"({OFTEN})" in month.partition('id="cause-dns"')[0][-80:]


def test_the_figures_follow_from_their_parts(long: Site) -> None:
    """A program that reads the parts named in record.json finds every sample and every promise."""
    made: dict[str, Any] = {**record_json.files(long)}
    for _, part in record_json.parts(long):
        made |= part()
    told = json.loads(made["record.json"])
    parts = [json.loads(made[part["url"].removeprefix(URL)]) for part in told["parts"]]
    assert [len(part["incidents"]) for part in parts] == [p["incidents"] for p in told["parts"]]
    found = [one for part in parts for one in part["incidents"]]
    assert sorted(one["url"] for one in found) == sorted(
        f"{URL}incidents/{course.incident.id}/" for course in long.courses
    )
    assert max(len(part["incidents"]) for part in parts) <= 100
    for figure in told["figures"]:
        values = [value for one in found for value in one["figures"].get(figure["key"], ())]
        assert len(values) == figure["n"]
        assert figure["hits"] in (None, sum(values))
    states = [promise["state"] for one in found for promise in one["promises"]]
    assert {k: n for k, n in told["promises"]["states"].items() if n} == {
        state: states.count(state) for state in set(states)
    }


def sizes(site: Site) -> Iterator[tuple[str, int]]:
    """Yield the bytes of every file, pages as they are drawn."""
    for path, content in all_files(site).items():
        text = page_of(content, site) if isinstance(content, Page) else content
        if isinstance(text, str | bytes):
            yield path, len(text)


@pytest.mark.long
@pytest.mark.parametrize("within", [timedelta(days=5.5 * 365), timedelta(days=90)])
def test_no_file_is_large_with_5000_incidents(tmp_path: Path, within: timedelta) -> None:
    """Over the years as within a season."""
    make_reported(tmp_path, MANY, latest=1, within=within)
    site = load_site(tmp_path / "incidents", CLOCK, URL)
    assert [(path, size) for path, size in sizes(site) if size > MOST] == []
