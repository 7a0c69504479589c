"""A new site pushes what is written once there is somewhere to push it."""

import subprocess
from pathlib import Path

import pytest

from cli.conftest import Run, git
from cli.writers import HISTORY


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


def _files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path.read_text() for name, path in names.items() if not name.startswith(".git/")}


def test_the_site_that_an_import_makes_is_what_init_makes(site: Path, run: Run) -> None:
    """Byte for byte, but for what the history has of its own: the components, the incidents, and no example."""
    (site / "history.json").write_text(
        HISTORY.replace('"components": []', '"components": [{"id": "c", "name": "{day}"}]')
    )
    assert run("init", "new", "--name", "X").code == 0
    assert run("import", "statuspage", "history.json", "--into", "moved", "--write").code == 0
    made, brought = _files(site / "new"), _files(site / "moved")
    (example,) = (name for name in made if name.startswith("private/"))
    (incident,) = (name for name in brought if name.startswith("incidents/2026"))
    locks = {name for name in brought if name.startswith(".statuspage/")}
    settings = "incidents/statuspage.yml"
    assert made.keys() - brought.keys() == {example}
    assert brought.keys() - made.keys() - locks == {incident}
    assert [name for name in made.keys() & brought.keys() if made[name] != brought[name]] == [
        settings
    ]
    heads = [text[settings].partition("components:")[0] for text in (made, brought)]
    tails = [text[settings].partition("\npeople:")[2] for text in (made, brought)]
    assert (heads[0], tails[0]) == (heads[1], tails[1])
    assert 'name: "{day}"' in brought[settings]
    told = run("init", "moved")
    assert (told.code, "is a site already, and stays as it is" in told.err) == (2, True)
    assert _files(site / "moved") == brought


def test_a_history_without_components_makes_a_site_as_well(site: Path, run: Run) -> None:
    """Somebody adds them; nothing of the example is in it."""
    (site / "history.json").write_text(HISTORY)
    run("import", "statuspage", "history.json", "--into", "moved", "--write")
    assert "website" not in (site / "moved" / "incidents" / "statuspage.yml").read_text()
    assert run("-C", "moved", "check").code == 0
