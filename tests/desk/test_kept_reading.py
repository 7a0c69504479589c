"""A build holds no file's text: where something stands it finds by reading once more."""

from pathlib import Path

import pytest
from tests.bench.make_reported import make_reported

from mkdocs_statuspage.desk.kept_reading import kept_reading
from mkdocs_statuspage.policy.passages import place_of_heading
from mkdocs_statuspage.reading.folder import Reading, read_folder

COUNT = 2


@pytest.fixture
def incidents_dir(tmp_path: Path) -> Path:
    """Give the folder of a short history."""
    make_reported(tmp_path, COUNT)
    return tmp_path / "incidents"


def read_by_a_build(incidents_dir: Path) -> Reading:
    kept = kept_reading(incidents_dir.parent, incidents_dir, b"")
    reading = read_folder(incidents_dir, parse=kept.parse)
    kept.close()
    return reading


def test_places_are_found_though_no_text_is_held(incidents_dir: Path) -> None:
    """They are those of a reading that holds all texts, whether the incidents were parsed or found."""
    usual = read_folder(incidents_dir)
    for build in range(2):
        reading = read_by_a_build(incidents_dir)
        for name in usual.names:
            found, marks = reading.marks_of(name), usual.marks_of(name)
            assert "text" not in vars(found.source), build
            assert found.place(("updates", 1, "message")) == marks.place(("updates", 1, "message"))
            assert found.source.text == marks.source.text


@pytest.mark.parametrize("text", ["", "---\ntitle: [\n", None])
def test_a_file_that_changed_since_has_no_places(incidents_dir: Path, text: str | None) -> None:
    """Nothing fails, whatever is there now: what is said of it is said of the file."""
    reading = read_by_a_build(incidents_dir)
    incident = next(one for one in reading.incidents if one.prose)
    path = incidents_dir / incident.path
    path.unlink() if text is None else path.write_text(text)
    marks = reading.marks_of(incident.path)
    assert marks.place(("updates", 1, "message")).line == marks.place(()).line == 1
    assert place_of_heading(marks.source, incident.prose[-1])(0, 4).place.path == marks.source.path
