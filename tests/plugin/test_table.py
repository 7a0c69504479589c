"""MkDocs' commands, flags and ways to configure: one table, each with both programs where both have it."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from functools import partial
from pathlib import Path

import pytest
import yaml

import warm
from plugin.library import CONFIG, NOW, Built, build, free_port, heard, prepare

BIN = Path(sys.executable).parent
PROGRAMS = ("mkdocs", "statuspage")
URL = "https://table.example/"


def inherit(folder: Path) -> None:
    (folder / "base.yml").write_text(yaml.safe_dump(CONFIG | {"site_url": URL}))
    (folder / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: Of the child\n")


def env(folder: Path) -> None:
    text = yaml.safe_dump({k: v for k, v in CONFIG.items() if k != "site_url"})
    (folder / "mkdocs.yml").write_text(f"{text}site_url: !ENV [NOT_SET, TABLE_URL, x]\n")


def renamed(folder: Path) -> None:
    (folder / "mkdocs.yml").unlink()
    (folder / "mkdocs.yaml").write_text(yaml.safe_dump(CONFIG | {"site_url": URL}))


def elsewhere(folder: Path) -> None:
    plain(folder)
    (folder / "conf").mkdir()
    (folder / "mkdocs.yml").rename(folder / "conf/other.yml")
    (folder / "incidents").rename(folder / "conf/incidents")


def plain(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG | {"site_url": URL}))


TABLE = [
    (plain, ["build"], "site"),
    (plain, ["build", "--strict"], "site"),
    (plain, ["build", "--dirty"], "site"),
    (plain, ["build", "-d", "out/deep"], "out/deep"),
    (plain, ["build", "-f", "mkdocs.yml"], "site"),
    (elsewhere, ["build", "-f", "conf/other.yml"], "conf/site"),
    (elsewhere, ["build", "--config-file=conf/other.yml", "--site-dir", "public"], "conf/public"),
    (inherit, ["build"], "site"),
    (env, ["build"], "site"),
    (renamed, ["build"], "site"),
]


def run(program: str, folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    environment = {"SOURCE_DATE_EPOCH": NOW, "NO_MKDOCS_2_WARNING": "1", "TABLE_URL": URL}
    return warm.run(warm.warm(program), folder, *args, env=os.environ | environment)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize(
    ("arrange", "args", "there"), TABLE, ids=lambda v: getattr(v, "__name__", str(v))
)
def test_builds(tmp_path: Path, program: str, arrange: object, args: list[str], there: str) -> None:
    """Each builds the same site where MkDocs would, with the address that the configuration says."""
    prepare("well", tmp_path)
    assert callable(arrange)
    arrange(tmp_path)
    for _ in range(2 if "--dirty" in args else 1):
        result = run(program, tmp_path, *args)
        assert result.returncode == 0, result.stderr
    site = tmp_path / there
    assert "Everything works" in (site / "index.html").read_text()
    assert f"<link>{URL}" in (site / "feed.xml").read_text()
    assert not list(tmp_path.rglob(".*.next-*"))


def test_dirty_keeps_what_it_does_not_write(tmp_path: Path) -> None:
    """The second build goes on from the first: a page that did not change is not written again."""
    pages = tmp_path / "incidents" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("# About us\n")
    built = build("well", tmp_path)
    about = built.site_dir / "about/index.html"
    about.write_text("as it was")
    assert run("mkdocs", tmp_path, "build", "--dirty").returncode == 0
    assert about.read_text() == "as it was"
    assert "Everything works" in built.read("index.html")


@pytest.mark.parametrize(
    ("arrange", "args", "there"),
    [
        (plain, ["--force"], "site"),
        (inherit, ["-d", "out/deep"], "out/deep"),
        (elsewhere, ["-f", "conf/other.yml", "-d", "public"], "conf/public"),
    ],
    ids=["plain", "inherit-d", "elsewhere-f-d"],
)
def test_deploys(tmp_path: Path, arrange: object, args: list[str], there: str) -> None:
    """`gh-deploy` pushes the whole site, and leaves it where the flags say."""
    built = prepare("well", tmp_path / "site-of")
    assert callable(arrange)
    arrange(built.folder)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example"]
    subprocess.run(["git", "init", "-q", "--bare", "remote.git"], cwd=tmp_path, check=True)
    for command in (
        ["init", "-q"],
        ["remote", "add", "origin", "../remote.git"],
        ["config", "user.name", "a"],
        ["config", "user.email", "a@b.example"],
        ["add", "-A"],
        ["commit", "-qm", "x"],
    ):
        subprocess.run([*git, *command], cwd=built.folder, check=True)
    result = run("mkdocs", built.folder, "gh-deploy", *args)
    assert result.returncode == 0, result.stderr
    listed = pushed(tmp_path, "ls-tree", "-r", "--name-only", "gh-pages").split()
    site = built.folder / there
    here = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert set(listed) - {".nojekyll"} == here - {".nojekyll"}
    assert f"<link>{URL}" in pushed(tmp_path, "show", "gh-pages:feed.xml")


def pushed(folder: Path, *words: str) -> str:
    """Ask the remote."""
    command = ["git", "-C", folder / "remote.git", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("program", [pytest.param("mkdocs", marks=pytest.mark.long), "statuspage"])
@pytest.mark.parametrize(
    ("arrange", "args"),
    [(inherit, []), (elsewhere, ["-f", "conf/other.yml"])],
    ids=["inherit", "f"],
)
def test_serves(tmp_path: Path, program: str, arrange: object, args: list[str]) -> None:
    """Each serves the site of the configuration that is meant, and writes nothing beside it."""
    prepare("well", tmp_path)
    assert callable(arrange)
    arrange(tmp_path)
    port, temporary = free_port(), tmp_path / "temporary"
    temporary.mkdir()
    with subprocess.Popen(
        [BIN / program, "serve", "-a", f"127.0.0.1:{port}", *args],
        cwd=tmp_path,
        env=os.environ
        | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": NOW, "TMPDIR": str(temporary)},
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            url = f"http://127.0.0.1:{port}/"
            assert "Everything works" in fetched(url, "Everything works")
            assert f"<link>{url}" in fetched(f"{url}feed.xml", "<rss")
        finally:
            server.terminate()
    if program == "statuspage":  # MkDocs' own leaves what it served
        assert (server.returncode, [*temporary.iterdir()]) == (0, [])
    assert not list(tmp_path.rglob("*site*/index.html"))


def fetched(url: str, wanted: str, seconds: float = 60) -> str:
    """Ask for a page until it says what is wanted."""
    text, until = "", time.monotonic() + seconds
    while not re.search(wanted, text) and time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                text = answer.read().decode()
        except OSError:
            time.sleep(0.2)
    return text


@pytest.mark.parametrize("program", PROGRAMS)
def test_serves_the_former_site_while_a_build_fails(tmp_path: Path, program: str) -> None:
    """A template that breaks while somebody writes stops no answer; when it is mended the page changes."""
    built: Built = prepare("well", tmp_path)
    hook = tmp_path / "incidents" / "pages" / "break.txt"
    hook.parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "hook.py").write_text(
        "import os\ndef on_env(env, config, files):\n"
        "    if os.path.exists(os.path.join(config.docs_dir, 'break.txt')): raise ValueError('broken')\n"
    )
    config = built.folder / "mkdocs.yml"
    config.write_text(config.read_text() + "hooks: [hook.py]\n")
    port = free_port()
    with subprocess.Popen(
        [BIN / program, "serve", "-a", f"127.0.0.1:{port}"],
        cwd=tmp_path,
        env=os.environ
        | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": NOW, "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
    ) as server:
        url = f"http://127.0.0.1:{port}/"
        try:
            assert "Everything works" in fetched(url, "Everything works")
            heard(server, "former site is still served", partial(hook.write_text, "x"))
            assert "Everything works" in fetched(url, "Everything works", 15)
        finally:
            server.terminate()
