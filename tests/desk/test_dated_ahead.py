"""What lies ahead of now is no fact at the desk either: it closes nothing, and nothing runs by it."""

from datetime import timedelta

import pytest

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.incident_files import open_incidents, pick_incident
from mkdocs_statuspage.desk.owed import private_courses, report_due
from mkdocs_statuspage.desk.report_steps import Backers, draft_report, publish_report
from mkdocs_statuspage.desk.workspace import Workspace, nearest_workspace

ID = "2026-11-03-card-payments"
PRIVATE = "title: A slip\nclass: slip\nstarted_at: {began}\nresolved_at: {ended}\n"


def with_closing_at(workspace: Workspace, at: str) -> Workspace:
    """Close the open incident at a moment, which may lie ahead."""
    path = workspace.incidents_dir / f"{ID}.md"
    begun = path.read_text().index("updates:\n") + len("updates:\n")
    end = path.read_text().find("\n---", begun)
    text = path.read_text()
    item = f"\n  - {{id: over, at: {at}, status: resolved, message: Over.}}"
    path.write_text(text[:end] + item + text[end:])
    return nearest_workspace(workspace.root)


@pytest.mark.parametrize(
    ("at", "is_open"), [("2026-11-03T10:05:01Z", True), ("2026-11-03T10:05:00Z", False)]
)
def test_a_closing_dated_ahead_leaves_the_incident_open(
    workspace: Workspace, at: str, is_open: bool
) -> None:
    """The one open incident is found; by a clock that is five minutes fast it was closed now."""
    workspace = with_closing_at(workspace, at)
    found = [course.incident.id for course in open_incidents(workspace, workspace.now)]
    assert found == ([ID] if is_open else [])
    if is_open:
        _, incident = pick_incident(workspace, None, workspace.now)
        assert incident.updates[-1].id == "over", "the file's text is given whole"
    assert (report_due(workspace, next(iter(workspace.reading.incidents))) is None) == is_open


def test_a_report_is_not_published_by_a_closing_dated_ahead(workspace: Workspace) -> None:
    """While it is open there is nothing to look back on."""
    workspace = with_closing_at(workspace, "2026-11-04T10:00:00Z")
    path = workspace.incidents_dir / f"{ID}.md"
    change = publish_report(workspace, path, Backers())
    with pytest.raises(CannotRun, match="is still open"):
        change.edit(path.read_text())


def test_of_what_has_not_begun_there_is_no_report(workspace: Workspace) -> None:
    """All its dates lie ahead, which `check` names; until then nothing is to be written of it."""
    path = workspace.incidents_dir / "2026-11-09-later.md"
    path.write_text(
        "---\ntitle: Later\nclass: affecting\nstarted_at: 2026-11-09T10:00:00Z\nsigned_by: ana\n---\n"
    )
    change = draft_report(nearest_workspace(workspace.root), path, Backers())
    with pytest.raises(CannotRun, match="nothing of 2026-11-09-later has happened yet"):
        change.edit(path.read_text())


@pytest.mark.parametrize(("days", "states"), [(-1, [False]), (0, [True]), (3, [])])
def test_what_is_private_runs_by_what_has_happened(
    workspace: Workspace, days: int, states: list[bool]
) -> None:
    """Of a slip that ends ahead the end does not count; one that begins ahead is not there."""
    workspace.private_dir.mkdir()
    began = workspace.now + timedelta(days=days, hours=-1)
    ended = began + timedelta(hours=2)
    text = PRIVATE.format(began=began.isoformat(), ended=ended.isoformat())
    (workspace.private_dir / "2026-11-03-a-slip.yml").write_text(text)
    found = private_courses(workspace, workspace.now)
    assert [course.is_open for course in found] == states
