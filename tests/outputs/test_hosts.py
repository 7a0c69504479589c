"""What hosts are told: short caching, CORS and types for whatever programs fetch."""

import re
from dataclasses import replace
from urllib.parse import quote

import pytest

from mkdocs_statuspage.mkdocs.theme import theme_dir
from mkdocs_statuspage.model.incident import Source
from mkdocs_statuspage.outputs.hosts import TYPES, files, headers
from mkdocs_statuspage.outputs.pages import redirects
from mkdocs_statuspage.outputs.pages.assets import TOUCH_ICON, assets
from mkdocs_statuspage.outputs.pages.redirects import RedirectView
from mkdocs_statuspage.outputs.view.old_addresses import old_addresses
from mkdocs_statuspage.outputs.view.previews import Preview
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.writing.hosting_targets import FOREVER, SHORT, cache_of
from outputs.library import URL, made, site

FOLLOWED = re.compile(
    r"(api/v2/.*|.*feed\.(xml|atom|json)|history\.\w+|.*badge\.\w+|.*calendar\.ics)"
)


def matching(path: str) -> list[str]:
    """Give the rules that match a path, as Netlify and Cloudflare Pages match them."""
    return [
        rule
        for rule in TYPES
        if re.fullmatch(re.sub(r":\w+", "[^/]+", rule).replace(".", r"\.").replace("*", ".*"), path)
    ]


def test_each_followed_file_has_exactly_one_rule() -> None:
    """Hosts put headers of several rules together, so no file may have two."""
    for path in made(site()):
        if FOLLOWED.fullmatch(path):
            assert len(matching(f"/{path}")) == 1, path


def test_every_rule_allows_any_page_to_read() -> None:
    """Widgets on other sites may read, and see a change within a minute."""
    blocks = headers().split("\n/")
    assert len(blocks) == len(TYPES)
    assert all("Access-Control-Allow-Origin: *\n" in block for block in blocks)
    assert all("max-age=60, must-revalidate\n" in block for block in blocks)


def rules(address: str = "") -> dict[str, dict[str, str]]:
    """Read `_headers` as hosts do: a path, and below it what is sent with what it matches."""
    found: dict[str, dict[str, str]] = {}
    for line in str(files(replace(site(), address=address))["_headers"]).splitlines():
        if line.startswith("/"):
            assert line not in found
            found[line] = current = {}
        else:
            name, _, value = line.strip().partition(": ")
            current[name] = value
    return found


def test_no_file_is_sent_a_header_by_two_rules() -> None:
    """Hosts add up what several rules say of one header: `/*` and `/incidents/*.svg` say nothing that another does."""
    told = rules()
    everywhere = told.pop("/*")
    assert everywhere["X-Content-Type-Options"] == "nosniff"
    assert everywhere["X-Frame-Options"] == "SAMEORIGIN"
    assert "Strict-Transport-Security" not in str(told | everywhere)
    assert not everywhere.keys() & {name for said in told.values() for name in said}
    assert told.pop("/incidents/*.svg").keys() == {"Content-Security-Policy"}
    folders = {path for path in told if path.endswith("/*")}
    assert not [path for path in told for one in folders - {path} if path.startswith(one[:-1])]


def test_below_an_address_no_rule_holds_for_another_page() -> None:
    """Inside another site its own pages are left alone."""
    assert {path.startswith("/status/") for path in rules("status/")} == {True}


def test_what_has_its_content_in_its_name_is_kept_for_a_year_everywhere() -> None:
    """By hosts that read `_headers` and by storage alike, and nothing else is."""
    kept = {path for path, said in rules().items() if "immutable" in said.get("Cache-Control", "")}
    assert kept == {"/assets/statuspage/*", "/previews/*"}
    unchanging = (
        *(asset.path for asset in assets(theme_dir() / "statuspage", "").values()),
        Preview(name="x").path,
    )
    for path in unchanging:
        assert f"/{path.rpartition('/')[0]}/*" in kept
        assert cache_of(path) == cache_of(f"prefix/{path}") == FOREVER
    for path in (
        "index.html",
        "feed.xml",
        "assets/own.css",
        "incidents/a/x.12345678.png",
        TOUCH_ICON,
    ):
        assert cache_of(path) == SHORT


