"""What could not be pushed waits, is listed, and is sent in order with its own times, once."""

import json
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.conftest import Run, git
from cli.test_terminal import PATIENCE, Sit, sit  # noqa: F401
from desk.conftest import workspace  # noqa: F401
from desk.test_acts import ACTS
from mkdocs_statuspage.desk import file_change, sending
from mkdocs_statuspage.desk.queue import Entry, entry_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.writing import files

FILE = "incidents/2026-11-03-card-payments.md"


class Away:
    """The remote, which can be made unreachable and come back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def go(self) -> None:
        self.folder.rename(self.folder.with_name("away.git"))

    def come_back(self) -> None:
        self.folder.with_name("away.git").rename(self.folder)


@pytest.fixture
def away(remote: Path) -> Away:
    return Away(remote)


def updates(folder: Path) -> list[dict[str, object]]:
    text = git(folder, "show", f"main:{FILE}")
    return list(yaml.safe_load(text.split("---\n")[1])["updates"])


def words(folder: Path) -> list[str]:
    return [str(update["message"]).strip() for update in updates(folder)[1:]]


def clock(site: Path, time: str) -> None:
    """Let it be another time for the commands that follow; nobody commits the file."""
    config = site / "incidents" / "statuspage.yml"
    lines = config.read_text().splitlines()
    config.write_text("\n".join([*lines[:-1], f"clock: 2026-11-03T{time}Z"]) + "\n")


def test_three_updates_and_a_retraction_while_the_remote_is_away(
    site: Path, remote: Path, away: Away, run: Run
) -> None:
    """All are there afterwards, in order, with the times at which they were said, once."""
    away.go()
    for number in (1, 2, 3):
        clock(site, f"10:0{number}:00")
        assert run("update", "-m", f"Word {number}.", "--publish").code == 3
    clock(site, "10:04:00")
    assert run("retract", "card", "k7q2", "--why", "A slip.", "--publish").code == 3
    clock(site, "10:30:00")
    listed = run("status")
    assert listed.code == 3
    assert listed.out.count("NOT published: ") == 4
    assert "Update 2026-11-03-card-payments · 2026-11-03 10:01 UTC, 29 min ago" in listed.out
    away.come_back()
    done = run("sync")
    assert (done.code, done.out.count("Sent: ")) == (0, 4), done.out + done.err
    assert words(remote) == ["Word 1.", "Word 2.", "Word 3."]
    assert [str(update["at"])[11:16] for update in updates(remote)[1:]] == [
        "10:01",
        "10:02",
        "10:03",
    ]
    assert "retracted: {at: 2026-11-03T10:04:00Z" in git(remote, "show", f"main:{FILE}")
    assert run("sync").out == "Nothing waits.\n"
    assert len(list((site / ".statuspage" / "locks").iterdir())) == 2  # of the file, and of git
    assert run("status").code == 0
    assert (site / FILE).read_text() == git(remote, "show", f"main:{FILE}")
    assert git(site, "log", "-1", "--format=%H") == git(remote, "log", "-1", "--format=%H", "main")


def test_the_next_update_that_is_published_takes_along_what_waits(
    site: Path, remote: Path, away: Away, run: Run
) -> None:
    """In order: what was said first comes first."""
    away.go()
    assert run("update", "-m", "Word 1.", "--publish").code == 3
    assert run("open", "API slow", "-m", "The API is slow.", "--publish").code == 3
    away.come_back()
    done = run("update", "card", "-m", "Word 2.", "--publish")
    assert done.code == 0, done.out + done.err
    assert words(remote) == ["Word 1.", "Word 2."]
    assert "The API is slow." in git(remote, "show", "main:incidents/2026-11-03-api-slow.md")
    assert git(site, "status", "--porcelain") == ""


def test_an_update_that_is_interrupted_while_it_is_pushed_waits(
    site: Path,
    remote: Path,
    sit: Sit,  # noqa: F811
    run: Run,
) -> None:
    """Ctrl-C leaves it in the queue, and no copy of its text that could be posted beside it."""
    hook, begun = remote / "hooks" / "pre-receive", site / "begun"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {begun}\nsleep 60\n")
    hook.chmod(0o755)
    screen = sit("update", "-m", "Word 1.", "--do", "Wait.", "--publish")
    until = time.monotonic() + PATIENCE
    while not begun.exists() and time.monotonic() < until:
        time.sleep(0.05)
    os.write(screen.master, b"\x03")
    assert screen.end() == 130, screen.shown
    assert "waits to be published. Go on with: statuspage sync" in screen.shown
    assert "Your text" not in screen.shown
    assert not (site / ".statuspage" / "unsent").exists()
    hook.unlink()
    assert "the last update says the same" in run("update", "-m", "Word 1.", "--publish").err
    assert "Sent: " in run("sync").out
    assert words(remote) == ["Word 1."]


def test_a_second_ctrl_c_changes_nothing_of_that(
    site: Path, remote: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes while the folder gets what waits."""
    write = file_change._write_what_waits

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    def write_when_interrupted(*args: Any) -> None:
        signal.raise_signal(signal.SIGINT)
        write(*args)

    monkeypatch.setattr(sending, "send", interrupted)
    monkeypatch.setattr(file_change, "_write_what_waits", write_when_interrupted)
    ended = run("update", "-m", "Word 1.", "--publish")
    assert ended.code == 130
    assert "waits to be published" in ended.err
    assert "Your text" not in ended.err
    assert "Word 1." in (site / FILE).read_text()
    monkeypatch.undo()
    monkeypatch.chdir(site)
    assert run("sync").code == 0
    assert words(remote) == ["Word 1."]


