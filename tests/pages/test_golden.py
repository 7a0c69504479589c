"""Pages as they are drawn, whole: each file in `golden/` is one page as HTML that a person can read."""

import os
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.outputs import all_files as files
from mkdocs_statuspage.outputs.pages.frame import error_page
from mkdocs_statuspage.outputs.view.page import Page, PageView
from pages.drawing import INTO, Sheet, draw, draw_errors, drawn, made_pages, readable, ready
from pages.library import HERE, site

SHEETS = (
    Sheet("busy", "index.md"),
    Sheet("busy", "index.md", "owner"),
    Sheet("busy", "incidents/2026-11-10-post-down.md"),
    Sheet("busy", "history/index.md"),
    Sheet("busy", "about.md", "owner"),
    Sheet("busy", "about.md"),
    Sheet("busy", "404.html"),
    Sheet("busy", "404.html", "bare"),
    Sheet("busy", "index.md", "guest"),
    Sheet("busy", "about.md", "material"),
    Sheet("busy", "about.md", "social"),
    Sheet("busy", "components/old-phone.md"),
    Sheet("busy", "components/old-phone.md", lacks="texts"),
    Sheet("busy", "subscribe/index.md"),
    Sheet("well", "index.md"),
    Sheet("well", "components/post.md"),
    Sheet("well", "components/telex.md"),
    Sheet("well", "history/2026.md"),
    Sheet("well", "incidents/2026-11-02-letters-late.md"),
    Sheet("well", "incidents/2026-11-02-van.md", "owner"),
    Sheet("well", "incidents/2026-11-20-new-van.md"),
    Sheet("well", "promises/index.md"),
    Sheet("well", "record/index.md"),
    Sheet("well", "record/sheet/index.md"),
    Sheet("well", "reports/index.md"),
    Sheet("well", "search/index.md", "owner"),
    Sheet("well", "search/index.md", "guest"),
    Sheet("well", "subscribe/index.md"),
    Sheet("late", "index.md"),
    Sheet("late", "incidents/2026-11-02-report-late.md"),
    Sheet("late", "reports/index.md"),
    Sheet("many", "index.md"),
    Sheet("many", "subscribe/index.md"),
    Sheet("many", "incidents/2026-11-10-quay-dark.md"),
    Sheet("grown", "index.md"),
    Sheet("grown", "incidents/2026-11-10-quay-dark.md"),
    Sheet("grown", "promises/index.md"),
    Sheet("grown", "record/sheet/index.md"),
    Sheet("grown", "incidents/2025-09-01-bell.md"),
    Sheet("correction", "index.md"),
    Sheet("correction", "incidents/2026-11-10-wrong-price.md"),
    Sheet("imported", "index.md"),
    Sheet("imported", "incidents/2024-02-03-old.md"),
    Sheet("imported", "history/2024.md"),
    Sheet("years", "index.md"),
    Sheet("years", "components/post.md"),
    Sheet("years", "history/2025.md"),
    Sheet("years", "incidents/2024-02-01-old-fog.md"),
    Sheet("years", "incidents/2024-05-01-old-belt.md"),
    Sheet("years", "incidents/2026-08-25-letters-lost.md"),
    Sheet("years", "incidents/2026-11-09-gull.md"),
    Sheet("years", "incidents/2025-06-01-belt-again.md"),
    Sheet("years", "incidents/2026-10-20-quay-closed.md"),
    Sheet("years", "incidents/2026-11-08-quay-flooded.md"),
    Sheet("years", "incidents/2026-11-09-quay-icy.md"),
    Sheet("years", "incidents/2025-09-30-bell-silent.md"),
    Sheet("busy", "incidents/2026-11-10-box-paint.md"),
    Sheet("years", "incidents/2026-11-25-quay-painted.md"),
    Sheet("years", "record/index.md"),
    Sheet("years", "reports/index.md"),
    *(
        Sheet(site, path, lacks=lacks)
        for site, path in (
            ("busy", "index.md"),
            ("well", "index.md"),
            ("well", "promises/index.md"),
            ("well", "incidents/2026-11-02-letters-late.md"),
            ("well", "subscribe/index.md"),
            ("years", "reports/index.md"),
        )
        for lacks in ("texts", "lists", "parts")
    ),
    Sheet("imported", "incidents/2024-02-03-old.md", lacks="texts"),
    Sheet("years", "record/index.md", lacks="lists"),
    Sheet("work", "index.md"),
    Sheet("work", "index.md", lacks="lists"),
    Sheet("well", "history/index.md", lacks="parts"),
    Sheet("busy", "incidents/2026-11-10-post-down.md", lacks="parts"),
    Sheet("work", "incidents/2026-11-10-quay-crane.md"),
    Sheet("empty", "main.html"),
    Sheet("well", "incidents/2026-11-02-van.md"),
    Sheet("empty", "index.md"),
    Sheet("empty", "index.md", "bare"),
    Sheet("empty", "history/index.md"),
    Sheet("empty", "history/index.md", "bare"),
    Sheet("empty", "promises/index.md"),
    Sheet("empty", "promises/index.md", "bare"),
    Sheet("empty", "reports/index.md"),
    Sheet("empty", "components/post.md"),
    Sheet("empty", "subscribe/index.md"),
    Sheet("long", "index.md", "bare"),
    Sheet("long", "components/post.md"),
    Sheet("long", "history/index.md", "bare"),
    Sheet("long", "history/2026.md"),
    Sheet("long", "history/2026/01/2.md"),
    Sheet("long", "promises/index.md"),
    Sheet("long", "promises/2026.md"),
    Sheet("long", "record/index.md"),
    Sheet("long", "record/incidents/index.md"),
    Sheet("long", "record/incidents/2025.md"),
    Sheet("long", "reports/index.md"),
    Sheet("long", "reports/2026.md"),
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
                source="titel: x",
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


COMPARED = {
    ("PageView", "url"),
    ("PageView", "kind"),
    ("PageView", "icon"),
    ("NavLink", "id"),
    ("FeedLink", "type"),
}
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


@cache
def hostile_values(sheet: Sheet) -> tuple[str, dict[str, Any], dict[str, tuple[str, str]]]:
    """Mark all texts of a page, and give which field each mark is of."""
    seen: dict[str, tuple[str, str]] = {}
    template, usual = ready(sheet)
    values = deepcopy(usual)
    shared = values["config"].extra["statuspage"]
    if template.startswith("statuspage/"):
        meta = values["page"].meta
        meta["statuspage"] = marked(meta["statuspage"], seen, ("", ""))
    words = {english: f"{word}{INTO}" for english, word in shared.words.items()}
    made = marked(replace(shared, words={}, no_page=PageView()), seen, ("", ""))
    values["config"].extra["statuspage"] = replace(made, words=words)
    return template, values, seen


def hostile(sheet: Sheet) -> tuple[str, dict[str, tuple[str, str]]]:
    """Draw a page all of whose texts are marked, and give which field each mark is of."""
    template, values, seen = hostile_values(sheet)
    return drawn(template, values, sheet.frame), seen


VIEWS = [sheet for sheet in SHEETS if not sheet.lacks]


def test_every_text_of_a_view_reaches_a_page() -> None:
    """What a view carries is shown somewhere: a field that no template reads is not in it."""
    reached: set[tuple[str, str]] = set()
    carried: set[tuple[str, str]] = set()
    for sheet in VIEWS:
        html, seen = hostile(sheet)
        carried |= set(seen.values())
        reached |= {owner for mark, owner in seen.items() if mark.split("<")[0] in html}
    assert carried - reached == set()


def escaped_leaves(sheet: Sheet) -> str:
    """Say of each text of a page whether it stands there as text, as markup, as both or not at all."""
    html, seen = hostile(sheet)
    said = {
        f"{owner} {mark.split('<')[0]}: {mark in html} {str(escape(mark)) in html}"
        for mark, owner in seen.items()
    }
    return "\n".join([*sorted(said), str(html.count(INTO))])


@pytest.mark.parametrize("sheet", VIEWS, ids=lambda sheet: sheet.name)
def test_text_is_escaped(sheet: Sheet) -> None:
    """Whatever a text holds, it is text on the page; only fields that end in `html` are markup."""
    html, seen = hostile(sheet)
    raw = {owner[1] for mark, owner in seen.items() if mark in html}
    assert {name for name in raw if not name.endswith("html")} == set()
    assert html.count(INTO) == sum(html.count(mark) for mark in seen)


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
