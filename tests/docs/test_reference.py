"""The documentation says what the code does."""

import re
from pathlib import Path

import pytest

from mkdocs_statuspage.cli import COMMANDS
from tests.docs.reference import DOCS_DIR, pages

ROOT = DOCS_DIR.parent.parent
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
CODE = re.compile(r"```.*?```|`[^`\n]*`|\(`[^`]*`\)", re.DOTALL)
PAPERS = sorted(
    path
    for folder in (ROOT, DOCS_DIR, ROOT / "generator" / "decisions")
    for path in folder.glob("*.md")
)


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_the_reference_is_current(path: Path) -> None:
    """The page is what `make docs` makes of the code as it is."""
    assert path.read_text(encoding="utf-8") == pages()[path], "run `make docs`"


def test_every_field_says_what_it_means() -> None:
    """A field without a sentence would stand in the reference, and in an editor's help, as a bare name."""
    bare = re.compile(
        r"^\| `(\w+)` \| [^|]+ \|\s*(?:Needed\.|By default `.*`\.)?\s*\|$", re.MULTILINE
    )
    made = {
        path.name: bare.findall(text) for path, text in pages().items() if "fields" in path.name
    }
    assert not any(made.values()), f"write a sentence under it, in model/: {made}"


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """Every relative link of a paper names a file that is there."""
    for target in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
        assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_every_command_is_in_the_readme_or_the_reference() -> None:
    """No command is known to the code alone."""
    text = (DOCS_DIR / "commands.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`statuspage {name}`" not in text] == []


def test_every_decision_is_listed() -> None:
    """The index of decision records names each record."""
    folder = ROOT / "generator" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [p.name for p in folder.glob("0*.md") if p.name not in index] == []
