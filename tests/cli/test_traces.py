"""`check` compares what is published with what readers last had, and `check --fix` writes the traces that are missing."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.conftest import OPEN_INCIDENT, Run, git
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.site import load_site

RULE = "changed-in-silence"
OPEN = "incidents/2026-11-03-card-payments.md"
CLOSED = """\
---
title: Cards failed
started_at: 2026-10-03T09:12:00Z
affected: {who: Shops in Europe, count: 1840}
signed_by: ana
updates:
  # the first word
  - {id: u1, at: 2026-10-03T09:20:00Z, status: investigating, message: Cards fail.}
  - {id: u2, at: 2026-10-03T09:40:00Z, message: It is the router., retracted: {at: 2026-10-03T09:45:00Z, why: It was not.}}
  - {id: u3, at: 2026-10-03T10:40:00Z, status: resolved, message: Cards work.}
prevention:
  - {id: guard, promise: Refuse such a file, owner: Payments, due_on: 2026-10-13}
  - {id: drill, promise: Rehearse it, owner: Payments, due_on: 2026-10-12, kept_on: 2026-10-10, evidence: "https://tiny.example/1"}
make_good: {none: Nobody lost anything.}
report: {published_at: 2026-10-05T09:00:00Z, reviewed_by: [rui]}
corrections: [{at: 2026-10-06T09:00:00Z, what: It was an hour.}]
---
## What happened

Cards failed for an hour.
"""
POLICY = """
policy:
  classes:
    affecting: {sections: [what], needs: [], prevention: {at_least: 0, owner: optional, due_on: optional}, make_good: null, reviewers: 0}
"""
WINDOW = """\
title: New shelves
kind: maintenance
scheduled: {start: 2026-11-09T09:00:00Z, end: 2026-11-09T10:00:00Z, announced_at: 2026-11-01T09:00:00Z}
"""
EDITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "text": (("Cards fail.", "Some cards fail."),),
    "time": (("T09:20:00Z", "T09:13:00Z"),),
    "status": (("status: resolved", "status: monitoring"),),
    "other-id": (("id: u1", "id: u9"),),
    "no-first": (("  - {id: u1, at: 2026-10-03T09:20:00Z, status: investigating, message: Cards fail.}\n", ""),),
    "no-last": (("  - {id: u3, at: 2026-10-03T10:40:00Z, status: resolved, message: Cards work.}\n", ""),),
    "standing-again": ((", retracted: {at: 2026-10-03T09:45:00Z, why: It was not.}", ""),),
    "other-day": (("due_on: 2026-10-13", "due_on: 2026-12-13"),),
    "no-day": ((", due_on: 2026-10-13", ""),),
    "other-owner": (("such a file, owner: Payments", "such a file, owner: Nobody"),),
    "other-promise": (("Refuse such a file", "Look at such a file"),),
    "not-kept": ((', kept_on: 2026-10-10, evidence: "https://tiny.example/1"', ""),),
    "no-promise": (("  - {id: guard, promise: Refuse such a file, owner: Payments, due_on: 2026-10-13}\n", ""),),
    "none-promised": ((re.search(r"prevention:\n.*\n.*\n", CLOSED)[0], "prevention: {none: It was chance.}\n"),),  # type: ignore[index]
    "other-promise-id": (("id: guard", "id: gate"),),
    "count": (("count: 1840", "count: 840"),),
    "nobody": (("affected: {who: Shops in Europe, count: 1840}\n", ""),),
    "section": (("for an hour", "for a moment"),),
    "gone-section": (("## What happened\n\nCards failed for an hour.\n", "## In short\n\nNothing.\n"),),
    "statuses": (("status: investigating,", "status: investigating, components: {checkout: degraded_performance},"),),
    "no-reason": (("{none: Nobody lost anything.}", "{none: No.}"),),
    "no-correction": (("corrections: [{at: 2026-10-06T09:00:00Z, what: It was an hour.}]\n", ""),),
    "lowered": (("title: Cards failed", "title: Cards failed\nclass: slip"),),
    "draft": (("title: Cards failed", "title: Cards failed\ndraft: true"),),
    "all-at-once": (("Cards fail.", "No."), ("T09:20:00Z", "T09:13:00Z"), ("count: 1840", "count: 1"), ("Refuse", "See"), ("10-13", "11-13")),
}  # fmt: skip


def file_of(site: Path, name: str, suffix: str = ".md") -> Path:
    return site / "incidents" / f"2026-10-03-{name}{suffix}"


def publish(site: Path, texts: Mapping[Path, str]) -> None:
    """Put files into the repository as readers have them."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text() + POLICY)
    for path, text in texts.items():
        path.write_text(text)
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "More")
    git(site, "push", "-q")


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)


