"""What is known to be settled is not read again, and no answer is another for it."""

import re
import shutil
from collections.abc import Mapping, Sequence
from cProfile import Profile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bench.counting import called
from tests.bench.make_reported import make_reported

from mkdocs_statuspage.desk import file_notes, stamped_notes
from mkdocs_statuspage.desk.file_notes import note_settled
from mkdocs_statuspage.desk.incident_files import open_incidents, pick_incident
from mkdocs_statuspage.desk.owed import load_readable, load_unsettled, owed_clocks
from mkdocs_statuspage.desk.workspace import Workspace, workspace_at
from mkdocs_statuspage.reading import folder as reading_folder

EXAMPLE = Path(__file__).parents[2] / "incidents"
NOW = datetime(2026, 11, 18, 10, 12, tzinfo=UTC)
EDITS = {
    "reopened": ("status: resolved", "status: monitoring"),
    "not kept": (r"\n *kept_on: .*", ""),
    "no report": (r"published_at: .*", "nothing: here"),
    "a draft": (r"\nclass: ", "\ndraft: true\nclass: "),
    "broken": (r"title:", "title: ["),
    "of one size": (r"resolved", "investig"),
}
FILES = sorted(path.relative_to(EXAMPLE) for path in EXAMPLE.glob("2*.*"))
STEPS = st.one_of(
    st.tuples(st.sampled_from([*EDITS, "as it was", "gone"]), st.sampled_from(FILES)),
    st.tuples(st.sampled_from(["hours", "config"]), st.integers(-100, 2000)),
)


@pytest.fixture(autouse=True)
def notes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Note down few files too, and those that have just been written."""
    monkeypatch.setattr(file_notes, "FEWEST", 1)
    monkeypatch.setattr(stamped_notes, "RECENT_NS", 0)


def site(folder: Path) -> Path:
    shutil.copytree(EXAMPLE, folder / "incidents")
    config = folder / "incidents" / "statuspage.yml"
    config.write_text(re.sub(r"(?m)^clock:.*$", "", config.read_text()))
    (folder / "mkdocs.yml").write_text("site_name: x\ndocs_dir: incidents\n")
    return folder


def ask(folder: Path, now: datetime) -> Sequence[object]:
    """Return what is open and owed, as commands learn it, and leave notes for the next time."""
    workspace = at(folder, now)
    found = load_unsettled(workspace)
    owed = owed_clocks(workspace, found)
    note_settled(workspace, found, owed)
    begun = open_incidents(at(folder, now), now)
    told = [course.incident.id for course in found.headline.courses]
    return owed, told, [course.incident.id for course in begun]


def ask_every_file(folder: Path, now: datetime) -> Sequence[object]:
    workspace = at(folder, now)
    found = load_readable(workspace)
    told = [course.incident.id for course in found.headline.courses]
    begun = open_incidents(workspace, now)
    return owed_clocks(workspace, found), told, [course.incident.id for course in begun]


def at(folder: Path, now: datetime) -> Workspace:
    found = workspace_at(folder)
    assert found
    return replace(found, moment=now)


def take(step: tuple[str, Path | int], folder: Path, now: datetime) -> datetime:
    what, which = step
    if isinstance(which, int):
        if what == "hours":
            return now + timedelta(hours=which)
        config = folder / "incidents" / "statuspage.yml"
        zone = ("Pacific/Kiritimati", "Pacific/Pago_Pago")[which % 2]
        config.write_text(re.sub(r"(?m)^timezone:.*$", f"timezone: {zone}", config.read_text()))
        return now
    path = folder / "incidents" / which
    if what == "gone":
        path.unlink(missing_ok=True)
    elif what == "as it was" or not path.exists():
        shutil.copy(EXAMPLE / which, path)
    else:
        path.write_text(re.sub(*EDITS[what], path.read_text(), count=1))
    return now


def law(steps: Sequence[tuple[str, Path | int]]) -> None:
    with TemporaryDirectory() as name:
        folder, now = site(Path(name)), NOW
        for step in [("hours", 0), *steps]:
            now = take(step, folder, now)
            wanted = ask_every_file(folder, now)
            assert ask(folder, now) == wanted, step
            assert ask(folder, now) == wanted, step


@settings(max_examples=3, deadline=None)
@given(st.lists(STEPS, min_size=2, max_size=4))
def test_law_answers_are_those_of_every_file(steps: list[tuple[str, Path | int]]) -> None:
    """Whatever is changed, by whomever, and wherever the clock is put."""
    law(steps)


@pytest.mark.long
@settings(max_examples=300, deadline=None)
@given(st.lists(STEPS, min_size=4, max_size=12))
def test_law_answers_are_those_of_every_file_long(steps: list[tuple[str, Path | int]]) -> None:
    """The same, for long."""
    law(steps)


def test_damaged_notes_are_no_notes(tmp_path: Path) -> None:
    """They are written anew."""
    folder = site(tmp_path)
    wanted = ask(folder, NOW)
    notes = folder / ".statuspage" / "files.json"
    whole = notes.read_text()
    for text in ("", "[]", '{"for": 1}', whole[: len(whole) // 2]):
        notes.write_text(text)
        assert ask(folder, NOW) == wanted
        assert notes.read_text() == whole


def test_files_that_are_settled_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second answer reads what is open or owed, whatever the history holds."""
    folder = site(tmp_path)
    ask(folder, NOW)
    read: list[str] = []
    read_source = reading_folder.read_source
    monkeypatch.setattr(
        reading_folder,
        "read_source",
        lambda path, shown: read.append(path.stem) or read_source(path, shown),
    )
    owed, _, begun = ask(folder, NOW)
    assert {clock.incident for clock in owed} | {*begun} <= {*read}
    assert len({*read}) < len(FILES) * 2 / 3
    read.clear()
    assert [course.incident.id for course in open_incidents(at(folder, NOW), NOW)] == begun
    assert set(begun) <= {*read}
    assert len(read) < len(FILES) / 3


def test_a_long_history_of_settled_files_is_only_looked_at(tmp_path: Path) -> None:
    """With ten times the settled incidents the same files are read, and each other one costs a few calls: its name and its stamp."""
    few, many = (_calls(tmp_path / str(count), count) for count in (12, 112))
    assert few["folder.read_file"] == many["folder.read_file"]
    assert sum(many.values()) - sum(few.values()) < 15 * 100


def _calls(folder: Path, count: int) -> Mapping[str, int]:
    """Return how often each of our functions is called when the same is asked for the third time."""
    make_reported(folder, count)
    for _ in range(2):
        ask(folder, NOW)
    with Profile() as profile:
        workspace = at(folder, NOW)
        owed_clocks(workspace, load_unsettled(workspace))
        pick_incident(at(folder, NOW), None, NOW)
    return called(profile)


def test_a_full_disk_leaves_no_half_of_a_note(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command would leave another one."""
    workspace.state_dir.mkdir(exist_ok=True)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    stamped_notes.write_note(workspace, "files.json", {"a": 1})
    assert [path.name for path in workspace.state_dir.iterdir()] == []
