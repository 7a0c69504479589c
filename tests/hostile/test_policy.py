"""Every built page says what it may load, by the theme's own scripts; what a page holds adds nothing."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from hostile.conftest import Pair
from hostile.documents import LEADS_ON, MOVED, Document, pages
from hostile.sites import MKDOCS, built, write
from mkdocs_statuspage.mkdocs.page_needs import hash_of

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
PLANTED = "planted()"
OVERRIDE = """{% extends "statuspage/main.html" %}
{% block announce %}<script>planted()</script>{% endblock %}
"""


def policy(path: Path) -> Mapping[str, list[str]]:
    """Give a page's one policy, by directive."""
    (found,) = META.findall(path.read_text(encoding="utf-8"))
    parts = (part.split() for part in found.replace("&#39;", "'").split(";"))
    return {name: sources for name, *sources in parts}


def test_every_page_has_one_policy_before_all_that_it_is_about(sites: Pair) -> None:
    for path in pages(sites.hostile):
        text = path.read_text(encoding="utf-8")
        said = policy(path)
        assert said["default-src"] == ["'none'"], path
        assert said["base-uri"] == ["'none'"], path
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(said["script-src"]), path
        first = min(text.find(tag) for tag in ("<script", "<link", "<style", "<img") if tag in text)
        assert text.index("Content-Security-Policy") < first, path
    assert {"404.html", "search/index.html", "about/index.html", f"{MOVED}index.html"} <= {
        path.relative_to(sites.hostile).as_posix() for path in pages(sites.hostile)
    }


def test_payloads_add_nothing_to_the_policies(sites: Pair) -> None:
    for path in pages(sites.hostile):
        assert policy(path) == policy(sites.twin / path.relative_to(sites.hostile)), path


def test_a_script_in_what_is_rendered_is_not_allowed_by_its_hash(tmp_path: Path) -> None:
    """Neither one that a template puts into the page, nor one in the text of an ordinary page."""
    write(tmp_path, ["words"])
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "main.html").write_text(OVERRIDE)
    theme = "theme: {name: material, font: false, custom_dir: overrides}"
    (tmp_path / "mkdocs.yml").write_text(re.sub("^theme:.*", theme, MKDOCS, flags=re.MULTILINE))
    about = tmp_path / "incidents" / "pages" / "about.md"
    about.write_text("# About\n\n<script>planted()</script>\n")
    site = built(tmp_path)
    for path in pages(site):
        text = path.read_text(encoding="utf-8")
        assert LEADS_ON in text or f"<script>{PLANTED}</script>" in text, path
        assert hash_of(PLANTED) not in policy(path)["script-src"], path


@pytest.mark.parametrize("is_broken", [False, True], ids=["a site", "a page of findings"])
def test_none_stands_in_the_way_of_live_reload(is_broken: bool, tmp_path: Path) -> None:
    """And the page of findings, which there is only then, shows what was written as text."""
    write(tmp_path, ["<script>alert(1)</script>"])
    if is_broken:
        broken = tmp_path / "incidents" / "2026-11-03-<img src=x onerror=alert(2)>.yml"
        broken.write_text("<script>alert(3)</script>: '{{ 1 }}'\n")
    for path in pages(built(tmp_path, "serve")):
        text = path.read_text(encoding="utf-8")
        assert "Content-Security-Policy" not in text, path
        page = Document(text)
        assert not page.faults, path
        assert not [script for script in page.scripts if "alert" in script], path
