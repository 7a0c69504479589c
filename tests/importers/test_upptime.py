"""What the importer of Upptime's repositories reads, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_statuspage.importers import IMPORTERS
from mkdocs_statuspage.importers.history import CannotImport

read_history = IMPORTERS["upptime"]


def _save(folder: Path, content: Any, name: str = "issues.json") -> Path:
    (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_a_list_of_the_command_line_is_read_as_well(tmp_path: Path) -> None:
    """`gh issue list --json` has other names, and the comments below each issue; `--slurp` puts lists into a list."""
    comment = {"id": "IC_1", "createdAt": "2024-05-01T09:00:00Z", "body": "**Resolved:** Up."}
    issue = {
        "number": 7,
        "title": "Shop is down",
        "labels": [{"name": "status"}],
        "createdAt": "2024-05-01T08:00:00Z",
        "closedAt": "2024-05-01T09:00:00Z",
        "url": "https://github.com/o/r/issues/7",
        "comments": [comment],
    }
    site = {"slug": "shop", "name": "Shop", "dailyMinutesDown": {}}
    _save(tmp_path, [[issue]])
    _save(tmp_path, [site], "summary.json")
    (found,) = read_history(tmp_path).incidents
    said = [(update.id, update.status.value, update.message) for update in found.updates]
    assert said == [
        ("opened", "investigating", "(This issue had no text.)"),
        ("IC_1", "resolved", "**Resolved:** Up."),
    ]
    assert (found.components, found.url) == (("shop",), "https://github.com/o/r/issues/7")
    assert found.resolved_at is None


def test_a_maintenance_without_its_comment_is_no_secret(tmp_path: Path) -> None:
    """Its window is then from when it was opened to when it was closed, and a note says so."""
    issue = {
        "number": 1,
        "title": "Work",
        "labels": ["maintenance", "status"],
        "created_at": "2024-05-01T08:00:00Z",
        "closed_at": "2024-05-01T09:00:00Z",
    }
    (found,) = read_history(_save(tmp_path, [issue])).incidents
    assert found.window
    assert [f"{moment:%H:%M}" for moment in found.window] == ["08:00", "09:00"]
    assert len(found.notes) == 2


def test_the_name_of_its_page_is_read(tmp_path: Path) -> None:
    """From the settings that every repository of Upptime's has."""
    _save(tmp_path, [{"slug": "a", "name": "A", "dailyMinutesDown": None}], "summary.json")
    (tmp_path / ".upptimerc.yml").write_text("owner: o\nstatus-website:\n  name: Harbour\n")
    assert read_history(tmp_path).config["organisation"] == {"name": "Harbour"}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("issues.json", '[{"number": 1, "title"', "issues.json:1:23: not valid JSON"),
        ("issues.json", "<html>Log in</html>", "issues.json:1:1: not valid JSON"),
        ("issues.json", '[{"number": 1, "title": "A question"}]', "nothing of Upptime's"),
        ("history.yml", "startTime: [", "history.yml:1:13"),
    ],
)
def test_what_is_not_upptimes_is_refused(name: str, text: str, said: str, tmp_path: Path) -> None:
    """With its place, and what to name instead."""
    _save(tmp_path, [], "empty.json")
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CannotImport, match=said):
        read_history(tmp_path)
