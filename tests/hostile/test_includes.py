"""No update can bring a local file, or the result of a template, into the site; nor a foreign picture."""

import re
from pathlib import Path

import pytest

from cli.conftest import Run
from hostile.documents import Document
from hostile.sites import built

SECRET = "hush-3141592653"
SEVEN = "{{ 41006 + 1 }}"
"""Any engine of templates would make 41007 of it."""
MKDOCS = """\
site_name: Tiny status
site_url: https://status.tiny.example/
docs_dir: incidents
theme: {name: material, font: false}
hooks: [macros.py]
plugins: [search, statuspage]
markdown_extensions:
  - pymdownx.snippets: {base_path: [., incidents, /], check_paths: false, url_download: true}
  - attr_list
  - md_in_html
"""
HOOK = '''\
"""What plugins for macros do: run the text and title of each page, unless the page says no."""

from pathlib import Path

from jinja2 import Environment

engine = Environment()
engine.globals["include"] = lambda name: (Path(__file__).parent / name).read_text()


def on_page_markdown(markdown, page, config, files):
    if page.meta.get("render_macros") is False:
        return markdown
    page.title = engine.from_string(str(page.title)).render()
    return engine.from_string(markdown).render()
'''
MESSAGES = [
    '--8<-- ".env"',
    "--8<--\n.env\n--8<--",
    '    --8<-- ".env"\n\n```\n--8<-- ".env"\n```',
    f"{SEVEN} {{{{ include('.env') }}}} {{% include '.env' %}}",
    "{!.env!} !include .env\n\n!!! include .env\n\n[.env](../.env) ![x](../.env)",
    "[a](file:///.env) ![b](file:///.env) <file:///.env> [c](.env) [d](/../.env) ![e](%2e%2e/.env)",
]


@pytest.fixture
def open_house(site: Path) -> Path:
    """Give a site whose owner uses snippets and macros, with a secret beside it."""
    (site / ".env").write_text(f"TOKEN={SECRET}\n")
    (site / "incidents" / ".env").write_text(f"TOKEN={SECRET}\n")
    (site / "mkdocs.yml").write_text(MKDOCS)
    (site / "macros.py").write_text(HOOK)
    pages = site / "incidents" / "pages"
    pages.mkdir()
    (pages / "about.md").write_text(f'# About\n\nAn owner\'s page may: {SEVEN}\n\n--8<-- "shown"\n')
    (site / "shown").write_text("a snippet of the owner's\n")
    return site


def test_an_update_includes_nothing(open_house: Path, run: Run) -> None:
    for message in MESSAGES:
        posted = run("update", "-F", "-", stdin=message)
        assert posted.code == 0, posted.err
    opened = run("open", SEVEN + " --8<-- '.env'", "-c", "api=major_outage", "-m", SEVEN)
    assert opened.code == 0, opened.err
    config = open_house / "incidents" / "statuspage.yml"
    config.write_text(config.read_text().replace("name: Checkout", f"name: '{SEVEN}'"))
    site = built(open_house)
    own = (site / "about" / "index.html").read_text()
    assert "41007" in own  # so the hook and the extension were at work
    assert "a snippet of the owner's" in own
    for path in (path for path in site.rglob("*") if path.is_file()):
        data = path.read_bytes()
        assert SECRET.encode() not in data, path
        if path.parent.name != "about" and path.name != "search_index.json":
            assert b"41007" not in data, path
    page = (site / "incidents" / "2026-11-03-card-payments" / "index.html").read_text()
    assert "{{ 41006 + 1 }}" in page
    assert page.count("--8&lt;--") + page.count("--8<--") >= 4


PICTURES = [
    "![far](https://evil.example/a.png)",
    "![far](http://evil.example/a.png 'title')",
    "![far](HTTPS:evil.example/a.png)",
    "![far][one]\n\n[one]: https://evil.example/a.png",
    "![far](//evil.example/a.png)",
    "![far](/\\evil.example/a.png)",
    '<img src="/&#9;/evil.example/a.png" alt="far">',
    '<img src="&#x2f;&#x2f;evil.example/a.png" alt="far">',
    '<img alt=">" src="https://evil.example/a.png" title=\'<img src="x">\'>',
    '<img src="https://evil.example/a.png" srcset="https://evil.example/b.png 2x" alt="far">',
    '<img src="\thttps://evil.example/a.png" alt="far">',
]
DROPPED = [
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    "[x](\\\\\\\\evil.example/)",
    "[x](ftp://evil.example/)",
    "[x](javascript:alert(1))",
    "[x](statuspage.yml)",
    "[x](../mkdocs.yml)",
    "[x](.git/config)",
    "<a href='&#2;/x'>x</a>",
]


def test_far_pictures_are_links_and_strange_links_are_words(site: Path, run: Run) -> None:
    for message in [*PICTURES, *DROPPED]:
        assert run("update", "-F", "-", stdin=message).code == 0
    made = built(site)
    for path in ("incidents/2026-11-03-card-payments/index.html", "index.html"):
        text = (made / path).read_text()
        page = Document(text)
        assert not page.faults
        for address in re.findall(r'<img[^>]*\bsrc="([^"]*)"', text):
            assert address.startswith(("../../", "./")), address
        for address in re.findall(r'\bhref="([^"]*)"', text):
            assert not re.match(r"[\s\\]|//|file:|ftp:|javascript:", address), address
            assert "mkdocs.yml" not in address
    text = (made / "incidents/2026-11-03-card-payments/index.html").read_text()
    assert text.count('href="https://evil.example/a.png"') >= 4
    names = {path.name for path in made.rglob("*")}
    assert not {"mkdocs.yml", "statuspage.yml", "config"} & names
