"""Beside the most used plugins, before them in the list and after: our pages and the owner's are the same, or it is told."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from filelock import FileLock
from lxml import html

from plugin.library import CONFIG, NOW, SITES
from plugin.other_plugins import OTHERS, REFUSED, SAME, Other

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements" / "plugins.txt"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PAGES: Mapping[str, str | bytes] = {
    "about.md": "# About us\n\nWe carry letters, see [the guide](guide/first.md).\n\n![A boat](boat.png)\n\n"
    "## How to reach us\n\nBy [post](https://post.example/).\n",
    "guide/index.md": "# Guide\n\nAll about letters.\n",
    "guide/first.md": "# First letter\n\n## Stamps\n\nBack to [about](../about.md#how-to-reach-us).\n",
    "boat.png": PIXEL,
}
EXTENSIONS = """\
markdown_extensions:
  - attr_list
  - md_in_html
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format ''}
"""
ENVIRONMENT = {
    **os.environ,
    "SOURCE_DATE_EPOCH": NOW,
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONHASHSEED": "0",
    "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    **{f"GIT_{who}_{what}": "ana@harbour.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    **{f"GIT_{who}_DATE": "2026-11-01T10:00:00Z" for who in ("AUTHOR", "COMMITTER")},
}  # fmt: skip
ASSETS = ("assets/", "search/search_index.json", "sitemap.xml")
"""What is Material's or MkDocs', and no page of ours."""


@pytest.fixture(scope="session")
def python() -> str:
    """Make an environment that has all the plugins, and this package as it is."""
    if sys.platform != "linux":
        pytest.skip("the plugins are locked for Linux")
    folder = ROOT / ".build" / "plugins"
    folder.parent.mkdir(exist_ok=True)
    run, mark = os.environ.get("PYTEST_XDIST_TESTRUNUID", ""), folder / "installed-for"
    with FileLock(folder.with_suffix(".lock")):
        # Another worker of this run may be building with it already.
        if not run or not mark.exists() or mark.read_text() != run:
            installed(folder)
            mark.write_text(run)
    return str(folder / "bin" / "python")


def installed(folder: Path) -> str:
    """Install all that is locked, and this package, into an environment, and give its interpreter."""
    made = str(folder / "bin" / "python")
    uv = shutil.which("uv")
    if uv:
        venv, install = (
            [uv, "venv", "-q", "--allow-existing"],
            [uv, "pip", "install", "--python", made],
        )
    else:
        venv, install = [sys.executable, "-m", "venv"], [made, "-m", "pip", "install"]
    package = ["--no-deps", "--no-build-isolation", "--force-reinstall", str(ROOT)]
    for words in (
        [*venv, str(folder)],
        [*install, "-q", "--require-hashes", "-r", str(LOCK)],
        [*install, "-q", *package],
    ):
        subprocess.run(words, check=True)
    return made


@dataclass(frozen=True)
class Result:
    """What a build said and made."""

    code: int
    said: str
    files: Mapping[str, bytes]

    def ours(self, own: set[str]) -> dict[str, object]:
        """Give all that is neither an own page nor Material's, pages as what is seen of them."""
        return {
            path: seen(data) if path.endswith(".html") else data
            for path, data in self.files.items()
            if path not in own and not path.startswith(ASSETS)
        }

    def found(self) -> dict[str, Any]:
        """Give what the search finds, by its address."""
        data = self.files.get("search/search_index.json", b'{"docs": []}')
        return {entry["location"]: entry for entry in json.loads(data)["docs"]}


def seen(page: bytes) -> list[object]:
    """Give what is seen of a page: its elements, without white space, scripts, styles and the footer's list of pages."""
    body = html.document_fromstring(page).find("body")
    assert body is not None
    for gone in body.xpath("//script | //style | //footer | //link"):
        gone.drop_tree()
    return [
        (
            node.tag,
            sorted((name, value if value != name else "") for name, value in node.attrib.items()),
            " ".join(f"{node.text or ''} {node.tail or ''}".split()),
        )
        for node in body.iter()
        if isinstance(node.tag, str)
    ]


