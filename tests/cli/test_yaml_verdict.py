"""One verdict on a file: `check`, `build` and `update` all take it, or all refuse it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.conftest import Run
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.site import InvalidFiles, load_site
from yaml_text.odd_files import odd_files

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
POST = ("update", "card-payments", "-m", "We found the cause.")


def built(site: Path) -> Incident | None:
    """Give the incident as a build has it, or nothing when it refuses the file."""
    try:
        [incident] = load_site(site / "incidents", NOW).incidents
    except InvalidFiles:
        return None
    return incident


def told(incident: Incident) -> str:
    """Give all that it says; a last line that had no break has one now."""
    return incident.model_dump_json().replace(r"\n", "")


@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.long)])
def test_all_commands_judge_alike(site: Path, run: Run, every: int) -> None:
    """Of nearly six hundred odd files: tabs, signs, documents, anchors, tags, keys, comments, and how they end."""
    path = site / "incidents/2026-11-03-card-payments.md"
    verdicts = set()
    for name, ending, text in list(odd_files())[::every]:
        path.unlink()
        path = path.with_suffix(ending)
        data = text.encode("utf-8", "surrogatepass")
        path.write_bytes(data)
        before = built(site)
        codes = [run("check").code, run(*POST, "--dry-run").code]
        assert path.read_bytes() == data
        codes += [run(*POST).code]
        assert codes == ([0, 0, 0] if before else [1, 2, 2]), (name, ending)
        after = built(site)
        if before and after:
            without = after.model_copy(update={"updates": after.updates[:-1]})
            assert told(without) == told(before), (name, ending)
        assert (path.read_bytes() == data) is (before is None), (name, ending)
        verdicts.add(before is None)
    assert verdicts == {True, False}
