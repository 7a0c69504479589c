"""A checkout that a group shares works for all of its members. Needs root, which CI has."""

import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

from cli.conftest import site  # noqa: F401
from cli.writers import BEFORE, STDIN, WRITING, prepared
from warm import run, warm

ANA, RUI, GROUP = 41234, 41235, 41500
# They may read the interpreter, wherever it is installed, and write only as themselves.
READS = "-all,+dac_read_search"
needs_two_people = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("setpriv"),
    reason="only root can be two people",
)


@pytest.fixture
def checkout(site: Path) -> Path:  # noqa: F811
    """Give the site as a folder that a group shares: group-writable, and set-gid."""
    for folder in (site, *site.parents):
        if folder.is_relative_to(tempfile.gettempdir()) and folder != Path(tempfile.gettempdir()):
            folder.chmod(folder.stat().st_mode | 0o055)
    for path in (site, *site.rglob("*")):
        os.chown(path, ANA, GROUP)
        path.chmod(0o2775 if path.is_dir() else 0o664)
    return site


def run_as(
    user: int, folder: Path, *words: str, umask: str = "022", stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command as a member of the group."""
    person = ["setpriv", f"--reuid={user}", f"--regid={GROUP}", "--clear-groups"]
    rights = [f"--inh-caps={READS}", f"--bounding-set={READS}", f"--ambient-caps={READS}"]
    environment = {**os.environ, "HOME": "/nonexistent"}
    process = warm("statuspage", *person, *rights)
    return run(process, folder, *words, env=environment, stdin=stdin, umask=int(umask, 8))


@needs_two_people
@pytest.mark.parametrize("umask", ["002", "022", "077"])
def test_each_member_posts_on_the_others_words(checkout: Path, umask: str) -> None:
    """Whatever umask they have: mode and group stay, and locks and kept texts are the group's."""
    slow = ("open", "Slow", "-c", "api=degr", "-m", "Slow.", "--class", "affecting")
    posts = [("update", "card", "-m", f"Word {number}.") for number in range(4)]
    for number, words in enumerate([*posts, slow, ("update", "2026-11-03-slow", "-m", "Still.")]):
        done = run_as(RUI if number % 2 else ANA, checkout, *words, umask=umask)
        assert done.returncode == 0, done.stderr
        if number < 2:  # refused, and the text is kept, after each of the two
            secret = "The key is AKIAIOSFODNN7EXAMPLE."
            kept = run_as(RUI, checkout, "update", "card", "-m", secret, umask=umask)
            assert kept.returncode == 2
    for path in (checkout / "incidents").glob("*.md"):
        assert path.stat().st_gid == GROUP
        assert stat.S_IMODE(path.stat().st_mode) & 0o660 == 0o660, path
    for path in (checkout / ".statuspage").rglob("*"):
        assert path.stat().st_gid == GROUP
        assert path.stat().st_mode & 0o020, path


@needs_two_people
@pytest.mark.parametrize("umask", [pytest.param("002", marks=pytest.mark.long), "077"])
@pytest.mark.parametrize("name", [n for n in WRITING if n not in ("sync", "init")])
def test_every_command_works_on_what_the_other_left(checkout: Path, name: str, umask: str) -> None:
    """Ana ran it or another before, and goes on afterwards; git refuses a folder of somebody else's by itself."""
    prepared(checkout)
    for path in (checkout, *checkout.rglob("*")):
        os.chown(path, ANA, GROUP)
        path.chmod(0o2775 if path.is_dir() else 0o664)
    if name in ("lock", "build"):
        assert run_as(ANA, checkout, name, *WRITING[name], umask=umask).returncode == 0
    words, stdin = BEFORE.get(name, (("update", "card", "-m", "We look."), ""))
    for person, said, given in (
        (ANA, words, stdin),
        (RUI, (name, *WRITING[name]), STDIN.get(name, "")),
        (ANA, ("amend", "card", "last", "-m", "We looked."), ""),
    ):
        done = run_as(person, checkout, *said, umask=umask, stdin=given)
        assert done.returncode == 0, done.stderr
    if name in ("lock", "build"):
        assert run_as(ANA, checkout, name, *WRITING[name], umask=umask).returncode == 0
    for folder in ("incidents", "private", ".statuspage", "site"):
        for path in (checkout / folder).rglob("*"):
            assert path.stat().st_gid == GROUP, path
            assert path.stat().st_mode & 0o020, path
    assert not list(checkout.glob(".site.*"))


@needs_two_people
def test_a_lock_that_another_owns_alone_is_named(checkout: Path) -> None:
    """It says which file is in the way and whose it is, not that the incident cannot be written."""
    assert run_as(ANA, checkout, "update", "-m", "One.").returncode == 0
    [lock] = (checkout / ".statuspage" / "locks").iterdir()
    os.chown(lock, ANA, 0)
    lock.chmod(0o600)
    done = run_as(RUI, checkout, "update", "-m", "Two.")
    assert done.returncode == 2
    assert f"{lock} belongs to user {ANA}" in done.stderr
