"""What the importer of Statuspage's JSON reads, what it refuses, and that it never breaks."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_statuspage import importers
from mkdocs_statuspage.importers import IMPORTERS
from mkdocs_statuspage.importers.history import CannotImport
from mkdocs_statuspage.importers.plan import plan
from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.reading.folder import read_folder

HERE = Path(__file__).parent
REFUSED = sorted((HERE / "refused").iterdir())

read_history = IMPORTERS["statuspage"]


def _save(folder: Path, content: Any) -> Path:
    path = folder / "incidents.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def _incident(**fields: Any) -> dict[str, Any]:
    update = {
        "id": "u",
        "status": "resolved",
        "body": "Done.",
        "display_at": "2024-05-01T07:00:00Z",
    }
    given = {"id": "i", "name": "A name", "status": "resolved", "incident_updates": [update]}
    return {"incidents": [given | fields]}


def test_every_reader_is_in_the_list() -> None:
    """A module with a `read_history` that is missing from `IMPORTERS` could not be called."""
    folder = Path(importers.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if "def read_history" in path.read_text()}
    assert len(modules) == len(IMPORTERS)


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_other_files_are_refused_with_a_way_on(path: Path) -> None:
    """What is not Statuspage's JSON is refused in a sentence that names the file, and says what to do."""
    with pytest.raises(CannotImport) as caught:
        read_history(path)
    assert path.name in caught.value.message
    assert caught.value.help


def test_a_missing_or_empty_folder_is_refused(tmp_path: Path) -> None:
    """There is nothing to read in a folder without files, or at a path that is not there."""
    for source in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CannotImport):
            read_history(source)


def test_two_pages_are_not_mixed(tmp_path: Path) -> None:
    """Two pages in one folder would become one site with a mixed history."""
    for id_ in ("one", "two"):
        page = {"page": {"id": id_, "name": id_.title()}, "incidents": []}
        (tmp_path / f"{id_}.json").write_text(json.dumps(page), encoding="utf-8")
    with pytest.raises(CannotImport, match="One, Two"):
        read_history(tmp_path)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    """A file that is nested without end ends in a sentence, not in a traceback."""
    path = tmp_path / "deep.json"
    path.write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(CannotImport):
        read_history(path)


def test_milliseconds_are_kept(tmp_path: Path) -> None:
    """Two updates of one second keep their order only with their milliseconds."""
    source = _save(tmp_path, _incident(started_at="2024-05-01T09:00:00.123+02:00"))
    assert read_history(source).incidents[0].started_at == datetime(
        2024, 5, 1, 7, 0, 0, 123_000, tzinfo=UTC
    )


def test_naive_times_are_of_the_page(tmp_path: Path) -> None:
    """A time without a zone is read in the page's zone, and a note says so."""
    page = {"id": "p", "name": "P", "time_zone": "Europe/Lisbon"}
    content = {"page": page} | _incident(started_at="2024-07-01T09:00:00")
    incident = read_history(_save(tmp_path, content)).incidents[0]
    assert incident.started_at == datetime(2024, 7, 1, 8, tzinfo=UTC)
    assert "no time zone" in incident.notes[0]


def test_an_over_incident_is_never_imported_as_open(tmp_path: Path) -> None:
    """An old incident whose last update is not a closing one would colour the page for good."""
    update = {
        "id": "u",
        "status": "monitoring",
        "body": "Watching.",
        "display_at": "2024-05-01T07:00Z",
    }
    content = _incident(incident_updates=[update], resolved_at="2024-05-01T06:00:00Z")
    incident = read_history(_save(tmp_path, content)).incidents[0]
    assert incident.resolved_at == datetime(2024, 5, 1, 7, tzinfo=UTC)
    assert "resolved_at" in incident.notes[0]


