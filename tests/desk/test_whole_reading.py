"""Commands that ask about every file say the same with what was kept of them, without it, and with what is damaged."""

from pathlib import Path

import pytest
from tests.bench.make_reported import make_reported

from cli.conftest import Run
from mkdocs_statuspage.desk import kept_reading, whole_reading
from mkdocs_statuspage.policy import incident_review

COMMANDS = (("check",), ("check", "--strict"), ("review",), ("promises",))
COUNT = 8


@pytest.fixture
def history(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of a site with a history that is long enough to be kept."""
    (site / "incidents" / "2026-11-03-card-payments.md").unlink()
    make_reported(site, COUNT)
    monkeypatch.setattr(whole_reading, "FEWEST", 1)
    return site


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give a list of the files that are parsed from now on."""
    names: list[str] = []
    parse = kept_reading.parse_incident

    def noted(source, relative, config):  # type: ignore[no-untyped-def]
        names.append(relative)
        return parse(source, relative, config)

    monkeypatch.setattr(kept_reading, "parse_incident", noted)
    return names


def said(run: Run) -> list[object]:
    return [run(*words) for words in COMMANDS]


def kept_in(folder: Path) -> Path:
    (path,) = (folder / ".statuspage" / "cache").glob("read-*.db")
    return path


def test_what_was_kept_changes_nothing_that_is_said(
    history: Path, run: Run, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of unchanged files nothing is parsed; one that changed is, and one that is wrong is told of each time."""
    with monkeypatch.context() as patch:
        patch.setattr(whole_reading, "FEWEST", COUNT * 9)
        without = said(run)
    assert (said(run), len(parsed)) == (without, COUNT)
    assert (said(run), len(parsed)) == (without, COUNT)
    path = next((history / "incidents").rglob("2026-*.md"))
    text = path.read_text()
    path.write_text(text.replace("title:", "titel:", 1))
    wrong = said(run)
    assert (wrong != without, len(parsed)) == (True, COUNT + len(COMMANDS))
    assert said(run) == wrong
    path.write_text(text)
    assert said(run) == without


def test_what_another_report_says_is_read_again(history: Path, run: Run) -> None:
    """Of two alike the later one is found, though its own file stays as it was; what is found is told each time."""
    short, long = "We are sorry.", "We are sorry that your shop was out of reach for a busy hour."
    paths = sorted((history / "incidents").rglob("20*.md"))
    first, *_, last = (path for path in paths if short in path.read_text())
    last.write_text(last.read_text().replace(short, long))
    assert "near-copy" not in run("review").out
    first.write_text(first.read_text().replace(short, long))
    assert ["near-copy" in run("review").out for _ in range(2)] == [True, True]
    first.write_text(first.read_text().replace(long, short))
    assert "near-copy" not in run("review").out


def test_what_was_reviewed_is_not_read_by_the_rules_again(
    history: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing was found."""
    without = run("review")
    monkeypatch.setattr(incident_review, "_review", None)
    assert run("review") == without


@pytest.mark.parametrize("damage", [b"SQLite format 3\x00 and then nothing of it", b"\xff" * 9000])
def test_a_damaged_one_is_none(history: Path, run: Run, parsed: list[str], damage: bytes) -> None:
    """It goes, and the next command makes another."""
    without = run("promises")
    kept_in(history).write_bytes(damage)
    assert [run("promises") for _ in range(3)] == [without] * 3
    assert len(parsed) == 3 * COUNT


def test_nothing_is_kept_in_somebody_elses_site(
    history: Path, run: Run, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What root makes there its owner could not write in."""
    monkeypatch.setattr(whole_reading, "is_own", lambda _: False)
    monkeypatch.setattr("mkdocs_statuspage.desk.stamped_notes.is_own", lambda _: False)
    said(run)
    assert not (history / ".statuspage").exists()
    assert parsed == []
