"""Whatever state git is in: what is on the remote, in the folder and in the queue, and the remedy obeyed.

Each situation is tried with each command that changes something, by the default of the config.
"""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.conftest import CONFIG, OPEN_INCIDENT, Run, git
from cli.test_publish import PROMISE

ID = "2026-11-03-card-payments"
FILE = f"incidents/{ID}.md"
COMMANDS = {
    "open": ("open", "API slow", "-m", "It is slow.", "-c", "api=degr"),
    "update": ("update", "-m", "Found it."),
    "resolve": ("resolve", "-m", "Over."),
    "amend": ("amend", "card", "last", "-m", "Cards fail."),
    "retract": ("retract", "card", "last", "--why", "A slip."),
    "keep": ("keep", "region", "--evidence", "https://x.example"),
    "report": ("report", ID, "--signed-by", "ana"),
    "maintenance": (
        *("maintenance", "A move", "--start", "2026-11-21 02:00", "--end", "2h"),
        *("-m", "It pauses."),
    ),
}
WRITTEN = {
    "open": ("incidents/2026-11-03-api-slow.md", "It is slow."),
    "update": (FILE, "Found it."),
    "resolve": (FILE, "Over."),
    "amend": (FILE, "Cards fail."),
    "retract": (FILE, "why: A slip."),
    "keep": (FILE, "https://x.example"),
    "report": (FILE, "## Why it happened"),
    "maintenance": ("incidents/2026-11-21-a-move.md", "It pauses."),
}
"""What each command writes, and where."""


@dataclass(frozen=True)
class Situation:
    """A state that git can be in."""

    make: Callable[[Path, Path], object]
    says: str = ""
    """What is said of it; nothing where the change is published all the same."""
    then: Callable[[Path, Path], object] = lambda site, remote: None
    """What somebody else does before the remedy can work: the network is back, a person merges."""


def script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def colleague(remote: Path) -> Path:
    folder = remote.with_name("colleague")
    git(remote.parent, "clone", "-q", str(remote), str(folder))
    git(folder, "config", "user.name", "Rui")
    git(folder, "config", "user.email", "rui@tiny.example")
    return folder


def somebody_pushed(site: Path, remote: Path) -> None:
    other = colleague(remote)
    (other / "other.md").write_text("prose\n")
    git(other, "add", "other.md")
    git(other, "commit", "-q", "-m", "Prose")
    git(other, "push", "-q")


def dirty(site: Path, remote: Path) -> None:
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "# half done\n")


def diverged(site: Path, remote: Path) -> None:
    somebody_pushed(site, remote)
    dirty(site, remote)
    git(site, "commit", "-q", "-a", "-m", "Mine")


def on_another_branch(site: Path, remote: Path) -> None:
    git(site, "checkout", "-q", "-b", "fix/docs")


def on_a_pushed_branch(site: Path, remote: Path) -> None:
    on_another_branch(site, remote)
    git(site, "push", "-q", "-u", "origin", "fix/docs")


def detached(site: Path, remote: Path) -> None:
    git(site, "checkout", "-q", "--detach")


def empty_remote(site: Path, remote: Path) -> None:
    shutil.rmtree(remote)
    git(site, "init", "-q", "--bare", "-b", "main", str(remote))
    git(site, "update-ref", "-d", "refs/remotes/origin/main")


def no_commit_yet(site: Path, remote: Path) -> None:
    empty_remote(site, remote)
    git(site, "update-ref", "-d", "HEAD")


def no_remote(site: Path, remote: Path) -> None:
    git(site, "remote", "remove", "origin")


def no_repository(site: Path, remote: Path) -> None:
    empty_remote(site, remote)
    shutil.rmtree(site / ".git")


def away(site: Path, remote: Path) -> None:
    remote.rename(remote.with_name("away.git"))


def back(site: Path, remote: Path) -> None:
    remote.with_name("away.git").rename(remote)


def is_protected(site: Path, remote: Path) -> None:
    """Refuse what others than an administrator push to the branch, as hosts do."""
    script(
        remote / "hooks" / "update",
        '[ "$1" != refs/heads/main ] || [ -n "$ADMIN" ] || { echo "main is protected" >&2; exit 1; }',
    )


def merged(site: Path, remote: Path) -> None:
    branch = git(remote, "for-each-ref", "--format=%(refname:short)", "refs/heads/statuspage")
    git(remote, "update-ref", "refs/heads/main", branch.strip())


def refusing(site: Path, remote: Path) -> None:
    script(remote / "hooks" / "pre-receive", 'echo "no pushes on Fridays" >&2; exit 1')


def taking(site: Path, remote: Path) -> None:
    (remote / "hooks" / "pre-receive").unlink()