@pytest.fixture
def colleague(remote: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give another clone of the same remote."""
    folder = tmp_path_factory.mktemp("colleague")
    git(folder, "clone", "-q", str(remote), ".")
    return folder


def test_what_was_overtaken_is_not_slipped_in(
    site: Path, remote: Path, colleague: Path, away: Away, run: Run
) -> None:
    """It waits until somebody says whether it is sent as the newest word, or dropped."""
    away.go()
    assert run("update", "-m", "Old word.", "--publish").code == 3
    assert run("update", "-m", "Older word still.", "--publish").code == 3
    away.come_back()
    run("-C", str(colleague), "update", "-m", "Newer word.", "--publish")
    left = run("sync")
    assert (left.code, left.out.count("newer words are on the remote")) == (3, 2)
    assert words(remote) == ["Newer word."]
    clock(site, "10:20:00")
    first, second = (
        line.split("sync ")[1:] for line in left.out.splitlines() if line.startswith("Decide:")
    )
    assert run("sync", *first[0].split(",")[0].split()).code == 3  # the other still waits
    assert words(remote) == ["Newer word.", "Old word."]
    assert str(updates(remote)[-1]["at"])[11:16] == "10:20"
    assert run("sync", *second[1].split()).code == 0
    assert words(remote) == ["Newer word.", "Old word."]
    assert (site / FILE).read_text() == git(remote, "show", f"main:{FILE}")


@pytest.mark.parametrize("how", ["--send", "--drop"])
def test_what_was_overtaken_leaves_the_folder_as_the_remote_is(
    site: Path, remote: Path, colleague: Path, away: Away, run: Run, how: str
) -> None:
    """Though it stood there among the words of others: one's own newest one was published meanwhile."""
    away.go()
    assert run("update", "-m", "Old word.", "--publish").code == 3
    away.come_back()
    clock(colleague, "10:10:00")
    run("-C", str(colleague), "update", "-m", "Newer word.", "--publish")
    clock(site, "10:20:00")
    assert run("status").code == 3
    assert run("update", "-m", "Newest word.", "--publish").code == 3
    [line] = [one for one in run("sync").out.splitlines() if one.startswith("Decide:")]
    name = line.split("--send ")[1].split(",")[0]
    clock(site, "10:30:00")
    assert run("sync", how, name).code == 0
    sent = ["Old word."] if how == "--send" else []
    assert words(remote) == ["Newer word.", "Newest word.", *sent]
    assert (site / FILE).read_text() == git(remote, "show", f"main:{FILE}")


def test_what_was_merged_from_a_branch_for_it_waits_no_more(
    site: Path, remote: Path, run: Run
) -> None:
    """An incident too that has got another word since it was opened."""
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nread a b ref; [ $ref != refs/heads/main ]\n")
    hook.chmod(0o755)
    assert run("open", "API slow", "-m", "The API is slow.", "--publish").code == 3
    assert run("update", "api", "-m", "Word 2.", "--publish").code == 3
    [aside] = git(remote, "for-each-ref", "--format=%(refname)", "refs/heads/statuspage").split()
    git(remote, "update-ref", "refs/heads/main", aside)
    assert run("sync").code == 0
    assert run("sync").out == "Nothing waits.\n"
    assert git(site, "status", "--porcelain") == ""


def test_a_branch_for_a_change_is_made_anew_on_what_the_remote_has(
    site: Path, remote: Path, colleague: Path, run: Run
) -> None:
    """It follows main when main goes on: what stood on it before is put away."""
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    refuses = "#!/bin/sh\nread a b ref; [ $ref != refs/heads/main ]\n"
    hook.write_text(refuses)
    hook.chmod(0o755)
    assert run("update", "-m", "Word 1.", "--publish").code == 3
    hook.write_text("#!/bin/sh\n")
    assert run("-C", str(colleague), "open", "API slow", "-m", "Slow.", "--publish").code == 0
    hook.write_text(refuses)
    assert run("sync").code == 3
    [aside] = git(remote, "for-each-ref", "--format=%(refname)", "refs/heads/statuspage").split()
    assert git(remote, "merge-base", aside, "main") == git(remote, "rev-parse", "main")
    assert "Word 1." in git(remote, "show", f"{aside}:{FILE}")


def test_a_file_that_was_only_here_follows_what_it_became(
    site: Path, remote: Path, run: Run
) -> None:
    """Opened for this folder alone, it is published with its next word."""
    assert run("open", "API slow", "-m", "The API is slow.").code == 0
    done = run("update", "api", "-m", "Word 2.", "--publish")
    assert (done.code, "as it was" in done.out) == (0, False), done.out
    assert git(site, "status", "--porcelain") == ""
    assert git(site, "rev-parse", "HEAD") == git(remote, "rev-parse", "main")


def test_what_git_says_of_the_remote_is_told_and_not_its_advice(
    site: Path, remote: Path, away: Away, run: Run
) -> None:
    """In the sentence; and a line that names a command ends with it, so that it can be copied."""
    away.go()
    done = run("update", "-m", "Word 1.", "--publish")
    assert "does not appear to be a git repository. Go on with: statuspage sync\n" in done.out
    assert "next word by" in done.out
    assert "and the repository exists" not in done.out + done.err
    assert run("update", "-m", "Word 2.", "--no-publish").out.endswith(" && git push\n")


@pytest.mark.parametrize(
    ("answers", "sent"), [("y", ["Newer word.", "Old word."]), ("ny", ["Newer word."])]
)
def test_a_terminal_asks_what_becomes_of_what_was_overtaken(
    site: Path,
    remote: Path,
    colleague: Path,
    away: Away,
    run: Run,
    sit: Sit,  # noqa: F811
    answers: str,
    sent: list[str],
) -> None:
    """It is shown, and sent or dropped as is answered there; neither is what nobody says yes to."""
    away.go()
    assert run("update", "-m", "Old word.", "--publish").code == 3
    away.come_back()
    run("-C", str(colleague), "update", "-m", "Newer word.", "--publish")
    terminal = sit("sync")
    for question, answer in zip(["Send it all the same", "Drop it?"], answers, strict=False):
        terminal.expect(question)
        terminal.type(answer)
    assert terminal.end() == 0, terminal.shown
    assert "Old word." in terminal.shown
    assert words(remote) == sent
    assert run("sync").out == "Nothing waits.\n"


def test_older_words_of_others_do_not_hold_it_back(
    site: Path, remote: Path, colleague: Path, away: Away, run: Run
) -> None:
    """What a colleague said before it goes before it."""
    run("-C", str(colleague), "update", "-m", "First word.", "--publish")
    away.go()
    clock(site, "10:10:00")
    assert run("update", "-m", "Second word.", "--publish").code == 3
    away.come_back()
    assert run("sync").code == 0
    assert words(remote) == ["First word.", "Second word."]


def test_what_cannot_be_made_any_more_stays_and_holds_up_nothing(
    site: Path, remote: Path, colleague: Path, away: Away, run: Run
) -> None:
    """Two amended the same update: the one who was away is told; the other changes are sent."""
    away.go()
    assert run("amend", "card", "k7q2", "-m", "Cards fail.", "--publish").code == 3
    assert run("open", "API slow", "-m", "The API is slow.", "--publish").code == 3
    away.come_back()
    run("-C", str(colleague), "amend", "card", "k7q2", "-m", "Some cards fail.", "--publish")
    left = run("sync")
    assert left.code == 3
    assert "Sent: Open 2026-11-03-api-slow" in left.out
    assert "somebody else has changed 20261103T092000Z-k7q2" in left.out
    assert "Some cards fail." in git(remote, "show", f"main:{FILE}")


def test_a_colleagues_folder_follows(site: Path, remote: Path, colleague: Path, run: Run) -> None:
    """Whoever looks, in a cron job too, sees the incident that was opened a minute ago."""
    run("open", "API slow", "-m", "The API is slow.", "--publish")
    seen = run("-C", str(colleague), "status", "--exit-code")
    assert "2026-11-03-api-slow" in seen.out
    assert (colleague / "incidents" / "2026-11-03-api-slow.md").exists()


def test_no_command_posts_to_an_incident_because_it_knows_no_other(
    site: Path, remote: Path, colleague: Path, run: Run
) -> None:
    """One of two open incidents is on the remote only, and the folder holds work of its own."""
    run("open", "API slow", "-m", "The API is slow.", "--publish")
    (colleague / "notes.md").write_text("mine\n")
    git(colleague, "add", "notes.md")
    git(colleague, "-c", "user.name=R", "-c", "user.email=r@x", "commit", "-qm", "Mine")
    before = git(remote, "rev-parse", "main")
    for words in (("update", "-m", "Found it."), ("resolve", "-m", "Over.")):
        refused = run("-C", str(colleague), *words, "--publish")
        assert refused.code == 2
        assert "2 incidents are open" in refused.err
    assert git(remote, "rev-parse", "main") == before
    done = run("-C", str(colleague), "update", "api", "-m", "Found it.", "--publish")
    assert done.code == 0, done.err
    assert "Found it." in git(remote, "show", "main:incidents/2026-11-03-api-slow.md")
    assert not (colleague / "incidents" / "2026-11-03-api-slow.md").exists()


def test_a_file_that_is_newer_on_the_remote_is_taken_over_or_left(
    site: Path, remote: Path, colleague: Path, run: Run
) -> None:
    """Without publishing the newest text is changed; what somebody writes in the file is not lost."""
    (colleague / "notes.md").write_text("mine\n")
    git(colleague, "add", "notes.md")
    git(colleague, "-c", "user.name=R", "-c", "user.email=r@x", "commit", "-qm", "Mine")
    assert run("update", "-m", "Word 1.", "--publish").code == 0
    assert run("-C", str(colleague), "update", "-m", "Word 2.", "--no-publish").code == 0
    written = (colleague / FILE).read_text()
    assert written.index("Word 1.") < written.index("Word 2.")
    assert run("-C", str(colleague), "update", "-m", "Word 3.", "--no-publish").code == 0
    assert run("update", "-m", "Word 4.", "--publish").code == 0
    written = (colleague / FILE).read_text()
    refused = run("-C", str(colleague), "update", "-m", "Word 5.", "--no-publish")
    assert (refused.code, "add --publish" in refused.err) == (2, True)
    assert (colleague / FILE).read_text() == written


def test_what_was_only_written_here_stays_beside_what_is_published(
    site: Path, remote: Path, run: Run
) -> None:
    """The folder follows with the word that nobody pushed in it, in the order of their times; later ones go on."""
    assert run("update", "-m", "Kept here.", "--fix-by", "2h", "-c", "checkout=degraded").code == 0
    clock(site, "10:05:00")
    published = run("update", "-m", "For all.", "--publish")
    assert "Pushed to origin/main" in published.out
    assert "other work" not in published.out
    assert words(remote) == ["For all."]
    clock(site, "10:06:00")
    assert run("update", "-m", "Kept here too.", "--no-publish").code == 0
    told = [line.strip() for line in (site / FILE).read_text().splitlines() if line[:6] == " " * 6]
    assert told[1:] == ["Kept here.", "For all.", "Kept here too."]
    assert git(site, "diff", "--numstat", "origin/main", "--", FILE).split()[1] == "0"
    assert run("check").code == 0


def test_a_word_of_ones_own_and_another_of_a_colleagues(
    site: Path, remote: Path, colleague: Path, run: Run
) -> None:
    """Both stand here once it is asked what is open; what was changed otherwise leaves the folder as it is."""
    assert run("update", "-m", "Kept here.").code == 0
    assert run("-C", str(colleague), "update", "-m", "Theirs.", "--publish").code == 0
    assert run("status").code == 0
    text = (site / FILE).read_text()
    assert (text.count("Kept here."), text.count("Theirs.")) == (1, 1)
    (site / FILE).write_text(text.replace("a note that stays", "another note"))
    before = (site / FILE).read_text()
    assert run("-C", str(colleague), "update", "-m", "More.", "--publish").code == 0
    assert run("status").code == 0
    assert (site / FILE).read_text() == before


def test_components_and_people_are_those_of_the_remote_where_the_folder_cannot_follow(
    site: Path, remote: Path, colleague: Path, run: Run
) -> None:
    """A component that a colleague added can be spoken of at once; what the folder says of itself holds, its clock say."""
    config = colleague / "incidents" / "statuspage.yml"
    config.write_text(config.read_text().replace("  api:", "  search: {name: Search}\n  api:"))
    git(colleague, "-c", "user.name=b", "-c", "user.email=b@b", "commit", "-qam", "Search")
    git(colleague, "push", "-q")
    clock(site, "10:30:00")
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "# mine\n")
    git(site, "commit", "-qam", "Mine")
    done = run("update", "-m", "Search too.", "-c", "search=major", "--publish")
    assert done.code == 0, done
    assert "components: {search: major_outage}" in git(remote, "show", f"main:{FILE}")
    assert "at: 2026-11-03T10:30:00Z" in git(remote, "show", f"main:{FILE}")
    assert run("status").code == 0


