"""The package as people install it: a wheel, in an environment of its own, away from this folder."""

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from workflows.actions import Runner

ROOT = Path(__file__).parent.parent.parent
UV = shutil.which("uv") or ROOT / ".build/uv/bin/uv"
"""As in the Makefile."""
LOWEST_MATERIAL = "9.7.7"
MOST_COMMANDS, MOST_KEYS = 3, 290
"""From nothing to a public page with an incident on it, the address not counted."""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    built = run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=ROOT
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the `bin` of an environment that has the wheel, and the oldest Material allowed."""
    folder = tmp_path_factory.mktemp("env")
    run(UV, "venv", "--quiet", "--python", sys.executable, folder, cwd=folder)
    put = [UV, "pip", "install", "--quiet", "--python", folder / "bin" / "python"]
    done = run(*put, str(wheel), f"mkdocs-material=={LOWEST_MATERIAL}", cwd=folder)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"cannot install: {done.stderr[-200:]}")
    assert done.returncode == 0, done.stderr
    return folder / "bin"


def test_the_wheel_carries_everything(wheel: Path) -> None:
    """Templates, the policy, the starter and the string catalogue are in it; tests are not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "mkdocs_statuspage/theme/main.html",
        "mkdocs_statuspage/theme/statuspage/main.html",
        "mkdocs_statuspage/policy.yml",
        "mkdocs_statuspage/starter/mkdocs.yml",
        "mkdocs_statuspage/py.typed",
    ):
        assert needed in names
    assert not [name for name in names if name.startswith(("tests/", "incidents/", "generator/"))]


def test_a_new_site_is_made_and_built_elsewhere(installed: Path, tmp_path: Path) -> None:
    """`statuspage init` and `statuspage build --strict` work from another folder, nothing beside them."""
    made = run(
        installed / "statuspage",
        "init",
        "my-status",
        "--url",
        "https://status.acme.example/",
        cwd=tmp_path,
    )
    assert made.returncode == 0, made.stderr
    site = tmp_path / "my-status"
    built = run(installed / "statuspage", "build", "--strict", cwd=site)
    assert built.returncode == 0, built.stdout + built.stderr
    for path in ("index.html", "feed.xml", "subscribe/index.html", "about/index.html"):
        assert (site / "site" / path).is_file(), path


@pytest.mark.parametrize("installer", ["uv", pytest.param("pip", marks=pytest.mark.long)])
def test_a_site_installs_exactly_what_made_it(
    installed: Path, tmp_path: Path, installer: str
) -> None:
    """In a new environment, the wheel of this machine included; and the page is built with that."""
    url = "https://status.acme.test/"
    made = run(installed / "statuspage", "init", "my-status", "--url", url, cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    site, folder = tmp_path / "my-status", tmp_path / "env"
    run(
        sys.executable,
        "-m",
        "venv",
        *(["--without-pip"] * (installer == "uv")),
        folder,
        cwd=tmp_path,
    )
    python = folder / "bin" / "python"
    pip = [python, "-m", "pip"] if installer == "pip" else [UV, "pip"]
    there = [] if installer == "pip" else ["--python", python]
    done = run(*pip, "install", "--quiet", *there, "--no-deps", "-r", "requirements.txt", cwd=site)
    assert done.returncode == 0, done.stderr
    checked = run(*pip, "check", *there, cwd=site)
    assert checked.returncode == 0, "something that is needed is not in it"
    frozen = run(*pip, "freeze", *there, cwd=site).stdout
    assert f"mkdocs-material=={LOWEST_MATERIAL}" in frozen
    again = run(folder / "bin" / "statuspage", "lock", cwd=site)
    assert (again.returncode, again.stderr) == (0, "")
    assert run(folder / "bin" / "statuspage", "build", "--strict", cwd=site).returncode == 0


def test_the_example_builds_strictly_with_the_oldest_material(
    installed: Path, tmp_path: Path
) -> None:
    """The lowest version that the package allows is one that works."""
    for name in ("incidents", "mkdocs.yml"):
        (tmp_path / name).symlink_to(ROOT / name)
    built = run(installed / "mkdocs", "build", "--strict", cwd=tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "pages"
    folder.mkdir()
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_three_commands_make_a_public_page(
    installed: Path, tmp_path: Path, pages: tuple[Path, str]
) -> None:
    """`init`, and the lines that it prints; then the workflow puts it where visitors see it, and an incident too."""
    origin, programs = tmp_path / "origin.git", tmp_path / "bin"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(origin)], check=True)
    programs.mkdir()
    (programs / "statuspage").symlink_to(installed / "statuspage")
    who = {
        f"GIT_{role}_{what}": "eva@acme.test"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    env = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
    } | who
    typed: list[str] = []

    def type_(line: str, folder: Path) -> str:
        typed.append(line)
        done = subprocess.run(
            ["bash", "-c", line.replace("ADDRESS", str(origin))],
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    said = type_(
        f"statuspage init my-status --name 'Acme' --url {pages[1]}"
        " --person 'Eva Sa, Founder, eva@acme.test'",
        tmp_path,
    )
    folder = tmp_path / "my-status"
    [push] = re.findall(r"git add .*push -u origin main", said)
    type_(push, folder)
    runner = Runner(origin, folder / ".github/workflows", programs, tmp_path / "work", *pages)
    runner.work.mkdir()
    assert runner.run("publish", {"name": "push"}), runner.log
    type_(
        "statuspage open 'Cards fail' -c website=major -m 'Cards fail.' --class affecting --publish",
        folder,
    )
    assert runner.run("publish", {"name": "push"}), runner.log
    page = urllib.request.urlopen(pages[1]).read().decode()
    assert "Cards fail" in page
    assert f'href="{pages[1]}' in page
    assert len(typed) <= MOST_COMMANDS
    assert sum(len(line) for line in typed) - len(pages[1]) <= MOST_KEYS, typed
