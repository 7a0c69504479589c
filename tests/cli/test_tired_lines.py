"""Lines that a tired person types: each answer names the line to type next, and nothing typed is lost."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.conftest import OPEN_INCIDENT, Run
from mkdocs_statuspage.cli import COMMANDS
from mkdocs_statuspage.cli.pasted import unpasted
from mkdocs_statuspage.cli.usage import MEANT

CASES = yaml.safe_load(Path(__file__).with_name("tired_lines.yml").read_text())
KEPT = re.compile(r"\.statuspage/unsent/\S+\.md")


@pytest.mark.parametrize("case", CASES, ids=[case["line"] for case in CASES])
def test_a_wrong_line_is_answered_with_the_next(site: Path, run: Run, case: dict[str, Any]) -> None:
    """It ends with 2, changes nothing, and says the line to type; a text that was read is kept."""
    result = run(*shlex.split(case["line"]))
    shown = KEPT.sub("KEPT", result.err)
    assert result.code == 2, result.err
    assert f"  Type: {case['type']}\n" in shown
    assert case.get("says", "") in shown
    assert (site / "incidents" / "2026-11-03-card-payments.md").read_text() == OPEN_INCIDENT
    assert [path.name for path in (site / "incidents").glob("*.md")] == [
        "2026-11-03-card-payments.md"
    ]
    if "KEPT" in shown:
        assert (site / str(KEPT.search(result.err)[0])).read_text().strip()  # type: ignore[index]


def test_a_line_that_is_answered_is_one() -> None:
    """What somebody calls a command leads to one that there is."""
    assert len(CASES) >= 40
    assert {line.split()[0] for line in MEANT.values()} <= {*COMMANDS, "--help", "--version"}


def test_what_a_chat_made_of_quotes_and_dashes_is_taken_back() -> None:
    """As it was meant to be typed; what was quoted in the shell stays as it is."""
    pasted = shlex.split("update -m “A fix — is out” —publish –s mon ——next 30m --why=“It was”")
    assert unpasted(pasted) == shlex.split(
        "update -m 'A fix — is out' --publish -s mon --next 30m '--why=It was'"
    )
    for kept in (["-m", "“Hello” they said"], ["-m", "“One word without an end"], ["— and then"]):
        assert unpasted(kept) == kept
