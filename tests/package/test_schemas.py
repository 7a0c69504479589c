"""The JSON Schemas hold under a validator that others run, and say yes to what we accept."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from cli.conftest import OPEN_INCIDENT
from mkdocs_statuspage.cli import COMMANDS
from mkdocs_statuspage.reading.json_schema import SCHEMAS, schema_text

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "generator/mkdocs_statuspage/starter"
WORKFLOWS = sorted(set((STARTER / "github").glob("*.yml")) - {STARTER / "github/dependabot.yml"})


@pytest.fixture
def schemas(tmp_path: Path) -> dict[str, Path]:
    paths = {kind: tmp_path / f"{kind}.json" for kind in SCHEMAS}
    for kind, path in paths.items():
        path.write_text(schema_text(SCHEMAS[kind]))
    return paths


def checked(*words: object) -> str:
    """Run the validator; its words where it finds something, empty where not."""
    program = Path(sys.executable).parent / "check-jsonschema"
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode else ""


def test_the_schemas_are_schemas(schemas: dict[str, Path]) -> None:
    """Their patterns are regular expressions of JavaScript too."""
    assert checked("--check-metaschema", *schemas.values()) == ""


def test_what_we_accept_they_accept(schemas: dict[str, Path], tmp_path: Path) -> None:
    """The example's configuration, and the front matter of each of its incidents."""
    assert checked("--schemafile", schemas["config"], ROOT / "incidents" / "statuspage.yml") == ""
    heads = []
    for path in sorted((ROOT / "incidents").rglob("20*.md")):
        heads.append(tmp_path / f"{path.stem}.yml")
        heads[-1].write_text(path.read_text().split("---\n")[1])
    assert heads
    assert checked("--schemafile", schemas["incident"], *heads) == ""


def test_what_we_refuse_they_refuse(schemas: dict[str, Path], tmp_path: Path) -> None:
    """A misspelt key, with its name."""
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(OPEN_INCIDENT.split("---\n")[1].replace("title:", "titel:"))
    assert "titel" in checked("--schemafile", schemas["incident"], wrong)


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("gitlab-ci", [STARTER / "gitlab/gitlab-ci.yml"]),
        ("github-workflows", [*(ROOT / ".github/workflows").glob("*.yml"), *WORKFLOWS]),
        ("dependabot", [ROOT / ".github/dependabot.yml", STARTER / "github/dependabot.yml"]),
    ],
)
def test_what_hosts_run_is_as_they_read_it(schema: str, paths: list[Path]) -> None:
    """By the schemas that GitLab and GitHub's tools publish: a file that is YAML may still be refused there."""
    assert checked("--builtin-schema", f"vendor.{schema}", *paths) == ""


def test_the_hook_for_others_calls_a_command_that_is_there() -> None:
    """A repository that names us for pre-commit gets a check of its incident files."""
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    program, command = hook["entry"].split()
    assert (program, command in COMMANDS, hook["language"]) == ("statuspage", True, "python")
