"""What hosts and file systems take for orders cannot be brought in by an id, a title or a source."""

import json
import re
from pathlib import Path, PureWindowsPath

import pytest

from cli.conftest import OPEN_INCIDENT, Run
from hostile.conftest import Pair
from hostile.sites import built

WRONG_IDS = [
    "../x",
    "..",
    ".hidden",
    "a/b",
    "a\\b",
    "/a",
    "c:",
    "a:b",
    "con",
    "nul.txt",
    "com1",
    "index",
    "a b",
    "a\n/* https://evil.example 301",
    "a /b 301",
    ":splat",
    "*",
    "a?b",
    "a#b",
    "a%2fb",
    "A",
    "é",
    "a.",
    "-a",
    "x" * 200,
    "<b>",
    "{{ a }}",
]
KEYS = {
    "formerly of an incident": ("incident", "formerly: [{}]\n"),
    "id of a promise": ("incident", "prevention: [{{id: {}, promise: x}}]\n"),
    "site_id": ("config", "site_id: {}\n"),
    "component": ("config", "components: {{{}: {{name: x}}}}\n"),
    "formerly of a component": ("config", "components: {{c: {{name: x, formerly: [{}]}}}}\n"),
    "person": ("config", "people: {{{}: {{name: x, role: y}}}}\n"),
}


@pytest.mark.parametrize("key", KEYS)
def test_no_id_leads_out_of_its_folder(key: str, site: Path, run: Run) -> None:
    """Each is told where it stands; nothing of it is built."""
    where, form = KEYS[key]
    folder = site / "incidents"
    for number, wrong in enumerate(WRONG_IDS):
        line = form.format(json.dumps(wrong, ensure_ascii=False))
        if where == "incident":
            text = f"title: x\nstarted_at: 2026-11-03T09:12:00Z\n{line}"
            (folder / f"2026-11-03-{number}.yml").write_text(text, encoding="utf-8")
        else:
            own = "site_id: a\n" if key != "site_id" else ""
            text = f"{own}organisation: {{name: x}}\n{line}"
            (folder / "statuspage.yml").write_text(text, encoding="utf-8")
            assert "bad-id" in run("check").out, wrong
    found = run("check").out
    if where == "incident":
        for number, wrong in enumerate(WRONG_IDS):
            assert f"2026-11-03-{number}.yml:3:" in found, wrong
    assert run("build").code == 1
    assert not (site / "site").exists()


FILES = ["con.yml", "a b.yml", "-x.yml", "A.yml", "a*b.yml", "a\n b.yml", "..yml", "_redirects.yml"]


def test_names_of_files_are_ids_too(site: Path, run: Run) -> None:
    for name in FILES:
        (site / "incidents" / name).write_text("title: x\nstarted_at: 2026-11-03T09:12:00Z\n")
    found = run("check").out
    assert found.count("[bad-id]") >= len(FILES) - 1  # hidden files are none of ours
    assert len(found.splitlines()) == found.count("[")


def test_every_path_is_one_on_all_systems(sites: Pair) -> None:
    """Whatever titles and names were, no path is strange, and no two are one on a Mac or Windows."""
    paths = [path.relative_to(sites.hostile) for path in sites.hostile.rglob("*")]
    for path in paths:
        assert path.as_posix().isascii()
        assert not set(path.as_posix()) & set('<>:"\\|?* '), path
        assert not PureWindowsPath(path).is_reserved(), path
    assert len({path.as_posix().casefold() for path in paths}) == len(paths)


SOURCES = [
    "abc123",
    "/* https://evil.example/ 301!",
    "a\n/* https://evil.example/ 200",
    "../x",
    "a b",
    "%0a",
    "*",
    ":splat",
    "https://evil.example",
    "a\u2028b",
    "",
]


def test_redirects_are_for_plain_ids_alone(site: Path) -> None:
    """The id that imported history had somewhere else is the only text that reaches `_redirects`."""
    for number, source in enumerate(SOURCES):
        said = json.dumps(source, ensure_ascii=False)
        text = OPEN_INCIDENT.replace(
            "class: affecting\n", f"class: affecting\nsource: {{system: statuspage, id: {said}}}\n"
        )
        path = site / "incidents" / f"2026-11-03-i{number}.md"
        path.write_text(
            text.replace("started_at: 2026", f"formerly: [old-{number}]\nstarted_at: 2026")
        )
    made = built(site)
    lines = (made / "_redirects").read_text().splitlines()
    assert sorted(lines) == sorted(
        [
            "/incidents/abc123 /incidents/2026-11-03-i0/ 301",
            *(f"/incidents/old-{n} /incidents/2026-11-03-i{n}/ 301" for n in range(len(SOURCES))),
        ]
    )
    pages = {path.parent.name for path in made.glob("incidents/*/index.html")}
    assert {name for name in pages if not re.match(r"2026-|old-", name)} == {"abc123"}
    assert "evil" not in (made / "_headers").read_text()