def article(page: bytes) -> object:
    """Give the main part of an own page as it is but for white space, or all of a page that has none."""
    found = re.search(rb"<article.*?</article>", page, re.DOTALL)
    return found[0].split() if found else page


def built(
    folder: Path, python: str, other: Other, *plugins: object, docs: str = "incidents"
) -> Result:
    """Build a site with some plugins."""
    shutil.copytree(SITES / "busy", folder / "incidents")
    for name, text in {**PAGES, **other.pages}.items():
        path = folder / "incidents/pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    config = CONFIG | {
        "docs_dir": docs,
        "plugins": ["search", *plugins],
        "edit_uri": "edit/main/incidents/",
    }
    config |= {"repo_url": "https://git.harbour.example/status", **other.config}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config) + EXTENSIONS)
    (folder / ".gitignore").write_text("site\n.site*\n.cache\n")
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=folder, env=ENVIRONMENT, check=True)
    command = [python, "-m", "mkdocs", "build"]
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    site = folder / "site"
    files = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    return Result(done.returncode, done.stdout + done.stderr, files)


def differences(other: Other, plain: Result, alone: Result, beside: Result) -> Iterator[str]:
    """Yield what a site with both plugins lacks of what each makes by itself."""
    theirs_too = {"404.html", "index.html", "sitemap.xml.gz"}
    own = {path for path in alone.files if not path.startswith(ASSETS)} - theirs_too
    gone = set(map(published, {**PAGES, **other.pages})) - own  # renamed, or left out
    expected, made = plain.ours(own | gone), beside.ours(own | gone)
    yield from (f"of ours: {path}" for path in expected if expected[path] != made.get(path))
    yield from (f"nobody's: {path}" for path in made.keys() - expected - alone.files.keys())
    yield from (f"there again: {path}" for path in gone & beside.files.keys())
    for path in sorted(own):
        if article(alone.files[path]) != article(beside.files.get(path, b"")):
            yield f"own: {path}"
    found, mine = beside.found(), alone.found()
    theirs = {at: one for at, one in plain.found().items() if page_of(at) not in own | gone}
    for address, entry in (theirs | mine).items():
        if page_of(address) != "index.html" and found.get(address) != entry:
            yield f"search: {address}"


def published(name: str) -> str:
    """Give where MkDocs puts one of the owner's files."""
    path = PurePosixPath(name)
    if path.suffix != ".md":
        return name
    return str((path.parent if path.stem == "index" else path.with_suffix("")) / "index.html")


def page_of(address: str) -> str:
    """Give the file of an address in the search index."""
    return address.partition("#")[0] + "index.html"


@pytest.mark.long
@pytest.mark.parametrize("other", OTHERS, ids=lambda other: other.name)
def test_goes_together(tmp_path: Path, python: str, other: Other) -> None:
    """Whichever stands first, each makes what it makes by itself; or the build says what it does not."""
    it: object = {other.name: dict(other.settings)} if other.settings else other.name
    before = built(tmp_path / "before", python, other, it, "statuspage")
    after = built(tmp_path / "after", python, other, "statuspage", it)
    for result in (before, after):
        assert "Traceback" not in result.said
        assert other.said in result.said
        if other.outcome == REFUSED:
            assert f"{other.name}` cannot go together with statuspage" in result.said
            assert result.code == 1
            assert not result.files
    if other.outcome == REFUSED:
        return
    assert (before.code, after.code) == (0, 0), before.said + after.said
    unlike = {p for p in before.files | after.files if before.files.get(p) != after.files.get(p)}
    assert unlike <= other.anew
    if other.outcome.startswith(SAME):
        plain = built(tmp_path / "plain", python, other, "statuspage")
        alone = built(tmp_path / "alone", python, other, it, docs="incidents/pages")
        found = differences(other, plain, alone, before)
        assert [one for one in found if one.partition(": ")[2] not in other.anew] == []


def test_there_are_twenty_five() -> None:
    """And each has its line in the lock."""
    assert len(OTHERS) >= 25
    locked = LOCK.read_text()
    for other in OTHERS:
        assert f"\n{other.package.partition('[')[0]}==" in locked
