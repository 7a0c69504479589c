"""Files beside incidents are published as they are, so none may run in a browser."""

from pathlib import Path

import pytest

from mkdocs_statuspage.reading.attachments import check_asset, why_not
from reading.active_pictures import ACTIVE, INERT


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


def test_documents_pass(tmp_path: Path) -> None:
    """A photograph and a PDF are what people put beside an incident."""
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
    assert check_asset(tmp_path / "photo.png") is None
    assert check_asset(tmp_path / "letter.pdf") is None


@pytest.mark.parametrize(
    "suffix",
    ["html", "XHTML", "js", "xml", "xsd", "rng", "xsl", "mathml", "svgz", "wsdl", "xml.xsd"],
)
def test_pages_scripts_and_other_xml_are_refused(tmp_path: Path, suffix: str) -> None:
    """A page of its own would stand on the site without the policy that every page has."""
    assert check_asset(tmp_path / f"x.{suffix}") is not None