def test_a_remote_that_is_away_is_told_and_stops_nothing(site: Path, away: Away, run: Run) -> None:
    """What is known here is shown, and that it is only that."""
    away.go()
    seen = run("status")
    assert seen.code == 0
    assert "2026-11-03-card-payments" in seen.out
    assert "origin could not be asked" in seen.err


def test_after_a_retraction_the_status_is_that_of_the_last_word_that_stands(
    site: Path, run: Run
) -> None:
    """A withdrawn `resolved` does not close it again with the next word."""
    run("resolve", "-m", "Over.")
    run("retract", "card", "last", "--why", "It was not.")
    assert "investigating" in run("update", "card", "-m", "Still looking.").out


STEPS = ("written down", "pushed", "answered", "saved here")


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_each_step(
    site: Path, remote: Path, away: Away, run: Run, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Wherever a command ends for good, what it was to say is there once after the next `sync`."""

    class Killed(BaseException):
        """The process is no more."""

    def kill(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if step == "written down":
            patch.setattr("mkdocs_statuspage.desk.sending.send", kill)
        elif step == "pushed":
            patch.setattr("mkdocs_statuspage.writing.replay._pushed", kill)
        elif step == "answered":
            patch.setattr("mkdocs_statuspage.desk.sending.remove", kill)
        else:
            away.go()
            patch.setattr("mkdocs_statuspage.desk.file_change._write_locally", kill)
        with pytest.raises(Killed):
            run("update", "-m", "Word 1.", "--publish")
    if step == "saved here":
        away.come_back()
    assert run("status").code == 3
    assert run("update", "-m", "Word 2.", "--publish").code == 0
    assert words(remote) == ["Word 1.", "Word 2."]
    assert run("sync").out == "Nothing waits.\n"
    assert (site / FILE).read_text() == git(remote, "show", f"main:{FILE}")


def test_what_nobody_has_seen_is_removed_without_a_trace(
    site: Path, remote: Path, run: Run
) -> None:
    """It waits, and the remote says that it has it not: an update, or the only word of an incident."""
    before = (site / FILE).read_text()
    git(site, "checkout", "-q", "-b", "elsewhere")
    assert run("update", "-m", "Word 1.", "--publish").code == 3
    removed = run("retract", "card", "last", "--why", "A slip.")
    assert (removed.code, removed.out.startswith("Removed: ")) == (0, True), removed
    assert (site / FILE).read_text() == before
    assert run("open", "API slow", "-m", "It is slow.", "--publish").code == 3
    assert run("retract", "api", "last", "--why", "A false alarm.").code == 0
    assert not (site / "incidents" / "2026-11-03-api-slow.md").exists()
    assert run("sync").out == "Nothing waits.\n"


def test_what_somebody_may_have_seen_is_struck_through(
    site: Path, remote: Path, away: Away, run: Run
) -> None:
    """A remote that does not answer may have it, as a push whose answer was lost."""
    away.go()
    assert run("update", "-m", "Word 1.", "--publish").code == 3
    assert run("retract", "card", "last", "--why", "A slip.", "--publish").code == 3
    away.come_back()
    assert run("sync").code == 0
    assert words(remote) == ["Word 1."]
    assert "why: A slip." in git(remote, "show", f"main:{FILE}")


def test_every_act_can_wait(workspace: Workspace) -> None:  # noqa: F811
    """Written down and read again it makes the same text; what is private is never queued."""
    for name, act in ACTS.items():
        change = act(workspace)
        if workspace.is_private(change.path):
            continue
        entry = entry_of(workspace, change, None)
        again = Entry.model_validate_json(entry.model_dump_json()).change(workspace)
        text = change.path.read_text() if change.path.exists() else ""
        assert again.edit(text) == change.edit(text), name
        assert (again.subject, again.done) == (change.subject, change.done)


def wait(site: Path, run: Run, *words: str) -> str:
    """Let a change wait while the remote answers, and return what it is called."""
    git(site, "checkout", "-q", "-b", "elsewhere")
    assert run(*words, "--publish").code == 3
    return next((site / ".statuspage" / "queue").glob("*.json")).stem[-4:]


def retitled(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"Card payments fail", b"Cards fail", 1))


def written(file: Path) -> None:
    text = file.read_text().split("---\n")
    more = "- {id: 20261103T100001Z-aaaa, at: 2026-11-03T10:00:01Z, status: monitoring, message: Mine.}"
    file.write_text("---\n".join([text[0], f"{text[1]}  {more}\n", *text[2:]]))


@pytest.mark.parametrize("how", ["retract", "drop"])
@pytest.mark.parametrize("change", [retitled, written], ids=["title", "update"])
def test_what_is_dropped_leaves_a_file_in_which_more_was_written(
    site: Path, remote: Path, run: Run, how: str, change: Callable[[Path], None]
) -> None:
    """Nobody may commit it by mistake; what else stands there stays."""
    name = wait(site, run, "update", "-m", "Swordfish.")
    update = re.findall(r"id: (\S+)", (site / FILE).read_text())[-1]
    clock(site, "10:01:00")
    change(site / FILE)
    if how == "drop":
        assert "still stands" not in run("sync", "--drop", name).err
    else:
        assert run("retract", "card", update, "--why", "x").out.startswith("Removed: ")
    left = (site / FILE).read_text()
    assert "Swordfish" not in left
    assert ("Cards fail" in left) != ("Mine." in left)
    assert run("sync").out == "Nothing waits.\n"


@pytest.mark.parametrize("how", ["retract", "drop"])
def test_what_is_dropped_leaves_a_file_with_other_line_ends(
    site: Path, remote: Path, run: Run, how: str
) -> None:
    """As an editor on Windows wrote them, in git too or in the folder alone."""
    before = (site / FILE).read_bytes().replace(b"\n", b"\r\n")
    (site / FILE).write_bytes(before)
    git(site, "commit", "-qam", "Lines")
    git(site, "push", "-q", "origin", "HEAD:main")
    name = wait(site, run, "update", "-m", "Swordfish.")
    done = ("sync", "--drop", name) if how == "drop" else ("retract", "card", "last", "--why", "x")
    assert run(*done).code == 0
    assert (site / FILE).read_bytes() == before


def test_what_is_dropped_and_cannot_be_taken_out_is_said(
    site: Path, remote: Path, run: Run
) -> None:
    """Another change than an update, in a file in which more was written since."""
    name = wait(site, run, "amend", "card", "k7q2", "-m", "Swordfish.")
    retitled(site / FILE)
    done = run("sync", "--drop", name)
    assert f"({name}) is dropped, and still stands in {FILE}" in done.err
    assert "Swordfish" in (site / FILE).read_text()


@pytest.mark.parametrize("how", ["drop", "send", "retract"])
def test_what_a_colleague_writes_meanwhile_is_not_lost(
    site: Path, remote: Path, run: Run, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The folder is shared; they had the lock when we began."""
    name, real = wait(site, run, "update", "-m", "Swordfish."), files.locked

    @contextmanager
    def after_theirs(path: Path, folder: Path, **how: Any) -> Iterator[None]:
        with real(path, folder, **how):
            if path == site / FILE and "Mine." not in path.read_text():
                written(path)
            yield

    monkeypatch.setattr(files, "locked", after_theirs)
    run(
        *("retract", "card", "last", "--why", "x")
        if how == "retract"
        else ("sync", f"--{how}", name)
    )
    assert "Mine." in (site / FILE).read_text()


def test_a_file_in_a_folder_that_is_not_checked_out(
    site: Path, remote: Path, colleague: Path, run: Run
) -> None:
    """The remote has it in a folder that this clone has not, and cannot follow."""
    (colleague / "incidents" / "2026").mkdir()
    git(colleague, "mv", FILE, FILE.replace("incidents/", "incidents/2026/"))
    git(colleague, "-c", "user.name=b", "-c", "user.email=b@b", "commit", "-qam", "By year")
    git(colleague, "push", "-q")
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "# mine\n")
    git(site, "commit", "-qam", "Mine")
    done = run("update", "-m", "Swordfish.", "--publish")
    assert done.code == 0, done
    assert "Swordfish." in git(
        remote, "show", f"main:{FILE.replace('incidents/', 'incidents/2026/')}"
    )