def silent(told: str) -> list[str]:
    return [line for line in told.splitlines() if RULE in line]


@pytest.fixture
def closed(site: Path, remote: Path) -> Path:
    """Give the file of a closed incident that readers have."""
    file = file_of(site, "cards")
    publish(site, {file: CLOSED})
    return file


def test_a_promise_that_was_moved_in_silence_is_an_error_with_its_trace(
    closed: Path, run: Run
) -> None:
    """It is found at its place; the trace is written with the reason; then all is well."""
    assert run("check").code == 0
    edit(closed, ("due_on: 2026-10-13", "due_on: 2026-12-13"))
    found = run("check")
    assert found.code == 1
    assert f"{closed.parent.name}/{closed.name}:12:" in found.out
    assert "`prevention.guard.due_on` is not what readers had (“2026-10-13”)" in found.out
    asked = run("check", "--fix")
    assert (asked.code, "--why" in asked.err) == (2, True)
    assert run("check", "--fix", "--why", "The audit is late.").code == 0
    text = closed.read_text()
    assert "from: 2026-10-13" in text
    assert "why: The audit is late." in text
    well = run("check")
    assert well.code == 0
    assert "incomplete-report" not in well.out  # it was soon enough when it was given


def test_the_trace_in_a_finding_is_ready_to_apply(closed: Path, run: Run) -> None:
    """Copied into the file, with a reason, it is all that was missing."""
    edit(closed, *EDITS["text"], *EDITS["other-day"], *EDITS["count"])
    edit(closed, (re.search(r"  - \{id: drill.*\n", CLOSED)[0], ""))  # type: ignore[index]
    found = run("check").out
    moved, earlier = (re.search(f"`({key}: .*?])`", found)[1] for key in ("moved", "earlier"))  # type: ignore[index]
    assert moved == "moved: [{from: 2026-10-13, on: 2026-11-03, why: …}]"
    corrected, gone = (re.search(f"`- ({{{key}: .*?}})`", found)[1] for key in ("at", "id"))  # type: ignore[index]
    edit(
        closed,
        ("Some cards fail.", f"Some cards fail., amended_at: 2026-11-03T10:00:00Z, {earlier}"),
        ("due_on: 2026-12-13}", f"due_on: 2026-12-13, {moved}}}\n  - {gone}"),
        ("It was an hour.}", f"It was an hour.}}, {corrected}"),
    )
    edit(closed, *[("…", "It was a slip.")] * 4)
    assert silent(run("check").out) == []


def test_an_open_incident_is_never_held_back(site: Path, remote: Path, run: Run) -> None:
    """No outage waits for bookkeeping: there it is a warning."""
    edit(site / OPEN, ("We are looking for the cause.", "It is nothing."))
    found = run("check")
    assert (found.code, len(silent(found.out))) == (0, 1)
    assert run("check", "--strict").code == 1


