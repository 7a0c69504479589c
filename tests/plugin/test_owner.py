"""What a site's owner sets: repository, own pages, colours, language, overrides."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_statuspage.desk.own_pages import OURS, published_as
from mkdocs_statuspage.mkdocs.material import kind_of
from plugin.library import Built, build, prepare, run


def test_the_pencil_opens_the_incident_file(busy: Built) -> None:
    """With a repository an incident's page links to its source; the front page has no source."""
    link = "https://git.harbour.example/status/edit/main/incidents/2026-11-10-post-down.md"
    assert link in busy.read("incidents/2026-11-10-post-down/index.html")
    assert "edit/main" not in busy.read("index.html")


def test_own_pages_stand_in_our_light_frame(busy: Built) -> None:
    """An ordinary page loads nothing of Material's, and every footer names it."""
    about = busy.read("about/index.html")
    assert re.findall(r'(?:src|href)="\.\./assets/([a-z/]*)', about) == [
        "statuspage/style",
        "statuspage/own",
        "statuspage/script",
    ]
    assert re.search(r"About us(</bdi>)?</a>", busy.read("index.html"))


def test_a_page_that_asks_for_material_has_it(busy: Built) -> None:
    """With `shell: material` in its front matter, under the same header."""
    letters = busy.read("letters/index.html")
    assert 'class="md-container"' in letters
    assert 'class="sp-header md-header"' in letters


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p>A table, and a <a class='button'>button</a></p>", "own"),
        ("<p>class mermaid</p>", "own"),
        ('<pre class="mermaid"><code>graph LR</code></pre>', "material"),
        ('<div class="annotate highlight"></div>', "material"),
        ("<span class='arithmatex'>x</span>", "material"),
        ('<p class="mermaids"></p>', "own"),
    ],
)
def test_what_only_materials_script_can_show_is_materials(html: str, kind: str) -> None:
    """Diagrams, annotations and formulas; a word in the text is none of them."""
    assert kind_of({}, html) == kind
    assert kind_of({"shell": "material"}, html) == "material"


@pytest.mark.parametrize(
    "name",
    ["README.md", "index.md", "subscribe.md", "history/index.md", "feed.xml", "search/parts.json"],
)
def test_a_page_named_like_ours_replaces_nothing_in_silence(tmp_path: Path, name: str) -> None:
    """Ours stands there, and a finding says so."""
    path = tmp_path / "incidents" / "pages" / name
    path.parent.mkdir(parents=True)
    path.write_text("# Ring us up\n", encoding="utf-8")
    built = prepare("empty", tmp_path)
    result = run(built)
    assert result.returncode == 0
    assert f"{name}:1:1: is not published" in result.stderr
    there = published_as(name)
    assert "Ring us up" not in built.read(there)
    assert f"replaces: /{there.removesuffix('index.html')}`" in result.stderr


def test_a_page_that_says_so_replaces_ours(tmp_path: Path) -> None:
    """With the address in its front matter it is meant."""
    pages = tmp_path / "incidents" / "pages"
    pages.mkdir(parents=True)
    text = "---\nreplaces: /subscribe/\n---\n# Ring us up\n\nWe tell you.\n"
    (pages / "subscribe.md").write_text(text, encoding="utf-8")
    built = build("empty", tmp_path)
    assert "Ring us up" in built.read("subscribe/index.html")


def test_the_first_folders_of_our_pages_are_known(well: Built) -> None:
    """`check` looks only at own pages that could stand where ours do."""
    firsts = {path.split("/")[0] for path, _ in well.pages()}
    assert firsts - {"404.html"} <= OURS


def test_an_override_extends_ours(tmp_path: Path) -> None:
    """A `main.html` of the owner's reaches our pages and Material's."""
    overrides = tmp_path / "overrides"
    overrides.mkdir()
    (overrides / "main.html").write_text(
        '{% extends "statuspage/main.html" %}{% block announce %}OVERRIDDEN{% endblock %}',
        encoding="utf-8",
    )
    pages = tmp_path / "incidents" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("# About us\n", encoding="utf-8")
    theme = {"name": "material", "font": False, "custom_dir": "overrides"}
    built = build("empty", tmp_path, theme=theme)
    for path in ("index.html", "about/index.html", "404.html", "history/index.html"):
        assert "OVERRIDDEN" in built.read(path), path


def test_an_override_as_material_documents_it(tmp_path: Path) -> None:
    """One that extends `base.html` and uses Material's words reaches our pages and Material's too."""
    overrides = tmp_path / "overrides"
    overrides.mkdir()
    (overrides / "main.html").write_text(
        '{% extends "base.html" %}{% block announce %}{{ lang.t("footer") }} OVERRIDDEN{% endblock %}'
        "{% block outdated %}{{ super() }}OLD{% endblock %}",
        encoding="utf-8",
    )
    pages = tmp_path / "incidents" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("# About us\n", encoding="utf-8")
    theme = {"name": "material", "font": False, "custom_dir": "overrides"}
    built = build("empty", tmp_path, theme=theme)
    for path in ("index.html", "about/index.html", "404.html", "history/index.html"):
        assert "OVERRIDDEN" in built.read(path), path
    assert 'class="sp-header' in built.read("about/index.html")


