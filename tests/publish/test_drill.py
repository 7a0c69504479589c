"""`drill`: an incident from the first word to the page and back, where nobody sees it."""

import json
from pathlib import Path

from cli.conftest import Run, git, pushed, remote, run, site

__all__ = ["pushed", "remote", "run", "site"]


def test_a_rehearsal_is_timed_and_leaves_nothing(site: Path, remote: Path, run: Run) -> None:
    """Neither in the folder nor on the remote, whatever else is open."""
    before = git(site, "rev-parse", "HEAD"), git(remote, "rev-parse", "main")
    done = run("drill", "--json")
    assert done.code == 0, done.err
    steps = json.loads(done.out)
    assert [step["name"].split()[0] for step in steps] == [
        "open",
        "post",
        "build,",
        "write",
        "resolve",
        "build,",
    ]
    assert all(step["seconds"] > 0 for step in steps)
    assert (git(site, "rev-parse", "HEAD"), git(remote, "rev-parse", "main")) == before
    assert git(site, "status", "--porcelain") == ""


def test_what_would_fail_at_night_fails_by_day(site: Path, run: Run) -> None:
    """A site that cannot be built is told with its reason, in the middle of the rehearsal."""
    (site / "incidents" / "2026-11-04-wrong.md").write_text("---\ntitel: x\n---\n")
    done = run("drill")
    assert done.code == 2
    assert "open an incident and push it" in done.out
    assert "titel" in done.err
