"""Each folder in `cases/` holds what a status page answered, and the files that it must become.

To add a case, make a folder with `source/`, whose name may begin with that of another system than Statuspage; run this file with REWRITE_GOLDEN=1, and read what it wrote.
"""

import os
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.importers import IMPORTERS
from mkdocs_statuspage.importers.plan import Plan, plan
from mkdocs_statuspage.importers.v2.gather import read_documents
from mkdocs_statuspage.reading.folder import read_folder

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


def _system(case: Path) -> str:
    name = case.name.partition("-")[0]
    return name if name in IMPORTERS else "statuspage"


def _written(planned: Plan) -> dict[str, str]:
    counts = [
        f"{name}: {tally.read} read, {tally.mapped} mapped, {tally.kept} kept aside, {tally.refused} refused"
        for name, tally in planned.tallies.items()
    ]
    told = (*counts, *(f"refused: {refusal}" for refusal in planned.refused), *planned.notes)
    notes = "".join(f"{note}\n" for note in told)
    return {f"expected/{name}": text for name, text in planned.files.items()} | {"notes.txt": notes}


def _golden(case: Path) -> dict[str, str]:
    paths = [*(case / "expected").glob("*"), case / "notes.txt"]
    return {path.relative_to(case).as_posix(): path.read_bytes().decode() for path in paths}


def _rewrite(case: Path, written: dict[str, str]) -> None:
    (case / "expected").mkdir(exist_ok=True)
    for path in (case / "expected").iterdir():
        path.unlink()
    for name, text in written.items():
        (case / name).write_bytes(text.encode())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_source_becomes_the_expected_files_and_notes(case: Path) -> None:
    """What was saved becomes exactly these files, and nothing is changed without a note."""
    zone = ZoneInfo("Europe/Berlin") if _system(case) == "cstate" else None
    written = _written(plan(IMPORTERS[_system(case)](case / "source", zone)))
    if os.environ.get("REWRITE_GOLDEN"):
        _rewrite(case, written)
    assert written == _golden(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_expected_files_are_a_valid_site(case: Path) -> None:
    """A site made by an import has nothing wrong with it."""
    reading = read_folder(case / "expected")
    assert [str(finding) for finding in reading.findings] == []
    assert reading.is_valid


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_counted_is_there(case: Path) -> None:
    """As many incidents and updates are in the files as are said to be mapped, and each refusal has its sentence."""
    history = IMPORTERS[_system(case)](case / "source", ZoneInfo("Europe/Berlin"))
    planned = plan(history)
    first, *_ = history.tallies.values()
    assert _system(case) in ("upptime", "feed") or first.mapped == len(planned.incidents)
    incidents = read_folder(case / "expected").incidents
    reports = sum(bool(incident.report.published_at) for incident in incidents)
    said = sum(update.id != "recorded" for incident in incidents for update in incident.updates)
    assert said <= history.tallies["updates"].mapped <= said + 2 * reports
    assert history.tallies["components"].mapped == len(history.components)
    assert bool(planned.refused) == any(tally.refused for tally in history.tallies.values())


WORD = re.compile(r"[^\W\d_]{2,}")
SOURCE_ALONE = frozenset(
    # What each system calls its fields and states, and what stands for times.
    "title date resolved resolvedwhen severity affected section issue informational pin true false null"
    " track utc gmt bst cest down disrupted notice status started_at"
    " identified monitoring investigating completed postmortem scheduled etc var data time small strong"
    " rest untitled english português pt by request december cet am individualaffected question bump slug yes post mortem update dec jan all systems operational"
    " languages params categories systems name category description baseurl config".split()
)


def _texts(path: Path) -> Iterator[str]:
    """Give what people wrote into a file of a source."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".json":
        yield from (said for one in read_documents(path) for said in _said(one.content))
    elif path.suffix in (".atom", ".rss"):
        for part in (
            one for one in ET.fromstring(text).iter() if one.tag.endswith(("entry", "item"))
        ):
            yield from (re.sub("<[^>]*>", " ", unescape(said)) for said in part.itertext())
    elif path.name == "config.yml":
        yield re.sub(r"\S+:(?= |$)|https?:\S+", "", text, flags=re.MULTILINE)
    elif path.suffix == ".md":
        yield re.sub(r"<!--.*?down.*?notice.*?-->|^# Possible.*$", "", text, flags=re.MULTILINE)


def _said(tree: Any) -> Iterator[str]:
    texts = ("name", "body", "title", "description", "postmortem_body", "custom_tweet")
    if isinstance(tree, dict):
        yield from (str(tree[key]) for key in texts if isinstance(tree.get(key), str))
    for inner in (
        tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    ):
        yield from _said(inner)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_word_is_lost(case: Path) -> None:
    """Every word of every text of a source is in what is written, or in what is told."""
    paths = [path for path in (case / "source").rglob("*") if path.is_file()]
    told = "".join(_golden(case).values()) + " ".join(path.name for path in paths)
    there = {word.casefold() for word in WORD.findall(told)} | SOURCE_ALONE
    for path in paths:
        shown = path.relative_to(case / "source").as_posix()
        if f"{shown}:" in told and "refused: " in told:
            continue
        words = {word.casefold() for text in _texts(path) for word in WORD.findall(text)}
        assert words - there == set(), shown
