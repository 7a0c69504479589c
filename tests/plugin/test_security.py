"""What pages may load and run."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from mkdocs_statuspage.mkdocs.page_needs import (
    allowing,
    allowing_added,
    hash_of,
    markdown_policy,
    own_policy,
)
from plugin.library import Built, build, prepare, run

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
        if "md-container" in html or "md-content" in html:
            continue
        assert {kind.strip() for kind, _ in INLINE.findall(html)} <= {
            'type="application/ld+json"',
            'type="application/json" id="sp-words"',
        }, path
        assert not re.search(r"<[^>]*\s(?:style|on\w+)=", html), path
        assert "'unsafe-inline'" not in policy(html), path


def test_materials_inline_scripts_are_known(busy: Built) -> None:
    """Each inline script of Material's on the pages that it draws is allowed by its hash."""
    html = busy.read("letters/index.html")
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
    built = prepare("empty", tmp_path)
    assert run(built).returncode == 0
    html = built.read("about/index.html")
    digest = b64encode(sha256(b"alert(1)").digest()).decode()
    assert "<script>alert(1)</script>" in html
    assert digest not in policy(html)


def test_no_page_moves_what_its_addresses_begin_with() -> None:
    """A `<base>` that somebody brought into a page would load its scripts from elsewhere."""
    for said in (own_policy("", (), ()), markdown_policy((), (), ())):
        assert "; base-uri 'none'; form-action 'self'" in said


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
    assert run(built).returncode == 0
    for path, html in built.pages():
        assert "<script>alert" not in html, path
        assert "<b>\"'" not in html, path


def own_page(folder: Path, text: str, **config: object) -> tuple[str, str]:
    """Build a page of the owner's, and give it with what the build said."""
    pages = folder / "incidents" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text(f"# A\n\n{text}\n", encoding="utf-8")
    built = prepare("empty", folder, **config)
    result = run(built)
    assert result.returncode == 0, result.stderr
    return built.read("about/index.html"), result.stderr


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (
            "<img src='https://pictures.example/a.png'>",
            "img-src 'self' data: https://pictures.example;",
        ),
        (
            '<img srcset="//one.example/a 1x, https://two.example/b 2x">',
            "https://one.example https://two.example;",
        ),
        (
            '<iframe src="https://video.example/embed/x"></iframe>',
            "frame-src https://video.example",
        ),
        ('<iframe src="../plan.html"></iframe>', "frame-src 'self'"),
        (
            '<video src="https://media.example/a.mp4"></video>',
            "media-src 'self' https://media.example;",
        ),
        (
            '<form action="https://form.example/x"></form>',
            "form-action 'self' https://form.example",
        ),
        ('<pre class="mermaid"><code>graph LR</code></pre>', "https://unpkg.com;"),
    ],
)
def test_a_page_may_load_what_is_in_it(text: str, allowed: str) -> None:
    """Pictures, frames, media and diagrams of a page are allowed on it."""
    base = markdown_policy([], [], [])
    assert allowed in allowing(base, text, f"<body>{text}</body>") + ";"
    assert allowed not in base + ";"


def test_only_that_page_may(tmp_path: Path) -> None:
    """Another page's policy is as it was; a script in the page does not run, and the build names the option."""
    text = (
        "![a](https://pictures.example/a.png)\n\n<script src='https://a.example/x.js'></script>\n"
        "<p onclick='f()'>x</p>\n\n<script>alert(1)</script>\n"
    )
    html, said = own_page(tmp_path, text)
    assert "img-src 'self' data: https://pictures.example;" in policy(html)
    assert "a.example" not in policy(html)
    for what in ("a script in the page", "https://a.example", "<p onclick>"):
        assert f"about.md: the policy of pages does not let {what} run" in said.replace(
            "the script ", ""
        )
    assert "content_security_policy" in said
    assert ".example" not in policy((tmp_path / "site/search/index.html").read_text())


def test_what_a_plugin_puts_around_a_page_may_run(tmp_path: Path) -> None:
    """Its script is known by its hash, as Material's are, on the owner's pages and on ours."""
    (tmp_path / "hook.py").write_text(
        "def on_post_page(output, page, config):\n"
        "    return output.replace('</body>', '<script>light(1)</script></body>')\n"
    )
    html, _ = own_page(tmp_path, "text", hooks=["hook.py"])
    digest = b64encode(sha256(b"light(1)").digest()).decode()
    for page in (html, (tmp_path / "site/index.html").read_text()):
        assert f"'sha256-{digest}'" in policy(page)


def test_only_what_was_added_after_a_page_was_drawn_may_run() -> None:
    """A script that stood in one of our pages before is none that a plugin put there."""
    base = own_policy("", [], [])
    drawn = "<p>text <script>planted()</script></p>"
    page = drawn.replace(
        "</p>", "<script>light(1)</script><script src='//cdn.example/x.js'></script></p>"
    )
    added = hash_of("light(1)")
    assert allowing_added(base, drawn, page).split("; ")[1] == (
        f"script-src 'self' {added} https://cdn.example"
    )
    assert allowing_added(base, drawn, drawn) == base


def test_a_form_goes_where_the_owner_said() -> None:
    """To the lists' host and to no other; nothing is loaded from there."""
    forms = ["https://lists.example/sub", "https://a.example;script-src *"]
    parts = own_policy("", [], [], forms).split("; ")
    assert [part for part in parts if ".example" in part] == [
        "form-action 'self' https://lists.example"
    ]


@pytest.mark.parametrize(
    "address", ["https://a.example;script-src *", "https://* /", "https://'unsafe-eval'"]
)
def test_an_address_cannot_add_to_a_policy(address: str) -> None:
    """What is no host is not allowed, whatever it spells."""
    base = markdown_policy([], [], [])
    assert allowing(base, f'<img src="{address}">', "") == base


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