def test_a_byte_that_is_no_text_stops_nothing_else(
    site: Path, remote: Path, colleague: Path, away: Away, run: Run
) -> None:
    """In a file for which something waits: the folder stays as it is, what waits is sent or dropped."""
    away.go()
    assert run("update", "-m", "Word 1.", "--publish").code == 3
    assert run("update", "-m", "Word 2.", "--publish").code == 3
    away.come_back()
    (site / FILE).write_bytes((site / FILE).read_bytes().replace(b"payments", b"paym\xe9nts", 1))
    assert run("-C", str(colleague), "open", "API slow", "-m", "Slow.", "--publish").code == 0
    first, second = sorted(p.stem[-4:] for p in (site / ".statuspage" / "queue").glob("*.json"))
    dropped = run("sync", "--drop", first if "Word 1." in run("status").err else second)
    assert "still stands in" in dropped.err
    assert "a bug" not in dropped.err
    assert len(words(remote)) == 1


@pytest.mark.parametrize("wrong", [{"act": "new_update.of_old"}, {"values": []}, {"values": [1]}])
def test_what_another_version_wrote_holds_up_nothing(
    site: Path, remote: Path, colleague: Path, run: Run, wrong: dict[str, object]
) -> None:
    """It is said, with the way out, and the rest is sent."""
    name = wait(site, run, "update", "-m", "Word 1.")
    path = next((site / ".statuspage" / "queue").glob("*.json"))
    path.write_text(json.dumps(json.loads(path.read_text()) | wrong))
    git(site, "checkout", "-q", "main")
    assert run("open", "API slow", "-m", "Slow.", "--publish").code == 3  # the other still waits
    assert "Slow." in git(remote, "show", "main:incidents/2026-11-03-api-slow.md")
    git(colleague, "pull", "-q")
    assert run("-C", str(colleague), "update", "api", "-m", "Word 2.", "--publish").code == 0
    assert run("status").code == 3
    left = run("sync")
    assert "another version of statuspage wrote this" in left.out
    assert f"dropped: statuspage sync --drop {name}" in left.out
    assert run("sync", "--drop", name).out == "Nothing waits.\n"


