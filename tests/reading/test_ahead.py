"""What a file says happened and lies ahead is an error that names both readings of its time."""

from pathlib import Path

import pytest

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.model.scalars import parse_instant
from mkdocs_statuspage.reading.ahead import with_dates_ahead
from mkdocs_statuspage.reading.folder import read_folder

CONFIG = (
    "site_id: a\norganisation: {name: A}\ntimezone: Europe/Lisbon\ncomponents: {api: {name: API}}\n"
)
NOW = "2026-07-03T17:20:00Z"


def told(folder: Path, fields: str, at: str = "2026-07-03T17:00:00Z") -> list[tuple[str, str]]:
    """Give the findings about a file, in summer, when Lisbon is an hour ahead of UTC."""
    (folder / "statuspage.yml").write_text(CONFIG, "utf-8")
    text = f"title: T\n{fields}\nupdates:\n  - {{at: {at}, message: m}}\n"
    (folder / "2026-07-03-a.yml").write_text(text, "utf-8")
    found = with_dates_ahead(read_folder(folder), parse_instant(NOW)).findings
    return [(f.message, f.help) for f in found if f.rule == "ahead-of-now"]


def test_a_local_time_typed_with_z(tmp_path: Path) -> None:
    """Twelve past six on the wall, written with `Z`."""
    ((message, help_text),) = told(tmp_path, "", "2026-07-03T18:12:00Z")
    assert "18:12Z is 19:12 in Lisbon" in message
    assert help_text == "did you mean 2026-07-03T17:12:00Z (18:12 in Lisbon)?"


def test_a_wrong_year(tmp_path: Path) -> None:
    """The year before is named where that has passed."""
    ((_, help_text),) = told(tmp_path, "", "2027-07-03T17:00:00Z")
    assert help_text.startswith("did you mean 2026-07-03T17:00:00Z")


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ("resolved_at: 2026-07-04T10:00:00Z", 1),
        ("resolved_at: 2026-07-03T17:25:00Z", 0),
        ("resolved_at: 2026-07-03T17:25:01Z", 1),
        ("prevention: [{id: p, promise: P, due_on: 2026-08-01, kept_on: 2026-07-04}]", 1),
        ("prevention: [{id: p, promise: P, due_on: 2026-08-01, kept_on: 2026-07-03}]", 0),
        ("report: {published_at: 2026-08-01T10:00:00Z}", 0),
        ("draft: true\nresolved_at: 2026-07-04T10:00:00Z", 0),
    ],
)
def test_what_happened_and_what_is_planned(tmp_path: Path, fields: str, count: int) -> None:
    """Five minutes are a fast clock; what is planned may lie ahead, and a draft says nothing yet."""
    assert len(told(tmp_path, fields)) == count


def test_imported_history_is_only_warned_of(tmp_path: Path) -> None:
    """It is shown as it was, and what lies ahead in it never counts either."""
    told(tmp_path, "source: {system: x}\nresolved_at: 2026-07-04T10:00:00Z")
    found = with_dates_ahead(read_folder(tmp_path), parse_instant(NOW)).findings
    assert [f.severity for f in found if f.rule == "ahead-of-now"] == [Severity.WARNING]
