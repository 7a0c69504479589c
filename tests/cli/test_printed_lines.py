"""Lines that are printed to be typed, typed from where they were printed: outside of the site, with blanks in each name."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.conftest import OPEN_INCIDENT, git
from cli.test_blanks import filled
from cli.test_git_situations import colleague
from measured import surroundings

ID = "2026-11-03-card-payments"
FILE = f"incidents/{ID}.md"


@dataclass(frozen=True)
class Outside:
    """A folder beside a site, in which somebody works on it by `-C`."""

    folder: Path
    site: Path
    remote: Path

    def run(self, *words: str, stdin: str = "") -> str:
        """Run a command, and return all that it says."""
        program = str(Path(sys.executable).with_name("statuspage"))
        return self._said([program, "-C", str(self.site), *words], stdin)

    def type(self, line: str) -> str:
        """Type a line into a shell, and return all that is said; it has to succeed."""
        return self._said(["sh", "-ec", line.replace("ADDRESS", f"'{self.remote}'")], check=True)

    def _said(self, words: list[str], stdin: str = "", *, check: bool = False) -> str:
        there = surroundings()
        there["PATH"] = f"{Path(sys.executable).parent}:{there['PATH']}"
        for who in ("AUTHOR", "COMMITTER"):
            there |= {f"GIT_{who}_NAME": "Ana", f"GIT_{who}_EMAIL": "ana@tiny.example"}
        done = subprocess.run(
            words,
            cwd=self.folder,
            input=stdin,
            text=True,
            env=there,
            capture_output=True,
            check=False,
        )
        assert not check or done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def published(self, name: str = FILE) -> str:
        return git(self.remote, "show", f"main:{name}")


@pytest.fixture
def outside(site: Path, remote: Path, tmp_path_factory: pytest.TempPathFactory) -> Outside:
    top = tmp_path_factory.mktemp("outside")
    there, away = top / "my status", top / "some where"
    shutil.copytree(site, there)
    away.mkdir()
    return Outside(away, there, remote)


def after(label: str, said: str) -> str:
    """Return the line that stands behind a label."""
    assert label in said, said
    return said.partition(label)[2].splitlines()[0]


def test_what_publishes_a_change(outside: Outside) -> None:
    """The file is named as git knows it, in the site's repository."""
    outside.type(after("Publish: ", outside.run("update", "-m", "Found it.")))
    assert "Found it." in outside.published()


def test_what_publishes_the_lock(outside: Outside) -> None:
    """All that was written for it goes along."""
    said = outside.run("lock")
    outside.type(after("Publish: ", said))
    assert "mkdocs" in outside.published("requirements.txt")


def no_repository(outside: Outside) -> None:
    no_branch(outside)
    shutil.rmtree(outside.site / ".git")


def no_remote(outside: Outside) -> None:
    git(outside.site, "remote", "remove", "origin")


def no_branch(outside: Outside) -> None:
    git(outside.remote, "update-ref", "-d", "refs/heads/main")


def on_another_branch(outside: Outside) -> None:
    git(outside.site, "checkout", "-q", "-b", "mine")


@pytest.mark.parametrize("state", [no_repository, no_remote, no_branch, on_another_branch])
def test_what_goes_on_after_a_change_was_not_published(
    outside: Outside, state: Callable[[Outside], None]
) -> None:
    """Whatever git lacked."""
    state(outside)
    outside.type(after("Go on with: ", outside.run("update", "-m", "Found it.", "--publish")))
    assert "Found it." in outside.published()


@pytest.mark.parametrize(
    "command", [("check",), ("contact", ID, "--medium", "phone", "--by", "ana")]
)
def test_what_moves_a_file_to_where_nothing_is_published(
    outside: Outside, command: tuple[str, ...]
) -> None:
    """The folder for it is made, too."""
    (outside.site / FILE).write_text(OPEN_INCIDENT.replace("affecting", "personal"))
    said = outside.run(*command)
    found = re.search(r"mkdir -p [^`\n]*", said)
    assert found, said
    outside.type(found[0])
    assert (outside.site / "private" / f"{ID}.md").exists()
    assert "private/" in outside.run("contact", ID, "--medium", "phone", "--by", "ana")


def test_what_begins_a_file_for_one_person(outside: Outside) -> None:
    """What customers see is not moved off the page for it."""
    said = outside.run("contact", ID, "--medium", "phone", "--by", "ana")
    assert "mv " not in said
    outside.type(after("Type: ", said))
    assert len(list((outside.site / "private").glob("*.md"))) == 1


def test_what_is_owed_and_what_waits(outside: Outside) -> None:
    """Each line of `status` says of which site it is."""
    config = outside.site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text().replace("{name: API,", "{name: API, alarms: {},"))
    prepared = outside.run(
        "hook", "json", stdin='{"id": "1", "component": "api", "state": "firing"}'
    )
    assert "Posted" in outside.type(after("Post it: ", prepared))
    outside.type(f"statuspage {after('statuspage ', outside.run('status'))}")
    assert "message: |\n      TEXT" in (outside.site / FILE).read_text()
    no_branch(outside)
    outside.run("update", ID, "-m", "Found it.", "--publish")
    waits = after("Send what waits: ", outside.run("status"))
    assert waits == f"statuspage -C '{outside.site}' sync"


def test_what_joins_a_report_with_what_others_wrote(outside: Outside) -> None:
    """Before it is published, and after."""
    outside.run("resolve", ID, "-m", "Cards work again.", "--publish")
    outside.run("report", ID, "--publish")
    written = outside.site / FILE
    written.write_text(filled(written.read_text()))
    git(outside.site, "commit", "-q", "-a", "-m", "Mine")
    other = colleague(outside.remote)
    (other / FILE).write_text(
        (other / FILE).read_text().replace("payments fail. We", "fail. We", 1)
    )
    git(other, "commit", "-q", "-a", "-m", "Theirs")
    git(other, "push", "-q")
    final = ("report", ID, "--final", "--publish")
    outside.type(after("join the two: ", outside.run(*final)))
    outside.type(after("join the two: ", outside.run(*final)))
    assert outside.published() == written.read_text()


def test_what_decides_about_what_was_overtaken(outside: Outside) -> None:
    """Either line."""
    away = outside.remote.with_name("away.git")
    outside.remote.rename(away)
    outside.run("update", ID, "-m", "Found it.", "--publish")
    away.rename(outside.remote)
    other = colleague(outside.remote)
    there = Outside(outside.folder, other, outside.remote)
    clock = other / "incidents" / "statuspage.yml"
    clock.write_text(clock.read_text().replace("10:00:00Z", "10:05:00Z"))
    there.run("update", ID, "-m", "Newer words.", "--publish")
    send, _, drop = after("Decide: ", outside.run("sync")).partition(", or: ")
    assert drop.startswith("statuspage -C ")
    outside.type(send)
    assert "Found it." in outside.published()