def test_what_waits_for_a_file_that_was_moved_says_so(
    site: Path, remote: Path, colleague: Path, away: Away, run: Run
) -> None:
    """And blames no file that is fine; the way out is a drop."""
    away.go()
    assert run("update", "-m", "Word 1.", "--publish").code == 3
    away.come_back()
    git(colleague, "mv", FILE, FILE.replace("card-", "cards-"))
    git(colleague, "-c", "user.name=b", "-c", "user.email=b@b", "commit", "-qam", "Renamed")
    git(colleague, "push", "-q")
    left = run("sync")
    assert f"there is no {FILE} any more" in left.out
    assert "front matter" not in left.out + left.err + run("status").err
    name = next((site / ".statuspage" / "queue").glob("*.json")).stem[-4:]
    assert run("sync", "--drop", name).code == 0
    assert "Word 1." not in (site / FILE).read_text() if (site / FILE).exists() else True


def test_what_waits_for_a_file_that_was_never_committed_goes_with_it(
    site: Path, remote: Path, away: Away, run: Run
) -> None:
    """As it does where the remote answers at once."""
    written_by_hand = site / "incidents" / "2026-11-03-by-hand.md"
    written_by_hand.write_text((site / FILE).read_text().replace("Card payments", "Refunds"))
    away.go()
    assert run("update", "by-hand", "-m", "Word 1.", "--publish").code == 3
    away.come_back()
    assert run("sync").code == 0
    assert git(remote, "show", "main:incidents/2026-11-03-by-hand.md") == (
        written_by_hand.read_text()
    )


