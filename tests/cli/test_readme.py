"""The README's own lines do what they say, from whatever folder they are typed in."""

import re
import shlex
from pathlib import Path

import pytest

from cli.conftest import Run, git

README = Path(__file__).parents[2] / "README.md"
ID = "2026-11-03-the-website-is-down"
FILE = f"incidents/{ID}.md"


def lines() -> list[list[str]]:
    """Return the words of each line of the block that is for when something breaks."""
    block = README.read_text().split("When something breaks:")[1].split("```")[1]
    found = re.findall(r"^\$ statuspage (.*?)(?: +#.*)?$", block, re.MULTILINE)
    return [shlex.split(line) for line in found]


def clean(site: Path) -> None:
    """Nothing else is in the folder."""


def changed(site: Path) -> None:
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "# half done\n")
    (site / "notes.md").write_text("mine\n")
    git(site, "add", "notes.md")


def committed(site: Path) -> None:
    changed(site)
    git(site, "commit", "-q", "-a", "-m", "Mine")


@pytest.fixture
def nothing_open(site: Path, remote: Path) -> Path:
    """Give the components that a new site has, and no incident."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text().replace("checkout:", "website:"))
    git(site, "rm", "-q", "incidents/2026-11-03-card-payments.md")
    git(site, "commit", "-q", "-a", "-m", "Nothing is open")
    git(site, "push", "-q")
    return remote


@pytest.mark.parametrize("work", [clean, changed, committed], ids=lambda work: work.__name__)
def test_the_block_in_one_folder(site: Path, nothing_open: Path, run: Run, work: object) -> None:
    """All four lines work, whatever else the folder holds, and nothing else of it is pushed."""
    work(site)  # type: ignore[operator]
    for words in lines():
        result = run(*words)
        assert result.code == 0, (words, result.out, result.err)
        assert ("--publish" in words) == ("Pushed to origin/main" in result.out)
        follows = work is not committed
        assert ("holds other work" in result.out) == ("--publish" in words and not follows)
    pushed = git(nothing_open, "show", f"main:{FILE}")
    for said in ("The API works.", "A fix is rolling out.", "status: resolved"):
        assert pushed.count(said) == 1
    listed = git(nothing_open, "ls-tree", "-r", "--name-only", "main").split()
    assert "notes.md" not in listed
    assert "half done" not in git(nothing_open, "show", "main:mkdocs.yml")


def test_each_line_in_a_clone_that_never_pulls(
    site: Path, nothing_open: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two people take turns, neither fetches anything by hand, and it is one incident."""
    other = tmp_path_factory.mktemp("other")
    git(other, "clone", "-q", str(nothing_open), ".")
    for number, words in enumerate(lines()):
        result = run("-C", str((site, other)[number % 2]), *words)
        assert result.code == 0, (words, result.out, result.err)
    pushed = git(nothing_open, "show", f"main:{FILE}")
    assert pushed.count("- id: ") == 3
    assert git(nothing_open, "ls-tree", "-r", "--name-only", "main", "incidents/").count("\n") == 2
    assert "## Why it happened" in (other / FILE).read_text()