def test_every_trace_can_be_written(site: Path, remote: Path, run: Run) -> None:
    """Whatever changed in silence, `--fix` leaves files that are valid and hide nothing."""
    files = {file_of(site, name): CLOSED for name in (*EDITS, "deleted", "renamed")}
    window = file_of(site, "window", ".yml")
    files[file_of(site, "deleted")] = CLOSED.replace("10-03T09:12", "10-03T09:02")
    publish(site, files | {window: WINDOW})
    for name, pairs in EDITS.items():
        edit(file_of(site, name), *pairs)
    edit(window, ("start: 2026-11-09T09:00:00Z", "start: 2026-11-09T08:00:00Z"))
    file_of(site, "deleted").unlink()
    file_of(site, "renamed").rename(file_of(site, "called-otherwise"))
    found = silent(run("check").out)
    assert {path.stem for path in (*files, window)} <= set(STEM.findall("\n".join(found)))
    fixed = run("check", "--fix", "--why", "It was a slip.")
    assert fixed.code == 0, fixed.out + fixed.err
    assert silent(run("check").out) == []
    assert "# the first word" in file_of(site, "count").read_text()
    assert "why: It was a slip." in file_of(site, "deleted").read_text()


STEM = re.compile(r"2026-10-03-[a-z-]+")


def test_the_same_in_other_letters_is_no_change(closed: Path, run: Run) -> None:
    """Another order of keys, another file, a folder by year: readers have the same."""
    text = closed.read_text()
    closed.unlink()
    moved = closed.parent / "2026" / closed.name
    moved.parent.mkdir()
    moved.write_text(
        text.replace("count: 1840", "count: 1840 ").replace("Shops in Europe", '"Shops in  Europe"')
    )
    assert silent(run("check").out) == []


def test_a_component_that_is_gone_hides_nothing(closed: Path, site: Path, run: Run) -> None:
    """What readers had is read although the settings do not know all that it names."""
    edit(closed, ("signed_by: ana", "signed_by: ana\ncomponents: [api]"))
    git(site, "commit", "-qam", "One more")
    git(site, "push", "-q")
    edit(site / "incidents" / "statuspage.yml", ("  api: {name: API, group: Payments}\n", ""))
    edit(closed, ("components: [api]\n", ""), ("count: 1840", "count: 840"))
    assert "`affected.count`" in run("check").out


def test_settings_that_move_the_record_are_told(closed: Path, site: Path, run: Run) -> None:
    """A component that is gone or called otherwise, and a policy that asks for less: each is told, and stops nothing."""
    config = site / "incidents/statuspage.yml"
    assert "settings-changed" not in run("check").out
    edit(
        config,
        ("sections: [what]", "sections: []"),
        ("  api: ", "  programs: "),
        ("name: Checkout", "since: 2026-10-01, name: Till"),
    )
    edit(config, ("policy:\n", "policy:\n  uptime_weights: {major_outage: 0}\n"))
    found = run("check")
    told = [line for line in found.out.splitlines() if "[settings-changed]" in line]
    assert (found.code, len(told)) == (0, 5)
    assert all(
        any(word in line for line in told)
        for word in ("`api`", "“Checkout”", ".sections` asks", "uptime_weights")
    )
    assert run("check", "--strict").code == 1
    edit(
        config,
        ("  programs: {", "  programs: {formerly: [api], "),
        ("since: 2026-10-01, name: Till", "name: Checkout"),
        ("sections: []", "sections: [what, fix]"),
    )
    edit(config, ("{major_outage: 0}", "{major_outage: 1}"))
    assert "settings-changed" not in run("check").out


def test_what_readers_never_had_may_change(closed: Path, site: Path, run: Run) -> None:
    """A new incident, a draft, and a report that is not out are nobody's business yet."""
    file_of(site, "new").write_text(CLOSED)
    assert run("check").code == 0
    edit(file_of(site, "new"), ("due_on: 2026-10-13", "due_on: 2026-12-13"))
    assert silent(run("check").out) == []


def test_what_a_colleague_pushed_is_not_missing_here(closed: Path, site: Path, run: Run) -> None:
    """A folder that is behind the remote lacks what it has not got yet."""
    edit(
        closed,
        ("count: 1840", "count: 840"),
        (
            "what: It was an hour.}",
            "what: It was an hour.}, {at: 2026-10-07T09:00:00Z, what: It was 840.}",
        ),
    )
    git(site, "commit", "-qam", "A correction")
    git(site, "push", "-q")
    git(site, "reset", "-q", "--hard", "HEAD~1")
    assert silent(run("check").out) == []


