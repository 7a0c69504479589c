"""Planned work that was announced: moved with its reason, or called off."""

from pathlib import Path

import pytest
import yaml

from cli.conftest import Run, git
from cli.test_git_situations import colleague
from cli.test_sync import Away, away  # noqa: F401
from mkdocs_statuspage.desk.file_change import apply
from mkdocs_statuspage.desk.new_update import Request, post
from mkdocs_statuspage.desk.workspace import nearest_workspace
from mkdocs_statuspage.model.statuses import UpdateStatus


@pytest.fixture
def work(site: Path, run: Run) -> Path:
    words = ("--start", "2026-11-04 11:00", "--end", "2h", "-c", "api", "-m", "The API pauses.")
    assert run("maintenance", "Move the database", *words).code == 0
    [path] = (site / "incidents").glob("*move-the-database.md")
    return path


def front(path: Path) -> dict[str, object]:
    return dict(yaml.safe_load(path.read_text().split("---\n")[1]))


def test_a_window_is_moved_and_the_former_one_stays(work: Path, run: Run) -> None:
    """Twice over, oldest first, each with its reason; the same again changes nothing."""
    call = (
        "move",
        "database",
        "--start",
        "2026-11-05 11:00",
        "--end",
        "1h",
        "--why",
        "It is late.",
    )
    assert run(*call).code == 0
    text = work.read_text()
    assert "Already moved" in run(*call).out
    assert work.read_text() == text
    assert run(*call[:3], "2026-11-06 11:00", "--end", "1h", "--why", "And later.").code == 0
    window = front(work)["scheduled"]
    assert str(window["start"]) == "2026-11-06 11:00:00+00:00"  # type: ignore[index]
    assert [(str(m["start"])[:10], m["why"]) for m in window["moved"]] == [  # type: ignore[index]
        ("2026-11-04", "It is late."),
        ("2026-11-05", "And later."),
    ]
    assert run("check").code == 0


def test_planned_work_is_called_off(work: Path, run: Run) -> None:
    """It has the status for it, and its reason for readers."""
    assert run("cancel", "database", "-m", "A part is missing. We will announce it anew.").code == 0
    assert front(work)["updates"][-1]["status"] == "cancelled"  # type: ignore[index]
    assert run("check").code == 0


def test_an_incident_is_neither_moved_nor_called_off(site: Path, run: Run) -> None:
    """The answer says what ends it."""
    for words in (
        ("cancel", "card", "-m", "x"),
        ("move", "card", "--start", "12:00", "--end", "1h", "--why", "x"),
    ):
        refused = run(*words)
        assert (refused.code, "statuspage resolve 2026-11-03-card-payments" in refused.err) == (
            2,
            True,
        )


MOVE = ("move", "database", "--start", "2026-11-05 11:00", "--end", "1h", "--why", "It is late.")
ENDS = {
    "was called off": ("cancel", "database", "-m", "A part is missing."),
    "is over": ("resolve", "database", "-m", "It was quick."),
}


@pytest.mark.parametrize("how", ENDS)
def test_what_has_ended_gets_no_other_window_and_no_other_end(
    work: Path, run: Run, how: str
) -> None:
    """What readers know of it stands; the lines that are printed say what there is to do instead."""
    assert run(*ENDS[how]).code == 0
    text = work.read_text()
    moved = run(MOVE[0], work.stem, *MOVE[2:])
    assert (moved.code, f"{work.stem} {how}" in moved.err) == (2, True), moved
    line = moved.err.partition("Type: statuspage ")[2].strip()
    assert line == ("maintenance 'Move the database' --start WHEN --end WHEN -c api -m TEXT")
    for ending in ("cancel", "resolve"):
        refused = run(ending, work.stem, "-m", "Another word.")
        assert (refused.code, f"statuspage update {work.stem} -F" in refused.err) == (2, True)
    assert work.read_text() == text
    assert run("update", work.stem, "-m", "We will announce another day.").code == 0
    assert run("check").code == 0


def test_what_is_under_way_gets_no_other_window(work: Path, run: Run) -> None:
    """It began, whatever its window says; until when it takes is said in words."""
    assert run("update", "database", "-s", "in_progress", "-m", "We begin early.").code == 0
    refused = run(*MOVE)
    assert (refused.code, "is under way" in refused.err) == (2, True)
    assert run("cancel", "database", "-m", "We break it off.").code == 0


def test_a_move_that_waits_is_left_out_where_somebody_called_the_work_off(
    work: Path,
    site: Path,
    remote: Path,
    run: Run,
    away: Away,  # noqa: F811
) -> None:
    """It says so, and the page stays as they left it."""
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "Announced")
    git(site, "push", "-q")
    other = colleague(remote)
    away.go()
    assert run(*MOVE, "--publish").code == 3
    away.come_back()
    theirs = nearest_workspace(other)
    path = other / "incidents" / work.name
    apply(theirs, post(theirs, path, Request("Off.", UpdateStatus.CANCELLED)), publish=True)
    sent = run("sync")
    assert (sent.code, f"{work.stem} was called off" in sent.out) == (3, True), sent
    assert "moved:" not in git(remote, "show", f"main:incidents/{work.name}")