def wrong_password(site: Path, remote: Path) -> None:
    ssh = remote.with_name("ssh")
    script(ssh, "echo 'git@host: Permission denied (publickey).' >&2; exit 255")
    git(site, "config", "core.sshCommand", str(ssh))
    git(site, "remote", "set-url", "origin", f"ssh://git@host{remote}")


def right_password(site: Path, remote: Path) -> None:
    script(remote.with_name("ssh"), 'for last; do :; done; eval "$last"')


SITUATIONS = {
    "a clean clone": Situation(lambda site, remote: None),
    "a clone that is behind": Situation(somebody_pushed),
    "other changes": Situation(dirty),
    "commits of one's own": Situation(diverged),
    "another branch": Situation(on_another_branch, "this folder is on fix/docs"),
    "another branch that was pushed": Situation(on_a_pushed_branch, "this folder is on fix/docs"),
    "a detached HEAD": Situation(detached, "this folder is on no branch"),
    "an empty remote": Situation(empty_remote, "origin has nothing yet"),
    "nothing committed yet": Situation(no_commit_yet, "origin has nothing yet"),
    "no remote": Situation(no_remote, "no remote to push to"),
    "no repository": Situation(no_repository, "in no git repository"),
    "an unreachable remote": Situation(away, "origin could not be reached", back),
    "a protected branch": Situation(is_protected, "takes no push", merged),
    "a hook that refuses": Situation(refusing, "no pushes on Fridays", taking),
    "a wrong password": Situation(wrong_password, "does not let you in", right_password),
}
QUICK = ("open", "update", "retract")


def cells() -> list[object]:
    """Return every situation with every command; only a few are tried each time."""
    return [
        pytest.param(
            situation,
            command,
            marks=[] if command == QUICK[number % len(QUICK)] else pytest.mark.long,
        )
        for number, situation in enumerate(SITUATIONS)
        for command in COMMANDS
    ]


def on_the_remote(remote: Path, command: str) -> int:
    name, said = WRITTEN[command]
    done = subprocess.run(
        ["git", "-C", str(remote), "show", f"main:{name}"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.count(said)


def obey(printed: str, site: Path, remote: Path, run: Run) -> int:
    """Do literally what the answer says, with the one word that only a person knows."""
    remedy = re.search(r"Go on with: (.*?)(?:, once .*)?(?: · .*)?$", printed, re.MULTILINE)
    assert remedy, printed
    first, _, last = remedy[1].replace("ADDRESS", str(remote)).rpartition("statuspage ")
    if first:
        subprocess.run(first.removesuffix(" && "), shell=True, cwd=site, check=True)
    return run(*shlex.split(last)).code


@pytest.fixture
def promising(site: Path, remote: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the remote of a site that publishes by default, and whose incident has a promise."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ana")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ana@tiny.example")
    (site / FILE).write_text(OPEN_INCIDENT.replace("updates:\n", PROMISE + "updates:\n", 1))
    (site / "incidents" / "statuspage.yml").write_text(CONFIG + "publish: true\n")
    git(site, "commit", "-q", "-a", "-m", "Promise")
    git(site, "push", "-q")
    return remote


@pytest.mark.parametrize(("name", "command"), cells())
def test_a_change_arrives_or_waits_and_the_remedy_works(
    site: Path, promising: Path, run: Run, name: str, command: str
) -> None:
    """It is on the remote once, or it is in queue and folder, and obeying what is said brings it there."""
    situation = SITUATIONS[name]
    situation.make(site, promising)
    result = run(*COMMANDS[command])
    printed = result.out + result.err
    queue = site / ".statuspage" / "queue"
    if not situation.says:
        assert result.code == 0, printed
        assert (on_the_remote(promising, command), list(queue.glob("*"))) == (1, [])
        return
    assert result.code == 3, printed
    assert situation.says in printed
    file, said = WRITTEN[command]
    assert (site / file).read_text().count(said) == 1
    assert len(list(queue.glob("*.json"))) == 1
    assert run("status").code == 3
    situation.then(site, promising)
    assert obey(printed, site, promising, run) == 0
    assert (on_the_remote(promising, command), list(queue.glob("*"))) == (1, [])
    assert run("status").code == 0


def test_a_clone_without_a_checked_out_branch_says_so(
    remote: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As where a host's first branch has another name than the one that was pushed; what is said mends it."""
    git(remote, "symbolic-ref", "HEAD", "refs/heads/trunk")
    clone = tmp_path_factory.mktemp("clones") / "status"
    git(remote.parent, "clone", "-q", str(remote), str(clone))
    result = run("-C", str(clone), "check")
    assert result.code == 2
    assert "git has checked nothing out" in result.err
    assert "origin/main" in git(clone, "branch", "--all")
    git(clone, "switch", "-q", "main")
    assert run("-C", str(clone), "check").code == 0
