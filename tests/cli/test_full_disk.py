"""A full disk, under the folder, under git alone, under the remote: one sentence, a command that works, nothing lost."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import Run, git

FILE = "incidents/2026-11-03-card-payments.md"


class Disk:
    """A small disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        with (self.folder / "fill").open("wb", buffering=0) as file:
            try:
                while file.write(b"." * 4096):
                    pass
            except OSError:
                pass

    def free(self) -> None:
        (self.folder / "fill").unlink()


@pytest.fixture
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    """Give a disk of two megabytes; only root may have one."""
    folder = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("no disk can be mounted here")
    yield Disk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def said_on(remote: Path) -> int:
    return git(remote, "show", f"main:{FILE}").count("Found it.")


def test_under_git_alone(site: Path, remote: Path, disk: Disk, run: Run) -> None:
    """It is in the folder, waits, and the command that is named sends it once there is room."""
    shutil.move(site / ".git", disk.folder / "git")
    (site / ".git").write_text(f"gitdir: {disk.folder / 'git'}\n")
    disk.fill()
    result = run("update", "-m", "Found it.", "--publish")
    assert result.code == 3, result
    assert "NOT published: the disk is full. Go on with: statuspage sync" in result.out
    assert "could not be asked (the disk is full)" in result.err
    assert (site / FILE).read_text().count("Found it.") == 1
    disk.free()
    assert run("sync").code == 0
    assert said_on(remote) == 1


def test_under_the_remote(site: Path, remote: Path, disk: Disk, run: Run, tmp_path: Path) -> None:
    """What the remote says of itself is passed on."""
    moved = shutil.copytree(remote, disk.folder / "status.git")
    git(site, "remote", "set-url", "origin", str(moved))
    disk.fill()
    result = run("update", "-m", "Found it.", "--publish")
    assert (result.code, "No space left on device" in result.out) == (3, True), result
    disk.free()
    assert run("sync").code == 0
    assert said_on(moved) == 1


def test_under_everything(
    site: Path, remote: Path, disk: Disk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written; the text is kept elsewhere, and the line that is named says it once there is room."""
    moved = shutil.copytree(site, disk.folder / "site")
    disk.fill()
    result = run("-C", str(moved), "update", "-m", "Found it.", "--publish")
    assert result.code == 2, result
    assert "the disk is full; nothing was changed" in result.err
    line = re.search(r"Type: statuspage (.*)", result.err)
    assert line, result.err
    disk.free()
    assert run("-C", str(moved), "sync").out == "Nothing waits.\n"
    assert run(*shlex.split(line[1])).code == 0
    assert said_on(remote) == 1