def test_the_owners_colour_is_in_the_style_sheet(busy: Built) -> None:
    """One option carries the brand's colour to links on all pages."""
    assert "--sp-brand-light: #0b6e4f" in busy.read("index.html")


def test_logo_favicon_and_own_styles(tmp_path: Path) -> None:
    """Material's own settings hold on our pages: logo, favicon, extra CSS and JavaScript."""
    pages = tmp_path / "incidents" / "pages"
    pages.mkdir(parents=True)
    for name in ("logo.svg", "icon.svg", "own.css", "own.js"):
        (pages / name).write_text("/**/", encoding="utf-8")
    theme = {"name": "material", "font": False, "logo": "logo.svg", "favicon": "icon.svg"}
    built = build(
        "empty", tmp_path, theme=theme, extra_css=["own.css"], extra_javascript=["own.js"]
    )
    page = built.read("history/index.html")
    for reference in ('src="../logo.svg"', 'href="../icon.svg"', 'href="../own.css"'):
        assert reference in page
    assert 'src="../own.js"' in page
    assert (built.site_dir / "logo.svg").is_file()


def test_one_scheme_is_kept(tmp_path: Path) -> None:
    """An owner who allows dark colours only gets dark pages."""
    theme = {"name": "material", "font": False, "palette": {"scheme": "slate"}}
    assert 'data-scheme="dark"' in build("empty", tmp_path, theme=theme).read("index.html")


def test_speaks_the_sites_language(tmp_path: Path) -> None:
    """The language of `statuspage.yml` is that of words, dates and the page's own attribute."""
    config = tmp_path / "incidents" / "statuspage.yml"
    config.parent.mkdir()
    built_from = Path(__file__).parent.parent / "pages" / "sites" / "well" / "statuspage.yml"
    built = build("well", tmp_path)
    text = built_from.read_text(encoding="utf-8").replace("language: en", "language: pt")
    config.write_text(text, encoding="utf-8")
    assert run(built).returncode == 0
    page = built.read("index.html")
    assert '<html lang="pt" dir="ltr"' in page
    assert "Tudo funciona" in page
    assert "3 de novembro de 2026" in page
    assert '<html lang="pt"' in built.read("search/index.html")


def test_the_error_page_works_below_a_path(tmp_path: Path) -> None:
    """On a site below a path, `404.html` finds its style from any address."""
    built = build("empty", tmp_path, site_url="https://harbour.example/status/")
    assert 'href="/status/assets/statuspage/style.' in built.read("404.html")
    assert 'href="/status/history/"' in built.read("404.html")


def test_no_font_comes_from_another_host(tmp_path: Path) -> None:
    """Material's default font would be asked of another host; here it is off unless the owner fetches it."""
    pages = tmp_path / "incidents" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("# About us\n", encoding="utf-8")
    built = build("empty", tmp_path, theme={"name": "material"})
    assert "fonts.g" not in built.read("about/index.html")


LINKS = """\
title: Letters were late
started_at: 2026-11-09T10:00:00Z
updates:
  - id: a
    at: 2026-11-09T10:00:00Z
    status: resolved
    message: |
      [gone](/incidents/nope/), [typo](/abuot/) and ![no picture](/img/no.png), but
      [here](/incidents/letters/#a), [feed](/feed.xml?x), [own](/about/), [bare](/history), [root](/),
      [map](/sitemap.xml), [search](/search/), [words](/search/pages.json), ![own picture](/img/own.png), `[code](/code/)`.
"""


def test_links_from_the_root_to_nothing_are_told_by_check_and_build(tmp_path: Path) -> None:
    """Each with its place, in incidents and in what is said of components; a file that one of these shows is published."""
    built = prepare("empty", tmp_path)
    incidents = tmp_path / "incidents"
    (incidents / "letters.yml").write_text(LINKS, encoding="utf-8")
    (incidents / "pages" / "img").mkdir(parents=True)
    (incidents / "pages" / "about.md").write_text("# About\n", encoding="utf-8")
    (incidents / "pages" / "img" / "own.png").write_bytes(b"")
    (incidents / "map.png").write_bytes(b"")
    config = incidents / "statuspage.yml"
    component = (
        "  hall: {name: Hall, description: 'See ![map](map.png), [a](none.md), [b](/none/)'}\n"
    )
    text = config.read_text(encoding="utf-8").replace("components:\n", f"components:\n{component}")
    config.write_text(text, encoding="utf-8")
    said = run(built).stderr
    checked = subprocess.run(
        [str(Path(sys.executable).with_name("statuspage")), "check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    found = sorted(line for line in checked.stdout.splitlines() if "[missing-file]" in line)
    assert {line.split(";")[0].split(": ", 1)[1] for line in found} == {
        "this link leads to `/incidents/nope/`, and there is no such page",
        "this link leads to `/abuot/`, and there is no such page",
        "this picture leads to `/img/no.png`, and there is no such page",
        "this link leads to `none.md`, and there is no such file",
        "this link leads to `/none/`, and there is no such page",
    }
    assert all(line in said for line in found)
    assert said.count("[missing-file]") == len(found)
    assert "did you mean `/about/`?" in said
    assert (built.site_dir / "incidents" / "map.png").exists()
