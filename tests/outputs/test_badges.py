"""Badges say how things are to everybody: in a word, a shape and a colour."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mkdocs_statuspage.outputs.badges import svg, width
from mkdocs_statuspage.outputs.view.looks import LOOKS
from mkdocs_statuspage.site import load_site
from mkdocs_statuspage.timeline.headline import Level
from outputs.library import as_bytes, made, site

SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("level", Level)
def test_words_are_readable_on_their_ground(level: Level) -> None:
    """White words have a contrast of at least 4.5 on each state's colour."""
    assert 1.05 / (luminance(LOOKS[level].badge.colour) + 0.05) >= 4.5


def test_each_state_has_a_shape_of_its_own() -> None:
    """Who cannot tell the colours apart tells the shapes apart."""
    assert len({look.badge.shape for look in LOOKS.values()}) == len(Level) == len(LOOKS)


def test_a_screen_reader_says_what_it_shows() -> None:
    """The picture has a role, a label and a title, and they say the same."""
    root = ET.fromstring(made(site())["components/payments/badge.svg"])
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Payments: Down"
    assert root.findtext(f"{SVG}title") == "Payments: Down"


def test_words_fit_the_picture() -> None:
    """Nothing stands outside of the picture, however long a name is."""
    picture = svg("A component with a name that goes on", "Partly down", LOOKS[Level.PARTIAL].badge)
    root = ET.fromstring(picture)
    total = float(root.get("width", "0"))
    for text in root.iter(f"{SVG}text"):
        middle, length = float(text.get("x", "0")), float(text.get("textLength", "0"))
        assert 0 < middle - length / 2 < middle + length / 2 < total


def test_wide_signs_have_the_room_that_they_need() -> None:
    """An East Asian sign is a square of the height of the letters; accents and joiners take none."""
    assert width("決済サービス（本番環境）") == 12 * 11
    assert width("한국어") == 33
    assert width("e\u0301\u200d") == width("e")
    assert width("Shop") < 4 * 11
    assert width("👨\u200d👩\u200d👧") == width("👍🏽") == 11
    assert width("1\ufe0f\u20e3") == width("1")


def test_a_renamed_component_keeps_its_badge() -> None:
    """A badge goes on at each address that it had."""
    files = made(site())
    assert files["components/cards/badge.svg"] == files["components/payments/badge.svg"]


def test_shields_endpoint() -> None:
    """shields.io finds the keys that its endpoint badge needs."""
    endpoint = json.loads(made(site())["badge.json"])
    assert endpoint["schemaVersion"] == 1
    assert (endpoint["label"], endpoint["message"]) == ("Harbour Books", "Down")
    assert re.fullmatch("#[0-9a-f]{6}", endpoint["color"])


def test_width_is_never_nothing() -> None:
    """Even an empty text has a length that a picture can have."""
    assert width("") > 0


def test_what_is_retired_does_not_claim_to_work() -> None:
    """The badge of a component that is gone says so."""
    assert b">Retired<" in as_bytes(made(site())["components/telegraph/badge.svg"])


def test_what_is_partly_unknown_does_not_claim_that_all_works(tmp_path: Path) -> None:
    """Nor does the API: nobody knows of the component whose record has ended."""
    (tmp_path / "statuspage.yml").write_text(
        "site_id: tiny\norganisation: {name: Tiny}\ncomponents:\n"
        "  shop: {name: Shop, since: 2026-01-01}\n"
        "  old: {name: Old, since: 2018-01-01, no_record: [{from: 2019-07-01}]}\n"
    )
    partly = load_site(tmp_path, datetime(2026, 11, 3, 10, tzinfo=UTC))
    files = made(partly)
    assert partly.headline_title == "Nothing is wrong that we know of"
    assert json.loads(files["badge.json"])["message"] == "No known problems"
    assert json.loads(files["api/v2/status.json"])["status"] == {
        "indicator": "none",
        "description": "No Known Issues",
    }
    assert json.loads(files["components/shop/badge.json"])["message"] == "Works"
    assert json.loads(files["components/old/badge.json"])["message"] == "No record"