def test_the_first_command_in_a_folder_that_is_behind_knows_all(
    site: Path, remote: Path, colleague: Path, run: Run
) -> None:
    """What is new on the remote, and what was renamed there, whichever command asks first."""
    assert run("open", "API slow", "-m", "The API is slow.", "--publish").code == 0
    told = run("-C", str(colleague), "record", "--json")
    assert json.loads(told.out) == json.loads(run("record", "--json").out)
    git(site, "mv", FILE, FILE.replace("card-", "cards-"))
    git(site, "commit", "-qam", "Renamed")
    git(site, "push", "-q", "origin", "HEAD:main")
    seen = run("-C", str(colleague), "status", "--json")
    assert seen.code == 0, seen
    assert "2026-11-03-cards-payments" in seen.out


def test_the_same_words_elsewhere_are_not_this_update(site: Path, remote: Path, run: Run) -> None:
    """Nobody had it; so it goes without a trace, though another incident says the same."""
    assert run("open", "API slow", "-m", "Still looking.", "--publish").code == 0
    before = (site / FILE).read_text()
    assert run("update", "card", "-m", "Still looking.", "--no-publish").code == 0
    gone = run("retract", "card", "last", "--yes")
    assert gone.out.startswith("Removed: "), gone
    assert (site / FILE).read_text() == before


