"""No file holds the marks of a merge that was left half done."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
MEANT = (
    "tests/importers/",
    "tests/reading/",
    "tests/writing/",
    "tests/model/",
    "tests/cli/",
    "tests/hostile/",
)
"""Here such marks are what is tested."""


def test_no_conflict_is_left_in_a_file() -> None:
    """Goldens too: the switch that renews them would keep the marks for good."""
    folders = ("generator", "theme", "incidents", "tests", ".github")
    left = [
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and path.suffix in (".html", ".py", ".md", ".yml", ".css", ".js", ".json", ".xml", ".po")
        and "\n>>>>>>> " in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert [path for path in left if not path.startswith(MEANT)] == []
