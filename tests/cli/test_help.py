"""The help of each command, and how many keys the shortest lines take."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from markdown.extensions.toc import slugify
from typer.main import get_command

import mkdocs_statuspage
from cli.conftest import Run
from mkdocs_statuspage import DOCUMENTATION
from mkdocs_statuspage.cli import COMMANDS, EXAMPLES, build_app, epilog, list_app
from mkdocs_statuspage.cli.usage import slip_in


def test_each_command_has_examples_that_can_be_read() -> None:
    """Every option in an example is one that the command has."""
    assert set(COMMANDS) - set(EXAMPLES) == set(), "add one to EXAMPLES in cli/__init__.py"
    group = get_command(build_app())
    for name in COMMANDS:
        if name in ("build", "serve"):  # their options are those of MkDocs
            continue
        for example in EXAMPLES[name]:
            words = shlex.split(example.partition(" < ")[0])
            assert words[0] == name
            assert slip_in(words, group.commands) is None  # type: ignore[attr-defined]
            group.commands[name].make_context(name, words[1:], resilient_parsing=False)  # type: ignore[attr-defined]


def test_the_list_says_of_each_command_what_its_own_help_says() -> None:
    """The list is made without importing a command."""
    whole, listed = get_command(build_app()), get_command(list_app())
    own = {name: one.get_short_help_str(999) for name, one in whole.commands.items()}  # type: ignore[attr-defined]
    assert {n: one.get_short_help_str(999) for n, one in listed.commands.items()} == own  # type: ignore[attr-defined]


OURS = [[name, "--help"] for name in COMMANDS if name not in ("build", "serve")]
"""The help of each command but those that are MkDocs' own."""


@pytest.mark.parametrize("lines", [[["--version"]], [["--help"]], OURS])
def test_what_speaks_of_no_site_is_quick(lines: list[list[str]]) -> None:
    """No part of the program is imported that reads files, and none of its libraries."""
    code = f"""
import sys
from mkdocs_statuspage.cli import run
for line in {lines}:
    run(line)
sys.stderr.write(" ".join(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"pydantic", "yaml", "babel", "mkdocs", "mkdocs_statuspage.desk.workspace"}
    assert heavy & {*done.stderr.split()} == set()


def test_help_ends_with_examples_and_where_the_reference_is(run: Run) -> None:
    """For each command; for `update` they are seen here."""
    shown = run("update", "--help").out
    assert "Examples" in shown
    assert "statuspage update --nothing-new" in shown
    assert DOCUMENTATION in shown


def test_the_reference_is_where_the_package_says() -> None:
    """One address, whoever is asked: `--help`, or an index."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert project["urls"]["Documentation"] == DOCUMENTATION


def test_help_leads_to_the_commands_own_place_once_there_is_a_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each address has its heading in the documentation, and each guide that an answer names is a page."""
    monkeypatch.setattr(mkdocs_statuspage, "DOCUMENTATION", "https://docs.test/")
    docs = Path(__file__).parents[2] / "generator" / "docs"
    headings = re.findall(r"^## `(.*)`$", (docs / "commands.md").read_text(), re.MULTILINE)
    places = {f"https://docs.test/commands/#{slugify(one, '-')}" for one in headings}
    assert {epilog(name).rpartition("Reference: ")[2] for name in COMMANDS} == places
    assert mkdocs_statuspage.explained_at("hosting/") == "https://docs.test/hosting/"
    assert (docs / "hosting.md").is_file()


@pytest.mark.parametrize(
    ("line", "most"),
    [
        ("open TITLE -c checkout=major -m TEXT", 25),
        ("update -m TEXT", 15),
        ("update -m TEXT -s m", 15),
        ("resolve -m TEXT", 12),
    ],
)
def test_the_shortest_lines_take_few_keys(site: object, run: Run, line: str, most: int) -> None:
    """Counted after the program's name: every letter, sign and blank, but no title, no text and no quotes.

    Publishing takes no key where `publish: true` stands in the config.
    """
    keys = len(" ".join(word for word in line.split() if word not in ("TITLE", "TEXT")))
    assert keys <= most
    given = [{"TITLE": "API slow", "TEXT": "We look into it."}.get(w, w) for w in line.split()]
    assert run(*given).code == 0
