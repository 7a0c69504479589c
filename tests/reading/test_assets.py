"""Files beside incidents are published as they are, so none may run in a browser."""

from pathlib import Path

import pytest

from mkdocs_statuspage.reading.attachments import check_asset, why_not
from reading.active_pictures import ACTIVE, FILES, INERT


@pytest.mark.parametrize("name", ACTIVE)
def test_a_picture_that_runs_is_refused(tmp_path: Path, name: str) -> None:
    """An SVG with anything that does more than draw is named, with what to do."""
    (tmp_path / "a.svg").write_bytes(ACTIVE[name])
    found = check_asset(tmp_path / "a.svg")
    assert found is not None
    assert found.rule == "active-file"
    assert "PNG" in found.help


@pytest.mark.parametrize("name", INERT)
def test_pictures_that_only_draw_pass(name: str) -> None:
    """What drawing programs and charts put out, their own notes included."""
    assert why_not(INERT[name]) == ""


@pytest.mark.parametrize(
    "name", ["photo.PNG", "letter.pdf", "errors.log", "errors.log.gz", "all.tar.gz", "a.csv"]
)
def test_documents_pass(tmp_path: Path, name: str) -> None:
    """A photograph, a PDF and a log are what people put beside an incident."""
    (tmp_path / name).write_bytes(b"x")
    assert check_asset(tmp_path / name) is None


@pytest.mark.parametrize("name", FILES)
def test_whatever_else_may_run_is_refused(tmp_path: Path, name: str) -> None:
    """A page, a script, XML by any name, and what nobody knows, stand on the site without a page's policy."""
    (tmp_path / name).write_bytes(FILES[name])
    found = check_asset(tmp_path / name)
    assert found is not None
    assert found.rule == "active-file"
    assert found.message.startswith("this kind of file (")


def test_a_picture_begins_as_one() -> None:
    """A part of a drawing, or what a drawing program remembers, is no picture that a browser shows."""
    part = b'<g xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></g>'
    assert why_not(part) == "does not begin as an SVG"
