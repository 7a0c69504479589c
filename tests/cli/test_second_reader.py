"""The second reader's questions: printed by `report`, asked on a terminal, and recorded when they were answered."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import Run
from measured import surroundings
from mkdocs_statuspage.review.documentation import QUESTIONS

ID = "2026-11-03-card-payments"
COMMAND = "import sys; from mkdocs_statuspage.cli import main; sys.exit(main())"


def on_a_terminal(site: Path, answers: str, *args: str) -> str:
    """Run a command on a terminal of its own, with these answers, and give what it showed."""
    ours, theirs = pty.openpty()
    environment = {**surroundings(), "EDITOR": "true", "VISUAL": "true", "TERM": "dumb"}
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *args],
        cwd=site,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    ) as process:
        os.close(theirs)
        os.write(ours, answers.encode())
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        process.wait()
    os.close(ours)
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other side is closed
        return b""


@pytest.fixture
def closed(site: Path, run: Run) -> Path:
    run("resolve", ID, "-m", "Cards work again.")
    return site / "incidents" / f"{ID}.md"


def test_the_questions_are_printed_until_somebody_answered(closed: Path, run: Run) -> None:
    """Nine at most, for the person who is named, or for somebody who did not write it."""
    shown = run("report", ID).err
    assert len(QUESTIONS) <= 9
    assert all(question in shown for question in QUESTIONS)
    assert "Ask somebody who did not write it" in shown
    named = run("report", ID, "--reviewed-by", "rui")
    assert "Ask Rui Lima" in named.err
    text = closed.read_text()
    assert "reviewed_by: [rui]" in text
    assert "answered_by" not in text


def test_what_was_answered_on_a_terminal_is_recorded(closed: Path, site: Path, run: Run) -> None:
    """The name is written down as that of somebody who answered, and nobody is asked again."""
    shown = on_a_terminal(site, "n\n" * len(QUESTIONS), "report", ID, "--reviewed-by", "rui")
    assert all(question[:40] in shown for question in QUESTIONS)
    assert "answered_by: [rui]" in closed.read_text()
    assert QUESTIONS[0] not in run("report", ID).err


def test_a_yes_records_nothing(closed: Path, site: Path) -> None:
    """What is wrong is mended first."""
    before = closed.read_text()
    shown = on_a_terminal(site, "n\ny\n", "report", ID, "--reviewed-by", "rui")
    assert "nothing was recorded" in shown
    assert closed.read_text() == before


def test_whoever_answered_is_somebody(closed: Path, run: Run) -> None:
    """A name that nobody has is told, with the near match."""
    text = closed.read_text().replace("---\n\n", "report: {answered_by: [ruy]}\n---\n\n", 1)
    closed.write_text(text)
    found = run("check").out
    assert "unknown person `ruy`" in found
    assert "did you mean `rui`?" in found


def test_the_prompt_has_the_text_the_rules_and_the_questions(closed: Path, run: Run) -> None:
    """What an assistant needs is printed, and nothing is sent."""
    shown = run("review", "-", "--prompt", "--as", "update", stdin="We are down.\n").out
    assert "We are down." in shown
    assert QUESTIONS[0] in shown
    assert "## stock-phrase (warning)" in shown
    assert "## no-ownership" not in shown
    refused = run("review", ID, "--prompt")
    assert (refused.code, "has no report yet" in refused.err) == (2, True)
    closed.write_text(
        closed.read_text().replace("## What happened\n", "## What happened\n\nWe forgot it.\n")
    )
    report = run("review", ID, "--prompt").out
    assert "We forgot it." in report
    assert "## no-ownership (error)" in report


def test_a_language_without_phrases_is_told(site: Path, run: Run) -> None:
    """Silence is no praise: the rules that cannot read the site's language are named."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text("language: de\n" + config.read_text())
    told = run("review").err
    assert "Not reviewed in `de`, for want of phrases: apology" in told
    config.write_text(config.read_text().replace("language: de", "language: pt"))
    found = run("review", "-", "--as", "social", stdin="Lamentamos qualquer incómodo.\n")
    assert "[stock-phrase]" in found.out
    assert "minimising" in found.err
