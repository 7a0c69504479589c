"""Planned work that was announced: moved with its reason, or called off."""

from pathlib import Path

import pytest
import yaml

from cli.conftest import Run


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
