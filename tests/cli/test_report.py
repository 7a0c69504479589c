"""`report`: the sections put in where they belong, and nothing else of the file touched."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Run, git
from cli.test_blanks import filled
from cli.test_git_situations import colleague
from cli.test_sync import Away, away  # noqa: F401

ID = "2026-11-03-card-payments"
FILE = f"incidents/{ID}.md"
DRAFT = ("report", ID, "--publish")
FINAL = ("report", ID, "--final", "--publish")


def resolved(site: Path, run: Run) -> Path:
    run("resolve", ID, "-m", "Cards work again.")
    return site / "incidents" / f"{ID}.md"


def test_sections_are_put_in_their_order(site: Path, run: Run) -> None:
    """What stands there stays where it is; each missing one comes before the first that follows it."""
    path = resolved(site, run)
    path.write_text(path.read_text() + "\nWe declined cards.\n\n## How we fixed it\n\nBy hand.\n")
    assert run("report", ID).code == 0
    text = path.read_text()
    headings = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert headings == [
        "What happened",
        "Why it happened",
        "How we fixed it",
        "How we will stop it happening again",
        "How we will make it up to you",
    ]
    assert "# a note that stays" in text
    assert "We declined cards." in text
    assert text.count("<!--") == 3


@pytest.mark.parametrize(
    ("ended", "seen", "done"),
    [
        ("2026-11-03T09:55:00Z", ["09:12", "09:20", "09:55", "09:55"], "09:55"),
        (
            "2026-11-04T00:10:00Z",
            ["3 November 2026, 09:12", "09:20", "4 November 2026, 00:10", "00:10"],
            "4 November 2026, 00:10",
        ),
    ],
)
def test_the_tables_of_several_days_say_the_day_where_it_changes(
    site: Path, run: Run, ended: str, seen: list[str], done: str
) -> None:
    """Of one day they say the time of day alone."""
    config, path = site / "incidents" / "statuspage.yml", site / FILE
    config.write_text(config.read_text().replace("2026-11-03T10:00:00Z", "2026-11-04T10:00:00Z"))
    path.write_text(path.read_text().replace("## What happened\n", ""))
    assert run("resolve", ID, "-m", "Cards work again.", "--at", ended).code == 0
    assert run("report", ID).code == 0
    table = re.findall(r"^\| (.*) Lisbon time \| (?!\|)", path.read_text(), re.MULTILINE)
    assert table == [*seen, done]


def test_asking_twice_adds_nothing_twice(site: Path, run: Run) -> None:
    """The second run only checks."""
    path = resolved(site, run)
    run("report", ID)
    before = path.read_text()
    assert run("report", ID).code == 0
    assert path.read_text() == before


def test_windows_line_ends_stay(site: Path, run: Run) -> None:
    """A file of CRLF has no other line ends afterwards."""
    path = resolved(site, run)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("report", ID).code == 0
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_yaml_file_gets_its_sections_as_fields(site: Path, run: Run) -> None:
    """They are under `sections:`, and count as not written yet."""
    path = resolved(site, run)
    head = path.read_text().split("---\n")[1]
    path.unlink()
    path.with_suffix(".yml").write_text(head)
    result = run("report", ID)
    assert result.code == 0
    assert "sections:\n  what: |" in path.with_suffix(".yml").read_text()
    assert "“What happened” is not written yet" in result.out


@pytest.mark.parametrize("args", [(), (ID,), ("card",)])
def test_the_one_that_owes_a_report_needs_no_name(site: Path, run: Run, args: tuple[str]) -> None:
    """With one report owed the id may be left out; its slug's beginning is enough."""
    resolved(site, run)
    assert run("report", *args).code == 0


def test_what_readers_see_goes_before_drafts(site: Path, run: Run) -> None:
    """The example of a new site owes a report like any other, and is not meant."""
    text = (site / "incidents" / "2026-11-03-card-payments.md").read_text()
    (site / "private").mkdir()
    draft = text.replace("title:", "draft: true\ntitle:").replace("investigating", "resolved")
    (site / "private" / "2026-11-03-example.md").write_text(draft)
    assert run("resolve", "-m", "It works again.").code == 0
    assert "2026-11-03-card-payments" in run("report").out


def test_an_open_incident_has_no_published_report(site: Path, run: Run) -> None:
    """The command says to close it first."""
    result = run("report", ID, "--final")
    assert (result.code, "still open" in result.err) == (2, True)


def test_who_signs_and_reads_is_written_down(site: Path, run: Run) -> None:
    """People are named by how their id begins, and named twice they stand there once."""
    path = resolved(site, run)
    run("report", ID, "--signed-by", "an", "--reviewed-by", "rui", "--reviewed-by", "rui")
    text = path.read_text()
    assert "signed_by: ana" in text
    assert text.count("rui") == 1
    assert run("report", ID, "--signed-by", "nobody").code == 2


