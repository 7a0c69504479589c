"""Inside a site that has its own pages, navigation and theme: those stay as they are, and ours stand below an address."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from mkdocs_statuspage.desk.own_pages import missing_pages_of, own_pages_in_the_way
from mkdocs_statuspage.desk.workspace import workspace_at
from plugin.library import NOW, SITES, Built, run
from plugin.test_matrix import ENVIRONMENT, python

__all__ = ["python"]

URL = "https://harbour.example/docs/"
OURS = URL + "status/"
POST = "---\ndate: 2026-01-02\n---\n# Stamps\n\nNew.\n\n<!-- more -->\n\nThey stick.\n"
PAGES: Mapping[str, str] = {
    "index.md": "# Harbour\n\nWe carry letters.\n\n!!! note\n    Daily.\n",
    "about.md": "---\ntags: [us]\n---\n# About us\n\nSee [the front](index.md).\n",
    "about.pt.md": "# Sobre nós\n\nLevamos cartas.\n",
    "blog/index.md": "# Blog\n",
    "blog/posts/stamps.md": POST,
    "own.css": "h1 { color: red }\n",
    "own.js": "var a = 1;\n",
    "logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
    "../overrides/main.html": '{% extends "base.html" %}{% block announce %}<b>New!</b>{% endblock %}',
}
THEME = {
    "name": "material",
    "font": False,
    "logo": "logo.svg",
    "custom_dir": "overrides",
    "features": ["navigation.tabs"],
    "palette": [{"scheme": "default", "primary": "teal", "toggle": {"icon": "material/brightness-4", "name": "x"}}, {"scheme": "slate"}],
}  # fmt: skip
CONFIG = {
    "site_name": "Harbour",
    "site_url": URL,
    "theme": THEME,
    "markdown_extensions": ["admonition"],
    "extra_css": ["own.css"],
    "extra_javascript": ["own.js"],
    "repo_url": "https://git.harbour.example/docs",
    "edit_uri": "edit/main/docs/",
}
CARRIED = ("search/search_index.json", "sitemap.xml", "sitemap.xml.gz")
"""What names each page of a site."""
FOR_HOSTS = {"_headers", "_redirects"}
GUEST: dict[str, object] = {"statuspage": {"incidents_dir": "incidents"}}


def prepared(folder: Path, *plugins: object, **config: object) -> Built:
    """Write a site of MkDocs that has pages of its own, and incidents beside them."""
    for name, text in PAGES.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(SITES / "busy", folder / "incidents")
    settings = CONFIG | {"plugins": plugins} | config
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(json.loads(json.dumps(settings))))
    return Built(folder)


def built(folder: Path, *plugins: object, **config: object) -> Built:
    """Build it as a strict build."""
    site = prepared(folder, *plugins, **config)
    done = run(site, "--strict")
    assert done.returncode == 0, done.stderr
    return site


def files(site: Built) -> dict[str, bytes]:
    """Give every file of a built site."""
    paths = (path for path in site.site_dir.rglob("*") if path.is_file())
    return {path.relative_to(site.site_dir).as_posix(): path.read_bytes() for path in paths}


def found(data: bytes) -> list[dict[str, object]]:
    """Give what an index of the search holds."""
    return list(json.loads(data)["docs"])


THEIRS = ("search", "tags", "blog")


@pytest.fixture(scope="module")
def guest(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Give the site with our pages, built in this process, where what runs of the program is measured."""
    site = prepared(tmp_path_factory.mktemp("guest"), *THEIRS, GUEST)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOW)
        patch.chdir(site.folder)
        config = load_config(str(site.folder / "mkdocs.yml"), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    return site


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Give the same site without them."""
    return built(tmp_path_factory.mktemp("alone"), *THEIRS)


def compare(alone: Mapping[str, bytes], guest: Mapping[str, bytes]) -> None:
    """Hold that a site with our pages is the one without them, and they are below their address."""
    ours = guest.keys() - alone.keys()
    assert {name for name in alone if alone[name] != guest.get(name)} <= {*CARRIED}
    assert {name for name in ours if not name.startswith("status/")} <= FOR_HOSTS
    assert {"status/index.html", "status/feed.xml", "status/api/v2/summary.json"} <= ours
    entries = found(guest[CARRIED[0]])
    assert [e for e in entries if not str(e["location"]).startswith("status/")] == found(alone[CARRIED[0]])  # fmt: skip
    locations = [str(e["location"]) for e in entries]
    assert "status/incidents/2026-11-10-post-down/" in locations
    assert len(locations) == len(set(locations))


def test_other_pages_are_the_same(alone: Built, guest: Built) -> None:
    """Byte for byte, with a blog, tags, an override and a palette; only what names all pages has more names."""
    compare(files(alone), files(guest))
    maps = [set(re.findall("<loc>(.*?)</loc>", site.read("sitemap.xml"))) for site in (alone, guest)]  # fmt: skip
    assert maps[0] < maps[1]
    assert all(url.startswith(OURS) for url in maps[1] - maps[0])


def test_every_address_is_below_ours(guest: Built) -> None:
    """In feeds, calendar, API, badges, pages and what hosts read."""
    for name, data in files(guest).items():
        if not name.startswith("status/") and name not in FOR_HOSTS:
            continue
        text = data.decode(errors="replace")
        told = set(re.findall(r"https://harbour\.example/[\w/.-]*", text))
        assert {url for url in told if not f"{url}/".startswith(OURS)} == set(), name
    assert guest.read("status/feed.xml").count(OURS) > 5
    assert json.loads(guest.read("status/api/v2/summary.json"))["page"]["url"] == OURS.rstrip("/")
    assert f'<link rel="canonical" href="{OURS}history/">' in guest.read(
        "status/history/index.html"
    )
    paths = re.findall(r"^/\S*", guest.read("_headers") + guest.read("_redirects"), re.MULTILINE)
    assert paths
    assert all(path.startswith("/status/") for path in paths)
    edit = "https://git.harbour.example/docs/edit/main/incidents/2026-11-10-post-down.md"
    assert edit in guest.read("status/incidents/2026-11-10-post-down/index.html")


def test_every_link_of_ours_leads_somewhere(guest: Built) -> None:
    """Whatever a page of ours names in the site is there, and the site's own front page is one link away."""
    there = files(guest)
    for path, html in guest.pages():
        if path.startswith("status/"):
            for target in links(html):
                url = urljoin(f"https://x/{path.removesuffix('index.html')}", target)
                name = unquote(urlsplit(url).path).lstrip("/")
                wanted = name + "index.html" if not name or name.endswith("/") else name
                assert urlsplit(url).netloc != "x" or wanted in there, (path, target)
    assert 'class="sp-name" href="./../"' in guest.read("status/index.html")
    assert "own.css" not in guest.read("status/index.html")


def links(html: str) -> Iterator[str]:
    """Yield what a page links to and loads."""
    for target in re.findall(r'(?:href|src|data-build)="([^"#]+)', html):
        if not target.startswith(("mailto:", "data:")):
            yield target.replace("&amp;", "&")


def test_its_search_is_ours_and_the_sites_own_finds_our_pages_too(guest: Built) -> None:
    """The search page stands in our frame; the index of the site has entries of ours, see `compare`."""
    page = guest.read("status/search/index.html")
    assert 'class="md-' not in page
    assert "data-own" not in page
    parts = json.loads(guest.read("status/search/parts.json"))
    entries = [e for name in parts for e in json.loads(guest.read(f"status/search/{name}.json"))]
    assert "incidents/2026-11-10-post-down/" in [url for url, _, _, _ in entries]


def test_a_navigation_may_name_it(tmp_path: Path) -> None:
    """By its owner's words; and instant navigation, which cannot show our pages, does not learn of them."""
    nav = [{"Home": "index.md"}, {"Is it up?": "status/index.md"}, {"More": ["about.md"]}]
    theme = THEME | {"features": ["navigation.instant"]}
    site = built(tmp_path, "search", GUEST, nav=nav, theme=theme)
    front = site.read("index.html")
    assert re.search(r'href="status/"[^>]*>\s*<span[^>]*>\s*Is it up\?', front)
    assert '"navigation.instant"' in front
    assert OURS not in site.read("sitemap.xml")


def test_commands_know_where_it_stands(guest: Built, tmp_path: Path) -> None:
    """They find the incidents, name the pages' addresses, and look for own pages where those are."""
    workspace = workspace_at(guest.folder)
    assert workspace
    assert workspace.incidents_dir == guest.folder / "incidents"
    assert workspace.page_url("x") == f"{OURS}incidents/x/"
    assert list(own_pages_in_the_way(workspace)) == []
    copy = prepared(tmp_path, GUEST)
    (copy.folder / "docs/status").mkdir()
    (copy.folder / "docs/status/history.md").write_text("# Mine\n")
    (copy.folder / "incidents/pages").mkdir()
    for name in ("thanks", "record"):
        (copy.folder / f"incidents/pages/{name}.md").write_text("# Thanks\n")
    incident = copy.folder / "incidents/2026-11-10-post-down.md"
    told = "[us](/about/) [it](/status/history/) [you](/status/thanks/) [none](/nothing/) **tore**"
    incident.write_text(incident.read_text().replace("**tore**", told))
    workspace = workspace_at(copy.folder)
    assert workspace
    said = [str(one) for one in (*own_pages_in_the_way(workspace), *missing_pages_of(workspace))]
    assert [line.rpartition("[")[2] for line in said] == ["in-the-way]", "in-the-way]", "missing-file]"]  # fmt: skip
    assert "/nothing/" in said[2]
    done = run(copy)
    for line in ("own /status/history/ stands", "own /record/ stands", "`/nothing/`"):
        assert line in done.stderr
    assert "Thanks" in copy.read("status/thanks/index.html")
    assert "search/" not in copy.read("status/history/index.html"), "no plugin searches here"
    page = copy.read("status/incidents/2026-11-10-post-down/index.html")
    assert 'href="../../../about/"' in page
    assert 'href="../../history/"' in page
    assert f"{URL}about/" in copy.read("status/feed.xml")
    assert f"{OURS}history/" in copy.read("status/feed.xml")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"address": "status/"}, "name the folder of incidents as well"),
        ({"incidents_dir": "docs/incidents"}, "must not be in docs_dir or around it"),
        ({"incidents_dir": "."}, "must not be in docs_dir or around it"),
        ({"incidents_dir": "incidents", "address": "../x"}, "write a path below site_url"),
        ({"incidents_dir": "incidents", "address": "a b"}, "write a path below site_url"),
    ],
    ids=str,
)
def test_what_does_not_fit_together_is_refused(
    tmp_path: Path, options: dict[str, str], said: str
) -> None:
    """Before anything is built, with what to do."""
    site = prepared(tmp_path, {"statuspage": options})
    done = run(site)
    assert (done.returncode, site.site_dir.exists()) == (1, False)
    assert said in done.stderr


