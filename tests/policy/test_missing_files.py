"""A link or picture to a file that is not there is told, with its place, before its address vanishes."""

import re
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.outputs.view.prose import ROOT
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.policy.anchors import PLACES
from mkdocs_statuspage.policy.missing_files import PLACE_RULE, REFERENCE_RULE, RULE
from mkdocs_statuspage.site import Site, load_site

THEME = Path(__file__).parents[2] / "theme" / "statuspage"
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
    rules = (RULE, PLACE_RULE, REFERENCE_RULE)
    return [finding for finding in site.findings if finding.rule in rules]


def at(site: Site) -> list[str]:
    """Give what is missing: the words at the place of each finding."""
    places = {(f.place.line, f.place.column): spot(f) for f in missing(site)}
    return [places[place] for place in sorted(places)]


def spot(finding: Finding) -> str:
    """Give the words at the place of a finding."""
    place = finding.place
    line = Path(place.path).read_text().split("\n")[place.line - 1]
    return line[place.column - 1 :][: place.length]


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
b.yml ./b.yml#a sub/../b.yml c%20d.png c%20d.png?raw=true pages/e.md pages/f.png # #a #timeline #top #:~:text=said /history/#2026 /incidents/b/#a
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


PLACED = f"""\
---
{HEAD}{UPDATES}source: {{system: x}}
report: {{published_at: 2026-11-21T10:00:00Z}}
prevention:
  - {{id: p, promise: "Do", owner: Platform, due_on: 2026-12-01}}
---
LINKS

## What happened {{#what}}

### In *detail*: `api` & हिन्दी

## A heading of our own

<a id="typed"></a>

- # In a list

## A heading of our own

<!-- <a id="hidden"></a> -->

## What happened

<h6 data-sourcepos="99:1-99:2">Behind all</h6>
"""
LED = {
    "#what": "what",
    "#what-happened-what": "what",
    "#in-detail-api--हिन्दी": "what",
    "#a-heading-of-our-own": "section-3",
    "#typed": "section-3",
    "#in-a-list": "section-3",
    "#a-heading-of-our-own-1": "section-4",
    "#section-4": "section-4",
    "#what-happened": "what-5",
    "#behind-all": "what-5",
    "#promise-p": "promise-p",
    "#prevention": "prevention",
    "#a": "a",
    "a.md#typed": "section-3",
    "#%74yped": "section-3",
}
"""Where a link leads, as it is written and on the page."""


@pytest.mark.parametrize("target", LED)
def test_a_place_is_known_by_the_name_that_github_gives_it(tmp_path: Path, target: str) -> None:
    """And a text that links within its own page does so wherever it is shown."""
    site = site_of(tmp_path, a__md=PLACED.replace("LINKS", f"[x]({target})"))
    one = site.by_id["a"].incident
    assert site.findings == ()
    here = Standpoint.of(site)
    shown = f"incidents/a/#{LED[target]}"
    assert f'<a href="./{shown}">' in here.section_html(one.prose[0], one)
    assert f'<a href="{ROOT}{shown}">' in here.bare_section_html(one.prose[0], one)


def test_a_place_that_no_page_has_is_told(tmp_path: Path) -> None:
    wanted = "#sectoin-3 a.md#hidden /incidents/b/#typed b.yml#a-heading-of-our-own"
    links = " ".join(f"[x]({target})" for target in wanted.split())
    text = PLACED.replace("LINKS", f"a[^1] {links} [y](b.yml#in-the-fields)\n\n[^1]: b")
    fields = "sections:\n  why: |\n    Text.\n\n    ### In the fields\n"
    site = site_of(tmp_path, a__md=text, b__yml=HEAD + UPDATES + fields)
    assert [finding.rule for finding in site.findings] == [PLACE_RULE] * 4
    assert [spot(finding) for finding in site.findings] == links.split(" ")
    assert (
        site.findings[0].message
        == "this link leads to `#sectoin-3`, and its page has no such place"
    )
    assert site.findings[0].help == "did you mean `#section-3`?"


def test_the_places_that_every_page_has_are_those_of_its_template() -> None:
    template = (THEME / "incident.html").read_text()
    assert {*re.findall(r' id="([a-z]+)"', template), "content"} == set(PLACES)


REFERRING = f"""\
---
{HEAD}{UPDATES}source: {{system: x}}
summary: "As [said][far][^s]\\n\\n[^s]: x"
---
Look [here][nowhere], [1][2], row[i][j], `[a][b]`, [there][far] and [^1].

## What happened

![p][Nope], [so][] and [^9].

[far]: https://x.example
[^1]: A note.
"""


def test_a_reference_without_an_address_is_told_where_it_stands(tmp_path: Path) -> None:
    """In a report it may be given anywhere; a summary and an update are texts of their own."""
    site = site_of(tmp_path, a__md=REFERRING)
    assert {finding.rule for finding in site.findings} == {REFERENCE_RULE}
    found = [spot(finding) for finding in site.findings]
    assert found == ["[said][far]", "[here][nowhere]", "![p][Nope]", "[so][]", "[^9]"]
    assert "begins with `[nowhere]:`" in site.findings[1].message
    assert "begins with `[so]:`" in site.findings[3].message
