"""`open`: the questions that decide the class, answered by flags."""

from pathlib import Path

import pytest

from cli.conftest import Run
from mkdocs_statuspage.model.statuses import MistakeClass
from mkdocs_statuspage.policy.classes import decide

NO = {"stakes": False, "one_person": False, "blocked": False, "acted_on": False}


@pytest.mark.parametrize(
    ("answers", "decided"),
    [
        ({}, None),
        (NO, MistakeClass.SLIP),
        (NO | {"acted_on": True}, MistakeClass.AFFECTING),
        ({"blocked": True}, MistakeClass.AFFECTING),
        (NO | {"one_person": True}, MistakeClass.PERSONAL),
        (NO | {"stakes": True, "blocked": True}, MistakeClass.GRAVE),
    ],
)
def test_the_answers_decide_and_the_higher_holds(
    answers: dict[str, bool], decided: MistakeClass | None
) -> None:
    """All no is a slip; where two fit it is the higher; without an answer nothing is decided."""
    assert decide(answers) is decided


def test_a_site_may_prefer_the_lower() -> None:
    """`when_in_doubt: lower` takes the lower of those that fit."""
    assert decide({"stakes": True, "blocked": True}, "lower") is MistakeClass.AFFECTING


def test_without_a_terminal_and_without_flags_it_is_affecting(site: Path, run: Run) -> None:
    """Nothing is asked, and nothing is published as less than it may be."""
    assert run("open", "Slow", "-m", "It is slow.").code == 0
    assert "class: affecting" in (site / "incidents" / "2026-11-03-slow.md").read_text()


def test_a_fix_time_and_its_slip_are_written_with_the_update(site: Path, run: Run) -> None:
    """The first needs no reason; another time does, and both stay."""
    assert run("update", "-m", "A fix is on its way.", "--fix-by", "11:00").code == 0
    refused = run("update", "-m", "It takes longer.", "--fix-by", "12:00")
    assert (refused.code, "--because" in refused.err) == (2, True)
    assert run("update", "-m", "Longer.", "--fix-by", "12:00", "--because", "The disk.").code == 0
    text = (site / "incidents" / "2026-11-03-card-payments.md").read_text()
    assert text.count("by: 2026-11-03T1") >= 2
    assert "reason: The disk." in text
    assert run("update", "-m", "x", "--because", "y").code == 2
    assert "if it slips, say so by 2026-11-03 11:30" in run("status").out
