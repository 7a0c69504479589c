"""Files beside incidents are published as they are, so none may run in a browser."""

from pathlib import Path

import pytest

from mkdocs_statuspage.reading.attachments import check_assets

PLAIN = '<svg xmlns="http://www.w3.org/2000/svg"><title>On time</title><path d="M0 0h9"/></svg>'


@pytest.mark.parametrize(
    "text",
    [
        "<svg><script>alert(1)</script></svg>",
        "<svg><svg:SCRIPT xmlns:svg='http://www.w3.org/2000/svg'/></svg>",
        "<svg onload=alert(1)>",
        "<svg><a href='javascript:alert(1)'/></svg>",
        "<svg><foreignObject><body/></foreignObject></svg>",
        '<svg><image href="https://elsewhere.example/x.png"/></svg>',
        "<svg><style>@import '//elsewhere.example/x.css';</style></svg>",
        "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>",
    ],
)
def test_a_picture_that_runs_is_refused(tmp_path: Path, text: str) -> None:
    """An SVG with a script, a handler or an address elsewhere is named, with what to do."""
    (tmp_path / "a.svg").write_text(text)
    found = check_assets(tmp_path, ("a.svg",))
    assert [finding.rule for finding in found] == ["active-file"]
    assert "PNG" in found[0].help


def test_pictures_and_documents_pass(tmp_path: Path) -> None:
    """A drawn chart, a photograph and a PDF are what people put beside an incident."""
    (tmp_path / "chart.svg").write_text(PLAIN)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
    assert check_assets(tmp_path, ("chart.svg", "photo.png", "letter.pdf")) == []


def test_pages_and_scripts_are_refused(tmp_path: Path) -> None:
    """A page of its own would stand on the site without the policy that every page has."""
    found = check_assets(tmp_path, ("demo.html", "x.JS"))
    assert len(found) == 2