def test_an_old_address_leads_on_at_every_host() -> None:
    """That of an imported incident, or of what was renamed: a line for hosts that read it, and a page for all others."""
    told = [line.split() for line in str(made(site())["_redirects"]).splitlines()]
    assert told[:2] == [
        ["/incidents/k2m4v8x1q7c3", "/incidents/2019-05-06-lifts/", "301"],
        ["/incidents/2026-09-01-lending", "/incidents/2026-09-01-books-lent-twice/", "301"],
    ]
    assert ["/components/tills", "/components/payments/", "301"] in told
    drawn = {page.path: page.view() for page in redirects.pages(Standpoint.of(site()))}
    for old, new, _ in told:
        view = drawn[f"{old[1:]}.md"]
        assert isinstance(view, RedirectView)
        assert (view.target, view.canonical) == (f"../..{new}", URL + new[1:])
    assert "_redirects" not in made(site("well"))


def test_no_page_is_led_away_from() -> None:
    """A system that had an id which is an incident's of ours has no say in where that leads."""
    whole = site()
    source = Source(system="statuspage", id=whole.incidents[0].id)
    claims = whole.incidents[-1].model_copy(update={"source": source})
    addresses = old_addresses(replace(whole, incidents=(*whole.incidents[:-1], claims)))
    assert f"incidents/{source.id}/" not in {moved.old for moved in addresses}


FROM = {
    ("statuspage", "k2", None): "incidents/k2/",
    ("cstate", "archive/été", None): "issues/archive/été/",
    ("upptime", "17", None): "incident/17/",
    ("upptime", "shop-2024-05-01", None): None,
    ("feed", "tag:1", "https://status.example/notes/a%20b"): None,
    ("feed", "tag:2", "https://status.example/notes/caf%C3%A9/?x=1#y"): "notes/café/",
    ("feed", "tag:3", "https://status.example/history/2024"): None,
    ("feed", "tag:4", "https://status.example/"): None,
    ("feed", "tag:5", None): None,
    ("statuspage", "../x", None): None,
}


@pytest.mark.parametrize("of", FROM)
def test_what_is_imported_is_found_where_it_was(of: tuple[str, str, str | None]) -> None:
    """At the address that its system gave it, or that its entry in a feed led to; never in the place of a page of ours."""
    whole, (system, id_, url) = site(), of
    source = Source(system=system, id=id_, url=url)
    moved = whole.incidents[-1].model_copy(update={"source": source, "formerly": ()})
    here = replace(whole, incidents=(*whole.incidents[:-1], moved))
    found = [one.old for one in old_addresses(here) if one.new.endswith(f"/{moved.id}/")]
    assert found == ([FROM[of]] if FROM[of] else [])
    if FROM[of]:
        line = f"/{quote(str(FROM[of]).rstrip('/'))} /incidents/{moved.id}/ 301"
        assert line in str(made(here)["_redirects"])


def test_a_component_is_found_where_it_was() -> None:
    """cState and Upptime had a page for each."""
    whole = site()
    moved = whole.incidents[-1].model_copy(update={"source": Source(system="cstate", id="a")})
    old = {one.old for one in old_addresses(replace(whole, incidents=(moved,)))}
    assert {f"affected/{id_}/" for id_ in whole.config.components} <= old


def test_robots_are_told_where_the_site_map_is() -> None:
    """On a host that is all ours; below another site, or a folder of a host, the file is not ours to write."""
    there = site()
    assert files(replace(there, url="https://s.example/"))["robots.txt"] == (
        "User-agent: *\nAllow: /\n\nSitemap: https://s.example/sitemap.xml\n"
    )
    for elsewhere in (
        replace(there, url="https://s.example/repository/"),
        replace(there, url="https://s.example/status/", address="status/"),
        replace(there, url=""),
    ):
        assert "robots.txt" not in files(elsewhere)
