"""What pages are drawn from, whole: each file in `golden/` is one page's data as JSON."""

import json
import os

import pytest

from mkdocs_statuspage.outputs.pages import files
from mkdocs_statuspage.outputs.view.page import Page
from pages.library import HERE, site, view

PAGES = [
    ("busy", "index.md"),
    ("well", "index.md"),
    ("well", "incidents/2026-11-02-letters-late.md"),
    ("well", "promises/index.md"),
    ("correction", "incidents/2026-11-10-wrong-price.md"),
]


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_data_is_as_it_was(name: str, path: str) -> None:
    """The data of a page changes only when somebody means it; `UPDATE_GOLDEN=1` writes it anew."""
    found = json.dumps(view(name, path), indent=1, ensure_ascii=False) + "\n"
    file = HERE / "golden" / name / path.replace(".md", ".json")
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8"), f"{file} differs; UPDATE_GOLDEN=1 writes it"


@pytest.mark.parametrize("name", ["busy", "well", "late", "empty", "imported", "correction"])
def test_data_is_plain(name: str) -> None:
    """Every page's data is plain JSON, so that templates of another engine could draw it too."""
    for page in files(site(name)).values():
        assert isinstance(page, Page)
        json.dumps(page.view())


def test_order_of_pages_does_not_matter() -> None:
    """A page is the same whichever pages were made before it."""
    forwards = {
        path: page.view() for path, page in files(site("well")).items() if isinstance(page, Page)
    }
    backwards = {
        path: page.view()
        for path, page in reversed(list(files(site("well")).items()))
        if isinstance(page, Page)
    }
    assert forwards == backwards
