"""A bar says how far a long act is, to whoever looks at it."""

import io
import sys
from pathlib import Path

import pytest

from cli.conftest import Run
from cli.writers import HISTORY
from mkdocs_statuspage.cli.progress import progress
from mkdocs_statuspage.cli.terminal import console


class Screen(io.StringIO):
    """A terminal that keeps what it is shown."""

    def isatty(self) -> bool:
        return True


def _shown(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """Return what a terminal is shown, outside of CI unless that is said."""
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.delenv("CI", raising=False)
    for name, value in ({"TERM": "xterm"} | environment).items():
        monkeypatch.setenv(name, value)
    console.cache_clear()
    with progress() as step:
        step("Writing [/] \x1b]0;x\x07", 3, 12)
    return screen.getvalue()


def test_a_terminal_shows_how_much_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what; no name in it steers the terminal."""
    shown = _shown(monkeypatch)
    assert " 3/12" in shown
    assert "Writing [/]" in shown
    assert "\x1b]0" not in shown


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_where_nobody_looks_nothing_is_shown(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log of CI would have a line for each step."""
    monkeypatch.setenv(name, value)
    assert _shown(monkeypatch, **{name: value}) == ""


def test_a_pipe_gets_none_of_it(site: Path, run: Run) -> None:
    """What an import prints is the same with and without somebody to look."""
    (site / "history.json").write_text(HISTORY, encoding="utf-8")
    told = run("import", "statuspage", "history.json")
    assert told.err == "Nothing was written; add --write to write it.\n"
    assert told.out.startswith("1 incidents")