def test_what_was_pushed_and_held_back_is_compared_with_what_was_published(
    closed: Path, site: Path, run: Run
) -> None:
    """The tag that publishing leaves goes before the branch; who takes the change back has done no harm."""
    git(site, "tag", "statuspage-published")
    edit(closed, ("count: 1840", "count: 840"))
    git(site, "commit", "-qam", "In silence")
    git(site, "push", "-q")
    assert len(silent(run("check").out)) == 1
    edit(closed, ("count: 840", "count: 1840"))
    assert silent(run("check").out) == []


def test_without_git_the_last_build_is_what_readers_had(site: Path, run: Run) -> None:
    """Its titles, updates, counts and promises; what has its trace is none, and the trace can be written."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text() + POLICY)
    names = (
        "text",
        "time",
        "no-first",
        "standing-again",
        "other-day",
        "not-kept",
        "no-promise",
        "count",
        "lowered",
        "section",
        "gone-section",
        "statuses",
        "deleted",
        "same",
    )
    for name in names:
        file_of(site, name).write_text(CLOSED)
    build(site)
    assert silent(run("check").out) == []
    for name in names[:-2]:
        edit(file_of(site, name), *EDITS[name])
    file_of(site, "deleted").unlink()
    found = silent(run("check").out)
    assert {STEM.search(line)[0] for line in found} == {f"2026-10-03-{name}" for name in names[:-1]}  # type: ignore[index]
    named = {
        "standing-again": "u2",
        "not-kept": ".kept_on`",
        "lowered": "slip",
        "statuses": ".components`",
    }
    for name, word in named.items():
        assert any(name in line and word in line for line in found), (name, word)
    file_of(site, "deleted").write_text(CLOSED)
    assert run("check", "--fix", "--why", "It was a slip.").code == 0
    assert silent(run("check").out) == []


def build(site: Path, *marks: tuple[str, str]) -> None:
    """Leave what a build says to programs; of an older version, with texts as they stood in files."""
    built = all_files(
        load_site(site / "incidents", datetime.now(UTC), "https://status.tiny.example/")
    )
    for path, content in built.items():
        there = site / "site" / path
        if path.endswith(".json"):
            text = content.decode() if isinstance(content, bytes) else str(content)
            if path.startswith("api/"):
                for old, new in marks:
                    text = text.replace(old, new)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_text(text)


MARKED = CLOSED.replace("Shops in Europe", "Shops *in* Europe")
for plain, marked in (
    ("status: resolved,", 'status: resolved, do: "Try *again*.",'),
    ("It was not.", "It was *not*."),
    ("Refuse such a file", "Refuse *such* a file"),
    (
        "promise: Rehearse it,",
        "promise: Rehearse it, withdrawn: {on: 2026-10-12, why: No *time*.},",
    ),
    ("signed_by:", 'correction: {said: "All *failed*.", correct: "Some *failed*."}\nsigned_by:'),
):
    assert plain in MARKED
    MARKED = MARKED.replace(plain, marked)


@pytest.mark.parametrize("is_older", [False, True])
def test_markup_that_no_program_gets_is_no_change(site: Path, run: Run, *, is_older: bool) -> None:
    """Neither beside a build of this version nor of one that gave programs the markup; what is changed is found beside both."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text() + POLICY)
    file_of(site, "marked").write_text(MARKED)
    words = re.findall(r"[^\s\"]+ \*\w+\*|Try \*again\*", MARKED)
    assert len(words) == 7
    build(site, *((word.replace("*", ""), word) for word in words if is_older))
    assert silent(run("check").out) == []
    for word in words:
        text = MARKED.replace(word, f"Yet {word}", 1)
        assert text != MARKED
        file_of(site, "marked").write_text(text)
        assert len(silent(run("check").out)) == 1, word


def test_without_a_remote_or_git_nothing_is_claimed(site: Path, run: Run) -> None:
    """Where nothing is known of readers, nothing is said of what they had."""
    edit(site / OPEN, ("Card payments fail.", "All is well."))
    assert silent(run("check").out) == []
    assert OPEN_INCIDENT
