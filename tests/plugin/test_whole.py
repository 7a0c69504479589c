"""The published site is the new one or the former one, whatever happens to a build."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from plugin import reader
from plugin.library import NOW, Built, build, free_port, heard, run

FAILING = "def on_post_page(output, page, config):\n    raise ValueError('a plugin of the owner')\n"


def tree(built: Built) -> dict[str, bytes]:
    """Give every file of the site but those that say when it was built."""
    return {
        path.relative_to(built.site_dir).as_posix(): path.read_bytes()
        for path in built.site_dir.rglob("*")
        if path.is_file() and path.name != "build.json"
    }


def beside(built: Built) -> list[str]:
    return sorted(path.name for path in built.folder.iterdir() if path.name.startswith(".site"))


def add(built: Built, line: str) -> None:
    config = built.folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + line, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("hook.py", FAILING, "hooks: [hook.py]\n"),
        (
            "over/statuspage/incident.html",
            "{{ nothing.at.all }}",
            "theme: {name: material, custom_dir: over}\n",
        ),
        ("incidents/pages/a.md", "[x](no-such-page.md)", "strict: true\n"),
    ],
    ids=["plugin", "template", "strict"],
)
def test_a_build_that_fails_leaves_the_former_site(
    tmp_path: Path, file: str, text: str, line: str
) -> None:
    """An exception in a plugin or a template, and a warning in a strict build."""
    built = build("well", tmp_path)
    before = tree(built)
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    add(built, line)
    assert run(built).returncode == 1
    assert tree(built) == before
    assert beside(built) == []


BIN = Path(sys.executable).parent
ENVIRONMENT = os.environ | {"SOURCE_DATE_EPOCH": NOW, "NO_MKDOCS_2_WARNING": "1"}


def retitle(built: Built, number: int) -> None:
    """Make another site of it: an incident's title is on many pages, and there is another page."""
    path = built.folder / "incidents/2026-11-02-letters-late.md"
    text = reader.TITLE.sub(f"Letters left a day late no. {number}", path.read_text(), count=1)
    path.write_text(text)
    pages = built.folder / "incidents/pages"
    pages.mkdir(exist_ok=True)
    for former in pages.glob("page-*.md"):
        former.unlink()
    (pages / f"page-{number}.md").write_text(f"# Page {number}\n")


@contextmanager
def readers(where: str) -> Iterator[Callable[[], None]]:
    """Let another process read the site in a folder or at an address all the time; nothing may be odd to it.

    Give what waits until it has gone round once more: the site may change once in a round.
    """
    command = [sys.executable, reader.__file__, where]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        give, take = process.stdin, process.stdout

        def go_round() -> None:
            give.write("\n")
            give.flush()
            assert take.readline() == "round\n"

        go_round()
        try:
            yield go_round
            go_round()
        finally:
            process.terminate()


def both(built: Built) -> list[Mapping[str, bytes]]:
    """Build the site twice, and give what each has."""
    sites = []
    for number in (1, 2):
        retitle(built, number)
        assert run(built).returncode == 0
        sites.append(tree(built))
    assert sites[0] != sites[1]
    return sites


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "command", ["mkdocs build", pytest.param("statuspage build", marks=pytest.mark.long)]
)
def test_a_killed_build_leaves_a_whole_site(tmp_path: Path, kills: int, command: str) -> None:
    """The new one or the former, whenever it is killed; whoever reads it meanwhile meets no mixture."""
    built = build("well", tmp_path)
    sites = both(built)
    program, verb = command.split()
    words, chance, met = [BIN / program, verb, "--quiet"], random.Random(kills), set()
    begun = time.monotonic()
    subprocess.run(words, cwd=tmp_path, env=ENVIRONMENT, check=True)
    takes = time.monotonic() - begun
    with readers(str(built.site_dir)) as go_round:
        for kill in range(kills):
            retitle(built, kill % 2 + 1)
            with subprocess.Popen(words, cwd=tmp_path, env=ENVIRONMENT) as process:
                time.sleep(chance.uniform(takes * 0.4, takes * 1.1))
                process.kill()
            assert tree(built) in sites, kill
            met.add(sites.index(tree(built)))
            go_round()
            takes *= 0.95 if process.returncode == 0 else 1.02  # as busy as the machine is now
    if kills > 100:
        assert met == {0, 1}
    for room in beside(built):
        os.utime(tmp_path / room, (0, 0))  # younger ones may have a maker
    assert run(built).returncode == 0
    assert tree(built) in sites
    assert beside(built) == []


@pytest.mark.long
def test_a_killed_deploy_leaves_whole_sites(tmp_path: Path) -> None:
    """`gh-deploy` leaves the new site or the former both in the folder and on the branch that is served."""
    built = build("well", tmp_path / "here")
    sites = both(built)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example"]
    bare = tmp_path / "bare.git"
    subprocess.run([*git, "init", "-q", "--bare", bare], check=True)
    for words in (
        ["init", "-q"],
        ["remote", "add", "origin", bare],
        ["add", "incidents"],
        ["commit", "-qm", "x"],
    ):
        subprocess.run([*git, *words], cwd=built.folder, check=True)
    deploy = [BIN / "mkdocs", "gh-deploy", "--quiet"]
    environment = ENVIRONMENT | {
        f"GIT_{who}_{what}": "a@b.example"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    begun = time.monotonic()
    subprocess.run(deploy, cwd=built.folder, env=environment, check=True, capture_output=True)
    takes, chance = time.monotonic() - begun, random.Random(1)
    with readers(str(built.site_dir)) as go_round:
        for kill in range(40):
            retitle(built, kill % 2 + 1)
            with subprocess.Popen(
                deploy,
                cwd=built.folder,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            ) as process:
                time.sleep(chance.uniform(takes * 0.4, takes * 1.1))
                os.killpg(process.pid, 9)
            assert tree(built) in sites, kill
            assert deployed(bare, tmp_path / f"served-{kill}") in sites, kill
            go_round()


def deployed(bare: Path, folder: Path) -> Mapping[str, bytes]:
    """Give what the branch holds that is served."""
    (folder / "site").mkdir(parents=True)
    command = f"git -C {bare} archive gh-pages | tar -x -C {folder}/site"
    subprocess.run(["sh", "-c", command], check=True)
    (folder / "site/.nojekyll").unlink(missing_ok=True)
    return tree(Built(folder))


@pytest.mark.long
def test_a_server_shows_no_mixture_while_somebody_writes(tmp_path: Path) -> None:
    """`serve` answers with the former site or the new one, whole, through every rebuild."""
    built = build("well", tmp_path)
    retitle(built, 0)
    port = free_port()
    with subprocess.Popen(
        [BIN / "statuspage", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
    ) as server:
        try:
            heard(server, "Serving on", lambda: None)
            with readers(f"http://127.0.0.1:{port}/") as go_round:
                for number in range(1, 31):
                    heard(server, "Reloading browsers", partial(retitle, built, number))
                    go_round()
        finally:
            server.terminate()
