"""What nobody has seen is gone without a trace, by what the remote has; and which update is meant is shown first."""

from pathlib import Path

import pytest

from cli.conftest import OPEN_INCIDENT, Run, git
from cli.test_sync import Away, away  # noqa: F401
from cli.test_terminal import Sit, sit  # noqa: F401

ID = "2026-11-03-card-payments"
FILE = f"incidents/{ID}.md"
K7Q2 = "20261103T092000Z-k7q2"


def build(site: Path, text: str) -> None:
    """Leave what a build leaves for programs."""
    built = site / "site" / "api" / "v2" / "incidents" / f"{ID}.json"
    built.parent.mkdir(parents=True)
    built.write_text(text)


def test_with_a_remote_what_it_lacks_is_gone(site: Path, remote: Path, run: Run) -> None:
    """Written here, or committed and not pushed; a build here is no reader."""
    before = (site / FILE).read_text()
    for commits in (False, True):
        assert run("update", "-m", "Word 1.", "--fix-by", "2h").code == 0
        assert run("update", "-m", "Word 2.").code == 0
        build(site, "Word 1. Word 2.") if not commits else git(site, "commit", "-qam", "Words")
        gone = run("retract", ID, "last")
        assert (gone.code, gone.out.startswith("Removed: ")) == (0, True), gone
        assert run("retract", ID, "last", "--json").out.count('"removed": true') == 1
        assert (site / FILE).read_text().replace("expected_fix: []\n", "") == before
        git(site, "checkout", "-q", "--", FILE) if not commits else None


def test_with_a_remote_what_it_has_is_struck_through(
    site: Path,
    remote: Path,
    away: Away,  # noqa: F811
    run: Run,
) -> None:
    """Pushed by us or by hand, away or not, and under another name of its file."""
    assert run("update", "-m", "Word 1.").code == 0
    git(site, "commit", "-qam", "Words")
    git(site, "push", "-q")
    away.go()
    assert run("retract", ID, "last").err.count("  Type: statuspage retract --why TEXT")
    assert run("retract", ID, "last", "--why", "A slip.").out.startswith("Taken back: ")
    away.come_back()
    git(site, "checkout", "-q", "--", FILE)
    git(site, "mv", FILE, "incidents/2026-11-03-cards.md")
    assert run("retract", "2026-11-03-cards", "last", "--why", "A slip.").out.startswith("Taken")


@pytest.mark.parametrize("in_git", [False, True])
def test_without_a_remote_the_last_build_says(site: Path, run: Run, in_git: bool) -> None:
    """What it has readers may have; what was written since nobody has."""
    if in_git:
        git(site, "init", "-q")
        git(site, "add", ".")
        git(site, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "Begin")
    build(site, f'{{"id": "{K7Q2}"}}')
    assert run("update", "-m", "Word 1.").code == 0
    assert run("retract", ID, "last").out.startswith("Removed: ")
    assert run("retract", ID, "last", "--why", "A slip.").out.startswith("Taken back: ")


def test_an_incident_that_nobody_has_seen_goes_with_its_only_word(
    site: Path, remote: Path, run: Run
) -> None:
    """Not one in which somebody has written more, nor one of which the remote has the file."""
    assert run("open", "API slow", "-m", "It is slow.").code == 0
    assert run("retract", "api", "last").code == 0
    assert not (site / "incidents" / "2026-11-03-api-slow.md").exists()
    assert run("open", "API slow", "-m", "It is slow.").code == 0
    path = site / "incidents" / "2026-11-03-api-slow.md"
    path.write_text(path.read_text() + "\n## What happened\n\nMuch.\n")
    assert run("retract", "api", "last", "--why", "A slip.").code == 0
    assert "Much." in path.read_text()


def test_last_is_the_last_that_stands(site: Path, run: Run) -> None:
    """One that was taken back is not taken back again; when none stands that is said."""
    build(site, f"{K7Q2} one-abcd")
    assert run("update", "-m", "Word 1.", "--id", "one-abcd").code == 0
    for _ in range(2):
        assert run("retract", "--yes", "--why", "A slip.").code == 0
    assert (site / FILE).read_text().count("retracted:") == 2
    assert "no update that stands" in run("retract", "--yes", "--why", "A slip.").err


def test_a_person_sees_the_text_and_says_yes(site: Path, sit: Sit) -> None:  # noqa: F811
    """Without an id: the only incident that is open, its last word; the reason is asked for."""
    build(site, K7Q2)
    screen = sit("retract")
    screen.expect("Card payments fail. We are looking for the cause.")
    screen.expect("Take it back? [y/N]")
    screen.type("y")
    screen.expect("Why? Readers see the reason")
    screen.type(" ")
    screen.expect("is empty")
    screen.expect("Why? Readers see the reason")
    screen.type("It was another incident.")
    assert screen.end() == 0, screen.shown
    assert "why: It was another incident." in (site / FILE).read_text()


def test_a_person_who_says_no_changes_nothing(site: Path, sit: Sit) -> None:  # noqa: F811
    """Enter alone is a no; amending asks as well, and shows what stands there."""
    for words in (("retract", "--why", "A slip."), ("amend", "-m", "Other words.")):
        screen = sit(*words)
        screen.expect("Card payments fail. We are looking for the cause.")
        screen.expect("[y/N]")
        screen.type("")
        assert screen.end() == 1, screen.shown
        assert (site / FILE).read_text() == OPEN_INCIDENT