SIX: tuple[object, ...] = (
    "search",
    {"redirects": {"redirect_maps": {"old.md": "about.md"}}},
    {
        "i18n": {
            "languages": [
                {"locale": "en", "default": True, "name": "English"},
                {"locale": "pt", "name": "Português"},
            ]
        }
    },
    {"minify": {"minify_html": True}},
    "awesome-nav",
    {"rss": {"use_git": False}},
)


@pytest.mark.long
@pytest.mark.parametrize("place", [0, 3, len(SIX)])
def test_six_other_plugins_go_on_working(tmp_path: Path, python: str, place: int) -> None:
    """The site is the same in both its languages, with its redirects, navigation, feeds and small pages, wherever ours stands."""
    both = (*SIX[:place], GUEST, *SIX[place:])
    made = []
    for name, plugins in (("alone", SIX), ("guest", both)):
        site = prepared(tmp_path / name, *plugins)
        (site.folder / "docs/.nav.yml").write_text(
            "nav:\n  - blog\n  - Us: about.md\n  - index.md\n"
        )
        command = [python, "-m", "mkdocs", "build"]
        subprocess.run(command, cwd=site.folder, env=ENVIRONMENT, check=True, capture_output=True)
        made.append(files(site))
    compare(*made)
    assert b"about" in made[1]["old/index.html"]
    assert made[1].keys() >= {"pt/about/index.html", "feed_rss_created.xml"}
    assert OURS.encode() in made[1]["sitemap.xml"]