def test_a_word_of_which_an_id_was_written_down_since_is_this_update(
    site: Path, remote: Path, run: Run
) -> None:
    """By its time and its text; readers have it."""
    text = (site / FILE).read_text()
    (site / FILE).write_text(text.replace("id: 20261103T092000Z-k7q2\n    ", ""))
    git(site, "commit", "-qam", "By hand")
    git(site, "push", "-q", "origin", "HEAD:main")
    (site / FILE).write_text(text)
    assert run("amend", "card", "last", "--yes", "-m", "Cards fail.").code == 0
    assert "earlier" in (site / FILE).read_text()


@pytest.mark.parametrize("is_committed", [False, True])
def test_an_update_that_the_remote_has_not_is_amended_here(
    site: Path, remote: Path, run: Run, *, is_committed: bool
) -> None:
    """It goes out with the new words, and no former ones are kept that nobody had."""
    assert run("update", "-m", "The indexx.", "--no-publish").code == 0
    if is_committed:
        git(site, "commit", "-qam", "Mine")
    done = run("amend", "card", "last", "-m", "The index.", "--publish")
    assert done.code == 0, done
    assert "only this folder has that update" in done.err
    text = (site / FILE).read_text()
    assert ("The index." in text, "indexx" in text, "earlier" in text) == (True, False, False)


def test_a_secret_that_only_waited_never_reaches_git(
    site: Path, remote: Path, away: Away, run: Run
) -> None:
    """An update, or a new incident, whose words are withheld before they were sent."""
    away.go()
    assert run("update", "-m", "Swordfish one.", "--publish").code == 3
    assert run("open", "API slow", "-m", "Swordfish two.", "--publish").code == 3
    for id_, said in (("card", "Nothing one."), ("api", "Nothing two.")):
        done = run("amend", id_, "last", "--withhold", "-m", said, "--publish")
        assert done.code == 3, done
    away.come_back()
    assert run("sync").code == 0
    assert words(remote) == ["Nothing one."]
    assert "Nothing two." in git(remote, "show", "main:incidents/2026-11-03-api-slow.md")
    assert git(remote, "log", "--format=%H", "-S", "Swordfish", "main") == ""
    assert (site / FILE).read_text() == git(remote, "show", f"main:{FILE}")
    assert git(site, "status", "--porcelain") == ""


def test_what_only_this_folder_has_is_taken_back_here(site: Path, remote: Path, run: Run) -> None:
    """Where it cannot go without a trace, the remote has nothing to strike through."""
    assert run("update", "-m", "Word 1.", "--no-publish").code == 0
    text = (site / FILE).read_text()
    head, tail = text.split("  - id: 2026", 2)[0], text.split("updates:\n")[1].split("---")[0]
    items = yaml.safe_load("updates:\n" + tail)["updates"]
    flow = json.dumps(items, default=lambda at: f"{at:%Y-%m-%dT%H:%M:%SZ}")
    (site / FILE).write_text(head.replace("updates:\n", f"updates: {flow}\n") + "---\n")
    done = run("retract", "card", "last", "--why", "A slip.", "--publish")
    assert done.code == 0, done
    assert "A slip." in (site / FILE).read_text()


def test_an_incident_whose_name_was_taken_meanwhile_gets_another(
    site: Path, remote: Path, colleague: Path, away: Away, run: Run
) -> None:
    """With what waits for it, in order; the other one stays."""
    away.go()
    assert run("open", "API slow", "-m", "Ours.", "--publish").code == 3
    assert run("update", "api", "-m", "Ours goes on.", "--publish").code == 3
    away.come_back()
    assert run("-C", str(colleague), "open", "API slow", "-m", "Theirs.", "--publish").code == 0
    left = run("sync")
    assert left.code == 3
    name = re.findall(r"Decide: statuspage sync --send (\w+)", left.out)[0]
    done = run("sync", "--send", name)
    assert done.code == 0, done
    assert done.out.count("Sent: ") == 2
    second = git(remote, "show", "main:incidents/2026-11-03-api-slow-2.md")
    assert second.index("Ours.") < second.index("Ours goes on.")
    assert "Theirs." in git(remote, "show", "main:incidents/2026-11-03-api-slow.md")
    assert run("status").code == 0
    assert git(site, "status", "--porcelain") == ""


