"""`--publish`: an update goes to the remote by replay, whatever state the folder is in."""

import subprocess
from pathlib import Path

import pytest

from cli.conftest import OPEN_INCIDENT, Run

FILE = "incidents/2026-11-03-card-payments.md"


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *words], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def remote(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the bare repository that the site's folder is a clone of."""
    bare = tmp_path_factory.mktemp("remote") / "status.git"
    subprocess.run(["git", "init", "--bare", "-q", "-b", "main", str(bare)], check=True)
    git(site, "init", "-q", "-b", "main")
    git(site, "config", "user.name", "Ana")
    git(site, "config", "user.email", "ana@tiny.example")
    git(site, "remote", "add", "origin", str(bare))
    (site / ".gitignore").write_text(".statuspage/\nprivate/\n")
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "Begin")
    git(site, "push", "-q", "-u", "origin", "main")
    return bare


def test_an_update_is_on_the_remote_and_here(site: Path, remote: Path, run: Run) -> None:
    """One command pushes one commit with a fixed subject, and the folder follows."""
    result = run("update", "-m", "[skip ci] Found it.", "--publish")
    assert result.code == 0, result.err
    assert "Pushed to origin/main" in result.out
    assert "Found it." in git(remote, "show", f"main:{FILE}")
    assert git(remote, "log", "-1", "--format=%s", "main") == "Update 2026-11-03-card-payments\n"
    assert git(site, "status", "--porcelain") == ""
    assert "Found it." in (site / FILE).read_text()


def test_other_work_in_the_folder_stays_as_it_is(site: Path, remote: Path, run: Run) -> None:
    """What somebody is writing or has staged is neither pushed nor touched."""
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "# half done\n")
    git(site, "add", "mkdocs.yml")
    result = run("update", "-m", "Found it.", "--publish")
    assert result.code == 0, result.err
    assert "holds other work" in result.out
    assert "Found it." in git(remote, "show", f"main:{FILE}")
    assert "half done" not in git(remote, "show", "main:mkdocs.yml")
    assert git(site, "diff", "--cached", "--name-only") == "mkdocs.yml\n"
    assert (site / FILE).read_text() == OPEN_INCIDENT


def test_what_cannot_be_pushed_is_saved_and_goes_on_later(
    site: Path, remote: Path, run: Run
) -> None:
    """Offline the exit code is 3 and the command that continues is named; it posts nothing twice."""
    away = remote.with_name("away.git")
    remote.rename(away)
    result = run("update", "-m", "Found it.", "-s", "ident", "--publish")
    assert result.code == 3
    assert "Found it." in (site / FILE).read_text()
    again = result.out.split("Go on with: statuspage ")[1].split(" · ")[0].split()
    away.rename(remote)
    done = run(*again)
    assert done.code == 0, done.err
    pushed = git(remote, "show", f"main:{FILE}")
    assert pushed.count("Found it.") == 1
    assert pushed == (site / FILE).read_text()
    assert git(site, "status", "--porcelain") == ""


def test_open_publishes_a_new_incident(site: Path, remote: Path, run: Run) -> None:
    """A new file goes the same way."""
    result = run("open", "API slow", "-m", "The API is slow.", "-c", "api=degr", "--publish")
    assert result.code == 0, result.err
    assert "The API is slow." in git(remote, "show", "main:incidents/2026-11-03-api-slow.md")
    assert git(site, "status", "--porcelain") == ""


def test_an_incident_opened_offline_goes_along_later(site: Path, remote: Path, run: Run) -> None:
    """The command that continues puts the new file there too."""
    away = remote.with_name("away.git")
    remote.rename(away)
    result = run("open", "API slow", "-m", "The API is slow.", "--publish")
    assert result.code == 3
    again = result.out.split("Go on with: statuspage ")[1].split(" · ")[0].split()
    away.rename(remote)
    assert run(*again).code == 0
    assert "The API is slow." in git(remote, "show", "main:incidents/2026-11-03-api-slow.md")


def test_what_is_private_is_never_pushed(site: Path, remote: Path, run: Run) -> None:
    """A personal mistake stays in the private folder, even when publishing is the default."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text() + "publish: true\n")
    before = git(remote, "rev-parse", "main")
    result = run("open", "A call", "-m", "Noted.", "--class", "personal")
    assert result.code == 0, result.err
    assert git(remote, "rev-parse", "main") == before
    assert git(site, "status", "--porcelain") == " M incidents/statuspage.yml\n"