def test_with_nothing_open_it_is_what_was_said_last(site: Path, run: Run) -> None:
    """An end that was said too early is taken back; a pipe is told the line."""
    build(site, K7Q2)
    assert run("resolve", "-m", "Over.", "--id", "end-abcd").code == 0
    refused = run("retract")
    assert f"  Type: statuspage retract {ID} end-abcd --why TEXT\n" in refused.err
    assert run("retract", ID, "end-abcd").code == 0
    assert "Card payments fail" in run("status").out


def test_of_several_a_pipe_is_refused_and_told_a_line_that_works(site: Path, run: Run) -> None:
    """The newest first; a part of an update's id is enough to say which."""
    build(site, K7Q2)
    assert run("open", "API slow", "-m", "It is slow.", "--key", "k").code == 0
    refused = run("retract")
    assert refused.code == 2
    assert "  Type: statuspage retract 2026-11-03-api-slow last\n" in refused.err
    assert run("retract", "k7q2", "--why", "A slip.", "--yes").out.startswith("Taken back: Card")
    assert run("retract", "2026-11-03-api-slow", "last").out.startswith("Removed: ")


def test_all_that_stands_is_taken_back_in_one_commit(site: Path, remote: Path, run: Run) -> None:
    """What readers have is struck through with one reason; what they have not is gone; an earlier reason stays."""
    for word in ("One", "Two"):
        assert run("update", "-m", f"Word {word}.", "--id", f"{word}-abcd", "--publish").code == 0
    assert run("retract", ID, "One-abcd", "--why", "Too early.", "--publish").code == 0
    assert run("update", "-m", "Only here.").code == 0
    commits = len(git(remote, "log", "--format=%s", "main").splitlines())
    refused = run("retract", ID, "--all", "--publish")
    assert f"  Type: statuspage retract --why TEXT {ID} --all --publish\n" in refused.err
    assert "Only here." in (site / FILE).read_text()
    done = run("retract", ID, "--all", "--why", "It never happened.", "--publish")
    assert (done.code, done.out.splitlines()[0]) == (
        0,
        f"Taken back: Card payments fail · all 2 updates → {FILE}",
    )
    there = git(remote, "show", f"main:{FILE}")
    assert there.count("why: It never happened.") == 2
    assert there.count("why: Too early.") == 1
    assert len(git(remote, "log", "--format=%s", "main").splitlines()) == commits + 1
    assert (site / FILE).read_text() == there
    assert "Only here." not in there
    assert "Card payments fail" not in run("status").out


def test_all_that_nobody_has_seen_goes_with_its_file(site: Path, remote: Path, run: Run) -> None:
    """No reason is asked for; a dry run leaves it."""
    path = site / "incidents" / "2026-11-03-api-slow.md"
    assert run("open", "API slow", "-m", "It is slow.").code == 0
    assert run("update", "api", "-m", "Word 2.").code == 0
    assert run("retract", "api", "--all", "--why", "No.", "--dry-run").code == 0
    assert "Word 2." in path.read_text()
    gone = run("retract", "api", "--all", "--json")
    assert (gone.code, gone.out.count("2026")) == (0, 4), gone
    assert not path.exists()


def test_all_waits_while_the_remote_is_away(site: Path, away: Away, remote: Path, run: Run) -> None:  # noqa: F811
    """It is one entry of the queue; a word that somebody says meanwhile stands."""
    assert run("update", "-m", "Word 2.", "--publish").code == 0
    away.go()
    done = run("retract", ID, "--all", "--why", "It never happened.", "--publish", "--json")
    assert (done.code, done.out.count("k7q2"), '"waiting": 1' in done.out) == (3, 1, True)
    away.come_back()
    assert run("sync").code == 0
    assert git(remote, "show", f"main:{FILE}").count("why: It never happened.") == 2


@pytest.mark.parametrize(
    ("more", "question"), [("", "Take it back? [y/N]"), ("It goes on.", "Take all 2 back? [y/N]")]
)
def test_a_person_sees_all_that_is_taken_back(
    site: Path,
    run: Run,
    sit: Sit,  # noqa: F811
    more: str,
    question: str,
) -> None:
    """Each text is shown before it is asked, and they are counted where there are several."""
    if more:
        assert run("update", "-m", more).code == 0
    build(site, K7Q2)
    screen = sit("retract", "--all")
    screen.expect("Card payments fail. We are looking for the cause.")
    screen.expect(question)
    screen.type("y")
    screen.expect("Why? Readers see the reason")
    screen.type("It never happened.")
    assert screen.end() == 0, screen.shown
    assert "Taken back: Card payments fail · the one update that readers have →" in screen.shown
    assert "why: It never happened." in (site / FILE).read_text()


def test_a_reason_of_blanks_is_none(site: Path, run: Run) -> None:
    """It is asked for by the option that retract has; the answer tells no time for a word that was taken back."""
    build(site, K7Q2)
    refused = run("retract", ID, "last", "--why", " ")
    assert "  Type: statuspage retract --why TEXT" in refused.err
    assert "next word by" not in run("retract", ID, "last", "--why", "A slip.").out
