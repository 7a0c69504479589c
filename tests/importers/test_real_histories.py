"""Real histories, where they are at hand: every word, time and state arrives.

`STATUSPAGE_SHARED` names the folder with them; without it these tests are skipped.
"""

import json
import os
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.desk.exported_history import as_json
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.importers import IMPORTERS
from mkdocs_statuspage.importers.history import CannotImport
from mkdocs_statuspage.importers.plan import plan
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.reading.folder import Reading, read_folder

SHARED = os.environ.get("STATUSPAGE_SHARED", "")
DATA = Path(SHARED) / "data"
pytestmark = pytest.mark.skipif(not SHARED, reason="STATUSPAGE_SHARED is not set")

POSTS = {"civo": 79, "flathub": 13, "jenkins": 297, "regpoints": 2, "sourcehut": 28}
LABELS = frozenset(
    "title date resolved resolvedwhen severity affected section issue informational pin true false yes down disrupted notice"
    " possible levels update post mortem".split()
)
"""Words of cState's own: keys, severities, its template's comment, and labels that become fields."""
TYPED = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]+\d?\d:\d\d(?::\d\d)?(?:[-+]\d\d:\d\d)?)?|^\W*\d\d:\d\d(?::\d\d)?|\b(?:UTC|GMT|BST|track)\b",
    re.MULTILINE,
)
"""Times, which are fields here and in UTC."""
COUNTS = {"emma": 22, "github-stactus": 2, "discord-docs": 2}


def _imported(name: str, folder: Path) -> Reading:
    history = IMPORTERS["statuspage"](DATA / "statuspage" / name)
    for path, text in plan(history).files.items():
        (folder / path).write_bytes(text.encode())
    return read_folder(folder)


def _originals(name: str) -> list[dict[str, Any]]:
    answers = [json.loads(p.read_bytes()) for p in (DATA / "statuspage" / name).glob("*.json")]
    keys = ("incidents", "scheduled_maintenances")
    return [found for answer in answers for key in keys for found in answer.get(key, [])]


def _said(original: dict[str, Any]) -> list[tuple[Any, ...]]:
    said = [
        (
            update["id"],
            datetime.fromisoformat(update["display_at"]),
            update["status"],
            update["body"],
        )
        for update in original["incident_updates"]
    ]
    return sorted(said)


def _read(incident: Incident) -> list[tuple[Any, ...]]:
    return sorted((u.id, u.at, str(u.status), u.message) for u in incident.updates)


def _words(text: str) -> Counter[str]:
    found = re.findall(r"\w+", TYPED.sub(" ", text).lower())
    return Counter(word for word in found if word not in LABELS)


@pytest.mark.parametrize("name", POSTS)
def test_every_post_of_cstate_arrives_with_every_word(name: str, tmp_path: Path) -> None:
    """Each becomes an incident without a finding, and no word of any is missing from its file."""
    source = DATA / "cstate" / name
    planned = plan(IMPORTERS["cstate"](source, ZoneInfo("UTC")))
    for path, text in planned.files.items():
        (tmp_path / path).write_bytes(text.encode())
    reading = read_folder(tmp_path)
    assert (reading.findings, planned.refused) == ((), ())
    by_id = {found.source.id: found for found in reading.incidents if found.source}
    posts = sorted(source.rglob("*.md"))
    assert len(posts) == len(by_id) == len(reading.incidents) == POSTS[name]
    settings = planned.files["statuspage.yml"]
    for post in posts:
        address = post.relative_to(source).with_suffix("").as_posix().lower().replace(" ", "-")
        written = planned.files[by_id[address].path] + settings
        assert _words(post.read_text("utf-8")) - _words(written.replace("\\\n", "")) == Counter()


@pytest.mark.parametrize("name", COUNTS)
def test_every_update_arrives_as_it_was(name: str, tmp_path: Path) -> None:
    """Id, time, status and exact text of every update are those of the source, in order of time."""
    reading = _imported(name, tmp_path)
    assert reading.findings == ()
    by_id = {incident.source.id: incident for incident in reading.incidents if incident.source}
    originals = _originals(name)
    assert len(by_id) == COUNTS[name] == len(originals)
    for original in originals:
        incident = by_id[original["id"]]
        assert _read(incident) == _said(original)
        assert [u.at for u in incident.updates] == sorted(u.at for u in incident.updates)
        assert incident.impact is not None
        assert (incident.title, incident.impact.value) == (original["name"], original["impact"])


@pytest.mark.parametrize("name", COUNTS)
def test_an_export_imported_again_is_the_same(name: str, tmp_path: Path) -> None:
    """Every incident of a real page, and its settings, after a way out and in."""
    here = tmp_path / "here" / "incidents"
    here.mkdir(parents=True)
    before = _imported(name, here)
    saved = tmp_path / "history.json"
    saved.write_text(as_json(Workspace(here.parent, here, "")), encoding="utf-8")
    again = tmp_path / "again"
    again.mkdir()
    for path, text in plan(IMPORTERS["export"](saved)).files.items():
        (again / path).write_bytes(text.encode())
    after = read_folder(again)
    assert after.config == before.config
    assert [one.model_dump() for one in after.incidents] == [
        one.model_dump() for one in before.incidents
    ]


@pytest.mark.parametrize("name", COUNTS)
def test_every_component_status_arrives(name: str, tmp_path: Path) -> None:
    """What each update said of components is in it, under the component's name."""
    reading = _imported(name, tmp_path)
    assert reading.config is not None
    updates = {update.id: update for incident in reading.incidents for update in incident.updates}
    for original in (u for found in _originals(name) for u in found["incident_updates"]):
        entries = [e for e in original["affected_components"] or [] if "new_status" in e]
        found = updates[original["id"]].components
        names = {reading.config.components[id_].name: str(s) for id_, s in found.items()}
        assert names == {entry["name"]: entry["new_status"] for entry in entries}


def test_every_minute_that_upptime_counted_arrives(tmp_path: Path) -> None:
    """The incidents of each site are as long together as its days with minutes down."""
    source = DATA / "upptime" / "electisec"
    for path, text in plan(IMPORTERS["upptime"](source)).files.items():
        (tmp_path / path).write_bytes(text.encode())
    reading = read_folder(tmp_path)
    assert reading.findings == ()
    found: Counter[str] = Counter()
    for incident in reading.incidents:
        assert incident.started_at
        found[incident.components[0]] += (
            incident.updates[-1].at - incident.started_at
        ).seconds // 60
        found[incident.components[0]] += (incident.updates[-1].at - incident.started_at).days * 1440
    sites = json.loads((source / "history" / "summary.json").read_bytes())
    counted = {site["slug"]: sum(site["dailyMinutesDown"].values()) for site in sites}
    assert found == Counter({slug: minutes for slug, minutes in counted.items() if minutes})


@pytest.mark.parametrize(
    "path", ["google-cloud", "history", "upptime", "cstate", "robustness", "statuspage"]
)
def test_other_histories_are_refused(path: str) -> None:
    """Histories of other systems, and three pages at once, are refused in a sentence."""
    with pytest.raises(CannotImport):
        IMPORTERS["statuspage"](DATA / path)
