"""Completion, asked as bash and zsh ask it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from measured import surroundings
from warm import run, warm

PROGRAM = "from mkdocs_statuspage.cli import main; main()"
ID = "2026-11-03-card-payments"


def completed(site: Path, **environment: str) -> list[str]:
    """Give what the shell is told."""
    done = run(warm("statuspage"), site, env=os.environ | environment)
    assert done.stderr == ""
    return done.stdout.split()


def completed_cold(site: Path, **environment: str) -> list[str]:
    """Give what the shell is told by a program that was not there before."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=site,
        env=surroundings() | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("upd", ["update"]),
        ("update 20", [ID]),
        ("update -s m", ["monitoring"]),
        ("update -c api=ma", ["api=major_outage"]),
        ("update -c che", [f"checkout={s}" for s in ("operational", "under_maintenance")]),
        ("open X --class g", ["grave"]),
        ("amend 2026", [ID]),
        (f"amend {ID} ", ["last", "20261103T092000Z-k7q2"]),
        (f"report {ID} --signed-by a", ["ana"]),
        ("keep re", ["region-guard"]),
        ("maintenance X -c a", ["api"]),
        ("contact 2026", [ID]),
        ("move 2026", [ID]),
        ("cancel 2026", [ID]),
        ("import st", ["statuspage"]),
    ],
)
def test_what_can_be_known_is_completed(site: Path, line: str, expected: list[str]) -> None:
    """Commands, incidents, updates, statuses, components, classes, people and promises."""
    path = site / "incidents" / f"{ID}.md"
    promise = "prevention: [{id: region-guard, promise: A guard, owner: ana, due_on: 2026-12-01}]\n"
    path.write_text(path.read_text().replace("updates:\n", promise + "updates:\n", 1))
    words = f"statuspage {line}".split(" ")
    asked = completed(
        site,
        _STATUSPAGE_COMPLETE="complete_bash",
        COMP_WORDS=" ".join(words),
        COMP_CWORD=str(len(words) - 1),
    )
    assert [one for one in asked if one in expected] == expected
    zsh = completed(
        site, _STATUSPAGE_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=f"statuspage {line}"
    )
    assert all(one in " ".join(zsh).replace("\\", "") for one in expected)


@pytest.mark.parametrize(
    ("words", "at", "expected"),
    [("api = ma", 5, ["major_outage"]), ("api =", 4, ["operational"])],
)
def test_bash_takes_a_pair_apart(site: Path, words: str, at: int, expected: list[str]) -> None:
    """It hands over three words, and is told what stands behind the `=`."""
    asked = completed(
        site,
        _STATUSPAGE_COMPLETE="complete_bash",
        COMP_WORDS=f"statuspage update -c {words}",
        COMP_CWORD=str(at),
    )
    assert asked[:1] == expected


def test_a_program_that_has_imported_nothing_completes_the_same(site: Path) -> None:
    """The shell starts it anew for each key."""
    words = {"COMP_WORDS": "statuspage update -s m", "COMP_CWORD": "3"}
    assert completed_cold(site, _STATUSPAGE_COMPLETE="complete_bash", **words) == ["monitoring"]
    words = {"COMP_WORDS": "statuspage upd", "COMP_CWORD": "1"}
    assert completed_cold(site, _STATUSPAGE_COMPLETE="complete_bash", **words) == ["update"]


def test_an_invalid_site_completes_nothing(site: Path) -> None:
    """And says nothing into the line that somebody types."""
    (site / "incidents" / "statuspage.yml").write_text("site_id: [\n")
    words = {"COMP_WORDS": "statuspage update 20", "COMP_CWORD": "2"}
    assert completed(site, _STATUSPAGE_COMPLETE="complete_bash", **words) == []
