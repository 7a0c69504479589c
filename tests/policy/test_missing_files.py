"""A link or picture to a file that is not there is told, with its place, before its address vanishes."""

from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.policy.missing_files import RULE
from mkdocs_statuspage.site import Site, load_site

NOW = datetime(2026, 11, 26, tzinfo=UTC)
CONFIG = (
    "site_id: acme\norganisation: {name: Acme}\ntimezone: UTC\ncomponents: {api: {name: API}}\n"
)
HEAD = "title: T\nstarted_at: 2026-11-20T10:00:00Z\ncomponents: [api]\n"
UPDATES = """\
updates:
  - {id: a, at: 2026-11-20T10:00:00Z, status: resolved, message: Works.}
"""


def site_of(folder: Path, **files: str) -> Site:
    """Load a site of these files; a name has `__` for its dot, `_S_` for a slash."""
    (folder / "statuspage.yml").write_text(CONFIG)
    for name, text in files.items():
        path = folder / name.replace("__", ".").replace("_S_", "/")
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text))
    return load_site(folder, NOW)


def missing(site: Site) -> list[Finding]:
    return [finding for finding in site.findings if finding.rule == RULE]


def at(site: Site) -> list[str]:
    """Give what is missing: the words at the place of each finding."""
    lines = {}
    for finding in missing(site):
        place = finding.place
        line = Path(place.path).read_text().split("\n")[place.line - 1]
        lines[place.line, place.column] = line[place.column - 1 :][: place.length]
    return [lines[place] for place in sorted(lines)]


BODY = f"""\
---
{HEAD}{UPDATES}source: {{system: x}}
report: {{published_at: 2026-11-21T10:00:00Z}}
---
Look at [this](gone.md).

## What happened

<!-- ![hidden](hidden.png) -->
Here ![picture](gone.png), `[code](code.md)`, [by name][far] and <a href="typed.md">typed</a>.

## Why it happened

[far]: far.md
"""


def test_links_of_a_report_are_told_where_they_stand(tmp_path: Path) -> None:
    site = site_of(tmp_path, a__md=BODY)
    assert at(site) == [
        "[this](gone.md)",
        "![picture](gone.png)",
        "[by name][far]",
        '<a href="typed.md">',
    ]
    assert {finding.severity for finding in missing(site)} == {Severity.WARNING}
    assert "`gone.md`" in missing(site)[0].message


FIELDS = f"""\
{HEAD}
summary: "Summary [s](s.md)"
affected: {{who: "All [w](w.md)"}}
updates:
  - id: a
    at: 2026-11-20T10:00:00Z
    status: investigating
    message: |
      One

      two ![m](m.png)
  - id: b
    at: 2026-11-20T10:30:00Z
    status: resolved
    message: >
      folded ![m](m.png)
      again ![m](m.png)
    retracted: {{at: 2026-11-20T10:40:00Z, why: "No [r](r.md)"}}
sections:
  what: |
    Text.

    And ![sec](sec.png)
prevention:
  - {{id: p, promise: "Do [p](p.md)", owner: Platform, due_on: 2026-12-01}}
"""


def test_every_text_of_an_incident_is_looked_through(tmp_path: Path) -> None:
    found = at(site_of(tmp_path, a__yml=FIELDS))
    assert found == [
        "[s](s.md)",
        "[w](w.md)",
        "![m](m.png)",
        "![m](m.png)",
        "![m](m.png)",
        "[r](r.md)",
        "![sec](sec.png)",
        "[p](p.md)",
    ]


def said(message: str, *more: str) -> str:
    return "\n".join([f"{HEAD}summary: {message!r}", *more, UPDATES])


THERE = """
b.yml ./b.yml#a sub/../b.yml c%20d.png c%20d.png?raw=true pages/e.md pages/f.png #x /history/
https://x.example/a.md mailto:a@x.example
"""


@pytest.mark.parametrize("target", [*THERE.split(), "<c d.png>"])
def test_what_is_there_is_linked_and_not_told(tmp_path: Path, target: str) -> None:
    (tmp_path / "c d.png").touch()
    files = {"b__yml": HEAD + UPDATES, "pages_S_e__md": "# E\n", "pages_S_f__png": ""}
    site = site_of(tmp_path, a__yml=said(f"[x]({target})"), **files)
    assert missing(site) == []
    one = site.by_id["a"].incident
    html = Standpoint.of(site).html(one.summary, one)
    assert "href=" in html, html


def test_an_incident_without_a_page_is_linked_by_other_drafts_only(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        a__yml=said("[x](draft.yml)"),
        draft__yml=said("[x](other.yml) [y](none.yml)", "draft: true"),
        other__yml=said("ok", "draft: true"),
    )
    assert [finding.message for finding in missing(site)] == [
        "this link leads to `draft.yml`, which is not on the site",
        "this link leads to `none.yml`, and there is no such file",
    ]


def test_the_file_that_was_meant_is_named(tmp_path: Path) -> None:
    files = {"2026-11-03-cards__yml": HEAD + UPDATES}
    site = site_of(tmp_path, a__yml=said("[x](2026-11-03-card.md)"), **files)
    assert missing(site)[0].help == "did you mean `2026-11-03-cards.yml`?"


def test_in_a_folder_addresses_begin_there(tmp_path: Path) -> None:
    site = site_of(tmp_path, sub_S_a__yml=said("[x](b.yml) [y](../b.yml)"), b__yml=HEAD + UPDATES)
    assert at(site) == ["[x](b.yml)"]


@pytest.mark.parametrize(
    "target",
    [
        "//x.example/a",
        "ftp://x.example/a",
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
    ],
)
def test_an_address_that_readers_do_not_get_is_told(tmp_path: Path, target: str) -> None:
    """Its scheme is refused when the page is drawn, so its owner hears of it before."""
    site = site_of(tmp_path, a__yml=said(f"[x]({target}) ![y]({target})"))
    one = site.by_id["a"].incident
    assert "href=" not in Standpoint.of(site).html(one.summary, one)
    assert [finding.help for finding in missing(site)] == [
        "write one that begins with `http:` or `https:` or `mailto:`"
    ] * 2
