"""A new site pushes what is written once there is somewhere to push it."""

import subprocess
from pathlib import Path

import pytest

from cli.conftest import Run, git


@pytest.mark.parametrize("below", ["", "status", "a/b"])
def test_a_new_site_publishes_where_there_is_a_remote(tmp_path: Path, run: Run, below: str) -> None:
    """Else the line stands ready; also for a folder that is yet to be made in a repository."""
    for name, with_remote in (("with", True), ("without", False)):
        folder = tmp_path / name
        subprocess.run(["git", "init", "-q", str(folder)], check=True)
        if with_remote:
            git(folder, "remote", "add", "origin", "https://git.example/site.git")
        assert run("init", str(folder / below)).code == 0
        text = (folder / below / "incidents" / "statuspage.yml").read_text()
        assert ("\npublish: true " in text) == with_remote
        assert ("\n# publish: true " in text) != with_remote
        assert run("-C", str(folder / below), "check").code == 0


def test_a_remote_that_comes_later_is_told_of(site: Path, remote: Path, run: Run) -> None:
    """Until the file says what is meant; not to whoever says it on the command line, nor without a remote."""
    config = site / "incidents" / "statuspage.yml"
    told = "write `publish: true` into incidents/statuspage.yml"
    assert told in run("update", "-m", "Found it.").err
    assert told not in run("update", "-m", "Almost there.", "--no-publish").err
    git(site, "remote", "rename", "origin", "elsewhere")
    assert told in run("update", "-m", "One more.").err
    git(site, "remote", "remove", "elsewhere")
    assert told not in run("update", "-m", "Another.").err
    git(site, "remote", "add", "origin", str(remote))
    config.write_text(config.read_text() + "publish: false\n")
    assert told not in run("update", "-m", "The last.").err
