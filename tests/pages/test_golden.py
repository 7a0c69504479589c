"""Pages as they are drawn, whole: each file in `golden/` is one page as HTML that a person can read."""

import os
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.outputs.pages import files
from mkdocs_statuspage.outputs.pages.error_page import error_page
from mkdocs_statuspage.outputs.pages.frame import frame
from mkdocs_statuspage.outputs.view.page import Page, PageView
from pages.drawing import (
    INTO,
    Sheet,
    context,
    draw,
    draw_errors,
    drawn,
    framed,
    made_pages,
    readable,
)
from pages.library import HERE, site

SHEETS = (
    Sheet("busy", "index.md"),
    Sheet("busy", "index.md", "owner"),
    Sheet("busy", "incidents/2026-11-10-post-down.md"),
    Sheet("busy", "history/index.md"),
    Sheet("busy", "about.md", "owner"),
    Sheet("busy", "about.md"),
    Sheet("busy", "404.html"),
    Sheet("well", "index.md"),
    Sheet("well", "components/post.md"),
    Sheet("well", "components/telex.md"),
    Sheet("well", "history/2026.md"),
    Sheet("well", "incidents/2026-11-02-letters-late.md"),
    Sheet("well", "incidents/2026-11-02-van.md", "owner"),
    Sheet("well", "incidents/2026-11-20-new-van.md"),
    Sheet("well", "promises/index.md"),
    Sheet("well", "record/index.md"),
    Sheet("well", "reports/index.md"),
    Sheet("well", "search/index.md", "owner"),
    Sheet("well", "subscribe/index.md"),
    Sheet("late", "index.md"),
    Sheet("late", "incidents/2026-11-02-report-late.md"),
    Sheet("late", "reports/index.md"),
    Sheet("correction", "index.md"),
    Sheet("correction", "incidents/2026-11-10-wrong-price.md"),
    Sheet("imported", "index.md"),
    Sheet("imported", "incidents/2024-02-03-old.md"),
    Sheet("imported", "history/2024.md"),
    Sheet("empty", "index.md"),
    Sheet("empty", "index.md", "bare"),
    Sheet("empty", "history/index.md"),
    Sheet("empty", "promises/index.md"),
    Sheet("empty", "reports/index.md"),
    Sheet("empty", "components/post.md"),
)


def golden(name: str) -> Path:
    """Give the file in which a page is kept."""
    return HERE / "golden" / f"{name}.html"


def assert_golden(name: str, html: str) -> None:
    """Compare with the file; `UPDATE_GOLDEN=1` writes it instead."""
    file, found = golden(name), readable(html)
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8"), f"{file} differs; UPDATE_GOLDEN=1 writes it"


def problems() -> Page:
    """Give the page of a site that cannot be read."""
    return error_page(
        [
            Finding(
                Place("a<b>.md", 2, 1),
                "unknown-key",
                'no such key "titel"',
                "write title",
                "titel: x",
            ),
            Finding(Place("c.md"), "too-deep", "too deep"),
        ]
    )


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_page_is_as_it_was(sheet: Sheet) -> None:
    """A page changes only when somebody means it."""
    assert_golden(sheet.name, draw(sheet))


def test_page_of_problems_is_as_it_was() -> None:
    """The page that stands in for a site which cannot be read changes only when somebody means it."""
    assert_golden("problems", draw_errors(problems()))


def test_every_golden_file_is_drawn() -> None:
    """No file stays in `golden/` that no page is compared with."""
    kept = {path.relative_to(HERE / "golden").as_posix() for path in (HERE / "golden").rglob("*.*")}
    assert kept == {f"{sheet.name}.html" for sheet in SHEETS} | {"problems.html"}


COMPARED = {("PageView", "url"), ("PageView", "icon"), ("NavLink", "id"), ("FeedLink", "type")}
"""What templates compare or look up, and do not show."""


def marked(value: Any, seen: dict[str, tuple[str, str]], owner: tuple[str, str]) -> Any:
    """Put a text of its own, with characters that must be escaped, in the place of every text."""
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            f.name: marked(getattr(value, f.name), seen, (owner_of(value, f.name), f.name))
            for f in fields(value)
            if (owner_of(value, f.name), f.name) not in COMPARED
        }
        return replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(marked(one, seen, owner) for one in value)
    if isinstance(value, str) and value:
        seen[mark := f"leaf-{len(seen)}-{INTO}"] = owner
        return mark
    return value


def owner_of(view: Any, name: str) -> str:
    """Give the class that declares a field."""
    of_every_page = {f.name for f in fields(PageView)}
    return (
        "PageView" if isinstance(view, PageView) and name in of_every_page else type(view).__name__
    )


def hostile(sheet: Sheet) -> tuple[str, dict[str, tuple[str, str]]]:
    """Draw a page all of whose texts are marked, and give which field each mark is of."""
    seen: dict[str, tuple[str, str]] = {}
    shared = framed(frame(site(sheet.site)), sheet.frame)
    made = made_pages(sheet.site)[sheet.path]
    values = context(made, shared, sheet.frame)
    values["page"].meta["statuspage"] = marked(made.view(), seen, ("", ""))
    words = shared.words
    values["config"].extra["statuspage"] = replace(
        marked(replace(shared, words={}, no_page=PageView()), seen, ("", "")), words=words
    )
    return drawn(made.template, values), seen


VIEWS = [sheet for sheet in SHEETS if sheet.path in made_pages(sheet.site)]


def test_every_text_of_a_view_reaches_a_page() -> None:
    """What a view carries is shown somewhere: a field that no template reads is not in it."""
    reached: set[tuple[str, str]] = set()
    carried: set[tuple[str, str]] = set()
    for sheet in VIEWS:
        html, seen = hostile(sheet)
        carried |= set(seen.values())
        reached |= {owner for mark, owner in seen.items() if mark.split("<")[0] in html}
    assert carried - reached == set()


@pytest.mark.parametrize("sheet", VIEWS, ids=lambda sheet: sheet.name)
def test_text_is_escaped(sheet: Sheet) -> None:
    """Whatever a text holds, it is text on the page; only fields that end in `html` are markup."""
    html, seen = hostile(sheet)
    raw = {owner[1] for mark, owner in seen.items() if mark in html}
    assert {name for name in raw if not name.endswith("html")} == set()


@pytest.mark.parametrize("name", ["busy", "well", "late", "empty", "imported", "correction"])
def test_every_page_can_be_drawn(name: str) -> None:
    """No template reads a name that nobody made, whatever a page holds and lacks."""
    for path in made_pages(name):
        assert "<main" in draw(Sheet(name, path)) or path.startswith("search")


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
