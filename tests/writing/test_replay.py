"""Updates reach the remote however many push at once, and nobody's work tree suffers for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from mkdocs_statuspage.writing import replay
from mkdocs_statuspage.writing.document import append_in
from mkdocs_statuspage.writing.git import Git
from mkdocs_statuspage.writing.refusals import CannotEdit, CannotWrite
from mkdocs_statuspage.writing.replay import Outcome, Replay, Step, replay_steps
from writing.responder import HEADER, SUBJECT, publish

TESTS = Path(__file__).parent.parent
RESPONDER = Path(__file__).with_name("responder.py")


@pytest.fixture(autouse=True)
def own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git without the machine's and the user's settings, and with a name to commit under."""
    config = tmp_path / "gitconfig"
    config.write_text(
        "[user]\n\tname = Priya\n\temail = priya@acme.example\n[init]\n\tdefaultBranch = main\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def git(folder: Path, *arguments: str) -> str:
    ended = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.rstrip("\n")


class Clone:
    """One responder's clone of the site."""

    def __init__(self, remote: Path, folder: Path) -> None:
        git(remote.parent, "clone", "--quiet", str(remote), str(folder))
        self.folder = folder
        self.file = folder / "incidents" / "a.yml"
        self.locks = folder / ".git" / "locks"

    def publish(self, number: int) -> Replay:
        return publish(self.file, self.locks, number)

    def status(self) -> str:
        return git(self.folder, "status", "--porcelain")

    def head(self) -> str:
        return git(self.folder, "rev-parse", "HEAD")

    def push(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)
        git(self.folder, "add", name)
        git(self.folder, "commit", "--quiet", "-m", "by hand")
        git(self.folder, "push", "--quiet")


class Remote:
    """A bare repository with one incident on its branch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "remote.git"
        git(folder, "init", "--quiet", "--bare", str(self.folder))
        first = Clone(self.folder, folder / "first")
        (first.folder / "incidents").mkdir()
        first.push("incidents/a.yml", HEADER)

    def clone(self, name: str) -> Clone:
        return Clone(self.folder, self.folder.parent / name)

    def numbers(self) -> list[int]:
        text = git(self.folder, "show", "main:incidents/a.yml")
        return [int(update["id"][1:]) for update in yaml.safe_load(text)["updates"]]

    def subjects(self) -> list[str]:
        return git(self.folder, "log", "--format=%s", "main").splitlines()


@pytest.fixture
def remote(tmp_path: Path) -> Remote:
    return Remote(tmp_path)


def test_publish(remote: Remote) -> None:
    """An update is one commit with the fixed subject, and the clone stands at it, clean."""
    clone = remote.clone("one")
    ended = clone.publish(1)
    assert (ended.outcome, ended.target, ended.caught_up) == (Outcome.PUSHED, "origin/main", True)
    assert ended.is_published
    assert remote.numbers() == [1]
    assert remote.subjects()[0] == SUBJECT
    assert clone.head() == ended.commit == git(remote.folder, "rev-parse", "main")
    assert clone.status() == ""
    assert git(clone.folder, "show", "--format=", "--name-only") == "incidents/a.yml"
    assert git(clone.folder, "log", "-1", "--format=%an") == "Priya"
    assert git(clone.folder, "for-each-ref", "refs/statuspage") == ""


def test_somebody_was_quicker(remote: Remote) -> None:
    """An update goes behind those that others have pushed, and the clone gets theirs."""
    one, two = remote.clone("one"), remote.clone("two")
    one.publish(1)
    one.push("other.md", "prose\n")
    assert two.publish(2).caught_up
    assert remote.numbers() == [1, 2]
    assert (two.folder / "other.md").read_text() == "prose\n"
    assert two.status() == ""


def test_twice_is_once(remote: Remote) -> None:
    """What the remote already has is not pushed again, and counts as published."""
    one, two = remote.clone("one"), remote.clone("two")
    one.publish(1)
    ended = two.publish(1)
    assert (ended.outcome, ended.is_published, ended.caught_up) == (Outcome.ALREADY, True, True)
    assert remote.numbers() == [1]
    assert two.status() == ""


def test_new_file(remote: Remote) -> None:
    """A file that nobody has yet is added, mode and all, though git was never told of it."""
    clone = remote.clone("one")
    clone.file = clone.folder / "incidents" / "2026" / "new incident é.yml"
    clone.file.parent.mkdir()
    clone.file.write_text(HEADER)
    assert clone.publish(1).caught_up
    listed = git(clone.folder, "-c", "core.quotePath=false", "ls-tree", "-r", "origin/main")
    assert listed.splitlines()[0].startswith("100644 blob ")
    assert listed.splitlines()[0].endswith("\tincidents/2026/new incident é.yml")
    assert clone.status() == ""


def change_another(clone: Clone) -> None:
    (clone.folder / "other.md").write_text("my prose\n")


def stage(clone: Clone) -> None:
    (clone.folder / "new.md").write_text("new\n")
    git(clone.folder, "add", "new.md")


def change_the_same(clone: Clone) -> None:
    clone.file.write_text(clone.file.read_text().replace("title: a", "title: half a senten"))


def stage_the_same(clone: Clone) -> None:
    change_the_same(clone)
    git(clone.folder, "add", str(clone.file))


def commit(clone: Clone) -> None:
    change_another(clone)
    git(clone.folder, "commit", "--quiet", "--all", "-m", "mine")


def in_the_way(clone: Clone) -> None:
    (clone.folder / "theirs.md").write_text("mine, and never added\n")


@pytest.mark.parametrize(
    "work",
    [change_the_same, stage_the_same, commit, in_the_way],
    ids=lambda work: work.__name__,
)
def test_work_that_is_in_the_way_is_untouched(remote: Remote, work: object) -> None:
    """Where the clone could not follow without losing something, index, files and branch stay put."""
    first = remote.clone("zero")
    first.push("other.md", "prose\n")
    clone = remote.clone("one")
    first.push("theirs.md", "theirs\n")
    work(clone)  # type: ignore[operator]
    staged, head = git(clone.folder, "diff", "--cached"), clone.head()
    before = {path: path.read_bytes() for path in clone.folder.glob("*.md")}
    ended = clone.publish(1)
    assert (ended.outcome, ended.caught_up) == (Outcome.PUSHED, False)
    assert remote.numbers() == [1]
    assert git(remote.folder, "show", "main:incidents/a.yml").startswith("title: a\n")
    assert (git(clone.folder, "diff", "--cached"), clone.head()) == (staged, head)
    assert {path: path.read_bytes() for path in clone.folder.glob("*.md")} == before
    assert "u1" in clone.file.read_text()


@pytest.mark.parametrize("work", [change_another, stage], ids=lambda work: work.__name__)
def test_other_work_is_carried_along(remote: Remote, work: object) -> None:
    """What is changed or staged beside the step stays so, is not pushed, and the clone follows."""
    first = remote.clone("zero")
    first.push("other.md", "prose\n")
    clone = remote.clone("one")
    first.push("theirs.md", "theirs\n")
    work(clone)  # type: ignore[operator]
    staged, status = git(clone.folder, "diff", "--cached"), clone.status()
    before = {path: path.read_bytes() for path in clone.folder.glob("*.md")}
    ended = clone.publish(1)
    assert (ended.outcome, ended.caught_up) == (Outcome.PUSHED, True)
    assert clone.head() == git(remote.folder, "rev-parse", "main")
    assert (git(clone.folder, "diff", "--cached"), clone.status()) == (staged, status)
    assert {p: p.read_bytes() for p in clone.folder.glob("*.md") if p in before} == before
    assert (clone.folder / "theirs.md").read_text() == "theirs\n"


STEPS = ("write", "stage", "read-tree", "update-ref")


@pytest.mark.parametrize("step", STEPS)
def test_killed_on_the_way_forward(remote: Remote, step: str) -> None:
    """Whatever part of the step was taken, the next one ends it; nothing counts as somebody's work."""
    first, clone = remote.clone("zero"), remote.clone("one")
    first.publish(1)
    first.push("theirs.md", "theirs\n")
    git(clone.folder, "fetch", "--quiet")
    done = STEPS.index(step)
    clone.file.write_text(first.file.read_text())
    if done >= 1:
        git(clone.folder, "add", "incidents/a.yml")
    if done >= 2:
        (clone.folder / "theirs.md").write_text("theirs\n")
    if done >= 3:
        git(clone.folder, "read-tree", "origin/main")
    assert clone.publish(2).caught_up
    assert remote.numbers() == [1, 2]
    assert (clone.status(), clone.head()) == ("", git(remote.folder, "rev-parse", "main"))


def test_untracked_files_are_no_obstacle(remote: Remote) -> None:
    """A file that git does not track stays where it is while the clone follows."""
    clone = remote.clone("one")
    (clone.folder / "notes.txt").write_text("mine\n")
    assert clone.publish(1).caught_up
    assert clone.status() == "?? notes.txt"


def test_a_file_that_was_written_anew_as_it_was_is_no_obstacle(remote: Remote) -> None:
    """An editor, a copy of the folder and a change taken back leave the text, and another time of it."""
    first, clone = remote.clone("zero"), remote.clone("one")
    first.publish(1)
    text = clone.file.read_text()
    clone.file.unlink()
    clone.file.write_text(text)
    os.utime(clone.file, (1, 1))
    assert clone.publish(2).caught_up
    assert (clone.status(), clone.head()) == ("", git(remote.folder, "rev-parse", "main"))


def test_windows_line_ends_in_the_work_tree(remote: Remote) -> None:
    """A clone that checks out CRLF publishes LF, and keeps CRLF in its own file."""
    clone = remote.clone("one")
    git(clone.folder, "config", "core.autocrlf", "true")
    clone.file.unlink()
    git(clone.folder, "checkout", "--quiet", "--", ".")
    assert clone.file.read_bytes() == HEADER.replace("\n", "\r\n").encode()
    assert clone.publish(1).caught_up
    assert "\r" not in git(remote.folder, "show", "main:incidents/a.yml")
    assert b"\n" not in clone.file.read_bytes().replace(b"\r\n", b"")
    assert clone.status() == ""


def test_from_a_folder_below_and_a_branch_of_another_name(remote: Remote) -> None:
    """The branch that is followed counts, whatever it is called here."""
    clone = remote.clone("one")
    git(clone.folder, "checkout", "--quiet", "-b", "mine", "--track", "origin/main")
    assert clone.publish(1).target == "origin/main"
    assert remote.numbers() == [1]


def test_inside_a_hook(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a surrounding git command left in the environment leads nowhere else."""
    clone = remote.clone("one")
    monkeypatch.setenv("GIT_DIR", "/nonexistent")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nonexistent/index")
    ended = clone.publish(1)
    monkeypatch.undo()
    assert ended.outcome is Outcome.PUSHED


def test_nobodys_hooks_are_run(remote: Remote) -> None:
    """A hook of the clone neither runs nor stops an update."""
    clone = remote.clone("one")
    for name in ("pre-commit", "pre-push", "post-checkout", "reference-transaction"):
        hook = clone.folder / ".git" / "hooks" / name
        hook.write_text("#!/bin/sh\ntouch ran\nexit 1\n")
        hook.chmod(0o755)
    assert clone.publish(1).caught_up
    assert not list(clone.folder.rglob("ran"))


def test_without_a_name(remote: Remote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where git does not know who commits, the tool's name is given."""
    clone = remote.clone("one")
    (tmp_path / "gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")
    assert clone.publish(1).outcome is Outcome.PUSHED
    assert git(remote.folder, "log", "-1", "--format=%an", "main") == "statuspage"


def test_no_repository(tmp_path: Path) -> None:
    """A folder outside git is told as such."""
    file = tmp_path / "a.yml"
    file.write_text(HEADER)
    assert publish(file, tmp_path / "locks", 1).outcome is Outcome.NO_REPOSITORY


def test_no_remote(remote: Remote) -> None:
    """A repository without a remote is told as such, the update saved in its file."""
    clone = remote.clone("one")
    git(clone.folder, "remote", "remove", "origin")
    assert clone.publish(1).outcome is Outcome.NO_REMOTE
    assert "u1" in clone.file.read_text()


def test_no_branch_here(remote: Remote) -> None:
    """From a checkout of a commit nothing is pushed; it is said where it would have to go."""
    clone = remote.clone("one")
    git(clone.folder, "checkout", "--quiet", "--detach")
    ended = clone.publish(1)
    assert (ended.outcome, ended.target, ended.here) == (Outcome.ELSEWHERE, "origin/main", None)
    assert remote.numbers() == []


@pytest.mark.parametrize("how", ["-b lonely", "-b lonely --track origin/lonely"])
def test_another_branch(remote: Remote, how: str) -> None:
    """From another branch than the site is built from nothing is pushed, wherever that branch goes."""
    clone = remote.clone("one")
    git(clone.folder, "push", "--quiet", "origin", "main:refs/heads/lonely")
    git(clone.folder, "checkout", "--quiet", *how.split())
    ended = clone.publish(1)
    assert (ended.outcome, ended.target, ended.here) == (
        Outcome.ELSEWHERE,
        "origin/main",
        "lonely",
    )
    assert git(remote.folder, "rev-parse", "main") == git(remote.folder, "rev-parse", "lonely")


SAYS = {
    "the settings": lambda clone: git(clone.folder, "config", "statuspage.branch", "live"),
    "the workflow": lambda clone: clone.push(
        ".github/workflows/publish.yml", "on:\n  push:\n    branches: [live]\n"
    ),
}


@pytest.mark.parametrize("says", SAYS)
def test_which_branch_the_site_is_built_from(remote: Remote, says: str) -> None:
    """It is what the settings of git say, or the workflow that builds; else the remote's own."""
    clone = remote.clone("one")
    git(clone.folder, "push", "--quiet", "origin", "main:refs/heads/live")
    (clone.folder / ".github" / "workflows").mkdir(parents=True)
    SAYS[says](clone)
    assert clone.publish(1).outcome is Outcome.ELSEWHERE
    git(clone.folder, "fetch", "--quiet")
    git(clone.folder, "checkout", "--quiet", "--force", "live")
    ended = clone.publish(1)
    expected = Outcome.PUSHED if says == "the settings" else Outcome.ELSEWHERE
    assert ended.outcome is expected  # the workflow is on main only, so this folder knows of none


def test_an_empty_remote(remote: Remote) -> None:
    """A remote that has no branch yet is told as such."""
    clone = remote.clone("one")
    git(remote.folder.parent, "init", "--quiet", "--bare", "empty.git")
    git(clone.folder, "remote", "set-url", "origin", str(remote.folder.parent / "empty.git"))
    ended = clone.publish(1)
    assert (ended.outcome, ended.said) == (Outcome.NO_BRANCH, "origin has no branch main yet")


@pytest.mark.parametrize(
    "url", ["/nonexistent.git", "https://priya:secret@127.0.0.1:1/x.git", "ext::sh -c 'touch ran'"]
)
def test_offline(remote: Remote, url: str) -> None:
    """A remote that does not answer leaves the update local; no password is repeated."""
    clone = remote.clone("one")
    git(clone.folder, "remote", "set-url", "origin", url)
    ended = clone.publish(1)
    assert ended.outcome is Outcome.OFFLINE
    assert ended.said
    assert "secret" not in ended.said
    assert not list(clone.folder.rglob("ran"))
    assert clone.status() == " M incidents/a.yml"


def test_rejected(remote: Remote) -> None:
    """What the remote's own rules refuse is not tried again, and their words are passed on."""
    hook = remote.folder / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho main is protected >&2\nexit 1\n")
    hook.chmod(0o755)
    clone = remote.clone("one")
    ended = clone.publish(1)
    assert (ended.outcome, ended.commit) == (Outcome.REJECTED, None)
    assert "main is protected" in ended.said
    assert clone.status() == " M incidents/a.yml"


def test_others_keep_being_quicker(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    """When patience is over the update stays local, instead of hanging."""
    clone, other = remote.clone("one"), remote.clone("two")

    def edit(text: str | None) -> str:
        other.push("count", f"{len(remote.subjects())}\n")
        return f"{text}# mine\n"

    steps = [Step(clone.file, edit, SUBJECT)]
    monkeypatch.setattr(replay, "_PATIENCE", 0.5)
    ended = replay_steps(steps, lock_dir=clone.locks)
    assert ended.outcome is Outcome.BUSY
    assert "# mine" not in git(remote.folder, "show", "main:incidents/a.yml")


def test_what_the_edit_raises_passes(remote: Remote) -> None:
    """A remote version that cannot be appended to is the edit's to refuse."""
    clone = remote.clone("one")

    def edit(text: str | None) -> str:
        return append_in(text or "", ".yml", "title", {"id": "x"})

    with pytest.raises(CannotEdit, match="`title` is a value"):
        replay_steps([Step(clone.file, edit, SUBJECT)], lock_dir=clone.locks)
    assert git(clone.folder, "for-each-ref", "refs/statuspage") == ""


def test_a_link_on_the_remote_is_refused(remote: Remote) -> None:
    """A path that became a symbolic link on the remote is not written through."""
    other, clone = remote.clone("one"), remote.clone("two")
    other.file.unlink()
    other.file.symlink_to("../elsewhere.yml")
    git(other.folder, "commit", "--quiet", "--all", "-m", "link")
    git(other.folder, "push", "--quiet")
    with pytest.raises(CannotWrite, match="on origin it is not an ordinary file"):
        clone.publish(1)


def test_git_that_takes_too_long(tmp_path: Path) -> None:
    """A git command that hangs is ended, and says so."""
    done = Git(tmp_path).run("-c", "alias.hang=!sleep 5", "hang", seconds=0.2)
    assert (done.code, "took longer" in done.said) == (124, True)


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git is told so."""
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "a.yml"
    file.write_text(HEADER)
    ended = publish(file, tmp_path / "locks", 1)
    assert (ended.outcome, ended.said) == (Outcome.NO_GIT, "git is not installed")


def start(clone: Clone, number: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(RESPONDER), str(clone.file), str(clone.locks), str(number)],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("count", [6, pytest.param(50, marks=pytest.mark.long)])
def test_many_clones(remote: Remote, count: int) -> None:
    """However many clones push at once, every update is kept, each in one commit."""
    clones = [remote.clone(f"clone{number}") for number in range(count)]
    processes = [start(clone, number) for number, clone in enumerate(clones)]
    for process in processes:
        out, err = process.communicate(timeout=300)
        assert out == "PUSHED\n", err
    assert sorted(remote.numbers()) == list(range(count))
    assert remote.subjects() == [SUBJECT] * count + ["by hand"]
    assert [clone.status() for clone in clones] == [""] * count


def test_many_processes_in_one_clone(remote: Remote) -> None:
    """Several commands in one clone at once are all published."""
    clone = remote.clone("one")
    for process in [start(clone, number) for number in range(4)]:
        out, err = process.communicate(timeout=300)
        assert out in ("PUSHED\n", "ALREADY\n"), err
    assert sorted(remote.numbers()) == [0, 1, 2, 3]
