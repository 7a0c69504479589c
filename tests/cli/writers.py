"""Every command that writes: words with which it does, and what it works on."""

from collections.abc import Mapping
from pathlib import Path

PROMISE = """\
prevention:
  - {id: guard, promise: Refuse a file that drops a region, owner: Platform, due_on: 2026-12-01}
  - {id: done, promise: Say so, owner: Ana, kept_on: 2026-11-02, evidence: "http://127.0.0.1:9/1"}
"""
PERSONAL = """\
---
title: A wrong reminder
class: personal
started_at: 2026-11-02T09:12:00Z
updates:
  - {at: 2026-11-02T09:20:00Z, status: investigating, message: We dunned somebody.}
---
"""
PLANNED = """\
title: Move the database
kind: maintenance
scheduled: {start: 2026-11-20T11:00:00Z, end: 2026-11-20T13:00:00Z}
components: [api]
updates:
  - {at: 2026-11-02T09:20:00Z, status: scheduled, message: The API pauses.}
"""
HISTORY = """\
{"page": {"id": "x", "name": "X"}, "incidents": [{"id": "abc", "name": "The API is slow", "status": "resolved",
"created_at": "2026-01-02T10:00:00Z", "impact": "minor", "components": [], "incident_updates": [{"id": "u1",
"status": "resolved", "body": "It works again.", "created_at": "2026-01-02T11:00:00Z", "affected_components": []}]}]}
"""
WRITING: Mapping[str, tuple[str, ...]] = {
    "open": ("The API is slow", "-c", "api=degr", "--class", "affecting", "-m", "It is slow."),
    "update": ("-m", "We found the cause."),
    "resolve": ("-m", "It works again."),
    "amend": ("card", "last", "-m", "Cards fail in Europe."),
    "retract": ("card", "k7q2", "--why", "It was another incident."),
    "report": ("card",),
    "maintenance": (
        "Disks",
        "--start",
        "2026-11-21 02:00",
        "--end",
        "2h",
        "-c",
        "api",
        "-m",
        "Pause.",
    ),
    "move": ("database", "--start", "2026-11-22 11:00", "--end", "1h", "--why", "It is late."),
    "cancel": ("database", "-m", "A part is missing."),
    "keep": ("guard", "--evidence", "https://tiny.example/1"),
    "verify": (),
    "contact": ("a-wrong", "--medium", "phone", "--by", "ana"),
    "import": ("statuspage", "history.json", "--write"),
    "init": ("new",),
    "hook": ("json",),
    "post": (),
    "lock": (),
    "build": ("--quiet",),
    "sync": (),
}
"""For every command that writes, words with which it does; `sync` where something waits."""
ALARM = '[{"id": "1", "component": "COMPONENT", "state": "firing"}]'
STDIN: Mapping[str, str] = {"hook": ALARM.replace("COMPONENT", "api")}
"""What they read from standard input."""
BEFORE: Mapping[str, tuple[tuple[str, ...], str]] = {
    "post": (("hook", "json"), ALARM.replace("COMPONENT", "fax"))
}
"""What has to be done before, with its standard input."""
ELSEWHERE = frozenset(["serve", "doctor", "publish", "drill", "draft", "digest", "notify"])
"""What writes nothing in the folder."""


def prepared(site: Path) -> Path:
    """Put into a site what these commands work on."""
    path = site / "incidents" / "2026-11-03-card-payments.md"
    path.write_text(path.read_text().replace("updates:\n", PROMISE + "updates:\n", 1))
    private = site / "private"
    private.mkdir()
    (private / "2026-11-02-a-wrong-reminder.md").write_text(PERSONAL)
    config = site / "incidents" / "statuspage.yml"
    alarmed = (
        "  fax: {name: Fax, alarms: {first_word: prepare}}\n  api: {alarms: {first_word: post}, "
    )
    config.write_text(config.read_text().replace("  api: {", alarmed))
    (site / "incidents" / "2026-11-20-database.yml").write_text(PLANNED)
    (site / "history.json").write_text(HISTORY)
    return site
