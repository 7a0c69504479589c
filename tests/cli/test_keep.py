"""`keep` and `promises`: the ledger on the command line."""

import json
from pathlib import Path

import pytest

from cli.conftest import Run

INCIDENT = """\
---
title: Card payments failed
started_at: 2026-10-01T09:12:00Z
signed_by: ana
updates:
  - {at: 2026-10-01T09:20:00Z, status: resolved, message: Cards work again.}
prevention:
  - id: region-guard   # the important one
    promise: Refuse a file that drops a region
    owner: Platform
    due_on: 2026-11-01
  - {id: region-alarm, promise: Ring at once, owner: Release, due_on: 2026-12-01}
  - {id: old, promise: Was done, owner: Platform, due_on: 2026-10-20, kept_on: 2026-10-19, evidence: 'https://x.example/0'}
  - {id: gone, promise: A bar, owner: Release, due_on: 2026-10-20, withdrawn: {on: 2026-10-10, why: No use.}}
make_good:
  - {id: fees, promise: No fees, for: All, due_on: 2026-11-30}
---
"""
URL = "https://tiny.example/changes/1"


@pytest.fixture
def ledger(site: Path) -> Path:
    """Give the file of an incident with promises; it is 3 November 2026."""
    path = site / "incidents" / "2026-10-01-cards.md"
    path.write_text(INCIDENT)
    return path


def test_a_kept_promise_has_its_day_and_what_shows_it(ledger: Path, run: Run) -> None:
    """Nothing else of the file is touched; late is said as late."""
    result = run("keep", "region-g", "--evidence", URL)
    assert result.code == 0
    assert "2026-11-03, 2 days late" in result.out
    added = f"    due_on: 2026-11-01\n    kept_on: 2026-11-03\n    evidence: {URL}\n"
    assert ledger.read_text() == INCIDENT.replace("    due_on: 2026-11-01\n", added)


@pytest.mark.parametrize("name", ["region-alarm", "2026-10-01-cards/region-a", "cards/region-a"])
def test_a_promise_is_named_by_a_unique_beginning(ledger: Path, run: Run, name: str) -> None:
    """By its own, or after its incident's id or slug; the list it stands in does not matter."""
    assert run("keep", name, "--evidence", URL, "--on", "2026-11-02").code == 0
    assert "kept_on: 2026-11-02" in ledger.read_text()
    assert run("keep", "fee", "--evidence", URL).code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("region", "--evidence", URL), "may be any of these"),
        (("nothing", "--evidence", URL), "unknown promise"),
        (("region-guard", "--evidence", "done"), "no link that a reader can follow"),
        (("region-guard", "--evidence", URL, "--on", "2026-11-04"), "is ahead"),
        (("region-guard", "--evidence", URL, "--on", "today"), "is no date"),
        (("old", "--evidence", URL), "counts as kept on 2026-10-19 already"),
        (("gone", "--evidence", URL), "was taken back"),
    ],
)
def test_what_would_make_the_ledger_untrue_is_refused(
    ledger: Path, run: Run, args: tuple[str, ...], said: str
) -> None:
    """The command says what is in the way, and the file stays as it was."""
    result = run("keep", *args)
    assert (result.code, said in result.err) == (2, True), result.err
    assert ledger.read_text() == INCIDENT


def test_keeping_it_twice_is_once(ledger: Path, run: Run) -> None:
    """The same again says that it was kept already."""
    run("keep", "region-guard", "--evidence", URL)
    before = ledger.read_text()
    assert run("keep", "region-guard", "--evidence", URL).out.startswith("Already kept")
    assert ledger.read_text() == before
    told = json.loads(run("keep", "region-guard", "--evidence", URL, "--json").out)
    assert (told["late"], told["written"]) == (True, False)


def test_a_dry_run_writes_nothing(ledger: Path, run: Run) -> None:
    """It says what would be kept."""
    assert run("keep", "fees", "--evidence", URL, "--dry-run").out.startswith("Would be kept")
    assert ledger.read_text() == INCIDENT


def test_promises_are_listed_by_owner_overdue_first(ledger: Path, run: Run) -> None:
    """Whoever owes the latest stands first; a make-good is the signer's."""
    result = run("promises")
    owners = [line for line in result.out.splitlines() if not line.startswith(" ")]
    assert owners == ["Platform", "Ana Reis", "Release"]
    assert "late      2026-11-01, 2 d late" in result.out
    assert "5 promises: 1 late, 2 open, 1 kept, 1 withdrawn" in result.err


def test_promises_of_one_owner_as_json(ledger: Path, run: Run) -> None:
    """The state, the days and the evidence are there for a program."""
    told = json.loads(run("promises", "--owner", "plat", "--json").out)
    assert [(one["id"], one["state"], one["days_late"]) for one in told] == [
        ("region-guard", "late", 2),
        ("old", "kept", 0),
    ]
    assert [one["id"] for one in json.loads(run("promises", "--owner", "Ana", "--json").out)] == [
        "fees"
    ]