def test_findings_for_a_program(site: Path, run: Run) -> None:
    """`--json` gives the findings as a list."""
    resolved(site, run)
    assert '"rule": "missing-section"' in run("report", ID, "--json").out


@pytest.fixture
def written(site: Path, remote: Path, run: Run) -> Path:
    """Give a report whose draft was pushed, and which somebody wrote since in their own editor."""
    assert run("resolve", "-m", "Cards work again.", "--publish").code == 0
    assert run("report", ID, "--publish").code == 0
    path = site / FILE
    path.write_text(filled(path.read_text()))
    return path


def uncommitted(site: Path) -> None:
    pass


def committed(site: Path) -> None:
    git(site, "commit", "-q", "-a", "-m", "My report")


def beside_others(site: Path) -> None:
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "# mine\n")
    git(site, "commit", "-q", "-m", "Mine", "mkdocs.yml")
    other = colleague(site.parent / git(site, "remote", "get-url", "origin").strip())
    (other / "prose.md").write_text("prose\n")
    git(other, "add", "prose.md")
    git(other, "commit", "-q", "-m", "Prose")
    git(other, "push", "-q")


def on_remote(remote: Path) -> str:
    return git(remote, "show", f"main:{FILE}")


@pytest.mark.parametrize("state", [uncommitted, committed, beside_others])
def test_a_report_written_in_ones_own_editor_is_published(
    written: Path, site: Path, remote: Path, run: Run, state: Callable[[Path], None]
) -> None:
    """As the folder has it, committed or not, whatever else the folder and the remote have."""
    state(site)
    result = run(*FINAL)
    assert result.code == 0, result.out + result.err
    assert "with all that was changed in this file by hand" in result.out
    assert "We rolled the configuration back" in on_remote(remote)
    assert "published_at: 2026-11-03T10:00:00Z" in on_remote(remote)
    assert written.read_text() == on_remote(remote)


@pytest.mark.parametrize("state", [committed, beside_others])
def test_the_line_that_is_printed_joins_what_was_pushed_with_ones_own_commits(
    written: Path, site: Path, remote: Path, run: Run, state: Callable[[Path], None]
) -> None:
    """Nothing is lost, and nothing has to be decided."""
    state(site)
    line = run(*FINAL).out.strip().rpartition("join the two: ")[2]
    subprocess.run(["sh", "-ec", line], cwd=site, check=True, capture_output=True)
    assert git(site, "status", "--porcelain") == ""
    assert written.read_text() == on_remote(remote)
    git(site, "push", "-q")


