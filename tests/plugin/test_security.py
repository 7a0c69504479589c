"""What pages may load and run."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from plugin.library import Built, build

THEME = Path(__file__).parent.parent.parent / "theme"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
INLINE = re.compile(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", re.DOTALL)
LOADED = re.compile(r"<(?:script|img|iframe|source)\b[^>]*?\bsrc=\"([^\"]*)\"|<link\b[^>]*>")


def policy(html: str) -> str:
    found = POLICY.search(html)
    assert found
    return unescape(found[1])


def test_every_page_says_what_it_may_load(busy: Built) -> None:
    """Each built page has a policy before anything that it governs."""
    for path, html in busy.pages():
        assert "default-src 'none'" in policy(html), path
        assert html.index("Content-Security-Policy") < html.index("<script"), path


def test_our_pages_run_no_inline_script(busy: Built) -> None:
    """Our pages hold data in scripts, never code, and no style or handler in attributes."""
    for path, html in busy.pages():
        if "md-content" in html:
            continue
        assert {kind.strip() for kind, _ in INLINE.findall(html)} <= {
            'type="application/ld+json"',
            'type="application/json" id="sp-words"',
        }, path
        assert not re.search(r"<[^>]*\s(?:style|on\w+)=", html), path
        assert "'unsafe-inline'" not in policy(html), path


@pytest.mark.parametrize("path", ["about/index.html", "search/index.html"])
def test_materials_inline_scripts_are_known(busy: Built, path: str) -> None:
    """Each inline script of Material's on its pages is allowed by its hash."""
    html = busy.read(path)
    scripts = [text for kind, text in INLINE.findall(html) if not kind.strip()]
    assert scripts
    for text in scripts:
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy(html), text[:80]


def test_a_script_in_a_page_is_not_allowed_by_being_there(tmp_path: Path) -> None:
    """Hashes come from the theme's templates: a script that somebody wrote into a page does not run."""
    pages = tmp_path / "incidents" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("# A\n\n<script>alert(1)</script>\n", encoding="utf-8")
    html = build("empty", tmp_path).read("about/index.html")
    digest = b64encode(sha256(b"alert(1)").digest()).decode()
    assert "<script>alert(1)</script>" in html
    assert digest not in policy(html)


def test_the_style_in_the_page_is_allowed_by_its_hash(busy: Built) -> None:
    """The front page carries its style sheet, and the policy allows exactly that."""
    html = busy.read("index.html")
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}'" in policy(html)


def test_no_page_asks_another_host(busy: Built, well: Built) -> None:
    """Whatever a page loads comes from the site itself."""
    for built in (busy, well):
        for path, html in built.pages():
            for match in LOADED.finditer(html):
                tag = match[0]
                if 'rel="canonical"' in tag or 'rel="alternate' in tag:
                    continue
                address = match[1] or "".join(re.findall(r'href="([^"]*)"', tag))
                assert not re.match(r"(?:\w+:)?//", address), f"{path}: {tag}"


def test_hosts_that_the_owner_names_are_allowed(tmp_path: Path) -> None:
    """A script or style of another host that the configuration names is meant, and may load."""
    built = build(
        "empty",
        tmp_path,
        extra_javascript=["https://cdn.harbour.example/a.js"],
        extra_css=["https://fonts.harbour.example/a.css"],
    )
    found = policy(built.read("index.html"))
    assert "script-src 'self' https://cdn.harbour.example;" in found
    assert "https://fonts.harbour.example" in found


def test_titles_are_escaped(tmp_path: Path) -> None:
    """A title with markup is text wherever it stands."""
    incidents = tmp_path / "incidents"
    incidents.mkdir()
    text = (Path(__file__).parent.parent / "pages/sites/late/2026-11-10-post-down.md").read_text(
        encoding="utf-8"
    )
    title = "</script><script>alert(1)</script><b>\"'"
    built = build("late", tmp_path)
    (incidents / "2026-11-10-post-down.md").write_text(
        text.replace("Letters are slow & heavy", json.dumps(title)), encoding="utf-8"
    )
    from plugin.library import run

    assert run(built).returncode == 0
    for path, html in built.pages():
        assert "<script>alert" not in html, path
        assert "<b>\"'" not in html, path


BLOCKS = re.compile(r"{%-?\s*(autoescape true|endautoescape)\s*-?%}|{{(.*?)}}", re.DOTALL)
SAFE = re.compile(r"(\w+)\s*\|\s*safe\b")


@pytest.mark.parametrize("path", sorted(THEME.rglob("*.html")), ids=lambda p: p.name)
def test_templates_escape_everything(path: Path) -> None:
    """Every value stands in an autoescape block or is escaped, and only `…html` values are trusted."""
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    depth = 0
    for match in BLOCKS.finditer(text):
        if match[1] == "autoescape true":
            depth += 1
        elif match[1] == "endautoescape":
            depth -= 1
        else:
            value = match[2].strip(" -")
            is_theirs = value == "super()" or value.endswith(("| script_tag", "| tojson"))
            assert depth > 0 or is_theirs or value.endswith("| e"), f"{path.name}: {value}"
            for name in SAFE.findall(value):
                assert name.endswith("html"), f"{path.name}: {value}"
    assert depth == 0
