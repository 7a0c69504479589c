"""`--publish`: an update goes to the remote by replay, whatever state the folder is in."""

from pathlib import Path

import pytest

from cli.conftest import OPEN_INCIDENT, Run, git

FILE = "incidents/2026-11-03-card-payments.md"


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
    assert "Found it." in git(remote, "show", f"main:{FILE}")
    assert "half done" not in git(remote, "show", "main:mkdocs.yml")
    assert git(site, "diff", "--cached", "--name-only") == "mkdocs.yml\n"
    assert (site / FILE).read_text() == git(remote, "show", f"main:{FILE}")


def test_what_is_being_written_in_the_same_file_stays(site: Path, remote: Path, run: Run) -> None:
    """Half a sentence in the incident's file is not pushed, and the folder is left as it is."""
    (site / FILE).write_text(OPEN_INCIDENT + "\nHalf a senten")
    result = run("update", "-m", "Found it.", "--publish")
    assert result.code == 0, result.err
    assert "holds other work" in result.out
    assert "Found it." in git(remote, "show", f"main:{FILE}")
    assert "senten" not in git(remote, "show", f"main:{FILE}")
    assert (site / FILE).read_text() == OPEN_INCIDENT + "\nHalf a senten"


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


PROMISE = """\
prevention:
  - {id: region-guard, promise: Refuse a file that drops a region, owner: Platform, due_on: 2026-12-01}
"""
ID = "2026-11-03-card-payments"
CHANGES = {
    "amend": (("amend", "card", "last", "-m", "Cards fail."), f"Amend {ID}", "Cards fail."),
    "retract": (("retract", "card", "last", "--why", "A slip."), f"Retract {ID}", "why: A slip."),
    "resolve": (("resolve", "-m", "Over."), f"Update {ID}", "Over."),
    "keep": (
        ("keep", "region", "--evidence", "https://x.example"),
        "Keep region-guard",
        "kept_on:",
    ),
    "report": (("report", ID, "--signed-by", "ana"), f"Report {ID}", "## Why it happened"),
}


@pytest.fixture
def promising(site: Path, remote: Path) -> Path:
    """Give the remote of a site whose incident has a promise."""
    text = OPEN_INCIDENT.replace("updates:\n", PROMISE + "updates:\n", 1)
    (site / FILE).write_text(text)
    git(site, "commit", "-q", "-a", "-m", "Promise")
    git(site, "push", "-q")
    return remote


@pytest.mark.parametrize("name", CHANGES)
def test_every_command_that_changes_something_publishes(
    site: Path, promising: Path, run: Run, name: str
) -> None:
    """It is one commit with a subject of its own, on the remote and in the folder."""
    args, subject, written = CHANGES[name]
    result = run(*args, "--publish")
    assert result.code == 0, result.err
    assert "Pushed to origin/main" in result.out + result.err
    assert git(promising, "log", "-1", "--format=%s", "main") == subject + "\n"
    assert written in git(promising, "show", f"main:{FILE}")
    assert (site / FILE).read_text() == git(promising, "show", f"main:{FILE}")
    assert git(site, "status", "--porcelain") == ""


def test_planned_work_is_published_when_it_is_announced(site: Path, remote: Path, run: Run) -> None:
    """By the default of the config, from which a command may depart."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text() + "publish: true\n")
    window = ("--start", "2026-11-21 02:00", "--end", "2h", "-m", "The API pauses.")
    before = git(remote, "rev-parse", "main")
    assert run("maintenance", "A move", *window, "--no-publish").code == 0
    assert git(remote, "rev-parse", "main") == before
    assert run("maintenance", "Another move", *window).code == 0
    shown = git(remote, "show", "--name-only", "--format=%s", "main").split("\n")
    assert shown[0] == "Announce 2026-11-21-another-move"


def test_a_change_is_made_to_what_the_remote_holds(site: Path, promising: Path, run: Run) -> None:
    """A colleague's update stays, whoever amends an earlier one without having fetched it."""
    other = site.parent / "other"
    git(site.parent, "clone", "-q", str(promising), str(other))
    git(other, "config", "user.name", "Rui")
    git(other, "config", "user.email", "rui@tiny.example")
    text = (other / FILE).read_text()
    (other / FILE).write_text(text.replace("title: Card payments fail", "title: Cards fail"))
    git(other, "commit", "-q", "-a", "-m", "A title")
    git(other, "push", "-q")
    assert run("retract", "card", "last", "--why", "A slip.", "--publish").code == 0
    pushed = git(promising, "show", f"main:{FILE}")
    assert "title: Cards fail" in pushed
    assert "why: A slip." in pushed


def test_a_refused_change_leaves_everything_as_it_was(
    site: Path, promising: Path, run: Run
) -> None:
    """A report that is not complete is neither dated here nor there, and what is missing is named."""
    run("resolve", "-m", "Over.", "--publish")
    before, text = git(promising, "rev-parse", "main"), (site / FILE).read_text()
    result = run("report", ID, "--final", "--signed-by", "ana", "--publish")
    assert (result.code, "missing-section" in result.out) == (1, True)
    assert git(promising, "rev-parse", "main") == before
    assert (site / FILE).read_text() == text


def test_what_is_written_in_the_editor_is_published_whole(
    site: Path, promising: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sections and the words that were put into them are one commit."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "sed -i s/<!--.*-->/Because./")
    commits = git(promising, "rev-list", "--count", "main")
    result = run("report", ID, "--edit", "--publish")
    assert result.code == 0, result.err
    assert int(git(promising, "rev-list", "--count", "main")) == int(commits) + 1
    assert "## Why it happened\n\nBecause." in git(promising, "show", f"main:{FILE}")
    assert git(site, "status", "--porcelain") == ""


def test_what_an_editor_saves_in_another_encoding_is_told(
    site: Path, promising: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its place; what was written stays in the file, and nothing is published."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", r"sed -i 's/<!--.*-->/Caf\xe9./'")
    monkeypatch.setenv("LC_ALL", "C")
    before = git(promising, "rev-parse", "main")
    result = run("report", ID, "--edit", "--publish")
    assert (result.code, "not UTF-8: byte 0xe9; save the file as UTF-8" in result.err) == (2, True)
    assert b"Caf\xe9." in (site / FILE).read_bytes()
    assert git(promising, "rev-parse", "main") == before