@pytest.mark.parametrize("state", [uncommitted, committed])
def test_the_editor_goes_on_with_what_stands_in_the_file(
    written: Path,
    site: Path,
    remote: Path,
    run: Run,
    state: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was written before is published with what is written now."""
    state(site)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "sed -i s/rolled/turned/")
    result = run("report", ID, "-e", "--publish")
    assert result.code == 0, result.err
    assert "We turned the configuration back" in on_remote(remote)


def test_a_report_without_the_remote_waits_as_it_was_written(
    written: Path,
    remote: Path,
    run: Run,
    away: Away,  # noqa: F811
) -> None:
    """What is written in the file after that is not sent with it."""
    away.go()
    assert run(*FINAL).code == 3
    written.write_text(written.read_text() + "\nHalf a sen")
    away.come_back()
    assert run("sync").code == 0
    assert "We rolled the configuration back" in on_remote(remote)
    assert "published_at:" in on_remote(remote)
    assert "Half a sen" not in on_remote(remote)
    assert written.read_text().endswith("Half a sen")


@pytest.mark.parametrize("state", [uncommitted, committed])
def test_an_update_of_somebody_else_is_not_lost(
    written: Path, site: Path, remote: Path, run: Run, state: Callable[[Path], None]
) -> None:
    """The refusal says which text is which; the line that it prints joins them, and then it is done."""
    state(site)
    other = colleague(remote)
    theirs = other / FILE
    theirs.write_text(theirs.read_text().replace("Card payments fail. We", "Cards fail. We", 1))
    git(other, "commit", "-q", "-a", "-m", "Theirs")
    git(other, "push", "-q")
    result = run(*FINAL)
    assert result.code == 2, result
    assert f"origin/main has another text of {FILE} than your folder" in result.err
    line = result.err.partition("join the two: ")[2].splitlines()[0]
    subprocess.run(["sh", "-ec", line], cwd=site, check=True, capture_output=True)
    assert run(*FINAL).code == 0
    assert "Cards fail. We" in on_remote(remote)
    assert "We rolled the configuration back" in on_remote(remote)


def test_a_file_that_was_saved_over_a_newer_one_takes_no_update_from_readers(
    written: Path, site: Path, remote: Path, run: Run
) -> None:
    """An editor that was open while the folder followed the remote saves what it had."""
    stale = written.read_text()
    git(site, "checkout", "-q", FILE)
    assert run("update", ID, "-m", "One word more.", "--publish").code == 0
    there = on_remote(remote)
    written.write_text(stale)
    result = run(*FINAL)
    assert (result.code, "lacks what readers have: 20261103T10" in result.err) == (2, True), result
    assert on_remote(remote) == there


def test_a_secret_that_was_written_by_hand_goes_nowhere(
    written: Path,
    remote: Path,
    run: Run,
    away: Away,  # noqa: F811
) -> None:
    """Nor does it wait to be sent; `--allow-secret` is for what only looks like one."""
    written.write_text(written.read_text() + "\nThe key was AKIAIOSFODNN7EXAMPLE.\n")
    there = on_remote(remote)
    assert run(*DRAFT).code == 2
    away.go()
    assert run(*DRAFT).code == 2
    away.come_back()
    assert run("sync").out == "Nothing waits.\n"
    assert on_remote(remote) == there
    assert run(*DRAFT, "--allow-secret").code == 0


def waits(site: Path) -> str:
    """Return the name of the one change that waits."""
    [entry] = (site / ".statuspage" / "queue").glob("*.json")
    return entry.stem[-4:]


def test_a_report_that_waits_and_is_dropped_stays_in_its_file(
    written: Path,
    site: Path,
    run: Run,
    away: Away,  # noqa: F811
) -> None:
    """Nobody wrote it for the queue."""
    away.go()
    assert run(*FINAL).code == 3
    text = written.read_text()
    dropped = run("sync", "--drop", waits(site))
    assert f"still stands in {FILE}" in dropped.err
    assert written.read_text() == text


def test_a_report_that_waits_is_not_lost_to_what_somebody_else_wrote(
    written: Path,
    site: Path,
    remote: Path,
    run: Run,
    away: Away,  # noqa: F811
) -> None:
    """The folder keeps it until the two are joined; then it is published as of then, and what waited says so."""
    other = colleague(remote)
    away.go()
    assert run(*FINAL).code == 3
    away.come_back()
    theirs = other / FILE
    theirs.write_text(theirs.read_text().replace("Card payments fail. We", "Cards fail. We", 1))
    git(other, "commit", "-q", "-a", "-m", "Theirs")
    git(other, "push", "-q")
    assert run("status").code == 3
    assert "We rolled the configuration back" in written.read_text()
    refused = run("sync")
    assert (refused.code, "another text" in refused.out) == (3, True), refused
    said = " ".join(refused.out.split()).partition(" It waits until")[0]
    line = said.partition("join the two: ")[2]
    subprocess.run(["sh", "-ec", line], cwd=site, check=True, capture_output=True)
    assert "We rolled the configuration back" in written.read_text()
    clock = site / "incidents" / "statuspage.yml"
    clock.write_text(clock.read_text().replace("10:00:00Z", "10:09:00Z"))
    done = run(*FINAL)
    assert "Pushed to origin/main" in done.out, done
    assert "published_at: 2026-11-03T10:09:00Z" in on_remote(remote)
    assert "Cards fail. We" in on_remote(remote)
    assert "was published already" in " ".join(run("sync").out.split())


def test_a_date_that_only_the_folder_has_is_none_of_which_readers_know(
    written: Path, site: Path, remote: Path, run: Run
) -> None:
    """A report that was dated here first is published as of now; after that it has its date."""
    assert run("report", ID, "--final").code == 0
    clock = site / "incidents" / "statuspage.yml"
    clock.write_text(clock.read_text().replace("10:00:00Z", "10:09:00Z"))
    assert run(*FINAL).code == 0
    assert "published_at: 2026-11-03T10:09:00Z" in on_remote(remote)
    clock.write_text(clock.read_text().replace("10:09:00Z", "10:10:00Z"))
    assert "was published already" in run(*FINAL).err


def test_a_report_whose_lines_end_as_on_windows_is_published_as_the_repository_has_it(
    written: Path, site: Path, remote: Path, run: Run
) -> None:
    """And the folder follows."""
    git(site, "config", "core.autocrlf", "true")
    written.write_bytes(written.read_bytes().replace(b"\n", b"\r\n"))
    assert "join the two" not in run(*FINAL).out
    shown = ["git", "-C", str(remote), "show", f"main:{FILE}"]
    assert b"\r" not in subprocess.run(shown, capture_output=True, check=True).stdout
    assert "published_at:" in on_remote(remote)
    assert git(site, "status", "--porcelain") == ""
    assert written.read_bytes().count(b"\r\n") == written.read_bytes().count(b"\n")