def queued(site: Path, act: str) -> list[str]:
    """Give what the entries of an act are called, in their order."""
    found = sorted((site / ".statuspage" / "queue").glob("*.json"))
    return [one.stem[-4:] for one in found if json.loads(one.read_text())["act"].endswith(act)]


@pytest.mark.parametrize("is_opening", [False, True])
def test_a_word_that_waits_and_is_amended_twice_is_sent_as_it_is_last(
    site: Path, remote: Path, away: Away, run: Run, *, is_opening: bool
) -> None:
    """Nothing is left that could never be sent."""
    away.go()
    said = ("open", "API slow") if is_opening else ("update",)
    assert run(*said, "-m", "Word one.", "--publish").code == 3
    id_ = "api" if is_opening else "card"
    for text in ("Word two.", "Word three."):
        assert run("amend", id_, "last", "-m", text, "--publish").code == 3
    away.come_back()
    assert run("sync").code == 0
    path = "incidents/2026-11-03-api-slow.md" if is_opening else FILE
    text = git(remote, "show", f"main:{path}")
    assert ("Word three." in text, "Word one." in text) == (True, False)
    assert run("status").code == 0
    assert git(site, "status", "--porcelain") == ""


def test_an_amended_word_of_which_the_remote_has_the_first_is_amended_there(
    site: Path, remote: Path, away: Away, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer to its push was lost."""
    with monkeypatch.context() as patch:
        patch.setattr("mkdocs_statuspage.desk.sending.remove", lambda *_: None)
        run("update", "-m", "Word one.", "--publish")
    away.go()
    for text in ("Word two.", "Word three."):
        assert run("amend", "card", "last", "-m", text, "--publish").code == 3
    away.come_back()
    run("sync")
    assert words(remote) == ["Word three."]


def test_an_amendment_that_is_dropped_is_taken_back(
    site: Path, remote: Path, away: Away, run: Run
) -> None:
    """The folder and the queue have what was said first."""
    away.go()
    assert run("update", "-m", "Word one.", "--publish").code == 3
    assert run("amend", "card", "last", "-m", "Word two.", "--publish").code == 3
    assert run("amend", "card", "last", "-m", "Word three.", "--publish").code == 3
    (name,) = queued(site, "with_text")
    run("sync", "--drop", name)
    assert "Word one." in (site / FILE).read_text()
    away.come_back()
    assert run("sync").code == 0
    assert words(remote) == ["Word one."]


def test_a_word_that_waits_goes_out_with_the_amendment_once_the_remote_is_back(
    site: Path, remote: Path, away: Away, run: Run
) -> None:
    away.go()
    assert run("update", "-m", "Word one.", "--publish").code == 3
    away.come_back()
    done = run("amend", "card", "last", "-m", "Word two.", "--publish")
    assert done.code == 0, done
    assert "Pushed to origin/main" in done.out
    assert words(remote) == ["Word two."]
    assert git(remote, "log", "--format=%H", "-S", "Word one.", "main") == ""
    assert run("status").code == 0


def test_with_an_opening_that_is_dropped_goes_what_waits_for_it(
    site: Path, remote: Path, away: Away, run: Run
) -> None:
    """Nothing of it is published, though more was written in its file; that is said."""
    away.go()
    assert run("open", "API slow", "-m", "Slow.", "--publish").code == 3
    assert run("update", "api", "-m", "More.", "--publish").code == 3
    path = site / "incidents" / "2026-11-03-api-slow.md"
    path.write_text(path.read_text() + "By hand.\n")
    (name,) = queued(site, "with_new_file")
    dropped = run("sync", "--drop", name)
    assert "still stands in incidents/2026-11-03-api-slow.md" in dropped.err
    assert queued(site, "") == []
    away.come_back()
    assert run("sync").out == "Nothing waits.\n"
    assert git(remote, "ls-tree", "--name-only", "main", "incidents/2026-11-03-api-slow.md") == ""


def test_a_file_whose_name_was_taken_keeps_what_was_written_in_it(
    site: Path, remote: Path, colleague: Path, away: Away, run: Run
) -> None:
    """Under its new name; the other one has its own here too."""
    away.go()
    assert run("open", "API slow", "-m", "Ours.", "--publish").code == 3
    path = site / "incidents" / "2026-11-03-api-slow.md"
    path.write_text(path.read_text() + "By hand.\n")
    away.come_back()
    assert run("-C", str(colleague), "open", "API slow", "-m", "Theirs.", "--publish").code == 0
    run("sync")
    run("sync", "--send", *queued(site, "with_new_file"))
    second = path.with_stem("2026-11-03-api-slow-2")
    assert "By hand." in second.read_text()
    assert "Ours." in git(remote, "show", "main:incidents/2026-11-03-api-slow-2.md")
    run("status")
    assert not path.exists() or "Theirs." in path.read_text()


def test_what_cannot_be_made_any_more_names_the_way_out(
    site: Path, remote: Path, colleague: Path, away: Away, run: Run
) -> None:
    away.go()
    assert run("amend", "card", "k7q2", "-m", "Cards fail.", "--publish").code == 3
    away.come_back()
    run("-C", str(colleague), "amend", "card", "k7q2", "-m", "Some cards fail.", "--publish")
    (name,) = queued(site, "with_text")
    assert f"dropped: statuspage sync --drop {name}" in run("sync").out
