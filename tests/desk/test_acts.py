"""What a responder does, done by a program: an alarm, a form or a chat has no terminal."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from cli.conftest import git
from mkdocs_statuspage.desk.amendments import NewWords, amend, retract
from mkdocs_statuspage.desk.contact_log import note_contact
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, apply
from mkdocs_statuspage.desk.incident_files import pick_incident
from mkdocs_statuspage.desk.new_incident import Opening, PlannedWork, announce, open_incident
from mkdocs_statuspage.desk.new_update import Request, post
from mkdocs_statuspage.desk.promises_kept import all_given, keep
from mkdocs_statuspage.desk.report_steps import Backers, draft_report, publish_report
from mkdocs_statuspage.desk.workspace import Workspace, nearest_workspace
from mkdocs_statuspage.model.statuses import ComponentStatus, MistakeClass, UpdateStatus

CLOSED = Request("Cards work again.", UpdateStatus.RESOLVED)
OUTAGE = Request("It is down.", components={"api": ComponentStatus.MAJOR_OUTAGE})


def of_the_open(
    act: Callable[..., FileChange], *given: object
) -> Callable[[Workspace], FileChange]:
    def change(workspace: Workspace) -> FileChange:
        path, _ = pick_incident(workspace, None, workspace.now)
        return act(workspace, path, *given)

    return change


def of_its_update(act: Callable[..., FileChange], text: str) -> Callable[[Workspace], FileChange]:
    def change(workspace: Workspace) -> FileChange:
        path, incident = pick_incident(workspace, None, workspace.now)
        return act(workspace, path, incident.updates[0], text)

    return change


def kept(workspace: Workspace) -> FileChange:
    [given] = all_given(workspace)
    return keep(workspace, given, "https://tiny.example/1", workspace.now.date())


def planned(workspace: Workspace) -> FileChange:
    start = workspace.now + timedelta(days=1)
    return announce(
        workspace, PlannedWork("A move", start, start + timedelta(hours=2), "It pauses.", ("api",))
    )


def opened(mistake_class: MistakeClass) -> Callable[[Workspace], FileChange]:
    return lambda workspace: open_incident(workspace, Opening("Slow", mistake_class), OUTAGE)


def noted(workspace: Workspace) -> FileChange:
    done = apply(workspace, opened(MistakeClass.PERSONAL)(workspace))
    talk = {"medium": "phone", "by": "ana", "at": workspace.now, "agreed": "A visit"}
    return note_contact(workspace, done.path, **talk)  # type: ignore[arg-type]


ACTS = {
    "open": opened(MistakeClass.AFFECTING),
    "open in private": opened(MistakeClass.SLIP),
    "update": of_the_open(post, Request("We found the cause.", UpdateStatus.IDENTIFIED)),
    "resolve": of_the_open(post, CLOSED),
    "amend": of_its_update(amend, NewWords("Cards fail in Europe.")),
    "retract": of_its_update(retract, "It was another incident."),
    "keep": kept,
    "report": of_the_open(draft_report, Backers("ana", ["rui"])),
    "maintenance": planned,
    "contact": noted,
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_tried_done_and_not_done_twice(
    workspace: Workspace, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """A dry run writes nothing; the same change again finds its work done; nothing is printed."""
    change = ACTS[name](workspace)
    before = change.path.read_text() if change.path.exists() else None
    tried = apply(workspace, change, dry_run=True)
    assert (change.path.read_text() if change.path.exists() else None) == before
    done = apply(workspace, change)
    assert done.is_new
    assert change.path.read_text() == tried.after == done.after
    assert not apply(workspace, change).is_new
    assert change.path.read_text() == done.after
    assert capfd.readouterr() == ("", "")


def test_a_report_that_lacks_something_is_refused_with_findings(workspace: Workspace) -> None:
    """Whoever asked for it has them as values, each with its place and its rule."""
    path, _ = pick_incident(workspace, None, workspace.now)
    apply(workspace, post(workspace, path, CLOSED))
    text = path.read_text()
    with pytest.raises(CannotRun) as refused:
        apply(workspace, publish_report(workspace, path, Backers()))
    assert "missing-section" in {finding.rule for finding in refused.value.findings}
    assert path.read_text() == text


def test_a_change_that_would_spoil_the_file_is_not_made(workspace: Workspace) -> None:
    """What an act makes is read before it is written, whichever act it is."""
    path, _ = pick_incident(workspace, None, workspace.now)
    text = path.read_text()
    spoil = FileChange(path, lambda old: old.replace("class: affecting", "class: bad"), "Spoil")
    with pytest.raises(CannotRun, match="cannot be written into"):
        apply(workspace, spoil)
    assert path.read_text() == text


def test_what_is_done_is_what_the_remote_holds(
    site: Path, remote: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Though it was saved in a folder that has not seen what somebody else posted since."""
    workspace, other = nearest_workspace(site), tmp_path_factory.mktemp("other")
    git(other, "clone", "-q", str(remote), ".")
    path, _ = pick_incident(workspace, None, workspace.now)
    change = post(workspace, path, Request("We found it."))
    apply(workspace, change)
    theirs = nearest_workspace(other)
    elsewhere, _ = pick_incident(theirs, None, theirs.now)
    apply(theirs, post(theirs, elsewhere, Request("Somebody else's word.")), publish=True)
    done = apply(workspace, change, publish=True)
    assert [update.message for update in done.incident.updates][1:] == [
        "Somebody else's word.\n",
        "We found it.\n",
    ]
    on_the_remote = git(remote, "show", f"main:incidents/{path.name}")
    assert done.after == path.read_text() == on_the_remote


def test_what_should_be_known_is_told_to_who_asks(workspace: Workspace) -> None:
    """That the clock is fixed is no line on a stream, but a call."""
    told: list[str] = []
    heard = Workspace(workspace.root, workspace.incidents_dir, workspace.url, told.append)
    assert heard.now == heard.now
    assert told == ["statuspage.yml fixes the clock at 2026-11-03T10:00:00Z"]
