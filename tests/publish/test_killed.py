"""Whoever publishes to a machine or a branch and is killed on the way leaves a site that is whole."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from followers.tools import program
from mkdocs_statuspage.model.config import HostingTarget
from publish.test_targets import build, held

KILLS = pytest.mark.parametrize("kills", [4, pytest.param(100, marks=pytest.mark.long)])
PAGES = 20
"""So many more pages take a while."""


def sites(folder: Path) -> list[Path]:
    """Give two sites, each of which loads what the other has not."""
    made = [build(folder / f"site-{number}", number) for number in (1, 2)]
    for number, site in enumerate(made, 1):
        page = (site / "incidents/a/index.html").read_text()
        for one in range(PAGES):
            path = site / f"incidents/{one}/index.html"
            path.parent.mkdir(parents=True)
            path.write_text(page + "x" * 5_000)
            (site / f"assets/{number}-{one}.css").write_text("r {}")
    return made


@contextmanager
def publisher(root: Path, target: HostingTarget) -> Iterator[Callable[[Path, float], int]]:
    """Give what publishes a site for so many seconds, and says how that ended."""
    command = [sys.executable, str(Path(__file__).with_name("publisher.py")), str(root)]
    with subprocess.Popen(
        [*command, target.model_dump_json()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        give, take = process.stdin, process.stdout

        def publish(site: Path, seconds: float) -> int:
            give.write(f"{site} {seconds}\n")
            give.flush()
            return int(take.readline())

        yield publish
        give.close()


def killed(
    publish: Callable[[Path, float], int], made: list[Path], chance: Random, kills: int
) -> Iterator[int]:
    """Publish both, then one after the other until so many were killed, at any moment of the time that one takes."""
    assert publish(made[0], 60) == 0
    began = monotonic()
    assert publish(made[1], 60) == 0
    seconds, done = monotonic() - began, 0
    for site in cycle(made):
        if publish(site, chance.uniform(0, seconds)) == -9:
            done += 1
            seconds *= 1.05
        else:
            seconds *= 0.8
        yield done
        if done == kills:
            return


@KILLS
def test_a_machine_has_what_its_pages_load(tmp_path: Path, kills: int) -> None:
    """Whenever rsync is killed each page there is whole and finds what it names; the next time mends the rest."""
    program("rsync")
    made, www, chance = sites(tmp_path), tmp_path / "www", Random(kills)
    with publisher(tmp_path, HostingTarget(to="rsync", at=str(www))) as publish:
        for _ in killed(publish, made, chance, kills):
            there, whole = held(www), [held(site) for site in made]
            for name, text in there.items():
                if name.endswith(".html") and "/.~" not in f"/{name}":
                    assert text in [site[name] for site in whole], name
                    for loaded in re.findall(r'href="/?(.+?)"', text):
                        assert loaded in there, f"{name} loads {loaded}"
        for site in made:
            assert publish(site, 60) == 0
            assert held(www) == held(site)


@KILLS
def test_a_branch_is_one_site_or_the_other(tmp_path: Path, kills: int) -> None:
    """Whenever git is killed; nothing that it leaves is in the way of the next, and the folder is as it was."""
    bare, root = tmp_path / "bare.git", tmp_path / "root"
    for words in (["--bare", str(bare)], [str(root)]):
        subprocess.run(["git", "init", "-q", *words], check=True)
    settings = {"user.name": "Ana", "user.email": "ana@acme.test", "remote.origin.url": str(bare)}
    settings["remote.origin.receivepack"] = "setsid -w git-receive-pack"  # a machine of its own
    for name, value in settings.items():
        subprocess.run(["git", "-C", str(root), "config", name, value], check=True)
    made, chance = sites(tmp_path), Random(kills)
    with publisher(root, HostingTarget(to="branch", at="pages")) as publish:
        whole = [held(site) | {".nojekyll": ""} for site in made]
        for kill in killed(publish, made, chance, kills):
            assert checked_out(bare, tmp_path / "seen") in whole, kill
        for site in made:
            assert publish(site, 60) == 0
            assert checked_out(bare, tmp_path / "seen") == held(site) | {".nojekyll": ""}
    assert sorted(path.name for path in root.iterdir()) == [".git"]


def checked_out(bare: Path, folder: Path) -> dict[str, str]:
    """Give what the branch's newest commit holds."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    git = ["git", "--git-dir", str(bare), "--work-tree", str(folder)]
    subprocess.run([*git, "checkout", "-q", "-f", "pages", "--", "."], check=True)
    return held(folder)
