"""What is broken is refused with its place, whatever system it is of; nothing of it is written."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.importers import IMPORTERS
from mkdocs_statuspage.importers.history import CannotImport

INCIDENT = {
    "id": "a",
    "name": "Café",
    "status": "resolved",
    "created_at": "2024-05-01T08:00:00Z",
    "incident_updates": [],
}
ISSUE = {
    "number": 1,
    "title": "Café is down",
    "labels": ["status"],
    "created_at": "2024-05-01T08:00:00Z",
}
WHOLE = {
    "statuspage": ("incidents.json", json.dumps({"incidents": [INCIDENT]}, ensure_ascii=False)),
    "upptime": ("issues.json", json.dumps([ISSUE], ensure_ascii=False)),
    "export": (
        "history.json",
        json.dumps(
            {
                "format": "mkdocs-statuspage history 1",
                "config": {"site_id": "a", "organisation": {"name": "Café"}, "timezone": "UTC"},
                "incidents": [{"id": "a", "fields": {"title": "Café"}}],
            },
            ensure_ascii=False,
        ),
    ),
    "feed": (
        "history.atom",
        "<feed><entry><id>a</id><title>Café</title><published>2024-05-01T08:00:00Z</published></entry></feed>",
    ),
    "cstate": (
        "content/issues/a.md",
        "---\ntitle: Café\ndate: 2024-05-01T08:00:00Z\n---\nFechado.\n",
    ),
}
HTML = "<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>Café</body></html>\n"
JSON = ("statuspage", "upptime", "export")
CASES = [
    *((system, "cut", ":1:") for system in (*JSON, "feed", "cstate")),
    *((system, "utf-16", "byte 0") for system in JSON),
    *((system, "latin-1", "byte ") for system in JSON),
    *((system, "empty", ":1:1: ") for system in (*JSON, "feed", "cstate")),
    *((system, "html", ":1:1: ") for system in (*JSON, "feed", "cstate")),
    *((system, "missing", "") for system in WHOLE),
    ("cstate", "utf-16", ":1:1: "),
    ("cstate", "latin-1", ":2:11: "),
    ("feed", "latin-1", ":1:34: "),
]


def _broken(text: str, how: str) -> bytes:
    if how == "cut":
        return text[: text.index("2024-05") if "2024-05" in text else len(text) // 2].encode()
    if how in ("utf-16", "latin-1"):
        return text.encode(how)
    return {"empty": "", "html": HTML}[how].encode()


@pytest.mark.parametrize(("system", "how", "said"), CASES)
def test_what_is_broken_is_refused(system: str, how: str, said: str, tmp_path: Path) -> None:
    """The file, the line or the byte, and what to do."""
    name, text = WHOLE[system]
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if how != "missing":
        path.write_bytes(_broken(text, how))
    with pytest.raises(CannotImport) as refused:
        IMPORTERS[system](tmp_path if system == "cstate" else path, ZoneInfo("UTC"))
    assert said in refused.value.message
    assert path.name in refused.value.message or how == "missing"
    assert refused.value.help
    assert system not in JSON or ("web page" in refused.value.help) == (how == "html")


@pytest.mark.parametrize("system", WHOLE)
def test_a_mark_at_the_beginning_is_no_fault(system: str, tmp_path: Path) -> None:
    """Windows puts one before UTF-8; and a feed says itself how it is written."""
    name, text = WHOLE[system]
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    source = tmp_path if system == "cstate" else path
    (found,) = IMPORTERS[system](source, ZoneInfo("UTC")).incidents
    assert "Café" in found.title
    if system == "feed":
        path.write_bytes(text.encode("utf-16"))
        assert IMPORTERS[system](source, ZoneInfo("UTC")).incidents[0].title == "Café"


TWICE = {
    "statuspage": {"incidents": [INCIDENT, INCIDENT | {"created_at": "2023-01-01T00:00:00Z"}]},
    "upptime": [ISSUE, ISSUE | {"created_at": "2023-01-01T00:00:00Z"}],
    "export": json.loads(WHOLE["export"][1])
    | {"incidents": [{"id": "a", "fields": {"title": "A"}}] * 2},
}


@pytest.mark.parametrize("system", TWICE)
def test_two_things_of_one_id_are_refused(system: str, tmp_path: Path) -> None:
    """One of them would be lost in silence."""
    path = tmp_path / WHOLE[system][0]
    path.write_text(json.dumps(TWICE[system]), encoding="utf-8")
    with pytest.raises(CannotImport, match=rf"{path.name}.*(two .* have|have one)"):
        IMPORTERS[system](path)


def test_two_entries_of_one_id_are_both_read(tmp_path: Path) -> None:
    """Some feeds give every entry about a matter the same."""
    path = tmp_path / "a.atom"
    entry = WHOLE["feed"][1].removeprefix("<feed>").removesuffix("</feed>")
    path.write_text(f"<feed>{entry}{entry}{entry.replace('T08', 'T09')}</feed>", encoding="utf-8")
    (found,) = IMPORTERS["feed"](path).incidents
    assert [f"{update.at:%H}" for update in found.updates] == ["08", "09"]