_KEYS = ("id", "name", "status", "impact", "created_at", "resolved_at", "scheduled_for", "body")
_UPDATE_KEYS = ("id", "status", "body", "display_at", "created_at", "affected_components")
_ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text(alphabet="\r\n\t -:#'\"|>`<&\x07\u202e\x85\u2028\ufeff\ud800a", max_size=12),
    st.sampled_from(
        ["resolved", "postmortem", "2024-05-01T07:00:00Z", "0001-01-01", "## What happened"]
    ),
    st.lists(st.text(max_size=3), max_size=2),
    st.just({"code": "c", "name": "C", "new_status": "down"}),
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(_KEYS), _ODD),
    st.lists(st.dictionaries(st.sampled_from(_UPDATE_KEYS), _ODD), max_size=4),
)
def test_whatever_stands_in_it_becomes_valid_files(
    fields: dict[str, Any], updates: list[dict[str, Any]]
) -> None:
    """No value of any field breaks the import, or makes a file that `check` would refuse."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        given = {"name": "N", "started_at": "2024-05-01T00:00:00Z", **fields}
        history = read_history(
            _save(folder, {"incidents": [given | {"incident_updates": updates}]})
        )
        (folder / "incidents.json").unlink()
        for path, text in plan(history).files.items():
            (folder / path).write_bytes(text.encode())
        reading = read_folder(folder)
    assert [str(f) for f in reading.findings if f.severity is Severity.ERROR] == []
    assert len(reading.incidents) == 1


def _mentions(*names: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"code": code, "name": name, "new_status": status} for code, name, status in names]


def test_entries_of_one_name_are_one_component_where_no_file_lists_them(tmp_path: Path) -> None:
    """What incidents alone speak of is told by name, the worst that is said of it counts, and a note says so."""
    said = _mentions(
        ("c1", "Mail", "major_outage"), ("c2", "mail", "operational"), ("c3", "Web", "operational")
    )
    update = {"id": "u", "status": "investigating", "body": "Down.", "affected_components": said}
    incident = _incident(incident_updates=[update | {"display_at": "2024-05-01T07:00:00Z"}])
    history = read_history(_save(tmp_path, incident))
    assert list(history.components) == ["mail", "web"]
    assert history.incidents[0].updates[0].components == {
        "mail": "major_outage",
        "web": "operational",
    }
    assert any("these 2 are what incidents speak of" in note for note in history.notes)
    assert any("mail (2 ids)" in note for note in history.notes)


def test_entries_of_one_name_stay_apart_where_a_file_lists_them(tmp_path: Path) -> None:
    """A page that lists two components of one name has two."""
    listed = [{"id": id_, "name": "Mail", "status": "operational"} for id_ in ("c1", "c2")]
    history = read_history(_save(tmp_path, _incident() | {"components": listed}))
    assert list(history.components) == ["mail", "mail-2"]
    assert not any("no file lists" in note for note in history.notes)


def test_lines_of_json_are_read(tmp_path: Path) -> None:
    """One incident on each line, or one answer after the other, is the same history."""
    incidents = [_incident(id=f"i{n}", components=[])["incidents"][0] for n in range(3)]
    path = tmp_path / "incidents.jsonl"
    path.write_text("".join(json.dumps(incident) + "\n" for incident in incidents))
    assert len(read_history(path).incidents) == 3
    path.write_text("".join(json.dumps({"incidents": [incident]}) for incident in incidents))
    assert len(read_history(tmp_path).incidents) == 3
    path.write_text(json.dumps(incidents[0]) + '\n{"id": "i1", "name"')
    with pytest.raises(CannotImport, match=r"incidents\.jsonl:2:20: not valid JSON"):
        read_history(path)


def test_as_many_as_the_public_api_gives_may_not_be_all(tmp_path: Path) -> None:
    """Fifty incidents are the newest of more, and a note says so."""
    incidents = [_incident(id=f"i{number}")["incidents"][0] for number in range(50)]
    told = read_history(_save(tmp_path, {"incidents": incidents})).notes
    assert any("there may be older ones" in note for note in told)
    told = read_history(_save(tmp_path, {"incidents": incidents[1:]})).notes
    assert not any("there may be older ones" in note for note in told)


def test_an_import_takes_no_more_memory_as_it_gets_longer(tmp_path: Path) -> None:
    """What was read of one file is given back before the last: 2,500 incidents once took 1.6 GB."""
    incidents = [
        _incident(id=f"i{number}", name=f"Number {number}")["incidents"][0] for number in range(300)
    ]
    source = _save(tmp_path, {"incidents": incidents})
    program = (
        "import sys; from mkdocs_statuspage.cli import main\n"
        "try: main()\n"
        "finally: print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr)"
    )
    words = [sys.executable, "-c", program, "import", "statuspage", str(source)]
    ran = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "300 incidents" in ran.stdout
    assert int(ran.stderr.split()[-1]) < 100_000
