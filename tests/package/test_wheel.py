"""The package as people install it: a wheel, in an environment of its own, away from this folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LOWEST_MATERIAL = "9.7.7"


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
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
    done = run(*pip, str(wheel), f"mkdocs-material=={LOWEST_MATERIAL}", cwd=folder)
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


def test_a_site_installs_exactly_what_made_it(installed: Path, tmp_path: Path) -> None:
    """In a new environment, the wheel of this machine included; and the page is built with that."""
    made = run(installed / "statuspage", "init", "my-status", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    site, folder = tmp_path / "my-status", tmp_path / "env"
    run(sys.executable, "-m", "venv", folder, cwd=tmp_path)
    pip = [folder / "bin" / "python", "-m", "pip"]
    done = run(*pip, "install", "--quiet", "--no-deps", "-r", "requirements.txt", cwd=site)
    assert done.returncode == 0, done.stderr
    assert run(*pip, "check", cwd=site).returncode == 0, "something that is needed is not in it"
    frozen = run(*pip, "freeze", cwd=site).stdout
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
