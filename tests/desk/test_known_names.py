"""The names that a shell completes are those of the files, whatever was noted before."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.conftest import write_site
from measured import surroundings
from mkdocs_statuspage.cli.completion import complete_components, complete_open
from mkdocs_statuspage.desk import known_names, stamped_notes
from mkdocs_statuspage.desk.incident_files import open_incidents
from mkdocs_statuspage.desk.known_names import names_in_config, names_in_files
from mkdocs_statuspage.desk.workspace import Workspace, nearest_workspace

ID = "2026-11-03-card-payments"
BEFORE, NOON, AFTER = (datetime(2026, 11, 3, hour, tzinfo=UTC) for hour in (11, 12, 13))
QUIET = """
import sys, typer
from mkdocs_statuspage.cli import completion
from mkdocs_statuspage.desk import stamped_notes
stamped_notes.RECENT_NS = 0
context = typer.Context(typer.main.get_command(typer.Typer(callback=lambda: None)))
print(completion.complete_open(context, ""), completion.complete_components(context, "ch"))
print({"mkdocs_statuspage.model.config", "mkdocs_statuspage.reading.folder"} & {*sys.modules})
"""


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a site whose clock is ours, and whose files are noted at once."""
    write_site(tmp_path)
    monkeypatch.setattr(stamped_notes, "RECENT_NS", 0)
    config = tmp_path / "incidents" / "statuspage.yml"
    lines = config.read_text().splitlines(keepends=True)
    config.write_text("".join(line for line in lines if not line.startswith("clock:")))
    return tmp_path


def open_in(folder: Path, now: datetime) -> list[str]:
    def find(workspace: Workspace, now: datetime) -> list[str]:
        return [course.incident.id for course in open_incidents(workspace, now)]

    return list(names_in_files(nearest_workspace(folder), "open", find, now))


def components_in(folder: Path) -> list[str]:
    found = names_in_config(
        nearest_workspace(folder), "components", lambda site, _: site.config.components, BEFORE
    )
    return list(found)


def test_names_are_those_of_the_files_and_of_the_moment(noted: Path) -> None:
    """A file that changes, another config, the end of what is open: each is seen at once."""
    path, config = noted / "incidents" / f"{ID}.md", noted / "incidents" / "statuspage.yml"
    assert [open_in(noted, BEFORE) for _ in range(2)] == [[ID], [ID]]
    path.write_text(path.read_text().replace("status: investigating", "status: resolved"))
    assert open_in(noted, BEFORE) == []
    path.write_text(path.read_text().replace("status: resolved", "status: investigating"))
    assert open_in(noted, BEFORE) == [ID]
    path.rename(path.with_name(f"{ID}-again.md"))
    assert open_in(noted, BEFORE) == [f"{ID}-again"]
    before = components_in(noted)
    config.write_text(
        config.read_text().replace("components:\n", "components:\n  new: {name: New}\n")
    )
    assert components_in(noted) == ["new", *before]


def test_names_hold_until_their_time(noted: Path) -> None:
    """What is compared with the clock is found anew when the comparison has another answer."""
    asked: list[datetime] = []

    def find(_: Workspace, now: datetime) -> list[str]:
        asked.append(now)
        return ["early" if now < NOON else "late"]

    site = nearest_workspace(noted)
    times = (BEFORE, BEFORE, AFTER, AFTER, BEFORE)
    found = [names_in_files(site, "words", find, at)[0] for at in times]
    assert (found, len(asked)) == (["early", "early", "late", "late", "early"], 3)


def test_damaged_notes_are_none(noted: Path) -> None:
    """Of whatever is in their place nothing is told."""
    assert open_in(noted, BEFORE) == [ID]
    path = noted / ".statuspage" / known_names.NAMES
    for damage in (path.read_bytes().replace(b"card", b"cord"), b"", b"\xff\n{}"):
        path.write_bytes(damage)
        assert open_in(noted, BEFORE) == [ID]


def test_nothing_is_left_in_somebody_elses_site(
    noted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What root makes there its owner could not write in."""
    monkeypatch.setattr(stamped_notes, "is_own", lambda _: False)
    assert open_in(noted, BEFORE) == [ID]
    assert not (noted / ".statuspage").exists()


def test_names_that_are_noted_need_no_model(noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell asks at each press of a key: nothing is imported that reads a file's content."""
    import typer

    monkeypatch.chdir(noted)
    context = typer.Context(typer.main.get_command(typer.Typer(callback=lambda: None)))
    asked = f"{complete_open(context, '')} {complete_components(context, 'ch')}"
    done = subprocess.run(
        [sys.executable, "-c", QUIET],
        env=surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [asked, "set()"]
