"""A history that moved here from a Statuspage says to programs what it said there."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from followers.tools import run
from mkdocs_statuspage.site import load_site
from outputs.library import as_bytes, made

SHARED = os.environ.get("STATUSPAGE_SHARED")
NOW = datetime(2026, 11, 18, tzinfo=UTC)


def told(incident: dict[str, Any]) -> dict[str, Any]:
    """Give what clients know an incident and its updates by."""
    ended = incident["resolved_at"]
    return {
        "id": incident["id"],
        "name": incident["name"],
        "status": incident["status"],
        "impact": incident["impact"],
        "resolved_at": ended and datetime.fromisoformat(ended),
        # Statuspage orders by when an update was typed, we by the time that it shows.
        "updates": sorted(
            (
                datetime.fromisoformat(update["display_at"]),
                update["id"],
                update["status"],
                # Markup is not passed on: only the words of it are.
                "" if "<" in update["body"] else "\n".join(update["body"].split("\r\n")).strip(),
            )
            for update in incident["incident_updates"]
        ),
    }


@pytest.mark.skipif(not SHARED, reason="STATUSPAGE_SHARED names no folder of real histories")
@pytest.mark.parametrize("name", ["emma", "github-stactus"])
def test_programs_find_the_same_incidents(name: str, tmp_path: Path) -> None:
    """Ids, names, states, impacts, times and texts are those of the Statuspage."""
    source = Path(SHARED or "") / "data" / "statuspage" / name
    command = str(Path(sys.executable).parent / "statuspage")
    into = tmp_path / "site"
    run(command, "import", "statuspage", str(source), "--into", str(into), "--write", cwd=tmp_path)
    site = load_site(into / "incidents", NOW, "https://status.example.org/")
    ours = json.loads(as_bytes(made(site)["api/v2/incidents.json"]))["incidents"]
    theirs = json.loads((source / "incidents.json").read_text("utf-8"))["incidents"]
    wanted = {incident["id"]: told(incident) for incident in theirs}
    assert {one["id"] for one in ours} == wanted.keys()
    for one in ours:
        found, expected = told(one), wanted[one["id"]]
        texts = [text for *_, text in expected["updates"]]
        found["updates"] = [
            (*rest, text if wanted_text else "")
            for (*rest, text), wanted_text in zip(found["updates"], texts, strict=True)
        ]
        assert found == expected
