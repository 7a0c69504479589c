"""`check`, `status`, `schema`, `init`, `import`: what they print, and with which exit code."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from cli.conftest import OPEN_INCIDENT, Run

BAD = """\
---
title: A
clas: affecting
started_at: 2026-11-03T09:12:00
updates: []
---
"""


@pytest.fixture
def bad(site: Path) -> Path:
    path = site / "incidents" / "2026-11-02-bad.md"
    path.write_text(BAD)
    return path


def test_check_of_a_sound_site_ends_with_0(run: Run) -> None:
    """Nothing is wrong, and standard output stays empty for a pipe."""
    result = run("check")
    assert (result.code, result.out) == (0, "")
    assert "Nothing is wrong" in result.err


def test_check_names_every_problem_with_its_place(bad: Path, run: Run) -> None:
    """Each problem is a line that an editor can jump from, with the near match."""
    result = run("check")
    assert result.code == 1
    lines = result.out.splitlines()
    assert lines[0].startswith("incidents/2026-11-02-bad.md:3:1: unknown key `clas`")
    assert "did you mean `class`?" in lines[0]
    assert lines[1].startswith("incidents/2026-11-02-bad.md:4:13: ")
    assert "has no time zone" in lines[1]
    assert "2 errors" in result.err


def test_check_of_one_file_says_nothing_of_others(bad: Path, run: Run) -> None:
    """Paths narrow what is printed."""
    assert run("check", "incidents/2026-11-03-card-payments.md").code == 0
    assert run("check", "incidents/2026-11-02-bad.md").code == 1
    assert run("check", "incidents/absent.md").code == 2


def test_check_formats(bad: Path, run: Run) -> None:
    """JSON for programs, workflow commands for pull requests, SARIF for code scanning."""
    records = json.loads(run("check", "--format", "json").out)
    assert [(r["line"], r["column"], r["rule"]) for r in records] == [
        (3, 1, "unknown-key"),
        (4, 13, "no-zone"),
    ]
    github = run("check", "--format", "github").out.splitlines()
    assert github[0].startswith(
        "::error file=incidents/2026-11-02-bad.md,line=3,col=1,endColumn=5,title=unknown-key::"
    )
    sarif = json.loads(run("check", "--format", "sarif").out)
    assert sarif["runs"][0]["results"][1]["ruleId"] == "no-zone"


def test_a_workflow_command_in_a_file_stays_text(site: Path, run: Run) -> None:
    """A key that looks like a command to Actions cannot become one."""
    text = BAD.replace("clas:", '"::stop-commands::x":')
    (site / "incidents" / "2026-11-02-bad.md").write_text(text)
    out = run("check", "--format", "github").out
    assert all(line.startswith("::error file=") for line in out.splitlines())


def test_status_says_what_is_owed_and_ends_with_1_when_late(run: Run) -> None:
    """The next update was due at 09:50; at 10:00 it is ten minutes late."""
    result = run("status", "--exit-code")
    assert result.code == 1
    assert "10 min late" in result.out
    assert "statuspage update 2026-11-03-card-payments -m TEXT" in result.out
    run("update", "-m", "We found the cause.")
    assert run("status", "--exit-code").code == 0


def test_status_as_json(run: Run) -> None:
    """A program gets the level, what is open, and each clock with its minutes."""
    data = json.loads(run("status", "--json").out)
    assert data["level"] == "major"
    assert data["open"][0]["id"] == "2026-11-03-card-payments"
    late = [o for o in data["owed"] if o["late"]]
    assert [(o["owed"], o["minutes"]) for o in late] == [("next_update", -10)]


def test_the_schemas_accept_what_the_reader_accepts(run: Run) -> None:
    """The JSON Schema of incidents passes a good file and refuses a misspelt key."""
    schema = json.loads(run("schema").out)
    loader = yaml.BaseLoader  # strings stay strings, as an editor's validator gets dates
    good = yaml.load(OPEN_INCIDENT.split("---\n")[1], Loader=loader)
    jsonschema.validate(good, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(good | {"clas": "x"}, schema)
    config = json.loads(run("schema", "config").out)
    assert "site_id" in config["required"]


def test_init_makes_a_site_that_is_valid_and_hides_its_example(tmp_path: Path, run: Run) -> None:
    """A new site passes its own check, has a workflow, and never overwrites."""
    assert run("init", str(tmp_path / "new"), "--name", "Bob's: Bikes").code == 0
    assert (tmp_path / "new/.github/workflows/publish.yml").is_file()
    assert run("-C", str(tmp_path / "new"), "check").code == 0
    again = run("init", str(tmp_path / "new"))
    assert again.code == 2
    assert "is a site already" in again.err


def test_import_tells_first_and_writes_when_told(tmp_path: Path, run: Run) -> None:
    """Without --write nothing is written; with it, DIR becomes a site that passes its check."""
    update = {
        "id": "u1",
        "status": "resolved",
        "body": "It works again.",
        "created_at": "2020-01-01T10:00:00.000Z",
        "display_at": "2020-01-01T10:00:00.000Z",
        "affected_components": None,
    }
    incident = {
        "id": "abc",
        "name": "It broke",
        "status": "resolved",
        "impact": "minor",
        "created_at": "2020-01-01T09:00:00.000Z",
        "started_at": "2020-01-01T09:00:00.000Z",
        "resolved_at": "2020-01-01T10:00:00.000Z",
        "shortlink": "https://stspg.example/abc",
        "incident_updates": [update],
        "components": [],
    }
    page = {"id": "p", "name": "Old", "url": "https://old.example", "time_zone": "Etc/UTC"}
    source = tmp_path / "incidents.json"
    source.write_text(json.dumps({"page": page, "incidents": [incident]}))
    target = tmp_path / "moved"
    told = run("import", "statuspage", str(source), "--into", str(target))
    assert told.code == 0
    assert not target.exists()
    assert run("import", "statuspage", str(source), "--into", str(target), "--write").code == 0
    assert (target / "incidents/2020-01-01-it-broke.md").is_file()
    workflow = (target / ".github/workflows/publish.yml").read_text()
    assert "pip install -r requirements.txt" in workflow
    assert "\nmkdocs-statuspage" in (target / "requirements.txt").read_text()
    assert "/private/" in (target / ".gitignore").read_text()
    assert run("-C", str(target), "check").code == 0


def test_a_folder_that_is_no_site_says_how_to_make_one(tmp_path: Path, run: Run) -> None:
    """Outside any site, commands end with 2 and name init."""
    empty = tmp_path / "empty"
    empty.mkdir()
    result = run("-C", str(empty), "check")
    assert result.code == 2
    assert "statuspage init" in result.err


def test_check_and_status_name_what_is_wrong_in_private(site: Path, run: Run) -> None:
    """A file that is never published is read by the same rules; what cannot be read is not passed over in silence."""
    (site / "private").mkdir()
    text = BAD.replace("2026-11-03T09:12:00", "2127-11-03T09:12:00Z").replace("clas:", "class:")
    (site / "private" / "2026-11-02-bad.md").write_text(text)
    result = run("check")
    assert result.code == 1
    assert "private/2026-11-02-bad.md:4:13: `started_at` is ahead of now" in result.out
    (site / "private" / "2026-11-02-bad.md").write_text(BAD)
    assert "private/2026-11-02-bad.md:3:1: unknown key `clas`" in run("check").out
    assert "passed over: private/2026-11-02-bad.md:3:1" in run("status").err
