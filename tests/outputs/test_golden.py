"""What is put out, byte for byte: each file in `golden/` is one of a small site's files."""

from pathlib import Path

import pytest

from mkdocs_statuspage.outputs import OUTPUTS, pages
from mkdocs_statuspage.outputs.view.page import Output
from outputs.library import GOLDEN, assert_golden, made, site

PATHS = [
    "feed.xml",
    "feed.atom",
    "feed.json",
    "feed.css",
    "history.rss",
    "history.atom",
    "reports/feed.xml",
    "incidents/2026-11-10-nobody-can-pay/feed.xml",
    "components/payments/feed.xml",
    "components/payments/feed.atom",
    "components/payments/badge.svg",
    "calendar.ics",
    "incidents/2026-11-20-new-shelves/calendar.ics",
    "badge.svg",
    "badge.json",
    "record.json",
    "api/v2/summary.json",
    "api/v2/incidents/k2m4v8x1q7c3.json",
    "api/v2/scheduled-maintenances/upcoming.json",
    "_headers",
    "_redirects",
]


@pytest.fixture(scope="module")
def files() -> dict[str, str | bytes]:
    return dict(made(site()))


@pytest.mark.parametrize("path", PATHS)
def test_a_file_is_what_it_was(path: str, files: dict[str, str | bytes]) -> None:
    """The small site gives exactly the files that people looked at and kept."""
    assert_golden(path, files[path])


def test_every_golden_file_is_compared() -> None:
    """No file lies in the folder that no test reads."""
    assert sorted(PATHS) == sorted(
        file.relative_to(GOLDEN).as_posix() for file in GOLDEN.rglob("*") if file.is_file()
    )


def test_every_output_is_listed() -> None:
    """A module of this folder that gives files is one of the outputs."""
    folder = Path(__file__).parents[2] / "generator" / "mkdocs_statuspage" / "outputs"
    giving = {
        (path.parent.name if path.stem == "__init__" else path.stem)
        for path in [*folder.glob("*.py"), *folder.glob("*/__init__.py")]
        if path.parent != folder or path.stem != "__init__"
        if "def files(" in path.read_text("utf-8") or "import files" in path.read_text("utf-8")
    }
    listed = {output.__module__.removeprefix("mkdocs_statuspage.outputs.") for output in OUTPUTS}
    forgotten = giving - {name.split(".")[0] for name in listed}
    assert forgotten == set(), "add it to OUTPUTS in outputs/__init__.py"


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.__module__)
def test_every_output_has_a_golden_file(output: Output) -> None:
    """Pages have their own, as a browser draws them, in `tests/pages/golden/`."""
    made = set(output(site()))
    told = f"add one of them to PATHS, and make it by UPDATE_GOLDEN=1: {sorted(made)[:5]}"
    assert output is pages.files or made & set(PATHS), told
