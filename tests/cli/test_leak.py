"""A key or an internal host stops every command that would put it where readers are."""

from pathlib import Path

import pytest

from cli.conftest import OPEN_INCIDENT, Run

HOST = "db-3.prod.internal"
OPEN = ("open", "API answers slowly", "-m", "The API is slow.", "-c", "api=degraded")
PLAN = ("--start", "2026-11-05 10:00", "--end", "2026-11-05 11:00", "-m", "We move.", "-c", "api")
FIX = ("--fix-by", "11:00", "--because")
LEAKING = {
    "title": ("open", f"{HOST} fails", *OPEN[2:]),
    "affected.who": (*OPEN, "--who", f"Those on {HOST}"),
    "affected.not_affected": (*OPEN, "--not-affected", f"Those not on {HOST}"),
    "affected.how_to_tell": (*OPEN, "--how-to-tell", f"It says {HOST} or AKIAIOSFODNN7EXAMPLQ"),
    "class_reason": (*OPEN, "--class-reason", f"Only {HOST} was down"),
    "expected_fix.reason": ("update", "-m", "We wait.", *FIX, f"{HOST} restarts"),
    "updates.retracted.why": (
        "retract",
        "2026-11-03-card-payments",
        "k7q2",
        "--why",
        f"It was {HOST}",
    ),
    "maintenance": ("maintenance", f"Moving {HOST}", *PLAN),
}


def files(site: Path) -> dict[str, str]:
    folder = site / "incidents"
    return {path.name: path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("field", LEAKING)
def test_a_secret_in_any_text_stops_the_command(field: str, site: Path, run: Run) -> None:
    """As in a message: nothing is written, the field is named, and --allow-secret overrules."""
    before = files(site)
    result = run(*LEAKING[field])
    assert result.code == 2
    assert "must not leave the house" in result.err
    assert f"{'title' if field == 'maintenance' else field}:1:" in result.err
    assert files(site) == before
    assert run(*LEAKING[field], "--allow-secret").code == 0
    assert files(site) != before


def test_a_secret_that_stands_there_already_holds_back_no_update(site: Path, run: Run) -> None:
    """In the middle of an outage the next word goes out; `review` tells what is wrong with the file."""
    path = site / "incidents" / "2026-11-03-card-payments.md"
    path.write_text(OPEN_INCIDENT.replace("payments fail\n", f"payments fail on {HOST}\n"))
    assert run("update", "-m", "We are on it.").code == 0
    assert "[leak]" in run("review").out


def test_what_is_private_may_say_anything(site: Path, run: Run) -> None:
    """A slip stands in `private/`, which no reader sees."""
    assert run(*OPEN, "--class", "slip", "--who", f"Those on {HOST}").code == 0
